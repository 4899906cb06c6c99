"""Dates, times and months as Thai people write them, and counting with them.

Stored as ISO, shown and typed in the Buddhist era; the two meet nowhere else.
"""

from datetime import date

from .eras import ImpossibleDate, buddhist_year, local
from .shown import show_date, show_datetime, show_month, show_period, show_time, stored_month, weekday_short
from .typed import ImpossibleTime, parse_date, parse_month, parse_time

__all__ = [
    "ImpossibleDate",
    "ImpossibleTime",
    "buddhist_year",
    "fiscal_year",
    "months_between",
    "parse_date",
    "parse_month",
    "parse_time",
    "show_date",
    "show_datetime",
    "show_month",
    "show_period",
    "show_time",
    "weekday_short",
]

_FISCAL_YEAR_STARTS = 10


def fiscal_year(day: date) -> int:
    """Return the Buddhist fiscal year: 2570 runs from 1 October 2026 to 30 September 2027."""
    return buddhist_year(day) + (local(day).month >= _FISCAL_YEAR_STARTS)


def months_between(founded: str, reference: date) -> int:
    """Count the months from a stored month ("YYYY-MM", or "YYYY" for its January) to that of a day.

    Negative if the day is earlier.
    """
    reference = local(reference)
    year, month = stored_month(founded)
    return (reference.year - year) * 12 + reference.month - (month or 1)
