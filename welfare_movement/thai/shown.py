"""Dates, times and months as they are shown: Buddhist years in Thai, Christian years in English."""

from datetime import date, datetime, time

from .digits import to_thai
from .eras import BETWEEN_ERAS, local
from .months import ENGLISH, MONTHS, MONTHS_SHORT, THAI, WEEKDAYS, WEEKDAYS_SHORT, spoken

NBSP = "\u00a0"
STYLES = ("numeric", "short", "medium", "long", "weekday", "official")


def show_date(value: date, style: str = "medium", language: str | None = None, thai_digits: bool = False) -> str:
    """Show a date in one of STYLES.

    An aware datetime shows its day in the current time zone. Thai digits appear in Thai only, and in the official
    style always.
    """
    shown = _joint(style).join(_pieces(value, style, spoken(language)))
    return _in_digits(shown, style, language, thai_digits)


def show_period(
    start: date, end: date, style: str = "medium", language: str | None = None, thai_digits: bool = False
) -> str:
    """Show both ends of a period; a month and a year that they share are named once."""
    start, end = local(start), local(end)
    same_year = start.year == end.year
    same_month = same_year and start.month == end.month
    if same_month and start.day == end.day:
        return show_date(start, style, language, thai_digits)
    first, last = (_pieces(value, style, spoken(language)) for value in (start, end))
    shown = " – ".join(_joint(style).join(pieces) for pieces in (first[: 3 - same_year - same_month], last))
    return _in_digits(shown, style, language, thai_digits)


def show_month(value: str | date, style: str = "medium", language: str | None = None, thai_digits: bool = False) -> str:
    """Show a stored month ("2026-02"), a stored year ("2026") or the month of a date."""
    if isinstance(value, date):
        value = f"{local(value):%Y-%m}"
    year, month = stored_month(value)
    pieces = _pieces(date(year, month or 1, 1), style, spoken(language))[1 if month else 2 :]
    return _in_digits(_joint(style).join(pieces), style, language, thai_digits)


def show_time(value: time | datetime, language: str | None = None, thai_digits: bool = False) -> str:
    """Show a time of day; an aware datetime in the current time zone."""
    clock = f"{local(value) if isinstance(value, datetime) else value:%H.%M}"
    return _in_digits(f"{clock}{NBSP}น.", "", language, thai_digits) if spoken(language) == THAI else clock


def show_datetime(
    value: datetime, style: str = "medium", language: str | None = None, thai_digits: bool = False
) -> str:
    day = show_date(value, style, language, thai_digits)
    return f"{day} {show_time(value, language, thai_digits or style == 'official')}"


def weekday_short(value: date, language: str | None = None) -> str:
    """Name the weekday in short, as on a calendar leaf."""
    return WEEKDAYS_SHORT[spoken(language)][local(value).weekday()]


def stored_month(text: str) -> tuple[int, int | None]:
    """Take "YYYY-MM" or "YYYY" apart."""
    year, _dash, month = text.partition("-")
    return int(year), int(month) if month else None


def _pieces(value: date, style: str, language: str) -> tuple[str, str, str]:
    """Return day (with its weekday, where the style names it), month and year."""
    if style not in STYLES:
        raise ValueError(f"There is no date style {style!r}: use one of {', '.join(STYLES)}.")
    value = local(value)
    year = str(value.year if language == ENGLISH else value.year + BETWEEN_ERAS)
    if style == "numeric":
        return str(value.day), str(value.month), year
    names = MONTHS_SHORT if style in ("short", "medium") else MONTHS
    return _day(value, style, language), names[language][value.month - 1], year[-2:] if style == "short" else year


def _day(value: date, style: str, language: str) -> str:
    if style != "weekday":
        return str(value.day)
    name = WEEKDAYS[language][value.weekday()]
    return f"วัน{name}ที่ {value.day}" if language == THAI else f"{name} {value.day}"


def _joint(style: str) -> str:
    return "/" if style == "numeric" else NBSP


def _in_digits(shown: str, style: str, language: str | None, thai_digits: bool) -> str:
    return to_thai(shown) if spoken(language) == THAI and (thai_digits or style == "official") else shown
