"""A linkage sheet as plain values: what it lacks, whether it balances, and that it is read back as it was kept."""

import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partners.differences import differences
from partners.sheet import Aspect, Balance, Gained, Given, Kind, Sheet, balance, kept_unit, label_of

# The first draw of a run may be slow on a busy machine; what is tried takes no time.
patient = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

words = st.sampled_from(["", "ก", "ขบวน", "อบรม 2 รุ่น"])
some_words = st.sampled_from(["ก", "ขบวน", "วิทยากร"])
amounts = st.sampled_from([None, *map(Decimal, ("0.01", "24", "24.50", "999999999999.99"))])
gives = st.builds(Given, st.sampled_from(Kind.values), some_words, amounts, words, words)
gains = st.builds(Gained, some_words, words)
sheets = st.builds(
    Sheet,
    own_function=words,
    by_content=words,
    by_method=words,
    aspects=st.lists(st.sampled_from(Aspect.values), unique=True).map(tuple),
    together=st.lists(some_words, max_size=3).map(tuple),
    gives=st.lists(gives, max_size=3).map(tuple),
    gains=st.lists(gains, max_size=3).map(tuple),
    action=words,
    wanted=words,
    central_support=words,
)


@patient
@given(sheets)
def test_a_sheet_is_read_back_as_it_was_kept(sheet):
    assert Sheet.from_kept(json.loads(json.dumps(sheet.kept()))) == sheet


@patient
@given(sheets)
def test_a_sheet_of_another_time_is_read_by_the_parts_that_are_known(sheet):
    kept = sheet.kept()
    del kept["wanted"]
    kept["mood"] = "ดี"
    read = Sheet.from_kept(kept)
    assert (read.wanted, read.gives, read.own_function) == ("", sheet.gives, sheet.own_function)


@patient
@given(sheets)
def test_a_sheet_lacks_exactly_what_is_not_there(sheet):
    lacking = sheet.lacking()
    is_whole = all([sheet.own_function, sheet.by_content or sheet.by_method, sheet.gives, sheet.gains, sheet.action])
    assert (lacking == []) == is_whole
    assert len(Sheet().lacking()) == 5 >= len(lacking)


@patient
@given(st.integers(0, 5), st.integers(0, 5))
def test_whoever_only_gives_or_only_gains_is_marked_and_nobody_else(giving, gaining):
    assert balance(giving, gaining).is_lopsided == ((giving == 0) != (gaining == 0))
    mirrored = {Balance.ONLY_GIVES: Balance.ONLY_GAINS, Balance.ONLY_GAINS: Balance.ONLY_GIVES}
    found = balance(giving, gaining)
    assert balance(gaining, giving) == mirrored.get(found, found)


def test_balance_has_a_word_for_each_case():
    cases = [balance(0, 0), balance(2, 0), balance(0, 1), balance(3, 1)]
    assert cases == [Balance.NEITHER, Balance.ONLY_GIVES, Balance.ONLY_GAINS, Balance.BOTH]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (Given("people", "วิทยากร"), "People · วิทยากร"),
        (Given("people", "วิทยากร", Decimal("24.00"), "คน", "เดือนละครั้ง"), "People · วิทยากร · 24 คน · เดือนละครั้ง"),
        (Given("money", "สมทบ", Decimal("1200000.50")), "Money · สมทบ · 1,200,000.5 baht"),
        (Given("ideas", "ข้อคิด"), "ideas · ข้อคิด"),
        (Gained("สมาชิกใหม่", "ตัวชี้วัด 3"), "สมาชิกใหม่ · ตัวชี้วัด 3"),
    ],
)
def test_a_line_is_said_in_one_text(line, words):
    assert line.words == words


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("money", "บาท", ""),
        ("money", "Baht", ""),
        ("money", "", ""),
        ("money", "ล้านบาท", "ล้านบาท"),
        ("goods", "บาท", "บาท"),
    ],
)
def test_baht_goes_without_saying_for_money_alone(kind, typed, kept):
    assert kept_unit(kind, typed) == kept


def test_a_label_that_is_not_known_any_more_is_shown_by_its_key():
    assert label_of(Aspect, "spirit") == "spirit"


# ── Differences ────────────────────────────────────────────────────────────────────────────────────────────────────
@patient
@given(sheets)
def test_nothing_differs_from_itself_nor_when_lines_only_change_places(sheet):
    assert differences(sheet, sheet) == []
    turned = Sheet.from_kept({**sheet.kept(), "gives": sheet.kept()["gives"][::-1]})
    assert differences(sheet, turned) == []


@patient
@given(sheets, sheets)
def test_what_is_gone_and_what_is_new_change_places_with_the_sheets(before, after):
    there, back = differences(before, after), differences(after, before)
    assert [(each.label, each.gone, each.new) for each in there] == [(each.label, each.new, each.gone) for each in back]
    assert all(each.gone or each.new for each in there)


def test_differences_name_the_part_and_its_lines():
    before = Sheet(action="อบรม", gives=(Given("people", "วิทยากร"), Given("people", "วิทยากร")))
    after = Sheet(action="อบรม 2 รุ่น", gives=(Given("people", "วิทยากร"), Given("data", "ทะเบียน")), wanted="รายชื่อ")
    assert [(str(each.label), each.gone, each.new) for each in differences(before, after)] == [
        ("Gives", ("People · วิทยากร",), ("Data · ทะเบียน",)),
        ("In 90 days", ("อบรม",), ("อบรม 2 รุ่น",)),
        ("Wants from the movement", (), ("รายชื่อ",)),
    ]
