import pytest

from surveys.questionnaire import BadQuestionnaire, load_questionnaire, shipped_questionnaire
from tests.surveys.conftest import REMOVED, changed, questionnaire_data

IS_VILLAGE = {"question": "scope", "op": "eq", "value": "village"}

BAD = [
    ("version", REMOVED, "questionnaire: “version” is missing"),
    ("notes", [], "questionnaire: “notes” is not known here"),
    ("unknown/th", "", "questionnaire, unknown, th: must be a text"),
    ("age_from", "scope", "questionnaire, age_from: “scope” is not one of founded_month"),
    ("sections", [], "questionnaire, sections: must have at least one entry"),
    ("sections/A/code", "B", "questionnaire, sections: “B” stands here more than once"),
    ("sections/A/intro", REMOVED, "questionnaire, sections, A: “intro” is missing"),
    ("questions", [], "questionnaire, questions: must have at least one entry"),
    ("questions/QA1/code", "QA2", "questionnaire, questions: “QA2” stands here more than once"),
    ("questions/QA1/key", "org_type", "questionnaire, questions: “org_type” stands here more than once"),
    ("questions/QA1/key", "org_type_other", "questions: “org_type_other” stands here more than once"),
    ("questions/QA1/key", "elderly", "questionnaire, questions: “elderly” stands here more than once"),
    ("questions/QA1/key", "age_months", "questionnaire, questions: “age_months” stands here more than once"),
    ("questions/QA1/section", "Z", "questionnaire, questions, QA1, section: “Z” is not one of A, B"),
    ("questions/QA1/type", "essay", "questionnaire, questions, QA1, type: “essay” is not one of text, integer"),
    ("questions/QA1/text/en", REMOVED, "questionnaire, questions, QA1, text: “en” is missing"),
    ("questions/QA1/example", {"en": "x"}, "questionnaire, questions, QA1, example: “th” is missing"),
    ("questions/QA1/hint", "x", "questionnaire, questions, QA1: “hint” is not known here"),
    ("questions/QA1/unknown", True, "questions, QA1, unknown: can only be offered for integer, money, choice"),
    ("questions/QA1/required", 1, "questionnaire, questions, QA1, required: must be true or false"),
    ("questions/QB1/min", 200001, "questionnaire, questions, QB1: “min” is greater than “max”"),
    ("questions/QB1/max", {"question": "x"}, "questionnaire, questions, QB1, max: must be a whole number"),
    ("questions/QA2/options", REMOVED, "questionnaire, questions, QA2: “options” is missing"),
    ("questions/QA2/options/0/value", "satja_baht", "questions, QA2, options: “satja_baht” stands here more than once"),
    ("questions/QD4/options/0/points", 1, "questionnaire, questions, QD4, options, 0, points: must be the value"),
    ("questions/QA8/parts", REMOVED, "questionnaire, questions, QA8: “parts” is missing"),
    ("questions/QA8/parts/name/type", "date", "questions, QA8, parts, name, type: “date” is not one of text, integer"),
    ("questions/QA8/parts/name/key", "phone", "questions, QA8, parts: “phone” stands here more than once"),
    ("questions/QB4/when/question", "area", "questionnaire, questions, QB4, when, question: “area” is not one of"),
    ("questions/QB4/when/op", "lt", "questionnaire, questions, QB4, when, op: “lt” is not one of eq, ne, gt, ge, in"),
    ("questions/QB4/when/value", "home", "questions, QB4, when, value: must be one of the options of a choice"),
    ("questions/QB4/when/question", "org_name", "questions, QB4, when, value: must be one of the options of a choice"),
    ("questions/QD2/when/value", "0", "questionnaire, questions, QD2, when, value: must be a whole number"),
    ("questions/QD2/when", {**IS_VILLAGE, "op": "in", "value": []}, "QD2, when, value: must have at least one entry"),
    ("questions/QD2/when", {**IS_VILLAGE, "op": "in", "value": ["home"]}, "QD2, when, value, 1: must be one of"),
    ("questions/QD2/when", {"question": "committee_size", "op": "eq", "value": "0"}, "value: must be a whole number"),
    ("questions/QD2/when", {"all": []}, "questionnaire, questions, QD2, when, all: must have at least one entry"),
    ("questions/QB3/when", {"age_months": {"lt": 12}}, "QB3, when, age_months: “lt” is not known here"),
    ("questions/QA4/when", {"question": "villages_total", "op": "gt", "value": 1},
     "questions: the conditions of scope, villages_total, villages_covered look round in a circle"),
    ("questions/QA6/when", {"age_months": {"ge": 1}}, "founded_month, members_12m_ago look round in a circle"),
    ("checks/E1/code", "E2", "questionnaire, checks: “E2” stands here more than once"),
    ("checks/E1/severity", "fatal", "questionnaire, checks, E1, severity: “fatal” is not one of error, warning"),
    ("checks/E1/questions", [], "questionnaire, checks, E1, questions: must have at least one entry"),
    ("checks/E1/questions/0", "x", "questionnaire, checks, E1, questions, 1: “x” is not one of"),
    ("checks/E1/rule", [], "questionnaire, checks, E1, rule: must have at least one entry"),
    ("checks/E1/rule/0", "lt", "questionnaire, checks, E1, rule, 1: “lt” is not one of le, sum_le"),
    ("checks/E1/rule", ["le", "villages_total"], "questionnaire, checks, E1, rule: le needs 2 operands"),
    ("checks/E1/rule/1", "scope", "questionnaire, checks, E1, rule, 2: “scope” is not one of"),
    ("checks/E3/rule/1", [], "questionnaire, checks, E3, rule, 2: must have at least one entry"),
    ("checks/E3/rule/1", "children", "questionnaire, checks, E3, rule, 2: must be a list"),
    ("checks/W3/rule/3", "fifty", "questionnaire, checks, W3, rule, 4: must be a whole number"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "message"), BAD, ids=[case[0] for case in BAD])
