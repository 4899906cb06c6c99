"""Dates, times and months as people type them: either era, either language, either set of digits."""

import re
from calendar import monthrange
from datetime import date, time
from typing import TYPE_CHECKING, NamedTuple

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from .digits import plain
from .eras import Era, ImpossibleDate, christian_year, split_era
from .months import MONTH_NUMBERS, WEEKDAY_NUMBERS, bare
from .refusal import Refused
from .shown import show_date, show_month

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

_GAP = r"(?: ?[-/.] ?| )"
_YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})[-/.](?P<month>[0-9]{1,2})(?:[-/.](?P<day>[0-9]{1,2}))?")
_DAY_FIRST = re.compile(rf"(?:(?P<day>[0-9]{{1,2}}){_GAP})?(?P<month>[0-9]{{1,2}}){_GAP}(?P<year>[0-9]{{1,9}})")
_NAMED = re.compile(r"(?P<day>[0-9]{1,2})?(?P<month>[^0-9]{2,40})(?P<year>[0-9]{1,9})")
_YEAR_ALONE = re.compile(r"(?:ปี ?)?(?P<year>[0-9]{3,9})")
_TIME = re.compile(r"(?P<hour>[0-9]{1,2})[.:](?P<minute>[0-9]{2})|(?P<hour4>[0-9]{2})(?P<minute4>[0-9]{2})")
_WEEKDAY = re.compile(
    rf"(?:วัน)?(?P<name>{'|'.join(sorted(WEEKDAY_NUMBERS, key=len, reverse=True))})?\.?(?:ที่)?[ ,]*(?=[0-9])"
)
_HOW_A_DATE = _("Write the day, the month and the year, such as 22/11/2569.")
_NO_SUCH_MONTH = _("There is no month %(month)s: months are 1 to 12, and the day comes before the month.")
_HOW_A_MONTH = _("Write the month and the year, such as 3/2555, or the year alone.")

# Words of a refusal are chosen when it is read, as its sentence is.
_month_in_words = lazy(show_month, str)
_date_in_words = lazy(show_date, str)


class ImpossibleTime(Refused):
    """Not a time of day."""


class _Parts(NamedTuple):
    weekday: int | None
    day: int | None
    month: int
    year: int  # Christian


def parse_date(text: str) -> date:
    """Read a date as people type it: day first, unless a year of four digits comes first.

    A year of two digits is Buddhist (2500 to 2599), but Christian (2000 to 2056) after an English month.
    The year of the result is in 1857..2157. Raises ImpossibleDate, correcting what can be corrected.
    """
    weekday, day, month, year = _parts(text, how=_HOW_A_DATE)
    if not day:
        raise ImpossibleDate(_HOW_A_DATE)
    days = monthrange(year, month)[1]
    if day > days:
        message = _("%(month)s has only %(days)s days.")
        raise ImpossibleDate(message, {"month": _month_in_words(f"{year}-{month:02}", "long"), "days": days})
    found = date(year, month, day)
    if weekday not in (None, found.weekday()):
        raise ImpossibleDate(_("That day is %(date)s."), {"date": _date_in_words(found, "weekday")})
    return found


def parse_month(text: str) -> str:
    """Read a month or a year as people type it, into "YYYY-MM" or "YYYY" of the Christian era, as they are stored.

    Raises ImpossibleDate.
    """
    era, rest = split_era(plain(text).casefold())
    if alone := _YEAR_ALONE.fullmatch(rest):
        return str(christian_year(alone["year"], era))
    parts = _parts(text, how=_HOW_A_MONTH)
    if parts.day is not None:
        raise ImpossibleDate(_HOW_A_MONTH)
    return f"{parts.year}-{parts.month:02}"


def parse_time(text: str) -> time:
    """Read "09.30", "9:30 น." or "0930". Raises ImpossibleTime."""
    found = _TIME.fullmatch(plain(text).removesuffix(".").removesuffix("น").rstrip())
    if not found:
        raise ImpossibleTime(_("Write hours and minutes, such as 09.30."))
    try:
        return time(int(found["hour"] or found["hour4"]), int(found["minute"] or found["minute4"]))
    except ValueError:
        message = _("Write hours from 00 to 23 and minutes from 00 to 59; midnight is 00.00.")
        raise ImpossibleTime(message) from None


def _parts(text: str, how: "_StrOrPromise") -> _Parts:
    era, rest = split_era(plain(text).casefold())
    weekday = None
    if before := _WEEKDAY.match(rest):
        weekday = WEEKDAY_NUMBERS.get(before["name"])
        rest = rest[before.end() :]
    found = _YEAR_FIRST.fullmatch(rest) or _DAY_FIRST.fullmatch(rest) or _NAMED.fullmatch(rest)
    month = _month_number(found["month"]) if found else None
    if not found or not month:
        raise ImpossibleDate(how)
    if month > 12:
        raise ImpossibleDate(_NO_SUCH_MONTH, {"month": month})
    century = Era.CHRISTIAN if bare(found["month"]).isalpha() and found["month"].isascii() else Era.BUDDHIST
    day = int(found["day"]) if found["day"] else None
    return _Parts(weekday, day, month, christian_year(found["year"], era, century))


def _month_number(word: str) -> int | None:
    return int(word) if word.isdecimal() else MONTH_NUMBERS.get(bare(word).removeprefix("เดือน").removesuffix("ปี"))
