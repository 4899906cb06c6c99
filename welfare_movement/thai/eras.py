"""Years of the Buddhist and the Christian era, and which of them was typed."""

import re
from datetime import date, datetime
from enum import Enum

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .refusal import Refused

BETWEEN_ERAS = 543
_BUDDHIST_YEARS = range(2400, 2701)
_CHRISTIAN_YEARS = range(1900, 2158)
_LAST_CLEAR_YEAR = 56  # after an English month, "69" may well mean 2569, which is 2026
_ERA_WORD = re.compile(
    r"(?P<buddhist>พ\.? ?ศ\.?|พุทธศักราช|\bb\.?e\b\.?)|(?P<christian>ค\.? ?ศ\.?|คริสต์?ศักราช|\b(?:c\.?e|a\.?d)\b\.?)",
    re.ASCII,
)


class Era(Enum):
    BUDDHIST = 2500  # the century that a year of two digits belongs to
    CHRISTIAN = 2000


class ImpossibleDate(Refused):
    """No such day, month or year; the sentence says what would be possible."""


def local(value: date) -> date:
    """Return an aware datetime in the current time zone, whose day may be another; all else as it is."""
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def buddhist_year(value: date | int) -> int:
    """Return the Buddhist year of a date or a Christian year. Raises ImpossibleDate for a year Buddhist already."""
    if isinstance(value, date):
        return local(value).year + BETWEEN_ERAS
    if value >= _BUDDHIST_YEARS.start:
        raise _added_twice(value + BETWEEN_ERAS)
    return value + BETWEEN_ERAS


def christian_year(digits: str, era: Era | None, century: Era = Era.BUDDHIST) -> int:
    """Read a typed year, as its size or its era word says; `century` decides for two digits without an era word.

    The result is in 1857..2157. Raises ImpossibleDate.
    """
    year = int(digits)
    if len(digits) == 2:
        if era is None and century is Era.CHRISTIAN and year > _LAST_CLEAR_YEAR:
            raise ImpossibleDate(_("Write the year with four digits."))
        year += (era or century).value
    if year in _BUDDHIST_YEARS and era is not Era.CHRISTIAN:
        return year - BETWEEN_ERAS
    if year in _CHRISTIAN_YEARS and era is not Era.BUDDHIST:
        return year
    if year - BETWEEN_ERAS in _BUDDHIST_YEARS:
        raise _added_twice(year)
    raise ImpossibleDate(
        _("Write a year of the Buddhist era from 2400 to 2700, or of the Christian era from 1900 to 2157.")
    )


def split_era(text: str) -> tuple[Era | None, str]:
    """Take an era word such as "พ.ศ." or "ad" out of a casefolded text."""
    found = _ERA_WORD.search(text)
    if not found:
        return None, text
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return (Era.BUDDHIST if found["buddhist"] else Era.CHRISTIAN), " ".join(rest.split())


def _added_twice(year: int) -> ImpossibleDate:
    message = _("The year %(year)s seems to have 543 added twice. Did you mean %(meant)s?")
    return ImpossibleDate(message, {"year": year, "meant": year - BETWEEN_ERAS})
