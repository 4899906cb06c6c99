"""Who may hold a meeting, an invitation, minutes: members, the invited, those present, the holders of a link."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone

from tests.factories import in_days, make_cycle, make_district, make_meeting, make_member, make_minutes, make_user
from welfare_movement.meetings.access import (
    invitation_for,
    meeting_for,
    meeting_run_by,
    minutes_for_attendee,
    minutes_run_by,
)
from welfare_movement.meetings.models import Attendance, Minutes
from welfare_movement.people.access import Visitor
from welfare_movement.process.roles import Role

pytestmark = pytest.mark.django_db
HERE = ("nakhon-si-thammarat", 2570)


@pytest.fixture
def meeting():
    """A meeting that was held yesterday, with one person invited who did not come."""
    meeting = make_meeting(starts_at=in_days(1))
    meeting.invite([make_user("มาลี")], by=make_user())
    type(meeting).objects.update(starts_at=in_days(-1), ends_at=in_days(-1, 12))
    meeting.refresh_from_db()
    return meeting


@pytest.fixture
def bare():
    """A meeting to which nobody is invited yet."""
    return make_meeting()


def anonymous(*links):
    return Visitor(AnonymousUser(), tuple(link.pk for link in links))


def holder(meeting):
    return anonymous(meeting.invitations.get().link)


def present(meeting, status=Attendance.Status.PRESENT):
    person = make_user()
    meeting.attendances.create(person=person, status=status, recorded_by=person)
    return Visitor(person)


def who_may(meeting):
    return {
        **{role: Visitor(make_member(meeting.cycle, role)) for role in Role},
        "member of a district": Visitor(make_member(meeting.cycle, Role.REVIEWER, district=make_district())),
        "invited": Visitor(meeting.invitations.get().person),
        "by link": holder(meeting),
        "present": present(meeting),
        "absent": present(meeting, Attendance.Status.ABSENT),
    }


def who_may_not(meeting):
    other = make_meeting(make_cycle(2571))
    other.invite([make_user()], by=make_user())
    return {
        "nobody": anonymous(),
        "stranger": Visitor(make_user()),
        "superuser": Visitor(make_user(is_superuser=True, is_staff=True)),
        "member elsewhere": Visitor(make_member(other.cycle, Role.ADMINISTRATOR)),
        "link to another": holder(other),
        "present elsewhere": present(other),
    }


def test_a_meeting_is_read_by_its_cycle_its_invited_and_those_present(meeting):
    for who, visitor in who_may(meeting).items():
        assert (who, meeting_for(visitor, *HERE, meeting.pk)) == (who, meeting)


@pytest.mark.parametrize("which", ["meeting", "bare"])
def test_a_meeting_is_not_found_by_anyone_else(request, which):
    meeting = request.getfixturevalue(which)
    for who, visitor in who_may_not(meeting).items():
        with pytest.raises(Http404):
            pytest.fail(f"{who} read {meeting_for(visitor, *HERE, meeting.pk)}")


def test_a_meeting_is_found_in_its_own_cycle_only(meeting):
    other = make_cycle(2571)
    member = make_member(other, Role.ADMINISTRATOR)
    make_member(meeting.cycle, Role.ADMINISTRATOR, user=member)
    for fetch in (
        lambda: meeting_for(Visitor(member), HERE[0], 2571, meeting.pk),
        lambda: meeting_run_by(member, HERE[0], 2571, meeting.pk, Role.COORDINATOR),
        lambda: invitation_for(holder(meeting), HERE[0], 2571, meeting.invitations.get().pk),
    ):
        with pytest.raises(Http404):
            fetch()


@pytest.mark.parametrize("over", [{"expires_at": timezone.now()}, {"revoked": True}])
def test_a_link_that_is_over_opens_nothing(meeting, over):
    visitor, link = holder(meeting), meeting.invitations.get().link
    if "revoked" in over:
        link.revoke(by=make_user())
    else:
        type(link).objects.update(**over)
    for fetch, pk in ((meeting_for, meeting.pk), (invitation_for, meeting.invitations.get().pk)):
        with pytest.raises(Http404):
            fetch(visitor, *HERE, pk)


@pytest.mark.parametrize("role", Role)
def test_a_meeting_is_run_in_the_roles_that_are_asked(meeting, role):
    member, of_district = make_member(meeting.cycle, role), make_user()
    if role != Role.ADMINISTRATOR:
        make_member(meeting.cycle, role, district=make_district(), user=of_district)
    if role in {Role.ADMINISTRATOR, Role.COORDINATOR}:
        assert meeting_run_by(member, *HERE, meeting.pk, Role.COORDINATOR) == meeting
    else:
        with pytest.raises(PermissionDenied):
            meeting_run_by(member, *HERE, meeting.pk, Role.COORDINATOR)
    with pytest.raises(PermissionDenied):
        meeting_run_by(of_district, *HERE, meeting.pk, Role.COORDINATOR)


def test_an_invitation_is_answered_by_the_invited_alone(meeting):
    invitation = meeting.invitations.get()
    for visitor in (Visitor(invitation.person), holder(meeting)):
        assert invitation_for(visitor, *HERE, invitation.pk) == invitation
    others = {**who_may(meeting), **who_may_not(meeting)}
    for who in set(others) - {"invited", "by link"}:
        with pytest.raises(Http404):
            pytest.fail(f"{who} holds {invitation_for(others[who], *HERE, invitation.pk)}")


def test_minutes_that_nobody_began_to_write_are_not_found(meeting):
    coordinator = make_member(meeting.cycle)
    with pytest.raises(Http404):
        minutes_run_by(coordinator, *HERE, meeting.pk, Role.COORDINATOR)
    minutes = make_minutes(meeting)
    assert minutes_run_by(coordinator, *HERE, meeting.pk, Role.COORDINATOR) == minutes


def test_circulated_minutes_are_objected_to_by_those_who_came(meeting):
    invited = meeting.invitations.get().person
    came, sent_someone = present(meeting), present(meeting, Attendance.Status.REPRESENTED)
    minutes = make_minutes(meeting, present=invited)
    attendees = ((came, came.user), (sent_someone, sent_someone.user), (holder(meeting), invited))
    for visitor, _person in attendees:
        with pytest.raises(Http404):
            minutes_for_attendee(visitor, *HERE, meeting.pk)
    Minutes.objects.update(circulated_at=timezone.now() - timedelta(days=1), circulated_by=make_user())
    for visitor, person in attendees:
        assert minutes_for_attendee(visitor, *HERE, meeting.pk) == (minutes, person)
    for visitor in (present(meeting, Attendance.Status.ABSENT), Visitor(make_member(meeting.cycle)), anonymous()):
        with pytest.raises(Http404):
            minutes_for_attendee(visitor, *HERE, meeting.pk)
