"""Whoever planned a meeting is reminded of minutes that are missing; owed as other reminders are, never planned."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from welfare_movement.meetings.models import Meeting, MinutesReminder
from welfare_movement.notices.models import Notice

AFTER = [timedelta(days=7), timedelta(days=3)]  # the longest first, which covers the shorter ones
AT_ONCE = 500


def remind(*, now=None) -> int:
    """Queue what is owed now: one message for each meeting, however long nobody asked. Safe to run twice at once.

    Returns how many were found. Three queries for each of the two times, and two for those that are owed.
    """
    now = now or timezone.now()
    found = 0
    for after in AFTER:
        while owed := list(_owed(after, now).order_by("pk")[:AT_ONCE]):
            _queue(owed, after)
            found += len(owed)
    return found


def _owed(after, now):
    """Meetings that ended so long ago, whose minutes have not gone round, and whose organiser was not told since."""
    reminded = MinutesReminder.objects.filter(meeting=OuterRef("pk"), after__gte=after)
    return (
        Meeting.objects.standing()
        .filter(
            ~Exists(reminded),
            cycle__closed_at=None,
            ends_at__lte=now - after,
            minutes__circulated_at=None,
            planned_by__is_active=True,
        )
        .select_related("cycle__province", "planned_by")
    )


@transaction.atomic
def _queue(owed, after):
    notices = Notice.objects.queue([_notice(meeting, after) for meeting in owed])
    MinutesReminder.objects.bulk_create(
        [
            MinutesReminder(meeting=meeting, after=after, notice=notice)
            for meeting, notice in zip(owed, notices, strict=True)
        ],
        ignore_conflicts=True,
    )


def _notice(meeting, after):
    return Notice.drawn(
        "meetings_minutes_missing",
        key=f"{meeting.about}:minutes-missing:{after.days}",
        to=meeting.planned_by,
        context={"meeting": meeting, "days": after.days},
        cycle=meeting.cycle,
        about=meeting.about,
    )
