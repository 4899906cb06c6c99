"""Reminders are owed by what is so, not by what was planned."""

from datetime import UTC, timedelta

import pytest
from django.utils import timezone

from tests.factories import close, make_meeting, make_user, moment
from welfare_movement.meetings.models import Invitation, Meeting, Reminder
from welfare_movement.meetings.reminders import remind
from welfare_movement.meetings.tasks import remind as remind_task
from welfare_movement.notices.deliver import deliver
from welfare_movement.notices.models import Notice

pytestmark = pytest.mark.django_db

START = moment("2026-12-15 13:00")
WEEK, DAY, HOURS = timedelta(days=7), timedelta(days=1), timedelta(hours=2)


@pytest.fixture
def meeting(time_machine):
    """A meeting at START with one person invited a month before; the clock stands still there."""
    time_machine.move_to(START - timedelta(days=30), tick=False)
    meeting = make_meeting(starts_at=START)
    meeting.invite([make_user(language="en")], by=make_user())
    Notice.objects.update(sent_at=timezone.now())
    return meeting


def reminded():
    """The leads of the reminders for each start, as (days until START, lead)."""
    return [((START - each.starts_at).days, each.lead) for each in Reminder.objects.order_by("pk")]


def at(time_machine, before):
    time_machine.move_to(START - before, tick=False)
    return remind()


def test_each_lead_is_owed_once_from_its_moment(meeting, time_machine):
    assert at(time_machine, WEEK + timedelta(seconds=1)) == 0
    assert (at(time_machine, WEEK), remind()) == (1, 0)
    assert (at(time_machine, DAY), remind()) == (1, 0)
    assert (at(time_machine, HOURS), remind()) == (1, 0)
    assert reminded() == [(0, WEEK), (0, DAY), (0, HOURS)]
    subjects = Notice.objects.waiting().values_list("subject", "not_after")
    assert set(subjects) == {("Reminder: ประชุมหารือภาคี 1/2570, 15 Dec 26", START.astimezone(UTC))}


def test_an_outage_over_two_leads_sends_only_the_shortest(meeting, time_machine):
    assert at(time_machine, HOURS - timedelta(minutes=5)) == 1
    assert reminded() == [(0, HOURS)]


def test_after_the_start_nothing_is_owed(meeting, time_machine):
    assert at(time_machine, timedelta(0)) == 0


def test_who_was_invited_late_gets_only_the_leads_that_began_after_the_invitation(meeting, time_machine):
    time_machine.move_to(START - timedelta(days=3), tick=False)
    meeting.invite([make_user()], by=make_user())
    assert remind() == 1  # the first person's week
    assert at(time_machine, DAY) == 2


def test_who_declined_is_not_reminded_and_who_has_not_answered_or_will_come_is(meeting, time_machine):
    meeting.invite([make_user(), make_user(), make_user()], by=make_user())
    for invitation, answer in zip(meeting.invitations.order_by("pk"), Invitation.Answer, strict=False):
        invitation.reply(answer, substitute="นางมาลี")
    at(time_machine, WEEK)
    assert sorted(Reminder.objects.values_list("invitation__answer", flat=True)) == ["", "accepted", "substitute"]


def test_a_moved_meeting_owes_new_reminders_and_the_old_ones_are_cancelled(meeting, time_machine):
    at(time_machine, WEEK)
    meeting.move(starts_at=START + WEEK, ends_at=START + WEEK + HOURS, venue="หอประชุม", by=make_user())
    assert Notice.objects.get(kind="meetings_reminder").state == "cancelled"
    assert at(time_machine, timedelta(0)) == 1
    assert reminded() == [(0, WEEK), (-7, WEEK)]


def test_a_meeting_moved_and_moved_back_is_not_reminded_twice_for_the_same_start(meeting, time_machine):
    at(time_machine, WEEK)
    for starts_at in (START + WEEK, START):
        meeting.move(starts_at=starts_at, ends_at=starts_at + HOURS, venue="หอประชุม", by=make_user())
    assert remind() == 0


@pytest.mark.parametrize("end", [lambda meeting: meeting.cancel(by=make_user(), reason="x"), lambda m: close(m.cycle)])
def test_a_cancelled_meeting_or_a_closed_cycle_owes_nothing(meeting, time_machine, end):
    end(meeting)
    assert at(time_machine, WEEK) == 0


