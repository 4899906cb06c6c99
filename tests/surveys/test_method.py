import pytest

from surveys.method import BadMethod, Text, load_method, shipped_method
from tests.surveys.conftest import REMOVED, changed, method_data, questionnaire_data

BAND = {"points": 4, "ge": 50}
YOUNG = {"answer": "age_months", "lt": 12}

BAD = [
    ("version", REMOVED, "method: “version” is missing"),
    ("version", " ", "method, version: must be a text"),
    ("title/en", REMOVED, "method, title: “en” is missing"),
    ("title", "x", "method, title: must be an object"),
    ("thresholds", 1, "method: “thresholds” is not known here"),
    ("max_points", "4", "method, max_points: must be a whole number"),
    ("max_points", 0, "method, max_points: must be at least 1"),
    # answers
    ("answers/scope/type", "word", "method, answers, scope, type: “word” is not one of integer, choice, choices"),
    ("answers/scope/required", "yes", "method, answers, scope, required: must be true or false"),
    ("answers/scope/values", [], "method, answers, scope, values: must have at least one entry"),
    ("answers/scope/values", "village", "method, answers, scope, values: must be a list"),
    ("answers/scope/values/0", "tambon", "method, answers, scope: “tambon” stands here more than once"),
    ("answers/data_use/values/0", -1, "method, answers, data_use, values, 1: must be at least 0"),
    ("answers/benefit_types/uncounted/0", "cars", "answers, benefit_types, uncounted, 1: “cars” is not one of"),
    ("answers/median_days/max", -1, "method, answers, median_days, max: must be at least 0"),
    ("totals/income/0", "incomes", "method, totals, income, 1: “incomes” is not one of"),
    ("totals/income/0", "scope", "method, totals, income: “scope” is not a number"),
    ("totals/income/0", "donation_12m", "method, totals, income: “donation_12m” stands here more than once"),
    ("totals/scope", ["donation_12m"], "method, totals: “scope” is the name of an answer already"),
    ("answers/donation_12m/min", -5, "method, totals, income: “donation_12m” may be negative"),
    ("not_graded/answer", "welfare", "method, not_graded, answer: “welfare” is not one of"),
    ("not_graded/value", "never", "method, not_graded, value: “never” is not one of yes, no"),
    # dimensions and indicators
    ("dimensions/M/weight", 0, "method, dimensions, M, weight: must be at least 1"),
    ("dimensions/M/code", "F", "method, dimensions: “F” stands here more than once"),
    ("indicators", [], "method, indicators: must have at least one entry"),
    ("indicators/M1/code", "M2", "method, indicators: “M2” stands here more than once"),
    ("indicators/M1/dimension", "X", "method, indicators, M1, dimension: “X” is not one of M, F, G, B, P, N"),
    ("indicators/M1/kind", "share", "method, indicators, M1, kind: “share” is not one of"),
    ("indicators/M1/of", ["scope"], "method, indicators, M1, of, 1: “scope” is not a number"),
    ("indicators/G1/of", ["meetings_12m", "median_days"], "method, indicators, G1, of: value reads one answer"),
    ("indicators/G1/of", ["-meetings_12m"], "method, indicators, G1, of, 1: only a ratio may subtract"),
    ("indicators/G2/of", ["meetings_12m"], "G2, of, 1: “meetings_12m” is not among the answers of type choice"),
    ("indicators/B1/of", ["types"], "indicators, B1, of, 1: “types” is not among the answers of type choices"),
    ("indicators/G2/of", ["scope"], "method, indicators, G2, of: the values of “scope” must be points from 0 to 4"),
    ("answers/rules_level/values", [0, 1], "method, indicators, G2, of: the values of “rules_level” must be points"),
    ("indicators/G2/bands", [BAND], "method, indicators, G2, bands: an answer that is points has no bands"),
    ("indicators/M1/bands", REMOVED, "method, indicators, M1: “bands” is missing"),
    ("indicators/M1/bands/0", {"points": 4}, "M1, bands, 1: exactly one of ge, gt, le, lt"),
    ("indicators/M1/bands/0", {**BAND, "gt": 3}, "method, indicators, M1, bands, 1: exactly one of ge, gt, le, lt"),
    ("indicators/M1/bands/0/points", 3, "method, indicators, M1, bands: the first must give 4 points"),
    ("indicators/M1/bands/0/points", 5, "method, indicators, M1, bands, 1: points must be from 1 to 4"),
    ("indicators/M1/bands/1/points", 4, "method, indicators, M1, bands: points must fall"),
    ("indicators/M1/bands/1", {"points": 3, "le": 30}, "method, indicators, M1, bands: all must look the same way"),
    ("indicators/M1/bands/1/ge", 50, "method, indicators, M1, bands: thresholds must follow the points"),
    ("indicators/B3/bands/1/le", 7, "method, indicators, B3, bands: thresholds must follow the points"),
    ("indicators/B3/bands/1/le", 6, "method, indicators, B3, bands: thresholds must follow the points"),
    ("indicators/F1/bands/3/ge", 0.5, "F1, bands, 4, ge: must be a whole number, or a decimal"),
    ("indicators/F1/bands/3/ge", "half", "F1, bands, 4, ge: must be a whole number, or a decimal"),
    ("indicators/M1/per", "scope", "method, indicators, M1, per: “scope” is not a number from 0 up"),
    ("answers/service_population/min", -1, "M1, per: “service_population” is not a number from 0 up"),
    ("answers/service_population/min", 0, "M1: a rule of its own must say what happens"),
    ("indicators/M4/special", REMOVED, "M4: a rule of its own must say what happens when “members_total” is 0"),
    ("indicators/M4/special/0/points", 5, "method, indicators, M4, special, 1: points must be from 0 to 4"),
    ("indicators/M2/not_applicable/0", [], "method, indicators, M2, not_applicable, 1: must have at least one entry"),
    ("indicators/M2/not_applicable/0/0", {**YOUNG, "eq": 1}, "M2, not_applicable, 1, 1: exactly one of eq, lt"),
    ("indicators/M2/not_applicable/0/0/answer", "age", "not_applicable, 1, 1: “age” is neither a number nor a choice"),
    ("indicators/M3/not_applicable/0/0/eq", "home", "not_applicable, 1, 1: “scope” can only be equal to one"),
    ("indicators/M3/not_applicable/0/0", {"answer": "scope", "lt": 3}, "“scope” can only be equal to one"),
    ("not_graded/reason", "r" * 41, "method, not_graded, reason: must be a short name, of at most 40 letters"),
    ("answers/rules_level/values", [1, 2, 3, 4], "indicators, G2, of: the values of “rules_level” must be"),
    ("max_points", True, "method, max_points: must be a whole number"),
    # letters and caps
    ("letters/A/from", "100.01", "method, letters, A, from: must be from 0 to 100"),
    ("letters/B/from", "80.00", "method, letters: thresholds must fall"),
    ("letters/B/from", "๖๕", "letters, B, from: must be a whole number, or a decimal number in quotes"),
    ("letters/A/letter", "A+", "method, letters, A+, letter: must be one character"),
    ("completeness/letter", "UU", "method, completeness, letter: must be one character"),
    ("caps/CAP3/below", 0, "method, caps, CAP3, below: must be at least 1"),
    ("completeness/below", "70.001", "method, completeness, below: must be from 0 to 100, with at most two decimals"),
    ("completeness/letter", "A", "method, completeness, letter: must not be one of the letters that a score gives"),
    ("letters/B/from", "81", "method, letters: thresholds must fall"),
    ("letters/D/from", "1", "method, letters: thresholds must fall from one to the next, and the last be 0"),
    ("letters/B/letter", "A", "method, letters: “A” stands here more than once"),
    ("letters/A/from", "-1", "method, letters, A, from: must be from 0 to 100"),
    ("caps/CAP1/code", "CAP2", "method, caps: “CAP2” stands here more than once"),
    ("caps/CAP1/dimension", "X", "method, caps, CAP1, dimension: “X” is not one of any, M, F"),
    ("caps/CAP1/at_most", "E", "method, caps, CAP1, at_most: “E” is not one of A, B, C, D"),
    ("caps/CAP1/dimension", REMOVED, "method, caps, CAP1: “answer” is missing"),
    ("caps/CAP2/answer", "data_use", "method, caps, CAP2: “answer” is not known here"),
    ("caps/CAP3/answer", "meetings_12m", "CAP3, answer: no indicator takes its points from “meetings_12m”"),
    ("caps/CAP3/below", 5, "method, caps, CAP3, below: no value of “accounts_level” reaches it"),
    # tambon
    ("tambon/plan_items/T5", REMOVED, "method, tambon, plan_items: must be 5: so many are asked of every tambon"),
    ("tambon/weights/plan", REMOVED, "method, tambon, weights: “plan” is missing"),
    ("tambon/weights/people", 1, "method, tambon, weights: “people” is not known here"),
    ("tambon/plan_items/T2/code", "T1", "method, tambon, plan_items: “T1” stands here more than once"),
    ("tambon/item_points", [0, 10], "method, tambon, item_points: must rise from 0, and all items together make 100"),
    ("tambon/item_points", [5, 20], "method, tambon, item_points: must rise from 0"),
    ("tambon/item_points", [0, 15, 10, 20], "method, tambon, item_points: must rise from 0"),
    ("tambon/plan_caps/TCAP2/item", "T9", "method, tambon, plan_caps, TCAP2, item: “T9” is not one of T1, T2"),
    ("tambon/plan_caps/TCAP2/code", "TCAP1", "method, tambon: “TCAP1” stands here more than once"),
    ("tambon/proof_caps/TCAP1/enough/0/count", 0, "tambon, proof_caps, TCAP1, enough, A, count: must be at least 1"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "message"), BAD, ids=[case[0] for case in BAD])
