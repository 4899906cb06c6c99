from datetime import date

import pytest

from pilot_areas.months import due_on, first_owed, last_owed, month_before, months, next_month, read_month

JUNE = date(2027, 6, 1)


def test_months_follow_one_another_over_the_end_of_a_year():
    assert next_month(date(2027, 12, 31)) == date(2028, 1, 1)
    assert month_before(date(2028, 1, 31)) == date(2027, 12, 1)
    assert list(months(date(2027, 11, 1), date(2028, 1, 1))) == [
        date(2027, 11, 1),
        date(2027, 12, 1),
        date(2028, 1, 1),
    ]
    assert list(months(date(2028, 1, 1), date(2027, 12, 1))) == []


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2027, 7, 5), date(2027, 5, 1)),
        (date(2027, 7, 6), JUNE),
        (date(2027, 8, 5), JUNE),
        (date(2027, 8, 6), date(2027, 7, 1)),
        (date(2028, 1, 3), date(2027, 11, 1)),
    ],
)
def test_a_month_is_owed_from_the_sixth_of_the_next(today, month):
    assert last_owed(today) == month


def test_a_report_is_in_time_until_the_fifth_of_the_next_month():
    assert due_on(JUNE) == date(2027, 7, 5)
    assert due_on(date(2027, 12, 1)) == date(2028, 1, 5)


def test_the_first_month_owed_is_the_first_whole_one_after_the_selection():
    assert [first_owed(date(2027, 5, day)) for day in (1, 31)] == [JUNE, JUNE]


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("2027-06", JUNE),
        ("2027-6", None),
        ("2027-13", None),
        ("2027-00", None),
        ("2570-06", None),
        ("๒๐๒๗-๐๖", None),
        ("", None),
    ],
)
def test_a_month_is_read_from_an_address_or_is_none(written, month):
    assert read_month(written) == month
