import pytest
from django.utils import translation

from welfare_movement.thai.months import MONTH_NUMBERS, WEEKDAY_NUMBERS, bare, spoken


@pytest.mark.parametrize(
    ("language", "names"),
    [("th", "th"), ("en", "en"), ("en-gb", "en"), ("de", "th")],
)
def test_english_readers_get_english_and_all_others_thai(language, names):
    assert spoken(language) == names
    with translation.override(language):
        assert spoken() == names


def test_without_any_language_names_are_thai():
    with translation.override(None):
        assert spoken() == "th"


@pytest.mark.parametrize("word", ["พฤศจิกายน", "พ.ย.", "พ.ย", "พย", "November", "NOV", "Nov."])
def test_a_month_is_found_however_it_is_written(word):
    assert MONTH_NUMBERS[bare(word)] == 11


@pytest.mark.parametrize(
    ("word", "number"), [("จ.", 0), ("พ.", 2), ("พฤ.", 3), ("อาทิตย์", 6), ("Sunday", 6), ("Mon", 0)]
)
def test_a_weekday_is_found_however_it_is_written(word, number):
    assert WEEKDAY_NUMBERS[bare(word)] == number


def test_no_two_months_or_weekdays_are_written_alike():
    may_is_its_own_short_form, sept = 5, 9
    assert sorted([*MONTH_NUMBERS.values(), may_is_its_own_short_form]) == sorted(
        [*range(1, 13), *range(1, 13)] * 2 + [sept]
    )
    assert sorted(WEEKDAY_NUMBERS.values()) == sorted([*range(7)] * 4)
