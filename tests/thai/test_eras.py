from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare_movement.thai.eras import Era, ImpossibleDate, buddhist_year, christian_year, local, split_era


def test_the_buddhist_year_is_543_years_ahead():
    assert buddhist_year(2026) == 2569
    assert buddhist_year(date(2026, 11, 22)) == 2569


def test_the_year_of_a_moment_is_that_of_the_clock_on_the_wall():
    assert buddhist_year(datetime(2026, 12, 31, 18, tzinfo=UTC)) == 2570


@pytest.mark.usefixtures("english")
def test_543_is_never_added_to_a_year_that_is_buddhist_already():
    with pytest.raises(ImpossibleDate) as refused:
        buddhist_year(2569)
    assert str(refused.value) == "The year 3112 seems to have 543 added twice. Did you mean 2569?"


def test_only_an_aware_moment_moves_to_the_local_time_zone():
    assert local(datetime(2026, 11, 22, 20, tzinfo=UTC)).isoformat() == "2026-11-23T03:00:00+07:00"
    assert local(datetime(2026, 11, 22, 20)) == datetime(2026, 11, 22, 20)  # noqa: DTZ001 - naive on purpose
    assert local(date(2026, 11, 22)) == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("digits", "year"),
    [("2400", 1857), ("2569", 2026), ("2700", 2157), ("1900", 1900), ("2026", 2026), ("2157", 2157), ("69", 2026)],
)
def test_the_size_of_a_year_tells_its_era(digits, year):
    assert christian_year(digits, None) == year


@pytest.mark.parametrize(
    ("digits", "era", "year"),
    [
        ("69", Era.BUDDHIST, 2026),
        ("26", Era.CHRISTIAN, 2026),
        ("99", Era.CHRISTIAN, 2099),
        ("2026", Era.CHRISTIAN, 2026),
    ],
)
def test_an_era_word_decides_for_two_digits(digits, era, year):
    assert christian_year(digits, era) == year


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("digits", "era"),
    [
        ("2399", None),
        ("2158", None),
        ("1899", None),
        ("2701", None),
        ("2942", None),
        ("3244", None),
        ("4569", None),
        ("0", None),
        ("255", None),
        ("2569", Era.CHRISTIAN),
        ("2026", Era.BUDDHIST),
    ],
)
def test_a_year_outside_both_eras_is_refused(digits, era):
    with pytest.raises(ImpossibleDate) as refused:
        christian_year(digits, era)
    expected = "Write a year of the Buddhist era from 2400 to 2700, or of the Christian era from 1900 to 2157."
    assert str(refused.value) == expected


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(("digits", "meant"), [("2943", 2400), ("3112", 2569), ("3243", 2700)])
def test_a_year_with_543_added_twice_is_corrected(digits, meant):
    with pytest.raises(ImpossibleDate) as refused:
        christian_year(digits, None)
    assert str(refused.value) == f"The year {digits} seems to have 543 added twice. Did you mean {meant}?"


@pytest.mark.usefixtures("english")
def test_two_digits_that_may_mean_either_era_are_refused():
    assert christian_year("56", None, Era.CHRISTIAN) == 2056
    with pytest.raises(ImpossibleDate) as refused:
        christian_year("57", None, Era.CHRISTIAN)
    assert str(refused.value) == "Write the year with four digits."


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("22 พฤศจิกายน พ.ศ. 2569", (Era.BUDDHIST, "22 พฤศจิกายน 2569")),
        ("พ. ศ. 2569", (Era.BUDDHIST, "2569")),
        ("พศ 2569", (Era.BUDDHIST, "2569")),
        ("พุทธศักราช 2569", (Era.BUDDHIST, "2569")),
        ("2569 b.e.", (Era.BUDDHIST, "2569")),
        ("ค.ศ. 2026", (Era.CHRISTIAN, "2026")),
        ("คริสต์ศักราช 2026", (Era.CHRISTIAN, "2026")),
        ("22 nov 2026 ad", (Era.CHRISTIAN, "22 nov 2026")),
        ("22 nov 2026 ce", (Era.CHRISTIAN, "22 nov 2026")),
        ("22 december 2026", (None, "22 december 2026")),
        ("22 พฤศจิกายน 2569", (None, "22 พฤศจิกายน 2569")),
    ],
)
def test_an_era_word_is_taken_out_and_a_month_is_none(text, parts):
    assert split_era(text) == parts


@given(st.integers(min_value=0, max_value=10**6), st.sampled_from([None, *Era]), st.sampled_from(Era))
def test_an_accepted_year_is_always_in_range(year, era, century):
    with suppress(ImpossibleDate):
        assert christian_year(str(year), era, century) in range(1857, 2158)
