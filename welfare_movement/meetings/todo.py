from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models import ActionItem, Invitation, Meeting, Minutes
from welfare_movement.meetings.models.action import MEETING
from welfare_movement.meetings.models.minutes import SILENCE
from welfare_movement.process.todos import row, runs, todo


def invitations(user, cycle):
    """Invitations of this person, not answered yet, to meetings that are ahead."""
    ahead = Meeting.objects.coming().filter(cycle=cycle)
    mine = Invitation.objects.unanswered().filter(meeting__in=ahead, person_id=user.pk)
    return row(mine, title="meeting__title", due="meeting__starts_at")


def minutes_to_write(user, cycle):
    """Meetings that were held and whose minutes have not gone round yet."""
    held = Meeting.objects.begun().filter(runs(user, "cycle__"), cycle=cycle, minutes__circulated_at=None)
    return row(held.distinct(), title="title", due="ends_at")


def minutes_to_adopt(user, cycle):
    """Minutes that went round long enough to be adopted."""
    ripe = Minutes.objects.filter(
        runs(user, "meeting__cycle__"),
        meeting__cycle=cycle,
        adopted_at=None,
        circulated_at__lte=timezone.now() - SILENCE,
    )
    return row(ripe.distinct(), title="meeting__title", due="circulated_at", argument="meeting_id")


def actions(user, cycle):
    """Open actions that this person sees to."""
    mine = ActionItem.objects.open().of_cycle(cycle).filter(owner_id=user.pk)
    return row(mine, title="what", due="due_on")


def late_actions(user, cycle):
    """Actions of others that are late, for those who run the cycle."""
    late = ActionItem.objects.late().of_cycle(cycle).filter(runs(user, f"{MEETING}__cycle__")).exclude(owner_id=user.pk)
    return row(late.distinct(), title="what", due="due_on")


todo("meetings.action", _("Action to see to"), page="meetings:action", rows=actions)
todo(
    "meetings.late_action",
    _("An action is late"),
    page="meetings:action",
    rows=late_actions,
    all_page="meetings:actions",
    query="show=late",
)
todo("meetings.answer", _("Invitation to answer"), page="meetings:invitation", rows=invitations)
todo("meetings.minutes", _("Minutes to write and circulate"), page="meetings:minutes", rows=minutes_to_write)
todo("meetings.adopt", _("Minutes ready to be adopted"), page="meetings:minutes", rows=minutes_to_adopt)
