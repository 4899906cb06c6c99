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
from welfare_movement.notices.models import Notice
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def at_work(smtp, *, beats=1, broker="", **named):
    """A worker and so many beats, with a broker of their own in a folder that is gone afterwards; `named` settings."""
    folder = Path(tempfile.mkdtemp(prefix="welfare-broker-"))
    named = {"EMAIL_URL": f"smtp://127.0.0.1:{smtp.port}", "VAR_DIR": str(folder), **named}
    if broker:
        named["CELERY_BROKER_URL"] = broker
    worker = ["celery", "--app", "welfare_movement", "worker", "--queues", "messages,jobs", "--concurrency", "2"]
    beat = ["celery", "--app", "welfare_movement", "beat", "--pidfile", "", "--loglevel", "ERROR"]
    try:
        with program(*worker, "--loglevel", "ERROR", **named):
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
