"""Names of months and weekdays in Thai and English."""

import re

from django.utils import translation

THAI, ENGLISH = "th", "en"

MONTHS = {
    THAI: [
        "มกราคม",
        "กุมภาพันธ์",
        "มีนาคม",
        "เมษายน",
        "พฤษภาคม",
        "มิถุนายน",
        "กรกฎาคม",
        "สิงหาคม",
        "กันยายน",
        "ตุลาคม",
        "พฤศจิกายน",
        "ธันวาคม",
    ],
    ENGLISH: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}
MONTHS_SHORT = {
    THAI: ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."],
    ENGLISH: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
}
WEEKDAYS = {
    THAI: ["จันทร์", "อังคาร", "พุธ", "พฤหัสบดี", "ศุกร์", "เสาร์", "อาทิตย์"],
    ENGLISH: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
}
WEEKDAYS_SHORT = {
    THAI: ["จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา."],
    ENGLISH: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
}
_MARKS = re.compile("[ .,/-]")


def spoken(language: str | None = None) -> str:
    """Return the language of names and years: English for any English, Thai for all else."""
    return ENGLISH if (language or translation.get_language() or "").startswith(ENGLISH) else THAI


def bare(word: str) -> str:
    """Return a name as it is looked up: "พ.ย.", "พ.ย" and "พย" are one."""
    return _MARKS.sub("", word.casefold())


def _numbered(*tables: dict[str, list[str]], start: int) -> dict[str, int]:
    names = (enumerate(names, start) for table in tables for names in table.values())
    return {bare(name): number for pairs in names for number, name in pairs}


MONTH_NUMBERS = _numbered(MONTHS, MONTHS_SHORT, start=1) | {"sept": 9}
WEEKDAY_NUMBERS = _numbered(WEEKDAYS, WEEKDAYS_SHORT, start=0)
