"""What partners bring onto an agenda: the doubts that nobody has answered yet."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from partners.models import Hesitation
from welfare_movement.meetings.models import AgendaItem, Meeting
from welfare_movement.meetings.sources import agenda_source

PARTNERS_COME = (Meeting.Kind.CONSULTATION, Meeting.Kind.JOINT)


def unanswered(meeting):
    """Where the partners come, their open doubts of this cycle; the longest open first."""
    doubts = _hesitations().filter(participation__cycle=meeting.cycle_id, answered_at=None)
    return doubts.order_by("raised_at", "pk") if meeting.kind in PARTNERS_COME else doubts.none()


def _hesitations():
    return Hesitation.objects.select_related("participation__partner", "participation__cycle__province")


agenda_source(
    "partners.hesitation",
    _("A partner's doubt"),
    section=AgendaItem.Section.CONSIDERATION,
    waiting=unanswered,
    rows=_hesitations,
    title=lambda doubt: f"{doubt.participation.partner.shown}: {doubt.text}",
    state=lambda doubt: gettext("answered") if doubt.answered_at else gettext("not answered yet"),
)
