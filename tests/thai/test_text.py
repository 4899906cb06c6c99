import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare_movement.thai.text import UnreadableText, clean_text, is_readable, one_spelling, visible

UNREADABLE = [
    "\x00",
    "\x01",
    "\x0b",
    "\x0c",
    "\x1a",
    "\x1f",
    "\x7f",
    "\x85",
    "\x9f",
    "\ud800",
    "\udfff",
    "\ufdd0",
    "\ufffd",
    "\ufffe",
    "\uffff",
    "\U0001fffe",
    "\U0010ffff",
]
READABLE = [
    "\t",
    "\n",
    "\r",
    " ",
    "~",
    "\u00a0",
    "\u200b",
    "\ufdcf",
    "\ufdf0",
    "\ufffc",
    "\U00010000",
    "\U0001f600",
    "น้ำ",
]
# What Thai text, and those who would break it, are made of.
pieces = st.text(
    st.one_of(
        st.characters(min_codepoint=0x0E00, max_codepoint=0x0E7F),
        st.sampled_from("เเํา่้ิุ\u0e3a\u0301\u0323\u200b\u200d\u200e\u202e\ufeff \t\r\n\u00a0\u2028\u3000aeÅ"),
        st.characters(),
    ),
    max_size=30,
)


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("char", UNREADABLE)
def test_a_character_that_cannot_be_read_is_refused_by_its_number(char):
    assert not is_readable(f"สม{char}ชาย")
    with pytest.raises(UnreadableText) as refused:
        clean_text(f"สม{char}ชาย", lines=True)
    expected = f"The text holds a character that cannot be read (U+{ord(char):04X}). Delete it or type the text again."
    assert str(refused.value) == expected


@pytest.mark.parametrize("text", READABLE)
def test_what_can_be_read_is_not_refused(text):
    assert is_readable(text)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", ""),
        ("  สมชาย   ใจดี\t", "สมชาย ใจดี"),
        ("สมชาย\u00a0ใจดี", "สมชาย ใจดี"),
        ("สมชาย\r\nใจดี", "สมชาย ใจดี"),
        ("ใบเสร็จ\u202excod.exe", "ใบเสร็จxcod.exe"),
        ("\u2066ก\u2069\u200e\u200f\u061c", "ก"),
        ("\ufeffสมชาย", "สมชาย"),
        ("น\u0e4d\u0e32", "นำ"),
        ("น\u0e49\u0e4d\u0e32", "น้ำ"),
        ("น\u0e4d\u0e49\u0e32", "น้ำ"),
        ("เเม่", "แม่"),
        ("e\u0301", "é"),
        ("ก" + "\u0e48" * 200 + "า", "ก่่่า"),
        ("a" + "\u0301" * 200, "á\u0301\u0301\u0301"),
        ("สวัสดี\u200bครับ", "สวัสดี\u200bครับ"),
        ("\u200bสมชาย\u200d \u200b", "สมชาย"),
        ("\u200b \u200c", ""),
        ("👩\u200d🌾", "👩\u200d🌾"),
    ],
)
def test_one_line_of_text_is_stored_clean(typed, stored):
    assert clean_text(typed) == stored


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("หนึ่ง\r\nสอง\rสาม\nสี่", "หนึ่ง\nสอง\nสาม\nสี่"),
        ("หนึ่ง\u2028สอง\u2029สาม", "หนึ่ง\nสอง\nสาม"),
        ("\n\n  หนึ่ง\n\n  สอง  ยาว\n", "หนึ่ง\n\n  สอง  ยาว"),
        ("ก\tข", "ก ข"),
    ],
)
def test_lines_stay_lines_where_the_text_has_many(typed, stored):
    assert clean_text(typed, lines=True) == stored


@given(pieces, st.booleans())
def test_cleaning_twice_changes_nothing(text, lines):
    if is_readable(text):
        once = clean_text(text, lines=lines)
        assert clean_text(once, lines=lines) == once


@given(pieces, st.booleans())
def test_text_is_cleaned_exactly_when_it_is_readable(text, lines):
    try:
        cleaned = clean_text(text, lines=lines)
    except UnreadableText:
        assert not is_readable(text)
        return
    assert is_readable(text)
    assert cleaned.encode().decode() == unicodedata.normalize("NFC", cleaned) == cleaned
    assert {"\t", "\r", "\u202e", "\ufeff"} & set(cleaned) == set()
    assert lines or "\n" not in cleaned


@given(pieces)
def test_no_tower_is_higher_than_three_marks(text):
    heights = [
        len(run)
        for run in "".join("m" if unicodedata.category(char)[0] == "M" else " " for char in one_spelling(text)).split()
    ]
    assert max(heights, default=0) <= 3


def test_a_long_text_of_blanks_is_cleaned_quickly():
    assert clean_text("ก" + " \u200b" * 200_000 + "ข" + " \u200b" * 200_000, lines=True)[-1] == "ข"


def test_what_nobody_sees_is_taken_out():
    assert visible("ส\u200bม\u00adช\u2060า\u200dย\ufeff\u202e") == "สมชาย"