def test_a_method_that_cannot_grade_is_refused_and_the_place_named(path, value, message):
    with pytest.raises(BadMethod) as refused:
        load_method(changed(method_data(), path, value))
    assert message in str(refused.value)


def test_every_dimension_needs_an_indicator():
    data = method_data()
    data["indicators"] = [each for each in data["indicators"] if each["dimension"] != "P"]
    with pytest.raises(BadMethod, match="indicators: dimension P has no indicator"):
        load_method(data)


def test_some_indicator_must_apply_to_every_organisation():
    data = method_data()
    for indicator in data["indicators"]:
        indicator.setdefault("not_applicable", []).append([YOUNG])
    with pytest.raises(BadMethod, match="at least one indicator must apply to every organisation"):
        load_method(data)


def test_a_version_that_is_not_shipped_is_refused_by_name():
    with pytest.raises(BadMethod, match=r"No version “\.\./secret” in methods; shipped are nst-sg-1\.0\."):
        shipped_method("../secret")


def test_the_shipped_method_is_loaded_once():
    assert shipped_method() is shipped_method()
    assert (shipped_method().version, len(shipped_method().indicators)) == ("nst-sg-1.0", 22)


def test_an_editor_may_change_weights_bands_caps_and_letters():
    data = changed(method_data(), "dimensions/P/weight", 15)
    data = changed(data, "indicators/M1/bands/0/ge", "47.5")
    data = changed(data, "caps", [])
    data = changed(data, "letters", [*data["letters"][:3], {"letter": "D", "from": "30", "th": "ง", "en": "d"},
                                     {"letter": "E", "from": 0, "th": "จ", "en": "e"}])  # fmt: skip
    method = load_method(data)
    assert (method.dimensions[4].weight, method.caps, method.rank("E")) == (15, (), 4)
    assert method.indicator("M1").bands[0].threshold * 2 == 95


