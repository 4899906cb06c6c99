from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models import Invitation, Meeting, Minutes
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


todo("meetings.answer", _("Invitation to answer"), page="meetings:invitation", rows=invitations)
todo("meetings.minutes", _("Minutes to write and circulate"), page="meetings:minutes", rows=minutes_to_write)
todo("meetings.adopt", _("Minutes ready to be adopted"), page="meetings:minutes", rows=minutes_to_adopt)
