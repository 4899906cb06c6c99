"""What beat rings; every task is safe to run twice, and late."""

from celery import shared_task

from welfare_movement.notices import deliver as outbox
from welfare_movement.notices import jobs


@shared_task
def deliver():
    """Every five seconds; a ring that waited longer than four is dropped, since the next one does the same."""
    outbox.deliver()


@shared_task
def work():
    """Every five seconds, in a queue of its own, so that messages never wait behind an export."""
    while jobs.work_one():
        pass
