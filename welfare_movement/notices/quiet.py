"""Quiet hours: nobody's phone rings at night for something that can wait until morning."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.utils import timezone


def next_waking(moment: datetime) -> datetime:
    """The moment itself, or the end of the quiet hours it falls in (settings.QUIET_HOURS, in the site's time zone;
    empty: there are none)."""
    if not settings.QUIET_HOURS:
        return moment
    begins, ends = (time.fromisoformat(hour) for hour in settings.QUIET_HOURS)
    local = timezone.localtime(moment, timezone.get_default_timezone())
    is_after, is_before = local.time() >= begins, local.time() < ends
    if not (is_after and is_before if begins <= ends else is_after or is_before):
        return moment
    return _at(local if is_before else local + timedelta(days=1), ends)


def _at(day: datetime, hour: time) -> datetime:
    return day.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)
