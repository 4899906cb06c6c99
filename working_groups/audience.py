from django.utils.translation import gettext_lazy as _

from welfare_movement.people.models import User
from welfare_movement.process.audiences import audience
from working_groups.models import CommitteeSeat, TeamMember, WorkingGroup


def _of_teams(**which):
    """The people who sit in these teams of a cycle."""
    return lambda cycle: User.objects.filter(
        teammember_seats__in=TeamMember.objects.standing().filter(group__cycle=cycle, **which)
    )


audience(
    "working_groups.committee",
    _("The committee: its chair and advisers"),
    people=lambda cycle: User.objects.filter(
        committeeseat_seats__in=CommitteeSeat.objects.standing().filter(committee__cycle=cycle)
    ),
)
audience("working_groups.all", _("All three teams"), people=_of_teams())
for each in WorkingGroup.Team:
    audience(f"working_groups.{each.value}", each.label, people=_of_teams(group__team=each.value))
