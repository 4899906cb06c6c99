"""Goes into tests/meetings/test_meeting.py, test_minutes.py, test_reminders.py, test_forms.py."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from tests.factories import close, in_days, make_cycle, make_meeting, make_member, make_minutes, make_user
from welfare_movement.meetings.forms import AttendanceSheet, InviteForm
from welfare_movement.meetings.models import Invitation, Meeting
from welfare_movement.meetings.refusals import MeetingCancelled, MovedToThePast, NotCirculated, NotLater
from welfare_movement.meetings.reminders import remind
from welfare_movement.notices.deliver import deliver
from welfare_movement.notices.models import Notice
from welfare_movement.people.models import Link, User

pytestmark = pytest.mark.django_db


def move(meeting, days, venue="หอประชุม"):
    meeting.move(starts_at=in_days(days), ends_at=in_days(days, hour=12), venue=venue, by=make_user())


@pytest.fixture
def meeting():
    meeting = make_meeting()
    meeting.invite([make_user(language="en")], by=make_user())
    return meeting


def test_of_two_moves_from_one_page_the_last_is_told(meeting):
    one, two = Meeting.objects.get(), Meeting.objects.get()
    move(one, 20, "A")
    move(two, 21, "B")
    told = Notice.objects.waiting().get()
    assert ("B" in told.body, two.moves, Meeting.objects.get().moves) == (True, 2, 2)


def test_the_links_of_a_moved_meeting_outlive_it_too_and_never_end_sooner(meeting):
    for days in (90, 20):
        move(meeting, days)
        assert Link.objects.get().expires_at == in_days(90, hour=12) + timedelta(days=30)


def test_a_meeting_is_not_moved_into_the_past(meeting):
    with pytest.raises(MovedToThePast):
        move(meeting, -1)


def test_who_stands_twice_in_a_list_is_invited_once():
    meeting, person = make_meeting(), make_user()
    assert meeting.invite([person, person], by=make_user()) == 1


def cancelled_and_past(cycle, days):
    meeting = make_meeting(cycle)
    meeting.cancel(by=make_user(), reason="Floods")
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=in_days(days), ends_at=in_days(days, hour=12))
    return Meeting.objects.get(pk=meeting.pk)


def test_minutes_are_not_adopted_at_a_cancelled_meeting():
    minutes = make_minutes(make_meeting(starts_at=in_days(-3)), circulated=True)
    with pytest.raises(NotLater):
        minutes.adopt(by=make_user(), at=cancelled_and_past(minutes.meeting.cycle, -1))


def test_minutes_of_a_cancelled_meeting_are_not_circulated():
    minutes = make_minutes(cancelled_and_past(make_cycle(), -1))
    with pytest.raises(MeetingCancelled):
        minutes.circulate(by=make_user())


def test_only_circulated_minutes_are_objected_to():
    minutes, person = make_minutes(make_meeting(starts_at=in_days(-1))), make_user()
    with pytest.raises(NotCirculated):
        minutes.object_to(by=person, text="ข้อ ๔.๒ ไม่ตรง")
    minutes.circulate(by=make_user())
    assert minutes.object_to(by=person, text="ข้อ ๔.๒ ไม่ตรง") == minutes.objections.get(person=person)


def test_a_reminder_of_a_cycle_that_has_closed_since_is_not_sent(meeting, time_machine, mailoutbox):
    Notice.objects.update(sent_at=timezone.now())
    Invitation.objects.update(invited_at=timezone.now() - timedelta(days=30))
    time_machine.move_to(meeting.starts_at - timedelta(days=1))
    assert remind() == 1
    close(meeting.cycle)
    assert (deliver(), mailoutbox) == (0, [])


def test_groups_and_single_people_are_chosen_together():
    cycle = make_cycle()
    coordinator, observer = make_member(cycle), make_member(cycle, "observer")
    for sent, chosen in (
        (f"people={observer.pk}", {observer}),
        ("audiences=process.coordinators", {coordinator}),
        (f"audiences=process.coordinators&people={observer.pk}&people={coordinator.pk}", {coordinator, observer}),
    ):
        form = InviteForm(QueryDict(sent), cycle=cycle)
        assert (form.is_valid(), set(form.chosen()), len(form.chosen())) == (True, chosen, len(chosen))


def test_a_number_too_long_for_any_person_is_nobody():
    sent = QueryDict("person=" + "9" * 30)
    assert AttendanceSheet(sent, meeting=make_meeting(), found=User.objects.none()).lines == []
