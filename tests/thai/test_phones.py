import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare_movement.thai.phones import BadPhone, mask_phone, parse_phone, show_phone

stored = st.one_of(
    st.from_regex("0[689][0-9]{8}", fullmatch=True, alphabet=st.characters(max_codepoint=127)),
    st.from_regex("0[23457][0-9]{7}", fullmatch=True, alphabet=st.characters(max_codepoint=127)),
)


@pytest.mark.parametrize(
    ("typed", "digits"),
    [
        ("0800000123", "0800000123"),
        ("080-000-0123", "0800000123"),
        ("080 000 0123", "0800000123"),
        ("(080) 000.0123", "0800000123"),
        ("080\u2013000\u20110123", "0800000123"),
        ("๐๘๐ ๐๐๐ ๐๑๒๓", "0800000123"),
        ("+66 80 000 0123", "0800000123"),
        ("+66 (0) 80 000 0123", "0800000123"),
        ("\u200e080-000-0123\u200b", "0800000123"),
        ("061-000-0123", "0610000123"),
        ("090-000-0123", "0900000123"),
        ("075-123-456", "075123456"),
        ("+6675123456", "075123456"),
        ("02-123-4567", "021234567"),
    ],
)
def test_a_phone_number_is_read_however_it_is_typed(typed, digits):
    assert parse_phone(typed) == digits


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("080-000-012", "A mobile number has 10 digits; this one has 9."),
        ("06-123-4567", "A mobile number has 10 digits; this one has 9."),
        ("080-000-01234", "A mobile number has 10 digits; this one has 11."),
        ("075-123-4567", "A landline number has 9 digits; this one has 10."),
        ("02-123-456", "A landline number has 9 digits; this one has 8."),
        ("", "Write one Thai phone number, such as 080-000-0123 or 075-123-456."),
        ("080+66000123", "Write one Thai phone number, such as 080-000-0123 or 075-123-456."),
        ("1669", "Write one Thai phone number, such as 080-000-0123 or 075-123-456."),
        ("010-000-0123", "Write one Thai phone number, such as 080-000-0123 or 075-123-456."),
        ("+49 30 123456", "Write one Thai phone number, such as 080-000-0123 or 075-123-456."),
        ("075-123456 ต่อ 12", "Write one Thai phone number, such as 080-000-0123 or 075-123-456."),
        ("080-000-0123, 081-000-0123", "Write one Thai phone number, such as 080-000-0123 or 075-123-456."),
        ("ไม่มี", "Write one Thai phone number, such as 080-000-0123 or 075-123-456."),
    ],
)
def test_what_is_no_phone_number_is_sent_back_with_the_reason(typed, sentence):
    with pytest.raises(BadPhone) as refused:
        parse_phone(typed)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("digits", "shown", "masked"),
    [
        ("0800000123", "080-000-0123", "080-xxx-x123"),
        ("075123456", "075-123-456", "075-xxx-456"),
        ("021234567", "02-123-4567", "02-xxx-x567"),
        ("1669", "1669", "xxxx"),
        ("", "", ""),
    ],
)
def test_a_phone_number_is_shown_in_groups_and_masked_but_for_its_ends(digits, shown, masked):
    assert show_phone(digits) == shown
    assert mask_phone(digits) == masked


def test_a_masked_number_that_was_stored_unread_shows_nothing():
    assert mask_phone("075-123456 ต่อ 12") == "x" * 17


@given(stored)
def test_every_number_shown_is_read_back(digits):
    assert parse_phone(show_phone(digits)) == digits


@given(stored)
def test_a_mask_hides_every_digit_but_six(digits):
    assert sum(char.isdigit() for char in mask_phone(digits)) == (5 if digits.startswith("02") else 6)
