"""Which questions are shown, what is missing, what does not fit together, and what is stored and graded."""

from datetime import date

import pytest

from surveys.grading import UNKNOWN, grade
from surveys.questionnaire import load_questionnaire
from tests.surveys.conftest import EXAMPLES, TYPICAL, changed, questionnaire_data

MONTH = date(2027, 2, 15)
INFORMANT = {"name": "ตัวอย่าง", "position": "ประธาน", "phone": "0800000123", "consent": True}
COMPLETE = {
    **{key: answer for key, answer in TYPICAL.items() if key != "age_months"},
    "org_name": "กองทุนตัวอย่าง",
    "org_type": "welfare_fund",
    "tambon_code": "800101",
    "networks": [],
    "founded_month": "2019-02",
    "informant": INFORMANT,
    "provides_welfare": "yes",
}


def shown(questionnaire, **answers):
    return questionnaire.shown(answers, reference_month=MONTH)


def problems(questionnaire, **answers):
    return [problem.code for problem in questionnaire.check(answers, reference_month=MONTH)]


def test_nothing_known_hides_only_what_needs_an_answer(questionnaire):
    hidden = questionnaire.by_key.keys() - shown(questionnaire)
    assert hidden == {"members_12m_ago", "committee_women", "median_days"}


@pytest.mark.parametrize(
    ("founded", "is_shown"),
    [("2026-02", True), ("2026-03", False), ("2026", True), ("2027-03", False), ("2012", True), (None, False)],
)
def test_members_a_year_ago_are_asked_from_the_twelfth_month_on(founded, is_shown, questionnaire):
    assert ("members_12m_ago" in shown(questionnaire, founded_month=founded)) is is_shown


def test_an_age_that_is_hidden_counts_as_not_known():
    data = changed(
        questionnaire_data(), "questions/founded_month/when", {"question": "scope", "op": "eq", "value": "tambon"}
    )
    questionnaire = load_questionnaire(data)
    assert "members_12m_ago" in shown(questionnaire, founded_month="2012", scope="tambon")
    assert "members_12m_ago" not in shown(questionnaire, founded_month="2012", scope="village")


@pytest.mark.parametrize(("scope", "is_shown"), [("village", False), ("tambon", True), (None, True)])
def test_a_single_village_is_not_asked_for_villages(scope, is_shown, questionnaire):
    asked = shown(questionnaire, scope=scope)
    assert ("villages_total" in asked, "villages_covered" in asked) == (is_shown, is_shown)


@pytest.mark.parametrize(("size", "is_shown"), [(0, False), (1, True), (UNKNOWN, False), (None, False)])
def test_women_are_asked_for_where_there_is_a_committee(size, is_shown, questionnaire):
    assert ("committee_women" in shown(questionnaire, committee_size=size)) is is_shown


WELFARE = {"benefits_paid_12m", "benefit_types", "beneficiaries_12m", "vulnerable_care"}


@pytest.mark.parametrize(("provides", "is_shown"), [("yes", True), ("no", False), (None, True)])
def test_who_provides_no_welfare_is_not_asked_for_benefits(provides, is_shown, questionnaire):
    assert (shown(questionnaire, provides_welfare=provides) >= WELFARE) is is_shown
    assert is_shown or not shown(questionnaire, provides_welfare=provides) & WELFARE


@pytest.mark.parametrize(
    ("answers", "is_shown"),
    [
        ({"benefits_paid_12m": 1}, True),
        ({"benefits_paid_12m": 0}, False),
        ({"benefits_paid_12m": UNKNOWN}, False),
        ({"benefits_paid_12m": 1, "provides_welfare": "no"}, False),
    ],
)
def test_an_answer_that_is_hidden_itself_shows_nothing(answers, is_shown, questionnaire):
    assert ("median_days" in shown(questionnaire, **answers)) is is_shown


def test_the_text_of_an_option_is_asked_when_the_option_is_chosen(questionnaire):
    chosen = shown(questionnaire, org_type="other", benefit_types=["birth", "other"], support_wanted=["rules"])
    assert chosen & questionnaire.specified.keys() == {"org_type_other", "benefit_types_other"}
    assert "benefit_types_other" not in shown(questionnaire, benefit_types=["other"], provides_welfare="no")


