"""Reminders are owed, not planned: what is owed now is read from the rows, whatever happened in between."""

from django.db import transaction

from welfare_movement.notices.models import Notice

AT_ONCE = 500


def queue_owed(owed, *, drawn, noted) -> int:
    """Queue the reminder of every row that is owed one now. Returns how many were found.

    owed: a queryset that no longer holds a row once its reminder is noted. drawn(row): its notice, not queued yet.
    noted(row, notice): the fact that it was queued, not saved yet. Safe to run late, twice, or twice at once, since the
    notice's key and the constraint of the facts keep each one single. Three queries for 500 reminders, and one more.
    """
    found = 0
    while rows := list(owed.order_by("pk")[:AT_ONCE]):
        with transaction.atomic():
            notices = Notice.objects.queue([drawn(row) for row in rows])
            facts = [noted(row, notice) for row, notice in zip(rows, notices, strict=True)]
            type(facts[0]).objects.bulk_create(facts, ignore_conflicts=True)
        found += len(rows)
    return found
