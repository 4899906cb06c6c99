from django.db.models import Case, Value, When
from django.utils.translation import gettext_lazy as _

from welfare_movement.process.todos import row, runs, todo
from working_groups.models import CommitteeSeat, Task, TeamMember, WorkingGroup


def seats(user, cycle):
    """Seats in teams about which this person was asked, and has not answered."""
    mine = TeamMember.objects.unanswered().filter(group__cycle=cycle, person_id=user.pk)
    names = [When(group__team=team.value, then=Value(str(team.label))) for team in WorkingGroup.Team]
    return row(mine.annotate(team_name=Case(*names)), title="team_name", due="asked_at")


def committee_seats(user, cycle):
    mine = CommitteeSeat.objects.unanswered().filter(committee__cycle=cycle, person_id=user.pk)
    return row(mine, title="committee__title", due="asked_at")


def tasks(user, cycle):
    """Tasks that this person does in their team."""
    mine = TeamMember.objects.standing().filter(person_id=user.pk)
    open_tasks = Task.objects.open().filter(group__cycle=cycle, owner__in=mine)
    return row(open_tasks, title="title", due="due_on", argument="group_id")


def late_tasks(user, cycle):
    late = Task.objects.late().filter(runs(user, "group__cycle__"), group__cycle=cycle)
    return row(late.distinct(), title="title", due="due_on", argument="group_id")


todo("working_groups.seat", _("Say whether you serve in a team"), page="working_groups:seat", rows=seats)
todo(
    "working_groups.committee_seat",
    _("Say whether you serve in the committee"),
    page="working_groups:committee_seat",
    rows=committee_seats,
)
todo("working_groups.task", _("Task of your team is due"), page="working_groups:tasks", rows=tasks)
todo("working_groups.late", _("Task of a team is late"), page="working_groups:tasks", rows=late_tasks)
