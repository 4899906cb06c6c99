from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare_movement.thai import dates


def test_everything_about_dates_is_found_in_one_place():
    assert [name for name in dates.__all__ if not callable(getattr(dates, name))] == []


@pytest.mark.parametrize(
    ("day", "year"),
    [(date(2026, 9, 30), 2569), (date(2026, 10, 1), 2570), (date(2026, 12, 31), 2570), (date(2027, 9, 30), 2570)],
)
def test_the_fiscal_year_starts_in_october(day, year):
    assert dates.fiscal_year(day) == year


def test_the_fiscal_year_of_a_moment_starts_by_the_clock_on_the_wall():
    assert dates.fiscal_year(datetime(2026, 9, 30, 16, tzinfo=UTC)) == 2569
    assert dates.fiscal_year(datetime(2026, 9, 30, 17, tzinfo=UTC)) == 2570


@pytest.mark.parametrize(
    ("founded", "reference", "months"),
    [
        ("2012-03", date(2012, 3, 31), 0),
        ("2012-03", date(2012, 4, 1), 1),
        ("2012-03", date(2026, 11, 22), 176),
        ("2012", date(2012, 1, 1), 0),
        ("2012", date(2013, 1, 1), 12),
        ("2012-12", date(2013, 1, 1), 1),
        ("2027-01", date(2026, 11, 22), -2),
        ("2026-10", datetime(2026, 10, 31, 18, tzinfo=UTC), 1),
    ],
)
def test_months_are_counted_from_the_month_of_founding(founded, reference, months):
    assert dates.months_between(founded, reference) == months


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 1000))
def test_each_month_counts_one(reference, months):
    years, month = divmod(reference.year * 12 + reference.month - 1 - months, 12)
    assert dates.months_between(f"{years}-{month + 1:02}", reference) == months
