import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare_movement.thai.sorting import KEY_LENGTH, sort_key
from welfare_movement.thai.text import one_spelling

DISTRICTS = [
    "ขนอม",
    "จุฬาภรณ์",
    "ฉวาง",
    "เฉลิมพระเกียรติ",
    "ชะอวด",
    "ช้างกลาง",
    "เชียรใหญ่",
    "ถ้ำพรรณรา",
    "ท่าศาลา",
    "ทุ่งสง",
    "ทุ่งใหญ่",
    "นบพิตำ",
    "นาบอน",
    "บางขัน",
    "ปากพนัง",
    "พรหมคีรี",
    "พระพรหม",
    "พิปูน",
    "เมืองนครศรีธรรมราช",
    "ร่อนพิบูลย์",
    "ลานสกา",
    "สิชล",
    "หัวไทร",
]
letters = st.text(st.sampled_from("กขคงฮเแโใไะัาำิุู่้๊๋็์ฯๆ aAbzZé1209๒-("), max_size=20)


def in_two_levels(text):
    """The order as the dictionary describes it: letters with each leading vowel behind its consonant, then the text."""
    spelt = " ".join(one_spelling(text).split())
    chars = [char for char in spelt.casefold() if not "\u0e47" <= char <= "\u0e4c"]
    place = 0
    while place < len(chars) - 1:
        if "เ" <= chars[place] <= "ไ" and "ก" <= chars[place + 1] <= "ฮ":
            chars[place : place + 2] = chars[place + 1], chars[place]
            place += 1
        place += 1
    first = "".join(chars).translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789"))
    return re.sub("[0-9]+", lambda found: f"{int(found.group()):06}", first), spelt


@pytest.mark.parametrize(
    "names",
    [
        DISTRICTS,
        ["กา", "ก่า", "ก้า", "ก๊า", "ก๋า", "กาก", "ก่าก"],
        ["กบ", "กะ", "กัน", "กา", "กำ", "กิน", "กู", "เก", "แก", "โก", "ใกล้", "ไก่", "ขา"],
        ["เกาะ", "เกาะกลาง", "เกาะทวด", "เกาะเพชร", "แกะ", "ขนาบนาก"],
        ["กบินทร์", "กบินทร์บุรี", "กระเบื้อง", "กระเบื้องนอก"],
        ["หมู่ 1", "หมู่ 2", "หมู่ ๓", "หมู่ 010", "หมู่ 10", "หมู่ 11 ก", "หมู่บ้าน"],
        ["กลุ่ม", "กลุ่ม ก", "กลุ่ม ข", "กลุ่มก"],
        ["Apple", "apple", "Banana", "zebra", "école", "กา", "字"],
        ["", " ก", "ข "],
    ],
)
def test_names_sort_as_in_the_dictionary(names):
    backwards = names[::-1]
    assert sorted(backwards, key=sort_key) == names


def test_the_key_is_plain_letters_and_digits_so_that_every_collation_agrees():
    assert sort_key("เก่า") == "81c0b2" + "00" + "c081c8b2"
    assert sort_key("ข้อ 2\x00é字") == "82ad20" + "303030303032" + "7f000000" + "7f0000e9" + "ff005b57" + "00" + (
        "82c9ad20" + "32" + "7f000000" + "7f0000e9" + "ff005b57"
    )


def test_what_nobody_sees_does_not_part_a_name_from_its_neighbours():
    names = ["เกาะ\u200bกลาง", "เกาะทวด", "เกาะเพชร"]
    backwards = names[::-1]
    assert sorted(backwards, key=sort_key) == names


def test_a_key_always_fits_its_column():
    assert len(sort_key("1a" * 500)) == KEY_LENGTH


@given(letters, letters)
def test_plain_comparison_of_keys_is_the_order_of_both_levels(one, other):
    assert (sort_key(one) < sort_key(other)) == (in_two_levels(one) < in_two_levels(other))
    assert (sort_key(one) == sort_key(other)) == (in_two_levels(one) == in_two_levels(other))


@given(st.text(), st.text())
def test_any_two_texts_have_an_order(one, other):
    assert set(sort_key(one)) <= set("0123456789abcdef")
    assert (sort_key(one) < sort_key(other)) + (sort_key(one) == sort_key(other)) + (
        sort_key(one) > sort_key(other)
    ) == 1


@given(letters, letters, letters)
def test_cutting_a_long_key_never_reverses_the_order(start, one, other):
    first, second = sorted([start * 20 + one, start * 20 + other], key=in_two_levels)
    assert sort_key(first) <= sort_key(second)
