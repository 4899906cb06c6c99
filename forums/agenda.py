"""What the forum brings onto an agenda: the proposals about which nothing was decided yet."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from forums.models import Proposal
from welfare_movement.meetings.models import AgendaItem, Meeting
from welfare_movement.meetings.sources import agenda_source


def undecided(meeting):
    """The open proposals of this cycle's forum, onto every meeting but those of single teams."""
    proposals = _proposals().filter(gathering__cycle=meeting.cycle_id, answered_at=None)
    return proposals.none() if meeting.kind == Meeting.Kind.TEAM else proposals.order_by("written_at", "pk")


def _proposals():
    return Proposal.objects.select_related("gathering__cycle__province")


agenda_source(
    "forums.proposal",
    _("A proposal of the forum"),
    section=AgendaItem.Section.CONSIDERATION,
    waiting=undecided,
    rows=_proposals,
    title=lambda proposal: proposal.text,
    state=lambda proposal: gettext("decided") if proposal.answered_at else gettext("nothing decided yet"),
)
