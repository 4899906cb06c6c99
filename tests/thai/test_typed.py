from contextlib import suppress
from datetime import date, time

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from welfare_movement.thai.digits import to_thai
from welfare_movement.thai.months import MONTHS, MONTHS_SHORT
from welfare_movement.thai.shown import STYLES, show_date, show_month, show_time
from welfare_movement.thai.typed import ImpossibleDate, ImpossibleTime, parse_date, parse_month, parse_time

NOT_A_DATE = "Write the day, the month and the year, such as 22/11/2569."
NOT_A_MONTH = "Write the month and the year, such as 3/2555, or the year alone."
NOT_A_YEAR = "Write a year of the Buddhist era from 2400 to 2700, or of the Christian era from 1900 to 2157."
LANGUAGES = st.sampled_from(["th", "en"])
MONTH_WORDS = st.sampled_from([name for table in (MONTHS, MONTHS_SHORT) for names in table.values() for name in names])
SEPARATORS = st.sampled_from(["/", "-", ".", " ", " / ", "", " พ.ศ. ", " ค.ศ. ", " AD "])


@pytest.mark.parametrize(
    "typed",
    [
        "22/11/2569",
        "22-11-2569",
        "22.11.2569",
        "22 11 2569",
        "22 / 11 / 2569",
        "22/11/69",
        "๒๒/๑๑/๒๕๖๙",
        "22 พ.ย. 2569",
        "22 พ.ย. 69",
        "22 พ.ย 69",
        "22พย69",
        "22-พ.ย.-69",
        "22 พฤศจิกายน 2569",
        "22 พฤศจิกายน พ.ศ. 2569",
        "22 พฤศจิกายน พ.ศ.2569",
        "22 พฤศจิกายน ค.ศ. 2026",
        "๒๒ พฤศจิกายน ๒๕๖๙",
        "22 เดือนพฤศจิกายน ปี 2569",
        "22 เดือน พฤศจิกายน พ.ศ. 2569",
        "วันที่ 22 พฤศจิกายน 2569",
        "วันอาทิตย์ที่ 22 พฤศจิกายน พ.ศ. 2569",
        "อา. 22 พ.ย. 69",
        "22 Nov 2026",
        "22 Nov 26",
        "22 Nov 2569",
        "22-NOV-2026",
        "Sunday, 22 November 2026",
        "Sun 22 Nov. 2026 AD",
        "2026-11-22",
        "2026/11/22",
        "2569-11-22",
        "  22\u00a0พ.ย.\u00a02569\u200b ",
    ],
)
def test_a_date_is_read_however_it_is_typed(typed):
    assert parse_date(typed) == date(2026, 11, 22)


def test_the_last_day_of_a_leap_february_is_read_in_either_era():
    assert parse_date("29/2/2567") == parse_date("29 Feb 2024") == date(2024, 2, 29)
    assert parse_date("๓๑/๑๒/๒๕๖๙") == date(2026, 12, 31)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("29/2/2568", "February\u00a02025 has only 28 days."),
        ("31 พ.ย. 2569", "November\u00a02026 has only 30 days."),
        ("2026-11-31", "November\u00a02026 has only 30 days."),
        ("11/22/2569", "There is no month 22: months are 1 to 12, and the day comes before the month."),
        ("22/11/3112", "The year 3112 seems to have 543 added twice. Did you mean 2569?"),
        ("22 พ.ย. 3112", "The year 3112 seems to have 543 added twice. Did you mean 2569?"),
        ("22/11/4569", NOT_A_YEAR),
        ("22/11/1483", NOT_A_YEAR),
        ("22/11/255", NOT_A_YEAR),
        ("22/11/9", NOT_A_YEAR),
        ("22 พ.ย. ค.ศ. 2569", NOT_A_YEAR),
        ("22 Nov 69", "Write the year with four digits."),
        ("วันจันทร์ที่ 22 พ.ย. 2569", "That day is Sunday 22\u00a0November\u00a02026."),
    ],
)
def test_an_impossible_date_is_corrected(typed, sentence):
    with pytest.raises(ImpossibleDate) as refused:
        parse_date(typed)
    assert str(refused.value) == sentence


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    "typed",
    [
        "",
        "พรุ่งนี้",
        "22",
        "2569",
        "11/2569",
        "2569-11",
        "พ.ย. 2569",
        "22 xx 2569",
        "0/11/2569",
        "22/0/2569",
        "22/11/2569/1",
        "22/11/" + "9" * 5000,
        "22/11/2569\x00",
        "٢٢/١١/٢٥٦٩",
        "frİday 22/11/2569",
    ],
)
def test_what_is_no_date_is_sent_back_with_an_example(typed):
    with pytest.raises(ImpossibleDate) as refused:
        parse_date(typed)
    assert str(refused.value) == NOT_A_DATE


def test_a_correction_names_the_month_in_the_language_it_is_read_in():
    with translation.override("en"), pytest.raises(ImpossibleDate) as refused:
        parse_date("29/2/2568")
    with translation.override("th"):
        assert str(refused.value.params["month"]) == "กุมภาพันธ์\u00a02568"


