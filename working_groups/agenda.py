"""What a team's earlier meetings bring onto its next one: the actions that are still open."""

from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.agenda import actions, state, title
from welfare_movement.meetings.models import AgendaItem, Meeting
from welfare_movement.meetings.sources import agenda_source


def open_actions(meeting):
    """Those of the earlier meetings of the team that calls this one."""
    before = Meeting.objects.filter(
        team_meeting__group__meetings__meeting=meeting.pk, starts_at__lt=meeting.starts_at
    ).exclude(pk=meeting.pk)
    return actions().open().of_meetings(before.values("pk")).soonest()


agenda_source(
    "working_groups.action",
    _("An action of an earlier meeting of the team"),
    section=AgendaItem.Section.ARISING,
    waiting=open_actions,
    rows=actions,
    title=title,
    state=state,
)
