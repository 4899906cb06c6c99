"""A real worker, a real beat, a real mail server: what is queued arrives, once; and a dead broker harms no page."""

import re
import shutil
import tempfile
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from tests.factories import make_meeting, make_member, make_notice, make_open_cycle, make_user
from tests.faults.conftest import ROOT, all_at_once, program, signed_in, wait_for
from welfare_movement.meetings.models import Reminder
from welfare_movement.meetings.reminders import remind
from welfare_movement.notices.deliver import deliver
from welfare_movement.notices.models import Notice
from welfare_movement.notices.models.notice import LEASE
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def at_work(smtp, *, workers=2, beats=1, broker="", **named):
    """So many workers and beats, with a broker of their own in a folder that is gone afterwards; `named` settings."""
    folder = Path(tempfile.mkdtemp(prefix="welfare-broker-"))
    named = {"EMAIL_URL": f"smtp://127.0.0.1:{smtp.port}", "VAR_DIR": str(folder), **named}
    if broker:
        named["CELERY_BROKER_URL"] = broker
    worker = ["celery", "--app", "welfare_movement", "worker", "--queues", "messages,jobs"]
    beat = ["celery", "--app", "welfare_movement", "beat", "--pidfile", "", "--loglevel", "ERROR"]
    try:
        with program(*worker, "--concurrency", str(workers), "--loglevel", "ERROR", **named):
            running = [program(*beat, "--schedule", str(folder / f"beat-{number}"), **named) for number in range(beats)]
            for each in running:
                each.__enter__()
            try:
                yield
            finally:
                for each in running:
                    each.__exit__(None, None, None)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def arrived(smtp):
    """The ids of the notices whose mails arrived, as often as they did."""
    return sorted(re.search(r"^Message-ID: <([0-9a-f-]+)@", text, re.MULTILINE)[1] for _to, text in smtp.mails)


def ids(notices):
    return sorted(str(pk) for pk in notices.values_list("pk", flat=True))


@pytest.mark.parametrize("beats", [1, 2])
def test_an_invitation_and_a_reminder_arrive_once_each(smtp, beats):
    meeting = make_meeting(starts_at=timezone.now() + timedelta(hours=1, minutes=59))
    people = [make_user() for _ in range(3)]
    meeting.invite(people, by=make_user())
    meeting.invitations.update(invited_at=timezone.now() - timedelta(days=30))
    meeting.leads.update(set_at=timezone.now() - timedelta(days=30))
    with at_work(smtp, beats=beats):
        wait_for(lambda: Notice.objects.sent().count() == 6, "three invitations and three reminders are sent")
        later = make_notice(kind="meetings_cancelled")
        wait_for(lambda: Notice.objects.sent().filter(pk=later.pk).exists(), "a later ring sends what is queued later")
    assert Reminder.objects.count() == 3
    assert arrived(smtp) == ids(Notice.objects.all())
    assert sorted(to for to, _text in smtp.mails if to != later.address) == sorted(2 * [p.email for p in people])


def test_what_waited_while_nobody_was_at_work_is_sent_when_someone_is(smtp):
    make_notice(kind="meetings_cancelled", not_before=timezone.now() - timedelta(hours=3))
    with at_work(smtp):
        wait_for(lambda: Notice.objects.sent().exists(), "the old notice is sent")
    assert arrived(smtp) == ids(Notice.objects.all())


@pytest.mark.parametrize("site", [{"CELERY_BROKER_URL": "redis://127.0.0.1:1/0"}], indirect=True)
def test_a_dead_broker_neither_slows_nor_fails_a_page(site):
    """The web process never talks to the broker, so what it does is queued in rows, whatever became of Redis."""
    cycle = make_open_cycle(Stage.PARTNERS)
    coordinator = make_member(cycle)
    meeting = make_meeting(cycle)
    path = f"/{cycle.province.slug}/{cycle.year}/meetings/{meeting.pk}/invitations/"
    (answer,) = all_at_once(site, [(signed_in(coordinator), path, {"audiences": ["process.members"]})])
    assert answer.status_code == 302
    assert Notice.objects.waiting().get().to == coordinator
    code = {"email": coordinator.email}
    (answer,) = all_at_once(site, [(signed_in(make_user()), "/accounts/login/code/", code)])
    assert answer.status_code in (200, 302)


def test_the_web_process_holds_no_way_to_the_broker():
    """A control to the test above: nothing outside tasks and their tests calls Celery."""
    code = [path for path in ROOT.rglob("*.py") if not {".venv", "tests", "migrations"} & set(path.parts)]
    calling = re.compile(r"\.(delay|apply_async|send_task)\(")
    assert [str(path) for path in code if calling.search(path.read_text(encoding="utf-8"))] == []


# ── 5,000 at once, in small: several workers, and workers that are killed ──────────────────────────────────────────
def owing(number):
    """A meeting that owes so many a reminder now, its invitations long delivered."""
    meeting = make_meeting(starts_at=timezone.now() + timedelta(hours=1, minutes=59))
    meeting.invite([make_user() for _ in range(number)], by=make_user())
    month_ago = timezone.now() - timedelta(days=30)
    meeting.invitations.update(invited_at=month_ago)
    meeting.leads.update(set_at=month_ago)
    Notice.objects.update(sent_at=month_ago)
    return meeting


def test_four_workers_send_nothing_twice(smtp):
    """With two beats, so that finding, queueing and sending run against each other all the time."""
    owing(120)
    with at_work(smtp, workers=4, beats=2):
        reminders = Notice.objects.filter(kind="meetings_reminder")
        wait_for(lambda: reminders.sent().count() == 120, "all reminders are sent", patience=120)
    assert (Reminder.objects.count(), len(smtp.mails)) == (120, 120)
    assert arrived(smtp) == ids(reminders)


SENDING = """
from welfare_movement.notices.deliver import deliver
deliver(batches=1000)
"""


def send_with_kills(smtp, number, kills):
    """Send so many reminders by workers of which this many are killed around their call of the mail server: before it,
    in the middle of it, and between its answer and the mark. Returns the notices."""
    owing(number)
    remind()
    reminders = Notice.objects.filter(kind="meetings_reminder")
    every = max(1, number // (kills + 1))
    for kill in range(1, kills + 1):
        smtp.slowly = kill % 3 == 0  # in the middle: the server has the mail, and has not answered yet
        with program("django", "shell", "-v", "0", "-c", SENDING, EMAIL_URL=f"smtp://127.0.0.1:{smtp.port}"):
            wait_for(lambda due=every * kill: len(smtp.mails) >= due, "a part of the mails arrived", patience=60)
        smtp.slowly = False
        # The lease of what the dead worker held has ended.
        reminders.waiting().update(claimed_at=timezone.now() - LEASE)
    deliver(batches=1000)
    return reminders


@pytest.mark.parametrize("kills", [4, pytest.param(200, marks=pytest.mark.faults)])
def test_workers_that_are_killed_lose_nothing_and_repeat_one_mail_each_at_most(smtp, settings, kills):
    """faults 10: what is repeated carries the same id, by which the reader's program knows it."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", smtp.port
    reminders = send_with_kills(smtp, 3 * kills + 30, kills)
    assert not reminders.waiting().exists()
    assert sorted(set(arrived(smtp))) == ids(reminders)
    assert len(smtp.mails) - reminders.count() <= kills
