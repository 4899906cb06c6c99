"""Goes into tests/notices/test_deliver.py, test_notice.py, test_jobs.py; the last two into tests/people/."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_meeting, make_notice, make_user, moment
from tests.notices.conftest import Channel
from welfare_movement.meetings.models import Invitation
from welfare_movement.notices import deliver as outbox
from welfare_movement.notices import jobs
from welfare_movement.notices.deliver import deliver
from welfare_movement.notices.jobs import work_one
from welfare_movement.notices.models import Job, Notice
from welfare_movement.people.models import Link

pytestmark = pytest.mark.django_db


@pytest.fixture
def channel():
    return Channel()


def test_an_address_at_which_the_server_hangs_holds_the_others_up_for_two_minutes_at_most(channel, time_machine):
    time_machine.move_to("2026-11-24T03:00:00Z", tick=False)
    notices = [make_notice() for _ in range(5)]
    channel.faults = {notices[0].address: TimeoutError()}
    for _minute in range(3):
        deliver(channel=channel)
        time_machine.shift(60)
    assert sorted(channel.sent) == sorted(notice.address for notice in notices[1:])
    for _minute in range(11 * 60):
        deliver(channel=channel)
        time_machine.shift(60)
    assert [Notice.objects.get(pk=notice.pk).state for notice in notices] == ["failed", *["sent"] * 4]


@pytest.mark.parametrize("number", [2, 3])
def test_what_is_cancelled_while_its_batch_is_sent_is_not_sent(channel, monkeypatch, number):
    """It is looked at anew once a second; here each time."""
    monkeypatch.setattr(outbox, "LOOK", 0)
    now = timezone.now()
    first, second, *others = (make_notice(not_before=now - timedelta(minutes=9 - each)) for each in range(number))
    send = channel.send
    monkeypatch.setattr(
        channel,
        "send",
        lambda notice: (send(notice), Notice.objects.filter(pk=second.pk).cancel("Called off.")),
    )
    assert (deliver(channel=channel), channel.sent) == (1 + len(others), [each.address for each in (first, *others)])


def test_within_a_second_a_batch_costs_one_query_a_message_besides_its_own(channel, monkeypatch, queries):
    monkeypatch.setattr(outbox, "LOOK", 3600)
    for _number in range(5):
        make_notice()
    with queries(4 + 5 + 3):  # the claim; each marked by itself; the look for another batch, and what is forgotten
        deliver(channel=channel)


@pytest.mark.usefixtures("quiet_nights")
@pytest.mark.parametrize(("kind", "again"), [("toys", "2026-11-25 07:00"), ("urgent", "2026-11-24 21:00:30")])
def test_what_is_tried_again_waits_for_the_morning_unless_it_is_urgent(channel, only, time_machine, kind, again):
    only("urgent", "Urgent", is_urgent=True)
    time_machine.move_to(moment("2026-11-24 20:59:30"), tick=False)
    notice = make_notice(kind=kind)
    channel.faults = {notice.address: ConnectionRefusedError()}
    deliver(channel=channel)
    notice.refresh_from_db()
    assert notice.not_before == moment(again)


def test_a_failed_notice_is_sent_again_to_the_address_that_its_reader_has_now():
    person = make_user()
    notices = [make_notice(to=person, failed_at=timezone.now()) for _ in range(2)]
    for notice, email in zip(notices, ("right@example.org", None), strict=True):
        person.email = email
        person.save()
        notice.send_again()
    stored = Notice.objects.order_by("created_at").values_list("address", "channel")
    assert list(stored) == [("right@example.org", "email"), ("", "copy")]


def test_a_text_to_pass_on_whose_time_has_gone_is_cancelled(channel):
    make_notice(to=make_user(email=None), not_after=timezone.now() - timedelta(seconds=1))
    deliver(channel=channel)
    assert (Notice.objects.get().state, Notice.objects.to_copy().count()) == ("cancelled", 0)


def test_what_is_in_the_hands_of_a_worker_is_not_cancelled_under_it(channel):
    now = timezone.now()
    make_notice(not_after=now - timedelta(seconds=1), claimed_at=now)
    deliver(channel=channel)
    assert Notice.objects.get().state == "sending"


@pytest.mark.parametrize("end", [{"not_after": moment("2026-01-01 00:00")}, {"failed_at": timezone.now()}])
def test_a_code_is_erased_however_its_message_ended(channel, only, end):
    only("codes", "Codes", is_forgotten=True)
    make_notice(kind="codes", body="123456", **end)
    waits = make_notice(kind="codes", body="654321", not_before=timezone.now() + timedelta(minutes=1))
    deliver(channel=channel)
    assert list(Notice.objects.exclude(body="")) == [waits]


def test_the_words_of_an_error_are_not_logged(monkeypatch, caplog):
    name = "".join(["นาง", "มาลี"])

    def work(job):
        yield 1, 1
        raise ValueError(name)

    monkeypatch.setattr(jobs, "jobs", {"count": work})
    Job.objects.create(kind="count", created_by=make_user())
    assert work_one()
    assert ("ValueError" in caplog.text, name in caplog.text) == (True, False)


def test_a_link_whose_row_is_gone_is_not_found(client):
    make_meeting().invite([make_user()], by=make_user())
    Invitation.objects.all().delete()
    assert client.get(f"/l/{Link.objects.get().token}/").status_code == 404


def test_a_personal_link_does_not_stand_in_a_log():
    from welfare_movement.people.logs import HideLinks  # noqa: PLC0415 - absent before the fix

    said = ("x", "/l/AbC-_1/")
    record = logging.LogRecord("django.request", logging.WARNING, "", 1, "Forbidden (%s): %s", said, None)
    assert HideLinks().filter(record)
    assert record.getMessage() == "Forbidden (x): /l/…/"
