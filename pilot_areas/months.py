"""The months of the monthly reports: which are owed, and until when. A month is its first day."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

GRACE = 5  # the day of the next month by which a report has come in time
_WRITTEN = re.compile("(20[0-9]{2})-(0[1-9]|1[0-2])")


def month_of(day: date) -> date:
    return day.replace(day=1)


def next_month(month: date) -> date:
    return month_of(month.replace(day=1) + timedelta(days=31))


def month_before(month: date) -> date:
    return month_of(month.replace(day=1) - timedelta(days=1))


def months(first: date, last: date) -> Iterator[date]:
    """Every month from the first to the last, both with it."""
    while first <= last:
        yield first
        first = next_month(first)


def due_on(month: date) -> date:
    """The last day on which the report of this month is in time."""
    return next_month(month).replace(day=GRACE)


def last_owed(today: date) -> date:
    """The latest month whose report should be there: it has ended, and so have the days of grace."""
    before = month_before(today)
    return before if today > due_on(before) else month_before(before)


def first_owed(selected_on: date) -> date:
    """The first whole month after the selection; the month of the selection itself may be reported, but is not owed."""
    return next_month(month_of(selected_on))


def read_month(written: str) -> date | None:
    """The month that an address names, "2027-06"; None when it names none."""
    found = _WRITTEN.fullmatch(written)
    return date(int(found[1]), int(found[2]), 1) if found else None
