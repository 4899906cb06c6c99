"""From what a person typed to the answer that is stored."""

import pytest
from django.utils import translation

from surveys.questionnaire import BadAnswer, load_questionnaire, sentence
from surveys.questionnaire.messages import SENTENCES
from tests.surveys.conftest import REMOVED, changed, questionnaire_data

INFORMANT = {"name": " สมหญิง  ใจดี ", "position": "ประธาน", "phone": "๐๘๐-๐๐๐ 0123", "consent": "on"}
GROUPS = {"children": "๒๑๐", "working_age": "905", "elderly": 365, "disadvantaged": "0"}


def parsed(questionnaire, key, raw, known=None):
    return questionnaire.by_key[key].parse(raw, known)


def refused(questionnaire, key, raw, known=None):
    with pytest.raises(BadAnswer) as bad:
        questionnaire.by_key[key].parse(raw, known)
    return bad.value


TYPED = [
    ("org_name", "  กองทุน\u200b  ตัวอย่าง ", "กองทุน\u200b ตัวอย่าง"),
    ("org_name", 2570, "2570"),
    ("org_name", "ก" * 200, "ก" * 200),
    ("members_total", "1,480", 1480),
    ("members_total", "๑,๔๘๐", 1480),
    ("members_total", "0", 0),
    ("members_total", 1480, 1480),
    ("members_total", "200000", 200_000),
    ("members_total", "unknown", "unknown"),
    ("fund_balance", "๙๙๙,๙๙๙,๙๙๙", 999_999_999),
    ("org_type", "savings_group", "savings_group"),
    ("legal_status", "unknown", "unknown"),
    ("rules_level", "๓", 3),
    ("rules_level", " 3 ", 3),
    ("rules_level", 3, 3),
    ("rules_level", "unknown", "unknown"),
    ("benefit_types", ["death", "birth", "death"], ["birth", "death"]),
    ("benefit_types", "birth", ["birth"]),
    ("benefit_types", ["none"], ["none"]),
    ("support_wanted", ("rules", "other"), ["rules", "other"]),
    ("tambon_code", "๘๐๐๑๐๑", "800101"),
    ("tambon_code", 800101, "800101"),
    ("networks", ["plan", "satja", "plan", ""], ["plan", "satja"]),
    ("networks", "plan", ["plan"]),
    ("networks", [], []),
    ("founded_month", "มีนาคม 2555", "2012-03"),
    ("founded_month", "มี.ค. ๒๕๕๕", "2012-03"),
    ("founded_month", "3/2555", "2012-03"),
    ("founded_month", "2555", "2012"),
    ("founded_month", 2555, "2012"),
    ("founded_month", "2012-03", "2012-03"),
    ("founded_month", "2450", "1907"),
    ("informant", INFORMANT, {"name": "สมหญิง ใจดี", "position": "ประธาน", "phone": "0800000123", "consent": True}),
    ("members_by_group", GROUPS, {"children": 210, "working_age": 905, "elderly": 365, "disadvantaged": 0}),
]


@pytest.mark.parametrize(("key", "raw", "stored"), TYPED)
def test_what_was_typed_is_read_and_a_stored_value_comes_back_as_it_is(key, raw, stored, questionnaire):
    assert parsed(questionnaire, key, raw) == stored
    assert parsed(questionnaire, key, stored) == stored


@pytest.mark.parametrize("blank", [None, "", "  ", [], {}, False])
@pytest.mark.parametrize("key", ["org_name", "members_total", "org_type", "benefit_types", "tambon_code", "informant"])
def test_nothing_typed_is_no_answer(key, blank, questionnaire):
    assert parsed(questionnaire, key, blank) is None


@pytest.mark.parametrize(
    ("key", "raw"),
    [
        ("informant", {"name": "", "position": None, "phone": "  "}),
        ("informant", {"name": "", "consent": "off"}),
        ("members_by_group", {"children": "", "elderly": ""}),
    ],
)
def test_parts_of_which_none_is_filled_in_are_no_answer(key, raw, questionnaire):
    assert parsed(questionnaire, key, raw) is None


