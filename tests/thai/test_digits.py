from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare_movement.thai.digits import NotANumber, amount, grouped, plain, to_arabic, to_thai, whole_number

numbers = st.integers(min_value=-(10**15) + 1, max_value=10**15 - 1)


def test_digits_change_and_all_else_stays():
    assert to_arabic("หมู่ ๑๐ (๒๕๖๙) 7") == "หมู่ 10 (2569) 7"
    assert to_thai("หมู่ 10 (2569) ๗") == "หมู่ ๑๐ (๒๕๖๙) ๗"


def test_plain_text_has_arabic_digits_single_blanks_and_nothing_hidden():
    assert plain("\ufeff ๒๒\u00a0\t พ.ย.\u200b ๖๙\u200e ") == "22 พ.ย. 69"


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "0"), (999, "999"), (1480, "1,480"), (-1480, "-1,480"), (1234567, "1,234,567")],
)
def test_numbers_are_grouped_by_thousands(number, shown):
    assert grouped(number) == shown


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1480", 1480),
        ("1,480", 1480),
        ("1 480 000", 1480000),
        ("1  480", 1480),
        ("1\u00a0480", 1480),
        ("๑,๔๘๐", 1480),
        ("  50.00 ", 50),
        ("-5", -5),
        ("\u22125", -5),
        ("-0", 0),
        ("007", 7),
        ("1,480.0", 1480),
        ("\u200b12\ufeff", 12),
        ("9" * 15, 10**15 - 1),
    ],
)
def test_whole_numbers_are_read_as_people_type_them(typed, number):
    assert whole_number(typed) == number


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "5 หมื่น",
        "ห้า",
        "1,2,3",
        "1,48",
        "12,34,567",
        "1,480 000",
        "0,123",
        "--5",
        "5-",
        "1e3",
        "٣",
        "\x00",
    ],
)
def test_what_is_no_whole_number_is_refused(typed):
    with pytest.raises(NotANumber) as refused:
        whole_number(typed)
    assert str(refused.value) == "Write a whole number in digits only, such as 1,480."


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("typed", ["1.5", "๑.๕", "1,480.25", ".5", "-0.50"])
def test_a_decimal_is_sent_back_to_be_rounded(typed):
    with pytest.raises(NotANumber) as refused:
        whole_number(typed)
    assert str(refused.value) == "Round this to a whole number, without a decimal part."


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("typed", ["1" * 16, "9" * 5000])
def test_a_number_too_long_to_be_exact_everywhere_is_refused(typed):
    with pytest.raises(NotANumber) as refused:
        whole_number(typed)
    assert str(refused.value) == "Write a number of at most 15 digits."


@given(numbers)
def test_every_number_shown_is_read_back(number):
    assert whole_number(grouped(number)) == number
    assert whole_number(to_thai(grouped(number))) == number


@given(st.text())
def test_any_text_is_read_or_refused(text):
    with suppress(NotANumber):
        assert abs(whole_number(text)) < 10**15


# ── Amounts ────────────────────────────────────────────────────────────────────────────────────────────────────────
amounts = st.decimals(min_value=0, max_value=10**12, places=2)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", "12"),
        ("1,480.50", "1480.5"),
        ("๒.๕", "2.5"),
        (".5", "0.5"),
        ("2.500", "2.5"),
        ("0", "0"),
        ("1 480", "1480"),
    ],
)
def test_amounts_are_read_as_people_type_them(typed, number):
    assert amount(typed) == Decimal(number)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Write a number in digits only, such as 1,480 or 2.5."),
        (".", "Write a number in digits only, such as 1,480 or 2.5."),
        ("1.2.3", "Write a number in digits only, such as 1,480 or 2.5."),
        ("12.", "Write a number in digits only, such as 1,480 or 2.5."),
        ("สิบ", "Write a whole number in digits only, such as 1,480."),
        ("0,123", "Write a whole number in digits only, such as 1,480."),
        ("1.234", "Write at most 2 digits after the point."),
        ("-5", "Write a number that is not below nought."),
        ("-0.5", "Write a number that is not below nought."),
    ],
)
def test_what_is_no_amount_is_refused(typed, says):
    with pytest.raises(NotANumber) as refused:
        amount(typed)
    assert str(refused.value) == says


@pytest.mark.parametrize(
    ("number", "shown"), [("1480.00", "1,480"), ("2.50", "2.5"), ("0.05", "0.05"), ("1E+3", "1,000"), ("100", "100")]
)
def test_of_an_amount_the_noughts_at_its_end_are_not_shown(number, shown):
    assert grouped(Decimal(number)) == shown


@given(amounts)
def test_every_amount_shown_is_read_back(number):
    assert amount(grouped(number)) == number
    assert amount(to_thai(grouped(number))) == number


@given(st.text())
def test_any_text_is_read_as_an_amount_or_refused(text):
    with suppress(NotANumber):
        assert 0 <= amount(text) < 10**15
