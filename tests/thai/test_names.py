import pytest
from hypothesis import given
from hypothesis import strategies as st

from welfare_movement.thai.names import ENGLISH_PREFIXES, PREFIXES, comparison_key, full_name, split_name

LAY_PREFIXES = [prefix for prefix in PREFIXES if not prefix.startswith(("พระ", "สามเณร"))]


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("นาย", "สมชาย", "ใจดี"), "นายสมชาย ใจดี"),
        (("นางสาว", "สุดา", "ณ นคร"), "นางสาวสุดา ณ นคร"),
        (("ดร.", "สมชาย", "ใจดี"), "ดร.สมชาย ใจดี"),
        (("ว่าที่ ร.ต.", "สมชาย", "ใจดี"), "ว่าที่ ร.ต.สมชาย ใจดี"),
        (("พระมหา", "สมชาย", ""), "พระมหาสมชาย"),
        (("คุณ", "เอื้อ", ""), "คุณเอื้อ"),
        (("Mr.", "John", "Smith"), "Mr. John Smith"),
        (("นาย", "John", "Smith"), "นาย John Smith"),
        (("", "สมชาย", "ใจดี"), "สมชาย ใจดี"),
        (("นาย", "", ""), "นาย"),
        (("", "", ""), ""),
        ((" นาย ", " สมชาย ", " ใจดี "), "นายสมชาย ใจดี"),
    ],
)
def test_a_name_is_joined_as_it_is_written(parts, name):
    assert full_name(*parts) == name


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("นายสมชาย ใจดี", ("นาย", "สมชาย", "ใจดี")),
        ("นาย  สมชาย   ใจดี ", ("นาย", "สมชาย", "ใจดี")),
        ("นางสาวสุดา ณ นคร", ("นางสาว", "สุดา", "ณ นคร")),
        ("นางสาวิตรี ใจดี", ("นาง", "สาวิตรี", "ใจดี")),
        ("นางเอื้อย ใจดี", ("นาง", "เอื้อย", "ใจดี")),
        ("เด็กชายแดน ใจดี", ("เด็กชาย", "แดน", "ใจดี")),
        ("ดร.สมชาย ใจดี", ("ดร.", "สมชาย", "ใจดี")),
        ("ผศ. ดร. สมชาย ใจดี", ("ผศ.ดร.", "สมชาย", "ใจดี")),
        ("นพ.สมชาย ใจดี", ("นพ.", "สมชาย", "ใจดี")),
        ("นพพร ใจดี", ("", "นพพร", "ใจดี")),
        ("ว่าที่ร.ต. สมชาย ใจดี", ("ว่าที่ ร.ต.", "สมชาย", "ใจดี")),
        ("ว่าที่ ร.ต.หญิงสุดา ใจดี", ("ว่าที่ ร.ต.หญิง", "สุดา", "ใจดี")),
        ("พระมหาสมชาย ฐานวโร", ("พระมหา", "สมชาย ฐานวโร", "")),
        ("สามเณรสมชาย", ("สามเณร", "สมชาย", "")),
        ("Mr. John Smith", ("Mr.", "John", "Smith")),
        ("mr john smith", ("Mr.", "john", "smith")),
        ("Missouri Ann", ("", "Missouri", "Ann")),
        ("นาย John Smith", ("นาย", "John", "Smith")),
        ("สมชาย", ("", "สมชาย", "")),
        ("", ("", "", "")),
    ],
)
def test_a_name_is_split_at_its_longest_plausible_prefix(text, parts):
    assert split_name(text) == parts


@pytest.mark.parametrize(
    "post",
    ["นายกเทศมนตรีเมืองทุ่งสง", "นายก อบต.ท่าศาลา", "นายกองค์การบริหารส่วนจังหวัด", "นายอำเภอเมือง", "นายแพทย์สาธารณสุขจังหวัด"],
)
def test_a_post_is_no_person_called_nai(post):
    assert split_name(post) == ("", post, "")


def test_a_name_that_begins_like_a_post_is_still_a_name():
    assert split_name("นายกมล ใจดี") == ("นาย", "กมล", "ใจดี")
    assert split_name("นายกองแก้ว ใจดี") == ("นาย", "กองแก้ว", "ใจดี")


def test_one_letter_is_no_given_name():
    assert split_name("นาย ก") == ("", "นาย", "ก")


@given(
    st.sampled_from(LAY_PREFIXES),
    st.sampled_from(["สมชาย", "เอื้อ", "กมล", "ไพร"]),
    st.sampled_from(["", "ใจดี", "ณ นคร"]),
)
def test_a_joined_name_is_split_into_its_parts(prefix, given_name, family):
    assert split_name(full_name(prefix, given_name, family)) == (prefix, given_name, family)


@given(st.sampled_from(ENGLISH_PREFIXES), st.sampled_from(["John", "Ann"]), st.sampled_from(["", "Smith", "van Dyk"]))
def test_a_joined_english_name_is_split_into_its_parts(prefix, given_name, family):
    assert split_name(full_name(prefix, given_name, family)) == (prefix, given_name, family)


@given(st.text())
def test_splitting_loses_no_letter(text):
    parts = split_name(text)
    if parts[0] in (*ENGLISH_PREFIXES, *PREFIXES):
        parts = ("", *parts[1:])
    assert " ".join(text.split()).endswith(" ".join(part for part in parts if part))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("น้ำฝน", "น\u0e49\u0e4d\u0e32ฝน"),
        ("น้ำฝน", "น\u0e4d\u0e49\u0e32ฝน"),
        ("น้ำฝน", "น\u0e33\u0e49ฝน"),
        ("น้ำฝน", "น\u0e49\u0e49\u0e49\u0e33ฝน"),
        ("ที่รัก", "ท\u0e48\u0e35รัก"),
        ("แม่บ้าน", "เเม่บ้าน"),
        ("สมชาย ใจดี", "สม\u200bชาย\u200e  ใจดี\ufeff"),
        ("ดร.สมชาย ใจดี", "ดร. สมชาย-ใจดี"),
        ("หมู่ ๑๐", "หมู่10"),
        ("René", "RENE\u0301"),
    ],
)
def test_names_that_look_alike_have_one_key(one, other):
    assert comparison_key(one) == comparison_key(other)


@pytest.mark.parametrize(("one", "other"), [("กา", "ก่า"), ("สมชาย", "สมชัย"), ("หมู่ 1", "หมู่ 11"), ("ปู", "ปุ")])
def test_names_that_differ_keep_different_keys(one, other):
    assert comparison_key(one) != comparison_key(other)


def test_a_key_holds_nothing_but_letters_marks_and_numbers():
    assert comparison_key(" นาย ก้อง (ใหญ่) ฯ ๑๒! ") == "นายก้องใหญ่ฯ12"
    assert comparison_key("…—\u200b") == ""


@given(st.text(st.one_of(st.characters(min_codepoint=0x0E00, max_codepoint=0x0E7F), st.characters())))
def test_the_key_of_a_key_is_itself(text):
    assert comparison_key(comparison_key(text)) == comparison_key(text)