MORE_WORDS = "ถ้าไม่รู้"
REFUSED = [
    ("org_name", "ก" * 201, "too_long", None),
    ("org_name", "a\x00b", "unreadable_text", None),
    ("org_name", ["a"], "not_a_text", None),
    ("members_total", "๕ หมื่น", "not_a_number", None),
    ("members_total", "12.5", "not_a_number", None),
    ("members_total", [12], "not_a_number", None),
    ("members_total", True, "not_a_number", None),
    ("members_total", "-1", "too_small", None),
    ("members_total", "200,001", "too_large", None),
    ("service_population", "0", "too_small", None),
    ("fund_balance", "1,000,000,000", "too_large", None),
    ("committee_size", "unknown", "not_a_number", None),
    ("org_type", "company", "not_an_option", None),
    ("org_type", "unknown", "not_an_option", None),
    ("org_type", ["other"], "not_an_option", None),
    ("rules_level", "5", "not_an_option", None),
    ("rules_level", True, "not_an_option", None),
    ("data_use", "1", "not_an_option", None),
    ("benefit_types", ["birth", "cars"], "not_an_option", None),
    ("benefit_types", ["none", "birth"], "exclusive", None),
    ("tambon_code", "80010", "not_a_place", None),
    ("tambon_code", ["800101"], "not_a_place", None),
    ("networks", [3], "not_a_text", None),
    ("founded_month", "ปีที่แล้ว", "not_a_month", None),
    ("founded_month", "13/2555", "not_a_month", None),
    ("founded_month", "1/1/2555", "not_a_month", None),
    ("founded_month", "2449", "too_early", None),
    ("founded_month", ["2555"], "not_a_text", None),
    ("informant", "สมหญิง", "not_a_text", None),
    ("informant", {**INFORMANT, "name": "", "phone": " "}, "parts_missing", "name"),
    ("informant", {"consent": "on"}, "parts_missing", "name"),
    ("informant", {**INFORMANT, "consent": "off"}, "consent_needed", "consent"),
    ("informant", {**INFORMANT, "consent": 1}, "consent_needed", "consent"),
    ("informant", {**INFORMANT, "phone": "12345"}, "not_a_phone", "phone"),
    ("informant", {**INFORMANT, "phone": 800000123}, "not_a_text", "phone"),
    ("informant", {**INFORMANT, "name": "ก" * 121}, "too_long", "name"),
    ("informant", {**INFORMANT, "position": "\x1a!"}, "unreadable_text", "position"),
    ("members_by_group", {**GROUPS, "elderly": ""}, "parts_all_or_none", "elderly"),
    ("members_by_group", {**GROUPS, "elderly": "มาก"}, "not_a_number", "elderly"),
    ("members_by_group", {**GROUPS, "elderly": "-1"}, "too_small", "elderly"),
    ("members_by_group", {**GROUPS, "elderly": "200001"}, "too_large", "elderly"),
]


@pytest.mark.parametrize(("key", "raw", "code", "part"), REFUSED)
def test_what_cannot_be_read_is_refused_with_a_sentence(key, raw, code, part, questionnaire):
    bad = refused(questionnaire, key, raw)
    assert (bad.field, bad.code, bad.part) == (key, code, part)
    assert sentence(bad)


def test_places_and_networks_are_those_that_may_be_chosen(questionnaire):
    assert parsed(questionnaire, "tambon_code", "800101", {"800101"}) == "800101"
    assert refused(questionnaire, "tambon_code", "800102", {"800101"}).code == "not_a_place"
    assert parsed(questionnaire, "networks", ["a"], {"a", "b"}) == ["a"]
    assert refused(questionnaire, "networks", ["a", "c"], {"a", "b"}).code == "not_a_network"


def test_a_part_that_may_be_left_out_is_left_out():
    data = changed(questionnaire_data(), "questions/members_by_group/parts/0/required", False)
    data = changed(data, "questions/informant/parts/consent/required", False)
    questionnaire = load_questionnaire(data)
    assert parsed(questionnaire, "members_by_group", {**GROUPS, "children": ""}) == {
        "working_age": 905, "elderly": 365, "disadvantaged": 0,
    }  # fmt: skip
    assert "consent" not in parsed(questionnaire, "informant", {**INFORMANT, "consent": "off"})


def test_a_question_without_limits_takes_any_figure():
    data = changed(questionnaire_data(), "questions/median_days/min", REMOVED)
    data = changed(changed(data, "questions/median_days/max", None), "questions/founded_month/min", None)
    questionnaire = load_questionnaire(data)
    assert parsed(questionnaire, "median_days", "-5") == -5
    assert parsed(questionnaire, "founded_month", "2443") == "1900"


