import pytest
from django.utils import translation

from surveys.explain import REASONS, because, next_step
from surveys.grading import INCOMPLETE, UNKNOWN, explain
from surveys.method import load_method
from surveys.tambons import NO_GRADED_ORGANISATION, PROFILE_NOT_ENTERED
from tests.surveys.conftest import TYPICAL, changed, method_data

pytestmark = pytest.mark.usefixtures("english")
NO_INCOME = dict.fromkeys(
    ["member_contrib_12m", "lao_contrib_12m", "state_contrib_12m", "donation_12m", "own_earnings_12m"], 0
)


def told(code, questionnaire, method, **answers):
    explanation = explain(code, {**TYPICAL, **answers}, method)
    said = because(explanation, questionnaire), next_step(explanation, questionnaire)
    return tuple(sentence.replace("\u00a0", " ") for sentence in said)


@pytest.mark.parametrize(
    ("code", "why", "step"),
    [
        ("M1", "1,480 members of 7,400 people: 20.00 %", "3 of 4 points from 30 % on (2,220 people)"),
        ("M2", "From 1,430 to 1,480 members: 3.50 %", "4 of 4 points from 10 % on"),
        ("M3", "8 of 9 villages: 88.89 %", "4 of 4 points from 100 % on (9 villages)"),
        ("M4", "1,210 of 1,480 members: 81.76 %", "4 of 4 points from 90 % on (1,332 people)"),
        (
            "F1",
            "1,260,000 baht against 598,000 baht paid: 2.11 times",
            "4 of 4 points from 3 times on (1,794,000 baht)",
        ),
        ("F2", "84,000 of 733,000 baht are left: 11.46 %", "4 of 4 points from 20 % on"),
        ("F3", "51,000 of 733,000 baht: 6.96 %", "4 of 4 points up to 5 % (36,650 baht)"),
        ("F4", "Sources of income: 4 (members, local government, the state, own earnings)", "Full points"),
        ("G1", "Committee meetings in 12 months: 10", "4 of 4 points from 12 meetings on"),
        ("G2", "Approved, and reviewed in the last 3 years", "Full points"),
        ("G3", "Up to date, with receipts", "4 of 4 points for: Up to date, and audited in the last 12 months"),
        ("B1", "Types of benefit under the rules: 7", "4 of 4 points from 9 types on"),
        ("B2", "182 of 1,480 members: 12.30 %", "4 of 4 points from 20 % on (296 people)"),
        ("B3", "Median days to payment: 14", "4 of 4 points up to 7 days"),
        ("P2", "Welfare items in the local government's plan: 2", "4 of 4 points from 4 items on"),
        ("P3", "Sometimes", "4 of 4 points for: Every year, and given back to the community"),
        (
            "N1",
            "100,000 baht against 441,000 baht of the members: 22.68 %",
            "3 of 4 points from 50 % on (220,500 baht)",
        ),
        ("N2", "Partners that worked together in 12 months: 3", "4 of 4 points from 5 partners on"),
    ],
)
def test_a_figure_and_the_next_step_are_said(code, why, step, questionnaire, method):
    assert told(code, questionnaire, method) == (why, step)


@pytest.mark.parametrize(
    ("code", "answers", "why", "step"),
    [
        (
            "F1",
            {"benefits_paid_12m": 0, "age_months": 3},
            "Does not apply. No benefits were paid in 12 months. The organisation is younger than 12 months.",
            "",
        ),
        ("F1", {"benefits_paid_12m": 0}, "No benefits were paid in 12 months. There is a balance.", "Full points"),
        ("F2", NO_INCOME, "There was no income in 12 months.", "1 of 4 points from -10 % on"),
        ("F4", NO_INCOME, "Sources of income: 0 (none)", "1 of 4 points from 1 sources on"),
        (
            "F1",
            {"fund_balance": 0},
            "0 baht against 598,000 baht paid: 0.00 times",
            "1 of 4 points from 0.5 times on (299,000 baht)",
        ),
        (
            "N1",
            {"lao_contrib_12m": 0},
            "0 baht against 441,000 baht of the members: 0.00 %",
            "1 of 4 points above 0 % (1 baht)",
        ),
        (
            "M2",
            {"members_12m_ago": UNKNOWN},
            "Not known: Members 12 months ago",
            "Points are given once this is known",
        ),
        ("M4", {"members_total": 0, "members_paid_up": 0}, "There are no members.", "1 of 4 points from 40 % on"),
    ],
)
def test_special_cases_are_said(code, answers, why, step, questionnaire, method):
    assert told(code, questionnaire, method, **answers) == (why, step)


def test_options_and_units_speak_the_readers_language(questionnaire, method):
    with translation.override("th"):
        assert told("P3", questionnaire, method)[0] == "ใช้บางครั้ง"
        assert "(2,220 คน)" in told("M1", questionnaire, method)[1]


def test_an_indicator_that_a_draft_adds_is_said_plainly(questionnaire):
    data = method_data()
    data["answers"]["committee_size"] = {"type": "integer", "min": 1, "max": 99}
    data["answers"]["committee_women"] = {"type": "integer", "min": 0, "max": 99}
    data["answers"]["youth"] = {"type": "integer", "min": 0}
    bands = [{"points": 4, "gt": 50}, {"points": 1, "gt": "12.5"}]
    names = {"th": "ใหม่", "en": "New", "dimension": "G"}
    data["indicators"] += [
        {"code": "G5", "kind": "ratio", "of": ["committee_women"], "per": "committee_size", "times": 1,
         "bands": bands, "not_applicable": [[{"answer": "committee_size", "le": 2}]], **names},
        {"code": "G6", "kind": "value", "of": ["youth"], "bands": [{"points": 4, "lt": 3}], **names},
    ]  # fmt: skip
    method = load_method(data)
    answers = {"committee_size": 4, "committee_women": 2, "youth": 1_000}
    assert told("G5", questionnaire, method, **answers) == (
        "2 of 4: 0.50 times",
        "1 of 4 points above 12.5 times (51 people)",
    )
    assert told("G6", questionnaire, method, **answers) == ("1,000", "4 of 4 points below 3")
    assert told("G5", questionnaire, method, committee_size=2, committee_women=1)[0] == (
        "Does not apply. Committee members ≤ 2"
    )
    assert told("G6", questionnaire, method)[0] == "Not known: youth"


def test_a_level_that_the_questionnaire_does_not_offer_is_said_as_its_figure(questionnaire):
    data = changed(method_data(), "answers/rules_level/values", [0, 2, 4])
    data["answers"]["auditing"] = {"type": "choice", "values": [0, 4]}
    data = changed(data, "indicators/G4/of", ["auditing"])
    assert told("G4", questionnaire, load_method(data), auditing=0) == ("0", "4 of 4 points for: 4")


def test_every_reason_has_a_sentence():
    assert set(REASONS) == {INCOMPLETE, "provides_no_welfare", NO_GRADED_ORGANISATION, PROFILE_NOT_ENTERED}


def test_an_age_that_is_compared_in_another_way_is_said_plainly(questionnaire, english):
    data = changed(method_data(), "indicators/M2/not_applicable/0", [{"answer": "age_months", "le": 12}])
    explanation = explain("M2", {**TYPICAL, "age_months": 12}, load_method(data))
    assert because(explanation, questionnaire) == "Does not apply. age_months ≤ 12"
