import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare_movement.thai.baht import baht_in_words, in_words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "ศูนย์บาทถ้วน"),
        (1, "หนึ่งบาทถ้วน"),
        (10, "สิบบาทถ้วน"),
        (11, "สิบเอ็ดบาทถ้วน"),
        (20, "ยี่สิบบาทถ้วน"),
        (21, "ยี่สิบเอ็ดบาทถ้วน"),
        (101, "หนึ่งร้อยเอ็ดบาทถ้วน"),
        (120_000, "หนึ่งแสนสองหมื่นบาทถ้วน"),
        (1_000_001, "หนึ่งล้านเอ็ดบาทถ้วน"),
        (11_000_000, "สิบเอ็ดล้านบาทถ้วน"),
        (1_000_000_000_000, "หนึ่งล้านล้านบาทถ้วน"),
        ("1234.50", "หนึ่งพันสองร้อยสามสิบสี่บาทห้าสิบสตางค์"),
        ("0.01", "หนึ่งสตางค์"),
        ("0.11", "สิบเอ็ดสตางค์"),
        ("-5", "ลบห้าบาทถ้วน"),
    ],
)
def test_amounts_are_said_as_official_papers_say_them(amount, words):
    assert baht_in_words(Decimal(amount)) == words


def test_a_part_of_a_satang_is_no_amount():
    with pytest.raises(ValueError, match="satang"):
        baht_in_words(Decimal("0.001"))


DIGITS = {
    word: number for number, word in enumerate(["ศูนย์", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า"])
} | {
    "เอ็ด": 1,
    "ยี่": 2,
}
PLACES = {"สิบ": 10, "ร้อย": 100, "พัน": 1_000, "หมื่น": 10_000, "แสน": 100_000}
WORD = re.compile("|".join([*DIGITS, *PLACES, "ล้าน"]))


def read_back(words):
    """By another way: from left to right, with a total that "million" lifts."""
    total = held = 0
    for word in WORD.findall(words):
        if word in DIGITS:
            held = DIGITS[word]
        elif word == "ล้าน":
            total, held = (total + held) * 1_000_000, 0
        else:
            total, held = total + (held or 1) * PLACES[word], 0
    return total + held


@given(st.integers(0, 10**15))
def test_words_say_the_number_and_no_other(number):
    assert read_back(in_words(number)) == number