@given(st.dates(date(1950, 1, 1), date(2150, 12, 31)), st.sampled_from(STYLES), LANGUAGES, st.booleans())
def test_every_date_shown_is_read_back(day, style, language, thai_digits):
    if style == "short":  # two digits hold one century: 2543 to 2599 is clear in either language
        day = day.replace(year=2000 + day.year % 57, day=min(day.day, 28))
    assert parse_date(show_date(day, style, language, thai_digits)) == day


@given(
    st.integers(0, 99),
    SEPARATORS,
    st.one_of(st.integers(0, 99).map(str), MONTH_WORDS),
    SEPARATORS,
    st.one_of(st.integers(0, 9999), st.integers(2300, 3300), st.integers(0, 99)),
    st.booleans(),
)
def test_an_accepted_date_is_never_in_a_strange_year(day, gap, month, second_gap, year, thai_digits):
    typed = f"{day}{gap}{month}{second_gap}{year}"
    with suppress(ImpossibleDate):
        assert parse_date(to_thai(typed) if thai_digits else typed).year in range(1857, 2158)
    with suppress(ImpossibleDate):
        assert int(parse_month(typed)[:4]) in range(1857, 2158)


@given(st.text())
def test_any_text_is_read_or_refused(text):
    with suppress(ImpossibleDate):
        assert parse_date(text).year in range(1857, 2158)
    with suppress(ImpossibleDate):
        assert int(parse_month(text)[:4]) in range(1857, 2158)
    with suppress(ImpossibleTime):
        assert (parse_time(text).second, parse_time(text).tzinfo) == (0, None)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("มี.ค. 2555", "2012-03"),
        ("มีนาคม 2555", "2012-03"),
        ("เดือนมีนาคม พ.ศ. 2555", "2012-03"),
        ("มีนาคม ปี 2555", "2012-03"),
        ("มี.ค. ๒๕๕๕", "2012-03"),
        ("มี.ค. 55", "2012-03"),
        ("3/2555", "2012-03"),
        ("03-2555", "2012-03"),
        ("3/55", "2012-03"),
        ("2012-03", "2012-03"),
        ("2555-03", "2012-03"),
        ("March 2012", "2012-03"),
        ("Mar 12", "2012-03"),
        ("2555", "2012"),
        ("๒๕๕๕", "2012"),
        ("ปี 2555", "2012"),
        ("พ.ศ. 2555", "2012"),
        ("ค.ศ. 2012", "2012"),
        ("2012", "2012"),
    ],
)
def test_a_month_or_year_is_read_however_it_is_typed(typed, stored):
    assert parse_month(typed) == stored


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", NOT_A_MONTH),
        ("นานแล้ว", NOT_A_MONTH),
        ("55", NOT_A_MONTH),
        ("22/3/2555", NOT_A_MONTH),
        ("2012-03-22", NOT_A_MONTH),
        ("0/2555", NOT_A_MONTH),
        ("13/2555", "There is no month 13: months are 1 to 12, and the day comes before the month."),
        ("3/4555", NOT_A_YEAR),
        ("255", NOT_A_YEAR),
        ("3098", "The year 3098 seems to have 543 added twice. Did you mean 2555?"),
    ],
)
def test_what_is_no_month_is_corrected_or_sent_back_with_an_example(typed, sentence):
    with pytest.raises(ImpossibleDate) as refused:
        parse_month(typed)
    assert str(refused.value) == sentence


@given(
    st.integers(1900, 2157),
    st.one_of(st.none(), st.integers(1, 12)),
    st.sampled_from(["numeric", "medium", "long", "official"]),
    LANGUAGES,
)
def test_every_month_shown_is_read_back(year, month, style, language):
    stored = f"{year}-{month:02}" if month else str(year)
    assert parse_month(show_month(stored, style, language)) == stored
    assert parse_month(stored) == stored


@pytest.mark.parametrize(
    "typed", ["09.30", "9.30", "9:30", "09:30", "9.30 น.", "9.30น.", "9.30 น", "๐๙.๓๐ น.", "0930", " 09.30\u00a0น. "]
)
def test_a_time_is_read_however_it_is_typed(typed):
    assert parse_time(typed) == time(9, 30)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("typed", ["", "9", "930", "9.3", "บ่ายสาม", "9.30.00", "-9.30", "9,30"])
def test_what_is_no_time_is_sent_back_with_an_example(typed):
    with pytest.raises(ImpossibleTime) as refused:
        parse_time(typed)
    assert str(refused.value) == "Write hours and minutes, such as 09.30."


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("typed", ["24.00", "25:00", "9.60", "2460"])
def test_an_impossible_time_is_corrected(typed):
    with pytest.raises(ImpossibleTime) as refused:
        parse_time(typed)
    assert str(refused.value) == "Write hours from 00 to 23 and minutes from 00 to 59; midnight is 00.00."


@given(st.times().map(lambda moment: moment.replace(second=0, microsecond=0)), LANGUAGES, st.booleans())
def test_every_time_shown_is_read_back(moment, language, thai_digits):
    assert parse_time(show_time(moment, language, thai_digits)) == moment