def test_a_reminder_whose_cause_is_gone_when_it_is_to_be_sent_is_cancelled(meeting, time_machine, mailoutbox):
    at(time_machine, WEEK)
    meeting.invitations.get().reply(Invitation.Answer.DECLINED)
    assert (deliver(), mailoutbox) == (0, [])
    assert Notice.objects.get(kind="meetings_reminder").state == "cancelled"


@pytest.mark.usefixtures("quiet_nights")
def test_a_reminder_that_is_owed_at_night_waits_for_the_morning_before_the_start(time_machine):
    start = moment("2026-12-15 08:30")
    time_machine.move_to(start - timedelta(days=30), tick=False)
    make_meeting(starts_at=start).invite([make_user()], by=make_user())
    time_machine.move_to(start - HOURS, tick=False)
    remind()
    assert Notice.objects.get(kind="meetings_reminder").not_before == moment("2026-12-15 07:00")


def test_the_beat_was_down_for_six_hours(meeting, time_machine):
    """Only the shortest lead that is due is sent if the meeting is still ahead; afterwards nothing is owed."""
    at(time_machine, WEEK)
    assert at(time_machine, DAY - timedelta(hours=6)) == 1
    assert at(time_machine, -timedelta(hours=4)) == 0
    assert reminded() == [(0, WEEK), (0, DAY)]


def test_many_are_queued_with_few_queries(meeting, time_machine, queries):
    meeting.invite([make_user() for _ in range(40)], by=make_user())
    time_machine.move_to(START - WEEK, tick=False)
    with queries(6):  # those that are owed, two inserts, nothing more; and two looks for missing minutes
        remind_task()
    assert Reminder.objects.count() == 41


def waiting():
    return Notice.objects.waiting().filter(kind="meetings_reminder")


def test_each_lead_and_each_start_has_a_message_of_its_own(meeting, time_machine):
    for lead in (WEEK, DAY):
        at(time_machine, lead)
    assert waiting().count() == 2
    meeting.move(starts_at=START + WEEK, ends_at=START + WEEK + HOURS, venue="หอประชุม", by=make_user())
    at(time_machine, timedelta(0))
    assert [notice.not_after for notice in waiting()] == [START + WEEK]


def test_a_reminder_carries_the_link_of_its_invitation(meeting, time_machine):
    at(time_machine, WEEK)
    assert waiting().get().link == meeting.invitations.get().link


def test_who_was_invited_at_the_very_lead_is_reminded(time_machine):
    time_machine.move_to(START - DAY, tick=False)
    make_meeting(starts_at=START).invite([make_user()], by=make_user())
    assert (remind(), reminded()) == (1, [(0, DAY)])


def test_a_reminder_that_cannot_be_noted_is_not_queued(meeting, time_machine, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Reminder.objects, "bulk_create", fail)
    with pytest.raises(RuntimeError):
        at(time_machine, WEEK)
    assert not waiting().exists()


@pytest.mark.parametrize("change", [{"starts_at": START - HOURS}, {"cancelled_at": START, "cancelled_by": 1}])
def test_a_reminder_queued_while_its_meeting_was_changed_is_not_sent(meeting, time_machine, mailoutbox, change):
    """The verb cancelled what waited a moment before the reminder was queued."""
    at(time_machine, WEEK)
    if "cancelled_by" in change:
        change = {**change, "cancelled_by": make_user()}
    Meeting.objects.update(**change)
    assert (deliver(), mailoutbox, waiting().count()) == (0, [], 0)


# ── What a meeting sets for itself ─────────────────────────────────────────────────────────────────────────────────
THREE = timedelta(days=3)


def set_to(meeting, *leads, reminds="all", text=""):
    meeting.remind_by(leads, reminds=reminds, text=text, by=make_user())


def leads_of(meeting):
    return [each.lead for each in meeting.leads.all()]


def test_a_new_meeting_reminds_as_the_site_does(meeting, settings):
    assert leads_of(meeting) == settings.REMINDER_LEADS == [WEEK, DAY, HOURS]


def test_each_meeting_reminds_by_its_own_leads(meeting, time_machine):
    other = make_meeting(meeting.cycle, starts_at=START)
    other.invite([make_user()], by=make_user())
    set_to(meeting, THREE)
    at(time_machine, WEEK)
    at(time_machine, THREE)
    assert sorted(Reminder.objects.values_list("invitation__meeting", "lead")) == [
        (meeting.pk, THREE),
        (other.pk, WEEK),
    ]


def test_a_meeting_that_is_to_remind_nobody_does_not(meeting, time_machine):
    set_to(meeting)
    assert (at(time_machine, WEEK), at(time_machine, HOURS)) == (0, 0)


