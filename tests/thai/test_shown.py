from datetime import UTC, date, datetime, time

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from welfare_movement.thai.shown import (
    NBSP,
    STYLES,
    show_date,
    show_datetime,
    show_month,
    show_period,
    show_time,
    stored_month,
)

SUNDAY = date(2026, 11, 22)
LATE_ON_SATURDAY = datetime(2026, 11, 21, 17, 30, tzinfo=UTC)  # already Sunday in Thailand


def tied(text):
    """The expected text; "~" is a blank at which no line breaks."""
    return text.replace("~", NBSP)


@pytest.mark.parametrize(
    ("style", "thai", "english"),
    [
        ("numeric", "22/11/2569", "22/11/2026"),
        ("short", "22~พ.ย.~69", "22~Nov~26"),
        ("medium", "22~พ.ย.~2569", "22~Nov~2026"),
        ("long", "22~พฤศจิกายน~2569", "22~November~2026"),
        ("weekday", "วันอาทิตย์ที่ 22~พฤศจิกายน~2569", "Sunday 22~November~2026"),
        ("official", "๒๒~พฤศจิกายน~๒๕๖๙", "22~November~2026"),
    ],
)
def test_a_date_is_shown_in_each_style_and_language(style, thai, english):
    assert show_date(SUNDAY, style, "th") == tied(thai)
    assert show_date(SUNDAY, style, "en") == tied(english)


def test_the_medium_style_and_the_reader_s_language_are_the_default():
    with translation.override("th"):
        assert show_date(SUNDAY) == tied("22~พ.ย.~2569")
    with translation.override("en"):
        assert show_date(SUNDAY) == tied("22~Nov~2026")


def test_thai_digits_are_for_thai_text_only():
    assert show_date(SUNDAY, "numeric", "th", thai_digits=True) == "๒๒/๑๑/๒๕๖๙"
    assert show_date(SUNDAY, "numeric", "en", thai_digits=True) == "22/11/2026"


def test_a_short_year_keeps_its_zero():
    assert show_date(date(2057, 1, 2), "short", "th") == tied("2~ม.ค.~00")
    assert show_date(date(2007, 1, 2), "short", "en") == tied("2~Jan~07")


def test_a_moment_is_shown_in_the_current_time_zone():
    assert show_date(LATE_ON_SATURDAY, "numeric", "th") == "22/11/2569"
    with timezone.override("UTC"):
        assert show_date(LATE_ON_SATURDAY, "numeric", "th") == "21/11/2569"


def test_an_unknown_style_names_those_there_are():
    with pytest.raises(ValueError, match="'tiny': use one of numeric, short, medium, long, weekday, official"):
        show_date(SUNDAY, "tiny")


@pytest.mark.parametrize(
    ("value", "thai", "english"),
    [
        (time(9, 30), "09.30~น.", "09.30"),
        (time(0, 0), "00.00~น.", "00.00"),
        (time(23, 59, 59), "23.59~น.", "23.59"),
        (LATE_ON_SATURDAY, "00.30~น.", "00.30"),
    ],
)
def test_a_time_is_shown_with_a_dot(value, thai, english):
    assert show_time(value, "th") == tied(thai)
    assert show_time(value, "en") == english


def test_a_time_is_shown_in_thai_digits_when_asked():
    assert show_time(time(9, 30), "th", thai_digits=True) == tied("๐๙.๓๐~น.")


def test_a_moment_is_shown_as_date_and_time():
    assert show_datetime(LATE_ON_SATURDAY, language="th") == tied("22~พ.ย.~2569 00.30~น.")
    assert show_datetime(LATE_ON_SATURDAY, language="en") == tied("22~Nov~2026 00.30")
    assert show_datetime(LATE_ON_SATURDAY, "official", "th") == tied("๒๒~พฤศจิกายน~๒๕๖๙ ๐๐.๓๐~น.")


@pytest.mark.parametrize(
    ("value", "style", "thai", "english"),
    [
        ("2026-02", "medium", "ก.พ.~2569", "Feb~2026"),
        ("2026-02", "long", "กุมภาพันธ์~2569", "February~2026"),
        ("2026-02", "official", "กุมภาพันธ์~๒๕๖๙", "February~2026"),
        ("2026-02", "numeric", "2/2569", "2/2026"),
        ("2026", "medium", "2569", "2026"),
        ("2026", "official", "๒๕๖๙", "2026"),
        (SUNDAY, "medium", "พ.ย.~2569", "Nov~2026"),
        (datetime(2026, 10, 31, 18, tzinfo=UTC), "medium", "พ.ย.~2569", "Nov~2026"),
    ],
)
def test_a_month_or_year_is_shown(value, style, thai, english):
    assert show_month(value, style, "th") == tied(thai)
    assert show_month(value, style, "en") == tied(english)


def test_a_month_is_shown_in_thai_digits_when_asked():
    assert show_month("2026-02", language="th", thai_digits=True) == tied("ก.พ.~๒๕๖๙")


@pytest.mark.parametrize(
    ("start", "end", "thai", "english"),
    [
        (date(2027, 3, 1), date(2027, 3, 31), "1 – 31~มี.ค.~2570", "1 – 31~Mar~2027"),
        (date(2026, 11, 13), date(2026, 12, 28), "13~พ.ย. – 28~ธ.ค.~2569", "13~Nov – 28~Dec~2026"),
        (date(2026, 11, 13), date(2027, 2, 28), "13~พ.ย.~2569 – 28~ก.พ.~2570", "13~Nov~2026 – 28~Feb~2027"),
        (date(2026, 11, 1), date(2027, 11, 1), "1~พ.ย.~2569 – 1~พ.ย.~2570", "1~Nov~2026 – 1~Nov~2027"),
        (SUNDAY, SUNDAY, "22~พ.ย.~2569", "22~Nov~2026"),
    ],
)
def test_a_period_names_once_what_both_ends_share(start, end, thai, english):
    assert show_period(start, end, language="th") == tied(thai)
    assert show_period(start, end, language="en") == tied(english)


def test_a_period_is_shown_in_any_style():
    start, end = date(2027, 3, 1), date(2027, 3, 31)
    assert show_period(start, end, "official", "th") == tied("๑ – ๓๑~มีนาคม~๒๕๗๐")
    assert show_period(start, end, "numeric", "th", thai_digits=True) == "๑ – ๓๑/๓/๒๕๗๐"
    assert show_period(start, end, "weekday", "th") == tied("วันจันทร์ที่ 1 – วันพุธที่ 31~มีนาคม~2570")


def test_the_same_short_year_a_century_apart_is_not_shared():
    assert show_period(date(1950, 3, 1), date(2050, 3, 1), "medium", "en") == tied("1~Mar~1950 – 1~Mar~2050")
    assert show_period(date(1950, 3, 1), date(2050, 3, 1), "short", "en") == tied("1~Mar~50 – 1~Mar~50")


def test_a_stored_month_is_taken_apart():
    assert stored_month("2012-03") == (2012, 3)
    assert stored_month("2012") == (2012, None)


@given(st.dates(), st.sampled_from(STYLES), st.sampled_from(["th", "en"]), st.booleans())
def test_every_date_can_be_shown(day, style, language, thai_digits):
    assert show_date(day, style, language, thai_digits) == show_period(day, day, style, language, thai_digits)
