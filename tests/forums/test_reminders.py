"""Reminders of a gathering are owed by what is so, not by what was planned."""

from datetime import UTC, timedelta

import pytest

from forums.models import Gathering, Reminder, share_seats
from forums.reminders import remind
from forums.tasks import remind as remind_task
from tests.factories import close, make_user, moment
from tests.factories_gathering import make_person, make_planned, make_ticket
from welfare_movement.notices.deliver import deliver
from welfare_movement.notices.models import Notice

pytestmark = pytest.mark.django_db

START = moment("2026-12-15 09:00")
LASTS, WEEK, DAY = timedelta(hours=7), timedelta(days=7), timedelta(days=1)


@pytest.fixture
def forum(time_machine):
    """A forum at START, planned a month before; the clock stands still there."""
    time_machine.move_to(START - timedelta(days=30), tick=False)
    return make_planned(starts_at=START)


@pytest.fixture
def ticket(forum):
    """A seat of someone who left an e-mail."""
    return make_ticket(forum, person=make_user(language="en"))


def at(time_machine, before):
    time_machine.move_to(START - before, tick=False)
    return remind()


def reminded():
    """The reminders for each start, as (days until START, lead)."""
    return [((START - each.starts_at).days, each.lead) for each in Reminder.objects.order_by("pk")]


def waiting():
    return Notice.objects.waiting().filter(kind="forums_reminder")


def moved(forum, starts_at):
    forum.move(starts_at=starts_at, ends_at=starts_at + LASTS, venue="หอประชุม", by=make_user())


def test_each_lead_is_owed_once_from_its_moment(ticket, time_machine):
    assert at(time_machine, WEEK + timedelta(seconds=1)) == 0
    assert (at(time_machine, WEEK), remind()) == (1, 0)
    assert (at(time_machine, DAY), remind()) == (1, 0)
    assert at(time_machine, timedelta(0)) == 0
    assert reminded() == [(0, WEEK), (0, DAY)]
    told = waiting().values_list("subject", "not_after", "link")
    assert set(told) == {("Reminder: เวทีใหญ่, 15 Dec 26", START.astimezone(UTC), ticket.link_id)}


def test_the_message_says_where_brings_the_code_and_the_link_and_goes_by_mail(ticket, time_machine, mailoutbox):
    at(time_machine, DAY)
    assert deliver() == 1
    (mail,) = mailoutbox
    assert mail.to == [ticket.person.email]
    assert all(words in mail.body for words in ("ศาลากลางจังหวัด", ticket.code, ticket.link.url))


def test_an_outage_over_both_leads_sends_only_the_shorter(ticket, time_machine):
    assert at(time_machine, DAY - timedelta(hours=6)) == 1
    assert reminded() == [(0, DAY)]


def test_only_who_has_a_seat_to_take_and_left_an_e_mail_is_reminded(forum, ticket, time_machine):
    make_ticket(forum, person=make_user(email=None))
    forum.register(make_person(), consents=True)
    make_ticket(forum).cancel()
    make_ticket(forum).withdraw()
    share_seats(forum, forum.registrations.seated().count())
    waits = make_ticket(forum)
    assert (waits.state, at(time_machine, WEEK)) == ("waiting", 1)
    assert [each.registration for each in Reminder.objects.all()] == [ticket]
    time_machine.move_to(START - timedelta(hours=1), tick=False)
    ticket.check_in(by=make_user())
    assert remind() == 0


def test_who_got_a_seat_within_the_lead_was_told_then_and_is_reminded_by_the_next(forum, time_machine):
    time_machine.move_to(START - timedelta(days=3), tick=False)
    ticket = make_ticket(forum)
    assert remind() == 0
    assert (at(time_machine, DAY), Reminder.objects.get().registration) == (1, ticket)


def test_a_moved_gathering_owes_new_reminders_and_the_old_ones_are_cancelled(forum, ticket, time_machine):
    at(time_machine, WEEK)
    moved(forum, START + WEEK)
    assert Notice.objects.get(kind="forums_reminder").state == "cancelled"
    assert at(time_machine, timedelta(0)) == 1
    assert reminded() == [(0, WEEK), (-7, WEEK)]
    assert [notice.not_after for notice in waiting()] == [START + WEEK]


def test_a_gathering_moved_and_moved_back_is_not_reminded_twice_for_the_same_start(forum, ticket, time_machine):
    at(time_machine, WEEK)
    for starts_at in (START + WEEK, START):
        moved(forum, starts_at)
    assert remind() == 0


@pytest.mark.parametrize("end", [lambda forum: forum.cancel(by=make_user(), reason="x"), lambda f: close(f.cycle)])
def test_a_cancelled_gathering_or_a_closed_cycle_owes_nothing(forum, ticket, time_machine, end):
    end(forum)
    assert at(time_machine, WEEK) == 0


@pytest.mark.parametrize("verb", ["cancel", "withdraw"])
def test_who_gives_the_seat_back_after_the_reminder_was_queued_does_not_get_it(ticket, time_machine, mailoutbox, verb):
    at(time_machine, WEEK)
    getattr(ticket, verb)()
    assert (Notice.objects.get(kind="forums_reminder").state, deliver(), mailoutbox) == ("cancelled", 0, [])


@pytest.mark.parametrize(
    "change",
    [
        {"starts_at": START - timedelta(hours=1)},
        {"cancelled_at": START, "cancelled_by": make_user},
        {"registrations": {"cancelled_at": START}},
        {"registrations": {"seated_at": None}},
    ],
)
def test_a_reminder_queued_while_its_cause_went_is_not_sent(forum, ticket, time_machine, mailoutbox, change):
    """The verb cancelled what waited a moment before the reminder was queued."""
    at(time_machine, WEEK)
    change = {name: value() if callable(value) else value for name, value in change.items()}
    if "registrations" in change:
        forum.registrations.update(**change["registrations"])
    else:
        Gathering.objects.update(**change)
    assert (deliver(), mailoutbox, waiting().count()) == (0, [], 0)


def test_a_reminder_that_cannot_be_noted_is_not_queued(ticket, time_machine, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Reminder.objects, "bulk_create", fail)
    with pytest.raises(RuntimeError):
        at(time_machine, WEEK)
    assert not waiting().exists()


def test_many_are_queued_with_few_queries(forum, ticket, time_machine, queries):
    for _number in range(20):
        make_ticket(forum)
    time_machine.move_to(START - WEEK, tick=False)
    with queries(5):  # a lead with nothing, one owed, two inserts, nothing more
        remind_task()
    assert Reminder.objects.count() == 21


def test_nobody_is_named_in_what_the_beat_rings(settings):
    assert settings.CELERY_BEAT_SCHEDULE["remind_of_gatherings"] == {
        "task": "forums.tasks.remind",
        "schedule": 60,
        "options": {"expires": 55},
    }
    assert remind_task.name == "forums.tasks.remind"
