from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.crypto import constant_time_compare

from welfare_movement.meetings.models import ActionItem, AgendaPaper, Attendance, Invitation, Meeting, Resolution
from welfare_movement.meetings.models.agenda import ADOPTED_SAYS
from welfare_movement.meetings.refusals import MeetingCancelled
from welfare_movement.process.access import cycle_for, has_role, public_cycle
from welfare_movement.process.audiences import people_of
from welfare_movement.process.refusals import Sealed
from welfare_movement.process.roles import Role

_WITH = ("cycle__province", "minutes", "planned_by")


def meeting_for(visitor, province, year, pk):
    """The meeting, for members of its cycle and for those invited to it or present at it; or 404."""
    cycle = public_cycle(province, year)
    meetings = Meeting.objects.filter(cycle=cycle, pk=pk)
    if not cycle.memberships.filter(visitor.stands("user")).exists():
        invited = Invitation.objects.filter(visitor.stands() | visitor.holds(), meeting=OuterRef("pk"))
        present = Attendance.objects.filter(visitor.stands(), meeting=OuterRef("pk"))
        meetings = meetings.filter(Exists(invited) | Exists(present))
    return _found(meetings)


def minutes_seen_by(visitor, province, year, pk):
    """The meeting whose minutes are written, for members of its cycle; once they went round, for those invited or
    present too; or 404."""
    meeting = meeting_for(visitor, province, year, pk)
    written = getattr(meeting, "minutes", None)
    is_member = meeting.cycle.memberships.filter(visitor.stands("user")).exists()
    if written is None or not (is_member or written.circulated_at):
        raise Http404
    return meeting


def meeting_run_by(user, province, year, pk, *roles):
    """The meeting, for province-wide members in one of these roles; or 404, or 403."""
    return _found(Meeting.objects.filter(cycle=cycle_for(user, province, year, *roles), pk=pk))


def meeting_written_by(user, province, year, pk, *roles):
    """The same, to write its agenda, attendance and resolutions: refused once the minutes are adopted, or cancelled."""
    meeting = meeting_run_by(user, province, year, pk, *roles)
    if meeting.cancelled_at is not None:
        raise MeetingCancelled(meeting)
    if not meeting.is_editable:
        raise Sealed(ADOPTED_SAYS)
    return meeting


def resolution_written_by(user, province, year, pk, item, resolution, *roles):
    """A resolution on an item of that meeting, likewise, to write its actions; or 404, or 403."""
    meeting = meeting_written_by(user, province, year, pk, *roles)
    resolutions = Resolution.objects.filter(item__meeting=meeting, item=item, pk=resolution).select_related("item")
    found = resolutions.first()
    if found is None:
        raise Http404
    found.item.meeting = meeting
    return found


def actions_for(user, province, year):
    """The cycle and its actions: all for its members, for others those that they see to; or 404, or 403."""
    cycle = public_cycle(province, year)
    actions = ActionItem.objects.of_cycle(cycle)
    if not cycle.memberships.filter(user_id=user.pk).exists():
        actions = actions.filter(owner_id=user.pk)
        if not actions.exists():
            raise PermissionDenied
    return cycle, actions


def action_for(user, province, year, pk):
    """An action, for members of the cycle and for whoever sees to it; or 404."""
    cycle = public_cycle(province, year)
    actions = ActionItem.objects.of_cycle(cycle).filter(pk=pk)
    if not cycle.memberships.filter(user_id=user.pk).exists():
        actions = actions.filter(owner_id=user.pk)
    found = actions.for_page().first()
    if found is None:
        raise Http404
    return found


def action_kept_by(user, province, year, pk):
    """The same, to record that it was done: for coordinators, and for whoever sees to it; or 404, or 403."""
    found = action_for(user, province, year, pk)
    if not may_keep(user, found):
        raise PermissionDenied
    return found


def may_keep(user, action):
    """Whether to offer what `action_kept_by` would allow."""
    return action.owner_id == user.pk or has_role(user, action.within_cycle, Role.COORDINATOR)


def invitation_for(visitor, province, year, pk):
    """The invitation, for the person invited, signed in or by their link; or 404."""
    cycle = public_cycle(province, year)
    theirs = visitor.stands() | visitor.holds()
    found = Invitation.objects.filter(theirs, meeting__cycle=cycle, pk=pk).select_related("person").first()
    if found is None:
        raise Http404
    found.meeting = meeting_for(visitor, province, year, found.meeting_id)
    return found


def invitation_run_by(user, province, year, pk, *roles):
    """The invitation, for province-wide members in one of these roles; or 404, or 403."""
    cycle = cycle_for(user, province, year, *roles)
    found = get_object_or_404(Invitation.objects.select_related("person"), meeting__cycle=cycle, pk=pk)
    found.meeting = _found(Meeting.objects.filter(pk=found.meeting_id))
    return found


def meeting_at_door(province, year, pk, key):
    """The meeting, for whoever photographed the code at its door; or 404."""
    meeting = _found(Meeting.objects.filter(cycle=public_cycle(province, year), pk=pk))
    if not constant_time_compare(key, meeting.door_key):
        raise Http404
    return meeting


def comer(visitor, meeting):
    """The person at the door: whom the movement knows, signed in, or who was invited, by their link; None otherwise."""
    known = visitor.user.is_authenticated and people_of(meeting.cycle).filter(pk=visitor.user.pk).exists()
    if known or meeting.invitations.filter(visitor.stands()).exists():
        return visitor.user
    invited = meeting.invitations.filter(visitor.holds()).select_related("person").first()
    return invited and invited.person


def paper_for(visitor, province, year, pk, paper):
    """A paper of the agenda, for those who may see the meeting; or 404."""
    meeting = meeting_for(visitor, province, year, pk)
    return get_object_or_404(AgendaPaper, item__meeting=meeting, pk=paper)


def minutes_run_by(user, province, year, pk, *roles):
    """The minutes of that meeting, likewise; 404 too while nobody has begun to write them."""
    minutes = getattr(meeting_run_by(user, province, year, pk, *roles), "minutes", None)
    if minutes is None:
        raise Http404
    return minutes


def own_invitation(visitor, meeting):
    """The visitor's own invitation to this meeting, signed in or by link; None without one."""
    theirs = list(meeting.invitations.filter(visitor.stands() | visitor.holds()))
    return next((each for each in theirs if each.person_id == visitor.user.pk), theirs[0] if theirs else None)


def attendee(visitor, meeting):
    """The person who attended this meeting and is at the door, signed in or by their link; None otherwise."""
    invited = Invitation.objects.filter(visitor.holds(), meeting=meeting).values("person")
    attended = meeting.attendances.represented().select_related("person")
    found = attended.filter(visitor.stands()).first() or attended.filter(person__in=invited).first()
    return found and found.person


def may_object(visitor, meeting):
    """Whether to offer it: the minutes go round, are not adopted, and the visitor attended."""
    minutes = getattr(meeting, "minutes", None)
    goes_round = minutes and minutes.circulated_at and not minutes.adopted_at
    return bool(goes_round and attendee(visitor, meeting))


def minutes_for_attendee(visitor, province, year, pk):
    """Circulated minutes, and the person who attended and is at the door; or 404."""
    meeting = meeting_for(visitor, province, year, pk)
    person = attendee(visitor, meeting)
    if person is None or not hasattr(meeting, "minutes") or meeting.minutes.circulated_at is None:
        raise Http404
    return meeting.minutes, person


def _found(meetings):
    found = meetings.select_related(*_WITH).first()
    if found is None:
        raise Http404
    return found