def test_the_text_of_an_option_is_stored_beside_the_answer(questionnaire):
    assert list(questionnaire.specified) == ["org_type_other", "benefit_types_other", "support_wanted_other"]
    other = questionnaire.specified["org_type_other"]
    assert (other.parse(" สหกรณ์ "), other.parse(""), other.parse("ก" * 200)) == ("สหกรณ์", None, "ก" * 200)
    with pytest.raises(BadAnswer) as bad:
        other.parse("ก" * 201)
    assert (bad.value.field, bad.value.code) == ("org_type_other", "too_long")


def test_a_section_is_read_by_itself(questionnaire):
    raw = {"org_name": "กองทุน", "org_type": "other", "org_type_other": "ก" * 201, "scope": "", "members_total": "5",
           "tambon_code": "800102", "networks": ["x"], "nonsense": "1"}  # fmt: skip
    found = questionnaire.parse(raw, section="A", places={"800101"}, networks={"y"})
    assert found.answers == {"org_name": "กองทุน", "org_type": "other", "scope": None}
    assert {key: bad.code for key, bad in found.bad.items()} == {
        "org_type_other": "too_long", "tambon_code": "not_a_place", "networks": "not_a_network",
    }  # fmt: skip
    assert questionnaire.parse(raw).answers["members_total"] == 5


def test_an_option_is_found_by_its_value(questionnaire):
    assert questionnaire.by_key["rules_level"].option(0).name.en == "None"
    assert questionnaire.by_key["rules_level"].option(9) is None


@pytest.mark.parametrize(
    ("key", "raw", "said"),
    [
        ("members_total", "-1", "Write a number of 0 or more."),
        ("members_total", "200,001", "Write a number of 200,000 or less."),
        (
            "fund_balance",
            "5 หมื่น",
            "Write a whole number in digits only, such as 1,480. If nobody knows, choose “Not known”.",
        ),
        ("committee_size", "ten", "Write a whole number in digits only, such as 1,480."),
        ("rules_level", "9", "Choose from the answers offered. If nobody knows, choose “Not known”."),
        ("org_name", "ก" * 201, "Write at most 200 letters; these are 201."),
        ("benefit_types", ["none", "birth"], "Choose either “None yet” alone, or the others without it."),
        ("founded_month", "2449", "Write a year from B.E. 2450 (1907) on."),
        ("founded_month", "1/1/2555", "Write the month and the year, such as 3/2555, or the year alone."),
        ("informant", {**INFORMANT, "phone": "0812345"}, "A mobile number has 10 digits; this one has 7."),
        ("informant", {"phone": "0800000123"}, "Fill in these too: Full name, Position in the organisation, %s."),
        ("informant", {**INFORMANT, "consent": ""}, "Tick the consent, or name another informant who agrees."),
        (
            "members_by_group",
            {**GROUPS, "elderly": ""},
            "Fill in these too, or leave all of it empty: Elderly (60 and over).",
        ),
    ],
)
def test_a_sentence_names_the_remedy(key, raw, said, questionnaire, english):
    consent = questionnaire.by_key["informant"].parts[3].name.en
    assert sentence(refused(questionnaire, key, raw)) == (said % consent if "%s" in said else said)


def test_a_sentence_speaks_the_readers_language(questionnaire):
    with translation.override("th"):
        assert "ยังไม่มี" in sentence(refused(questionnaire, "benefit_types", ["none", "birth"]))


def test_every_code_has_a_sentence():
    codes = {case[2] for case in REFUSED} | {"required", "not_a_network"}
    assert set(SENTENCES) == codes


@pytest.mark.parametrize(
    ("key", "raw", "known", "code"),
    [
        ("tambon_code", "8001011", None, "not_a_place"),
        ("tambon_code", "800101", set(), "not_a_place"),
        ("networks", ["a"], set(), "not_a_network"),
    ],
)
def test_nothing_may_be_chosen_where_nothing_is_offered(key, raw, known, code, questionnaire):
    with pytest.raises(BadAnswer) as bad:
        questionnaire.by_key[key].parse(raw, known)
    assert bad.value.code == code


def test_places_and_networks_have_each_their_own_list(questionnaire):
    found = questionnaire.parse({"tambon_code": "800101", "networks": ["y"]}, places={"800101"}, networks={"y"})
    assert found == ({"tambon_code": "800101", "networks": ["y"]}, {})
