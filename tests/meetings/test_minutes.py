"""Minutes are drafted, circulated, adopted once, and then locked with everything of their meeting."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import in_days, make_cycle, make_meeting, make_minutes, make_open_cycle, make_user
from welfare_movement.meetings.models import AgendaItem, Attendance, Minutes, MinutesObjection, Resolution
from welfare_movement.meetings.refusals import (
    AlreadyAdopted,
    AlreadyCirculated,
    MeetingAhead,
    NobodyAttended,
    NotCirculated,
    NotLater,
    StillOpen,
)
from welfare_movement.notices.models import Notice
from welfare_movement.process.refusals import Sealed
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    """A meeting that was held yesterday."""
    return make_meeting(starts_at=in_days(-1))


def test_minutes_are_circulated_once_to_those_who_came(meeting):
    invited, walked_in, absent = make_user(language="en"), make_user(language="en"), make_user()
    by = make_user()
    meeting_ahead = make_meeting(meeting.cycle)
    meeting_ahead.invite([invited], by=by)
    minutes = make_minutes(meeting, present=invited)
    meeting.attendances.create(person=walked_in, status=Attendance.Status.REPRESENTED, recorded_by=by)
    meeting.attendances.create(person=absent, status=Attendance.Status.ABSENT, recorded_by=by)
    minutes.circulate(by=by)
    told = Notice.objects.filter(kind="meetings_minutes")
    assert {notice.to for notice in told} == {invited, walked_in}
    assert minutes.circulated_by == by
    with pytest.raises(AlreadyCirculated):
        minutes.circulate(by=by)


def test_who_was_invited_reads_circulated_minutes_by_their_link(time_machine):
    meeting, person = make_meeting(), make_user()
    meeting.invite([person], by=make_user())
    time_machine.move_to(meeting.starts_at)
    make_minutes(meeting, present=person, circulated=True)
    assert Notice.objects.get(kind="meetings_minutes").link == meeting.invitations.get().link


def test_minutes_of_a_meeting_ahead_or_of_nobody_are_not_circulated(meeting):
    with pytest.raises(MeetingAhead):
        Minutes(meeting=make_meeting(meeting.cycle)).circulate(by=make_user())
    minutes = Minutes.objects.create(meeting=meeting, drafted_by=make_user())
    with pytest.raises(NobodyAttended):
        minutes.circulate(by=make_user())


def test_minutes_are_adopted_at_a_later_meeting_that_has_begun(meeting):
    minutes = make_minutes(meeting, circulated=True)
    by = make_user()
    for wrong in (
        meeting,
        make_meeting(meeting.cycle, starts_at=in_days(-2)),
        make_meeting(meeting.cycle, starts_at=in_days(1)),
        make_meeting(make_cycle(2571), starts_at=timezone.now() - timedelta(minutes=1)),
    ):
        with pytest.raises(NotLater):
            minutes.adopt(by=by, at=wrong)
    later = make_meeting(meeting.cycle, starts_at=timezone.now() - timedelta(minutes=1))
    minutes.adopt(by=by, at=later)
    assert (minutes.adopted_by, minutes.adopting_meeting, list(Minutes.objects.adopted())) == (by, later, [minutes])


def test_minutes_are_adopted_by_circulation_after_seven_days_without_an_open_objection(meeting, time_machine):
    minutes = make_minutes(meeting, circulated=True)
    with pytest.raises(StillOpen, match="By circulation they can be adopted from"):
        minutes.adopt(by=make_user())
    objection = MinutesObjection.objects.create(minutes=minutes, person=make_user(), text="ข้อ ๔.๒ ไม่ตรง")
    time_machine.move_to(minutes.circulated_at + timedelta(days=7))
    with pytest.raises(StillOpen, match="An objection to these minutes is open"):
        minutes.adopt(by=make_user())
    objection.settle(by=make_user())
    minutes.adopt(by=make_user())
    assert (minutes.adopted_at is not None, minutes.adopting_meeting) == (True, None)


def test_minutes_that_were_not_circulated_are_not_adopted(meeting):
    with pytest.raises(NotCirculated):
        make_minutes(meeting).adopt(by=make_user())


def test_the_second_to_adopt_is_told_who_was_first(meeting, monkeypatch, time_machine):
    minutes = make_minutes(meeting, circulated=True)
    time_machine.move_to(minutes.circulated_at + timedelta(days=7))
    minutes.adopt(by=make_user("มาลี", family_name="ใจดี"))
    with pytest.raises(AlreadyAdopted, match="มาลี ใจดี recorded the adoption"):
        Minutes.objects.get().adopt(by=make_user())


def test_of_two_who_adopt_at_once_one_wins(meeting, monkeypatch, time_machine):
    minutes = make_minutes(meeting, circulated=True)
    time_machine.move_to(minutes.circulated_at + timedelta(days=7))
    first, second = Minutes.objects.get(), Minutes.objects.get()
    monkeypatch.setattr(second, "require_open", lambda: first.adopt(by=make_user("มาลี")))
    with pytest.raises(AlreadyAdopted, match="มาลี"):
        second.adopt(by=make_user())


def test_adopted_minutes_lock_the_agenda_the_resolutions_and_the_attendance(meeting):
    item = meeting.items.first()
    Resolution.objects.create(item=item, outcome=Resolution.Outcome.NOTED)
    minutes = make_minutes(meeting, adopted=True)
    for write in (
        minutes.save,
        minutes.delete,
        item.save,
        AgendaItem(meeting=meeting, section=4, position=1, title="ใหม่").save,
        Resolution(item=item, outcome=Resolution.Outcome.REJECTED).save,
        Resolution.objects.get().delete,
        Resolution.objects.all().delete,
        meeting.attendances.get().save,
        Attendance(meeting=meeting, person=make_user(), status="present", recorded_by=make_user()).save,
        MinutesObjection(minutes=minutes, person=make_user(), text="ช้าไป").save,
        lambda: AgendaItem.objects.bulk_update([item], ["title"]),
    ):
        with pytest.raises(Sealed, match="The minutes of this meeting are adopted and locked"):
            write()


def test_minutes_of_another_stage_are_not_circulated_while_it_is_locked():
    cycle = make_open_cycle(Stage.SURVEYS)
    meeting = make_meeting(cycle, stage=Stage.SURVEYS, starts_at=in_days(-1))
    minutes = make_minutes(meeting)
    gate_pass = cycle.passes.get()
    cycle.passes.update(revoked_at=timezone.now(), revoked_by=gate_pass.passed_by, revoked_reason="x")
    with pytest.raises(Exception, match="is not open yet"):
        minutes.circulate(by=make_user())


def test_a_list_of_the_absent_is_nobody_who_attended(meeting):
    minutes = make_minutes(meeting)
    meeting.attendances.update(status=Attendance.Status.ABSENT)
    with pytest.raises(NobodyAttended):
        minutes.circulate(by=make_user())


def test_silence_is_consent_from_the_seventh_day_on_and_no_moment_sooner(meeting, time_machine):
    minutes = make_minutes(meeting, circulated=True)
    time_machine.move_to(minutes.circulated_at + timedelta(days=7) - timedelta(microseconds=1), tick=False)
    with pytest.raises(StillOpen):
        minutes.adopt(by=make_user())
    time_machine.shift(timedelta(microseconds=1))
    minutes.adopt(by=make_user())


def test_minutes_are_adopted_at_a_meeting_from_the_moment_it_begins(meeting, time_machine):
    minutes, later = make_minutes(meeting, circulated=True), make_meeting(meeting.cycle, starts_at=in_days(1))
    time_machine.move_to(later.starts_at, tick=False)
    minutes.adopt(by=make_user(), at=later)
    assert Minutes.objects.get().adopting_meeting == later


def test_an_objection_is_settled_once_and_not_after_the_adoption(meeting):
    minutes, first = make_minutes(meeting, circulated=True), make_user()
    objections = [MinutesObjection.objects.create(minutes=minutes, person=make_user(), text="x") for _ in range(2)]
    for by in (first, make_user()):
        objections[0].settle(by=by)
    objections[0].refresh_from_db()
    assert objections[0].settled_by == first
    Minutes.objects.update(adopted_at=timezone.now(), adopted_by=first)
    with pytest.raises(Sealed):
        objections[1].settle(by=first)


def test_minutes_that_cannot_be_told_are_not_circulated(meeting, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    minutes = make_minutes(meeting)
    monkeypatch.setattr(Minutes, "_tell_those_present", fail)
    with pytest.raises(RuntimeError):
        minutes.circulate(by=make_user())
    assert Minutes.objects.get().circulated_at is None