def test_conditions_may_compare_in_every_way():
    data = changed(
        questionnaire_data(),
        "questions/pilot_interest/when",
        {"question": "scope", "op": "in", "value": ["village", "tambon"]},
    )
    data = changed(data, "questions/support_wanted/when", {"question": "committee_size", "op": "ge", "value": 3})
    data = changed(data, "questions/legal_status/when", {"question": "data_use", "op": "eq", "value": 2})
    questionnaire = load_questionnaire(data)
    keys = {"pilot_interest", "support_wanted", "legal_status"}
    assert shown(questionnaire) & keys == set()
    assert shown(questionnaire, scope="tambon", committee_size=3, data_use=2) & keys == keys
    assert shown(questionnaire, scope="municipality", committee_size=2, data_use=UNKNOWN) & keys == set()


CHECKS = [
    ("E1", {"villages_covered": 9, "villages_total": 9}, {"villages_covered": 10}),
    ("E2", {"members_paid_up": 5, "members_total": 5}, {"members_paid_up": 6}),
    (
        "E3",
        {"members_by_group": {"children": 1, "working_age": 2, "elderly": 2, "disadvantaged": 0}, "members_total": 5},
        {"members_by_group": {"children": 1, "working_age": 2, "elderly": 3, "disadvantaged": 0}},
    ),
    (
        "E4",
        {"members_by_group": {"children": 0, "working_age": 0, "elderly": 0, "disadvantaged": 5}, "members_total": 5},
        {"members_by_group": {"children": 0, "working_age": 0, "elderly": 0, "disadvantaged": 6}},
    ),
    ("E5", {"committee_women": 7, "committee_size": 7}, {"committee_women": 8}),
    ("E6", {"beneficiaries_12m": 5, "members_total": 5}, {"beneficiaries_12m": 6}),
    ("E7", {"founded_month": "2027-02"}, {"founded_month": "2027-03"}),
    ("E7", {"founded_month": "2027"}, {"founded_month": "2028"}),
    ("W1", {"members_total": 100, "service_population": 100}, {"members_total": 101}),
    (
        "W2",
        {"fund_balance": 1, "member_contrib_12m": 2, "lao_contrib_12m": 3, "state_contrib_12m": 4, "donation_12m": 5,
         "own_earnings_12m": 6, "benefits_paid_12m": 21},
        {"benefits_paid_12m": 22},
    ),
    ("W3", {"members_total": 150, "members_12m_ago": 100, "founded_month": "2020-01"}, {"members_total": 151}),
    ("W3", {"members_total": 50, "members_12m_ago": 100, "founded_month": "2020-01"}, {"members_total": 49}),
]  # fmt: skip


@pytest.mark.parametrize(("code", "fits", "over"), CHECKS)
def test_a_check_holds_up_to_its_boundary(code, fits, over, questionnaire):
    under = {**fits, **{key: 0 for key, value in over.items() if type(value) is int and code != "W3"}}
    assert problems(questionnaire, **under) == []
    assert problems(questionnaire, **fits) == []
    (problem,) = questionnaire.check({**fits, **over}, reference_month=MONTH)
    is_error = code.startswith("E")
    assert (problem.code, problem.severity, problem.is_error) == (code, "error" if is_error else "warning", is_error)
    assert set(over) <= set(problem.questions) <= questionnaire.by_key.keys()
    assert problem.message.th
    assert problem.message.en


@pytest.mark.parametrize("absent", [UNKNOWN, None])
@pytest.mark.parametrize(("code", "fits", "over"), [case for case in CHECKS if len(case[1]) > 1])
def test_a_check_with_an_operand_that_is_not_known_is_not_applied(code, fits, over, absent, questionnaire):
    for key in fits.keys() - over.keys():
        assert problems(questionnaire, **{**fits, **over, key: absent}) == []


def test_a_check_with_a_hidden_operand_is_not_applied(questionnaire):
    too_many = {"villages_covered": 10, "villages_total": 9}
    assert problems(questionnaire, **too_many, scope="village") == []
    assert problems(questionnaire, members_total=9, members_12m_ago=1, founded_month="2027-01") == []