def test_ranges_and_options_are_those_of_the_questionnaire():
    asked = {question["key"]: question for question in questionnaire_data()["questions"]}
    for each in shipped_method().answers.ranges.values():
        if each.key != "age_months":
            question = asked[each.key]
            options = question.get("options", [])
            assert (each.least, each.most) == (question.get("min", 0), question.get("max"))
            assert list(each.values) == [option["value"] for option in options]
            assert list(each.uncounted) == [option["value"] for option in options if option.get("exclusive")]


def test_the_questionnaire_names_the_indicators_that_read_each_answer():
    method = shipped_method()
    named = {(key, code) for key, codes in _used_by().items() for code in codes}
    read = {
        (part, indicator.code)
        for indicator in method.indicators
        for key in indicator.reads
        for part in method.answers.parts(key)
    }
    assert read == named


def _used_by():
    used_by = {question["key"]: question.get("used_by", []) for question in questionnaire_data()["questions"]}
    return {"age_months": used_by.pop("founded_month"), **used_by}


@pytest.mark.parametrize(
    ("language", "said"), [("th", "ไทย"), ("en", "Thai"), ("en-gb", "Thai"), ("fr", "ไทย"), (None, "ไทย")]
)
def test_a_text_is_said_in_english_or_else_in_thai(language, said):
    assert Text("ไทย", "Thai").said(language) == said


def test_every_part_of_a_tambon_has_a_weight():
    with pytest.raises(BadMethod, match="method, tambon, weights, plan: must be at least 1"):
        load_method(changed(method_data(), "tambon/weights/plan", 0))
