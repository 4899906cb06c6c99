"""What meetings bring onto the agenda of the next one: the actions that are still open."""

from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models import ActionItem, AgendaItem, Meeting
from welfare_movement.meetings.sources import agenda_source
from welfare_movement.thai.dates import show_date


def open_actions(meeting):
    """Those of earlier meetings of its kind; where it is the first of its kind, those of all meetings of the cycle.

    Those of teams stay among the meetings of their team, which bring them themselves.
    """
    before = Meeting.objects.filter(cycle=meeting.cycle_id, starts_at__lt=meeting.starts_at).exclude(pk=meeting.pk)
    before = before.filter(~Q(kind=Meeting.Kind.TEAM))
    if meeting.kind == Meeting.Kind.TEAM:
        return actions().none()
    alike = before.filter(kind=meeting.kind)
    return actions().open().of_meetings(alike if alike.exists() else before).soonest()


def actions():
    return ActionItem.objects.with_cycle().select_related("owner")


def title(action):
    return f"{action.what} ({action.owner})"


def state(action):
    if action.kept_at:
        return gettext("kept on %(day)s") % {"day": show_date(action.kept_at)}
    says = gettext("late, it was due on %(day)s") if action.is_late else gettext("due on %(day)s")
    return says % {"day": show_date(action.due_on)}


agenda_source(
    "meetings.action",
    _("An action of an earlier meeting"),
    section=AgendaItem.Section.ARISING,
    waiting=open_actions,
    rows=actions,
    title=title,
    state=state,
)