def test_growth_from_nothing_is_no_growth(questionnaire):
    assert problems(questionnaire, members_total=9, members_12m_ago=0, founded_month="2020") == []


def test_a_section_has_the_checks_that_look_at_it(questionnaire):
    answers = {"members_paid_up": 6, "members_total": 5, "beneficiaries_12m": 6, "founded_month": "2030"}
    codes = {
        section.code: [problem.code for problem in questionnaire.check(answers, MONTH, section=section.code)]
        for section in questionnaire.sections
    }
    assert codes == {"A": ["E7"], "B": ["E2", "E6"], "C": [], "D": [], "E": ["E6"], "F": [], "G": [], "H": []}


def test_a_complete_response_lacks_nothing_and_fits(questionnaire):
    assert questionnaire.missing(COMPLETE, MONTH) == ()
    assert questionnaire.check(COMPLETE, MONTH) == []


def test_what_must_be_answered_is_missing_in_the_order_of_the_questionnaire(questionnaire):
    answers = {**COMPLETE, "org_name": None, "org_type": "other", "accounts_level": "", "committee_size": None}
    assert questionnaire.missing(answers, MONTH) == ("org_name", "org_type_other", "accounts_level")
    assert questionnaire.missing(answers, MONTH, section="D") == ("accounts_level",)


def test_not_known_is_an_answer(questionnaire):
    assert questionnaire.missing({**COMPLETE, "accounts_level": UNKNOWN}, MONTH) == ()


def test_of_an_empty_response_everything_required_and_shown_is_missing(questionnaire):
    missing = questionnaire.missing({}, MONTH)
    required = [question.key for question in questionnaire.questions if question.required]
    assert missing == tuple(key for key in required if key not in ("members_12m_ago", "median_days"))


def test_personal_answers_are_split_off(questionnaire):
    settled = questionnaire.settle(COMPLETE, MONTH)
    assert settled.personal == {"informant": INFORMANT}
    assert settled.answers == {key: answer for key, answer in COMPLETE.items() if key != "informant"}


def test_what_is_hidden_blank_or_unasked_is_not_stored(questionnaire):
    answers = {
        **COMPLETE, "provides_welfare": "no", "org_type_other": "x", "nonsense": 1, "legal_status": None,
        "scope": "village",
    }  # fmt: skip
    dropped = COMPLETE.keys() - questionnaire.settle(answers, MONTH).answers.keys()
    assert dropped == {*WELFARE, "median_days", "informant", "villages_total", "villages_covered"}
    assert questionnaire.settle(answers, MONTH).answers.keys() <= COMPLETE.keys()


def test_settling_twice_changes_nothing(questionnaire):
    settled = questionnaire.settle(COMPLETE, MONTH).answers
    assert questionnaire.settle(settled, MONTH) == (settled, {})


def test_stored_answers_are_read_back_as_they_are(questionnaire):
    assert questionnaire.parse(COMPLETE) == (COMPLETE, {})


@pytest.mark.parametrize("example", [each for each in EXAMPLES["organisations"] if each["id"] in ("EX2", "EX5", "EX8")])
def test_a_response_is_graded_as_the_worked_examples(example, questionnaire, method):
    years, months = divmod(example["input"]["age_months"], 12)
    assert months == 0
    answers = {**COMPLETE, **example["input"], "founded_month": f"{2027 - years}-02"}
    graded = questionnaire.grading_input(answers, MONTH)
    assert (graded["age_months"], "informant" in graded) == (12 * years, False)
    assert grade(graded, method).as_dict() == example["expected"]


@pytest.mark.parametrize(
    ("founded", "age"),
    [("2027-02", 0), ("2027-01", 1), ("2027", 1), ("2026-02", 12), ("2027-03", None), (None, None), (UNKNOWN, None)],
)
def test_the_age_is_counted_in_whole_months_to_the_survey_month(founded, age, questionnaire):
    assert questionnaire.age_months({"founded_month": founded}, MONTH) == age


def test_a_blank_text_is_no_figure_to_compare(questionnaire):
    assert "committee_women" not in questionnaire.shown({"committee_size": ""}, MONTH)


def test_a_tuple_of_options_asks_for_their_text(questionnaire):
    assert "benefit_types_other" in questionnaire.shown({"benefit_types": ("other",)}, MONTH)