def test_a_lead_that_is_set_after_its_time_owes_nothing_and_one_that_stood_stands_on(meeting, time_machine):
    time_machine.move_to(START - timedelta(days=2), tick=False)
    set_to(meeting, WEEK, THREE, DAY)
    assert (remind(), reminded()) == (1, [(0, WEEK)])
    assert (at(time_machine, DAY), reminded()) == (1, [(0, WEEK), (0, DAY)])


def test_a_lead_that_is_set_at_its_very_moment_is_owed(meeting, time_machine):
    time_machine.move_to(START - THREE, tick=False)
    set_to(meeting, THREE)
    assert (remind(), reminded()) == (1, [(0, THREE)])


def test_only_those_who_have_not_answered_are_reminded_where_the_meeting_says_so(meeting, time_machine, mailoutbox):
    set_to(meeting, WEEK, reminds="unanswered")
    meeting.invite([make_user()], by=make_user())
    Notice.objects.update(sent_at=timezone.now())
    answered, silent = meeting.invitations.order_by("pk")
    answered.reply(Invitation.Answer.ACCEPTED)
    assert at(time_machine, WEEK) == 1
    assert Reminder.objects.get().invitation == silent
    silent.reply(Invitation.Answer.ACCEPTED)
    assert (deliver(), mailoutbox) == (0, [])


def test_a_reminder_whose_lead_was_taken_away_before_it_left_is_not_sent(meeting, time_machine, mailoutbox):
    at(time_machine, WEEK)
    set_to(meeting, DAY)
    assert (deliver(), mailoutbox) == (0, [])
    assert Notice.objects.get(kind="meetings_reminder").state == "cancelled"


def test_what_is_said_besides_stands_in_every_language_as_it_was_typed(meeting, time_machine):
    meeting.invite([make_user(language="th")], by=make_user())
    set_to(meeting, WEEK, text="นำสมุดบัญชี & ตราประทับ <ของกลุ่ม> มาด้วย")
    at(time_machine, WEEK)
    assert [notice.body.count("สมุดบัญชี & ตราประทับ <ของกลุ่ม>") for notice in waiting()] == [1, 1]


def test_moving_a_meeting_keeps_what_it_set(meeting):
    set_to(meeting, THREE, reminds="unanswered", text="นำสมุดมา")
    meeting.move(starts_at=START + WEEK, ends_at=START + WEEK + HOURS, venue="หอประชุม", by=make_user())
    meeting.refresh_from_db()
    assert (leads_of(meeting), meeting.reminds, meeting.reminder_text) == ([THREE], "unanswered", "นำสมุดมา")


def test_a_thousand_cost_three_queries_and_the_end_one(meeting, time_machine, queries, monkeypatch):
    monkeypatch.setattr("welfare_movement.notices.reminders.AT_ONCE", 10)
    meeting.invite([make_user() for _ in range(29)], by=make_user())
    time_machine.move_to(START - WEEK, tick=False)
    with queries(3 * 3 + 1):
        assert remind() == 30
    assert len(set(Notice.objects.filter(kind="meetings_reminder").values_list("to", flat=True))) == 30


# ── faults 32: the clock jumps ─────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("jump", [timedelta(hours=-2), timedelta(hours=2), timedelta(days=365)])
def test_a_clock_that_jumps_neither_doubles_a_reminder_nor_loses_the_next(meeting, time_machine, jump, mailoutbox):
    at(time_machine, WEEK)
    time_machine.move_to(START - WEEK + jump, tick=False)
    remind(), deliver()
    for lead in (WEEK, DAY):
        at(time_machine, lead)
        deliver()
    assert reminded() == [(0, WEEK), (0, DAY)]
    # What a clock gone ahead by a year called off, since its time had gone by, is never sent late.
    assert len(mailoutbox) == (1 if jump > WEEK else 2)


# ── faults 30 and 31: days and hours are those of Bangkok ──────────────────────────────────────────────────────────
@pytest.mark.parametrize(("start", "says"), [("2027-02-01 00:00", "1 Feb 27"), ("2027-01-31 23:59", "31 Jan 27")])
def test_a_reminder_says_the_day_in_bangkok(time_machine, start, says):
    begins = moment(start)
    time_machine.move_to(begins - timedelta(days=30), tick=False)
    make_meeting(starts_at=begins).invite([make_user()], by=make_user())
    time_machine.move_to(begins - DAY, tick=False)
    remind()
    assert Notice.objects.get(kind="meetings_reminder").subject.endswith(says)
