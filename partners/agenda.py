"""What partners bring onto an agenda: the doubts that nobody has answered yet."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.models import Hesitation
from partners.models.hesitation import SOURCE
from welfare_movement.meetings.models import AgendaItem, Meeting
from welfare_movement.meetings.sources import agenda_source

NAMED = ("participation__partner", "participation__cycle__province")
PARTNERS_COME = (Meeting.Kind.CONSULTATION, Meeting.Kind.JOINT)


def unanswered(meeting):
    """Where the partners come, their open doubts that no meeting ahead considers yet; the longest open first."""
    doubts = Hesitation.objects.waiting().filter(participation__cycle=meeting.cycle_id)
    doubts = doubts.select_related(*NAMED)
    return doubts.order_by("raised_at", "pk") if meeting.kind in PARTNERS_COME else doubts.none()


def _hesitations():
    return Hesitation.objects.select_related(*NAMED)


agenda_source(
    SOURCE,
    _("A partner's doubt"),
    section=AgendaItem.Section.CONSIDERATION,
    waiting=unanswered,
    rows=_hesitations,
    title=lambda doubt: doubt.subject,
    state=lambda doubt: gettext("answered") if doubt.answered_at else gettext("not answered yet"),
    brought=Hesitation.objects.note_brought,
    taken_off=Hesitation.objects.note_taken_off,
)