def test_a_questionnaire_that_cannot_be_asked_is_refused_and_the_place_named(path, value, message):
    with pytest.raises(BadQuestionnaire) as refused:
        load_questionnaire(changed(questionnaire_data(), path, value))
    assert message in str(refused.value)


def test_a_number_may_be_an_operand():
    questionnaire = load_questionnaire(changed(questionnaire_data(), "checks/E1/rule/2", 60))
    assert questionnaire.checks[0].problem({"villages_covered": 61})
    assert not questionnaire.checks[0].problem({"villages_covered": 60})


def test_the_shipped_questionnaire_is_loaded_once_and_whole(questionnaire):
    assert shipped_questionnaire() is questionnaire
    assert (questionnaire.version, len(questionnaire.questions), len(questionnaire.sections)) == (
        "nst-survey-1.0",
        41,
        8,
    )
    assert [check.code for check in questionnaire.checks] == [
        "E1", "E2", "E3", "E4", "E5", "E6", "E7", "W1", "W2", "W3",
    ]  # fmt: skip
    assert [question.key for question in questionnaire.questions if question.prefilled] == [
        "org_name", "org_type", "tambon_code", "scope", "networks",
    ]  # fmt: skip
    assert [question.key for question in questionnaire.questions if question.personal] == ["informant"]


def test_not_known_is_offered_for_required_scored_figures_and_levels_but_not_for_the_scope(questionnaire):
    offered = {question.key for question in questionnaire.questions if question.unknown}
    assert offered == {
        question.key
        for question in questionnaire.questions
        if question.required and question.used_by and question.type in ("integer", "money", "choice")
    } - {"scope"}


def test_an_example_may_have_its_own_english():
    questionnaire = load_questionnaire(changed(questionnaire_data(), "questions/QA1/example/en", "Example fund"))
    assert [questionnaire.questions[number].example.en for number in (0, 8)] == ["Example fund", "7,400"]


def test_a_version_that_is_not_shipped_is_refused_by_name():
    with pytest.raises(
        BadQuestionnaire, match=r"No version “nst-survey-9” in questionnaires; shipped are nst-survey-1\.0"
    ):
        shipped_questionnaire("nst-survey-9")
