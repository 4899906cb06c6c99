import subprocess
import sys
from decimal import Decimal

import pytest

from surveys.grading import INCOMPLETE, UNKNOWN, BadAnswer, grade
from surveys.method import load_method
from tests.surveys.conftest import EXAMPLES, STRONG, TYPICAL, changed, method_data

BENEFITS = [
    "birth", "elderly", "illness", "death", "education", "disadvantaged", "disaster", "occupation", "housing",
    "health_promotion", "culture", "other",
]  # fmt: skip
INCOME = ["member_contrib_12m", "lao_contrib_12m", "state_contrib_12m", "donation_12m", "own_earnings_12m"]


def points(method, code, **answers):
    return grade({**STRONG, **answers}, method).indicators[code]


def incomes(*amounts):
    return dict(zip(INCOME, amounts, strict=True))


@pytest.mark.parametrize("example", EXAMPLES["organisations"], ids=lambda example: example["id"])
def test_the_worked_examples_come_out_whole(example, method):
    assert grade(example["input"], method).as_dict() == example["expected"]


def at_below_above(code, key, answers, figures, less_is_better=False):
    """For each band: exactly at its figure, one step worse, one step better; `figures` from the best band down."""
    better = -1 if less_is_better else 1
    for points, figure in figures:
        worse_points = max((each for each, _ in figures if each < points), default=0)
        yield code, {**answers, key: figure}, points
        yield code, {**answers, key: figure - better}, worse_points
        yield code, {**answers, key: figure + better}, points


def per_cent(whole, *thresholds):
    return [(points, whole * threshold // 100) for points, threshold in zip((4, 3, 2, 1), thresholds, strict=True)]


def counts(*thresholds):
    return list(zip((4, 3, 2, 1), thresholds, strict=True))


MILLION = 1_000_000
BANDS = [
    *at_below_above("M1", "members_total", {"service_population": 20_000}, per_cent(20_000, 50, 30, 15, 5)),
    *at_below_above("M3", "villages_covered", {"villages_total": 40}, per_cent(40, 100, 75, 50, 25)),
    *at_below_above("M4", "members_paid_up", {"members_total": 20_000}, per_cent(20_000, 90, 75, 60, 40)),
    *at_below_above("F1", "fund_balance", {"benefits_paid_12m": 200_000}, counts(600_000, 400_000, 200_000, 100_000)),
    *at_below_above(
        "F2",
        "benefits_paid_12m",
        {**incomes(MILLION, 0, 0, 0, 0), "admin_cost_12m": 0},
        counts(800_000, 900_000, 1_000_000, 1_100_000),
        less_is_better=True,
    ),
    *at_below_above(
        "F3", "admin_cost_12m", incomes(0, 0, 0, 0, MILLION), per_cent(MILLION, 5, 10, 15, 20), less_is_better=True
    ),
    *at_below_above("G1", "meetings_12m", {}, counts(12, 6, 4, 1)),
    *at_below_above("B2", "beneficiaries_12m", {"members_total": 20_000}, per_cent(20_000, 20, 10, 5, 1)),
    *at_below_above("B3", "median_days", {}, counts(7, 15, 30, 60), less_is_better=True),
    *at_below_above(
        "N1", "lao_contrib_12m", {"member_contrib_12m": MILLION}, [*per_cent(MILLION, 100, 50, 20, 0)[:3], (1, 1)]
    ),
    ("M2", {"members_12m_ago": 10_000, "members_total": 11_000}, 4),
    ("M2", {"members_12m_ago": 10_000, "members_total": 10_999}, 3),
    ("M2", {"members_12m_ago": 10_000, "members_total": 10_300}, 3),
    ("M2", {"members_12m_ago": 10_000, "members_total": 10_299}, 2),
    ("M2", {"members_12m_ago": 10_000, "members_total": 9_700}, 2),
    ("M2", {"members_12m_ago": 10_000, "members_total": 9_699}, 1),
    ("M2", {"members_12m_ago": 10_000, "members_total": 9_000}, 1),
    ("M2", {"members_12m_ago": 10_000, "members_total": 8_999}, 0),
    *(("P2", {"local_plan_items": items}, given) for items, given in [(0, 0), (1, 2), (2, 3), (3, 3), (4, 4), (99, 4)]),
    *(
        ("N1", {"member_contrib_12m": 7, "lao_contrib_12m": paid}, given)
        for paid, given in [(0, 0), (1, 1), (2, 2), (7, 4)]
    ),
    *(("N2", {"active_partners": count}, given) for count, given in enumerate([0, 1, 2, 3, 3, 4, 4])),
    *(("F4", incomes(*[1] * count + [0] * (5 - count)), given) for count, given in enumerate([0, 1, 2, 3, 4, 4])),
    *(
        ("B1", {"benefit_types": BENEFITS[:count]}, given)
        for count, given in enumerate([0, 0, 1, 1, 2, 2, 3, 3, 3, 4, 4, 4, 4])
    ),
    *(
        (code, {key: level}, level)
        for code, key in [
            ("G2", "rules_level"), ("G3", "accounts_level"), ("G4", "disclosure_level"),
            ("B4", "vulnerable_care"), ("P1", "plan_status"), ("N3", "network_role"),
        ]
        for level in range(5)
    ),
    *(("P3", {"data_use": level}, level) for level in (0, 2, 4)),
]  # fmt: skip


@pytest.mark.parametrize(("code", "answers", "expected"), BANDS)
def test_a_band_begins_exactly_at_its_figure(code, answers, expected, method):
    assert points(method, code, **answers) == expected


SPECIAL = [
    ("M2 does not apply in the first year, whatever is blank", "M2", {"age_months": 11, "members_12m_ago": None}, "NA"),
    ("M2 applies from the twelfth month", "M2", {"age_months": 12, "members_12m_ago": None}, "UNK"),
    ("M2 does not apply where there were no members", "M2", {"members_12m_ago": 0, "members_total": UNKNOWN}, "NA"),
    ("M3 does not apply to a single village", "M3", {"scope": "village", "villages_total": None}, "NA"),
    ("M4 gives 0 without members", "M4", {"members_total": 0, "members_paid_up": 0}, 0),
    ("M4 is unknown first, and 0 only then", "M4", {"members_total": 0, "members_paid_up": None}, "UNK"),
    (
        "F1 does not apply to a new fund that paid nothing",
        "F1",
        {"benefits_paid_12m": 0, "age_months": 11, "fund_balance": None},
        "NA",
    ),
    ("F1 gives 4 with a balance and nothing paid", "F1", {"benefits_paid_12m": 0, "fund_balance": 1}, 4),
    ("F1 gives 0 with nothing at all", "F1", {"benefits_paid_12m": 0, "fund_balance": 0}, 0),
    ("F1 is unknown where the balance is", "F1", {"benefits_paid_12m": 0, "fund_balance": UNKNOWN}, "UNK"),
    ("F1 does apply to a new fund that paid", "F1", {"benefits_paid_12m": 1, "age_months": 1, "fund_balance": 3}, 4),
    ("F2 gives 0 without income", "F2", incomes(0, 0, 0, 0, 0), 0),
    ("F2 is unknown where a part of the income is", "F2", {"donation_12m": None}, "UNK"),
    ("F3 does not apply without income and cost", "F3", {**incomes(0, 0, 0, 0, 0), "admin_cost_12m": 0}, "NA"),
    ("F3 gives 0 for cost without income", "F3", {**incomes(0, 0, 0, 0, 0), "admin_cost_12m": 1}, 0),
    ("F3 is unknown where the cost is", "F3", {**incomes(0, 0, 0, 0, 0), "admin_cost_12m": UNKNOWN}, "UNK"),
    ("F3 is unknown where income is", "F3", {"donation_12m": UNKNOWN, "admin_cost_12m": 0}, "UNK"),
    ("F4 is unknown where one source is", "F4", {"own_earnings_12m": UNKNOWN}, "UNK"),
    ("B1 counts nothing for “none”", "B1", {"benefit_types": ["none"]}, 0),
    ("B1 leaves “none” out beside others", "B1", {"benefit_types": ["none", "birth"]}, 0),
    ("B1 knows that an empty list is empty", "B1", {"benefit_types": []}, 0),
    ("B1 counts each type once", "B1", {"benefit_types": ["birth", "birth", "death"]}, 1),
    ("B1 is unknown when blank", "B1", {"benefit_types": None}, "UNK"),
    ("B1 is unknown when nobody knows", "B1", {"benefit_types": UNKNOWN}, "UNK"),
    ("B2 does not apply in the first year", "B2", {"age_months": 0, "beneficiaries_12m": None}, "NA"),
    ("B2 gives 0 without members", "B2", {"members_total": 0, "beneficiaries_12m": 0}, 0),
    ("B3 does not apply where nothing was paid", "B3", {"benefits_paid_12m": 0, "median_days": None}, "NA"),
    ("B3 is unknown while it is not known whether anything was paid", "B3", {"benefits_paid_12m": UNKNOWN}, "UNK"),
    ("N1 does not apply where members paid nothing", "N1", {"member_contrib_12m": 0, "lao_contrib_12m": UNKNOWN}, "NA"),
    ("more than all villages is full coverage", "M3", {"villages_total": 5, "villages_covered": 6}, 4),
]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "answers", "expected"), [case[1:] for case in SPECIAL], ids=[case[0] for case in SPECIAL]
)
def test_special_cases(code, answers, expected, method):
    assert points(method, code, **answers) == expected


@pytest.mark.parametrize("absent", [UNKNOWN, None])
@pytest.mark.parametrize("key", sorted(STRONG.keys() - {"scope", "age_months"}))
def test_unknown_blank_and_absent_are_one(key, absent, method):
    left_out = {each: value for each, value in STRONG.items() if each != key}
    assert grade({**STRONG, key: absent}, method) == grade(left_out, method)


@pytest.mark.parametrize("value", ["yes", None, UNKNOWN])
def test_who_does_not_say_whether_it_provides_welfare_is_graded(value, method):
    assert grade({**STRONG, "provides_welfare": value}, method) == grade(STRONG, method)


def test_who_provides_no_welfare_is_not_graded_whatever_else_is_answered(method):
    grading = grade({"provides_welfare": "no", "members_total": -1}, method)
    assert grading.reason == "provides_no_welfare"
    assert grading.as_dict() == {
        "score": None, "completeness": None, "grade_before_caps": None, "caps": [], "grade": "U", "dimensions": {},
        "indicators": {}, "reason": "provides_no_welfare",
    }  # fmt: skip


BAD = [
    ("scope", None, "required"),
    ("scope", UNKNOWN, "required"),
    ("scope", "province", "not_an_option"),
    ("scope", 1, "not_an_option"),
    ("age_months", None, "required"),
    ("age_months", UNKNOWN, "required"),
    ("age_months", -1, "too_small"),
    ("service_population", 0, "too_small"),
    ("service_population", 200_001, "too_large"),
    ("villages_total", 0, "too_small"),
    ("villages_total", 61, "too_large"),
    ("members_total", -1, "too_small"),
    ("members_total", True, "not_a_number"),
    ("members_total", "12", "not_a_number"),
    ("members_total", 12.0, "not_a_number"),
    ("fund_balance", 1_000_000_000, "too_large"),
    ("rules_level", 5, "not_an_option"),
    ("rules_level", "3", "not_an_option"),
    ("rules_level", True, "not_an_option"),
    ("rules_level", [3], "not_an_option"),
    ("data_use", 1, "not_an_option"),
    ("provides_welfare", "perhaps", "not_an_option"),
    ("benefit_types", "birth", "not_an_option"),
    ("benefit_types", ["birth", "cars"], "not_an_option"),
    ("benefit_types", [["birth"]], "not_an_option"),
    ("benefit_types", {"birth": True}, "not_an_option"),
]


@pytest.mark.parametrize(("key", "value", "code"), BAD)
def test_an_answer_of_the_wrong_type_or_out_of_range_is_refused(key, value, code, method):
    with pytest.raises(BadAnswer) as refused:
        grade({**STRONG, key: value}, method)
    assert (refused.value.field, refused.value.code) == (key, code)


def test_every_answer_is_taken_at_both_ends_of_its_range(method):
    for each in method.answers.ranges.values():
        for value in (each.least, each.most) if each.type == "integer" else each.values:
            answers = {**STRONG, each.key: [value] if each.type == "choices" else value}
            assert value is None or grade(answers, method).letter in "ABCDU"


def test_keys_that_the_method_does_not_read_are_ignored(method):
    assert grade({**STRONG, "org_name": {"odd": []}, "committee_size": -1}, method) == grade(STRONG, method)


def test_a_score_is_rounded_half_up_and_compared_as_shown(method):
    grading = grade(EXAMPLES["organisations"][8]["input"], method)
    assert (grading.score, grading.letter) == (Decimal("80.00"), "A")
    below = grade({**EXAMPLES["organisations"][8]["input"], "local_plan_items": 0}, method)
    assert (below.score, below.letter) == (Decimal("78.33"), "B")


def test_too_little_known_gives_no_letter_but_a_score(method):
    grading = grade(EXAMPLES["organisations"][4]["input"], method)
    assert (grading.letter, grading.reason, grading.completeness) == ("U", INCOMPLETE, Decimal("68.18"))


def method_of_ten_levels():
    """Ten indicators, four of which read the same answer."""
    data = method_data()
    reads = [
        ("G", "rules_level"), ("G", "accounts_level"), ("G", "disclosure_level"), ("B", "vulnerable_care"),
        ("P", "plan_status"), ("N", "network_role"), *((dimension, "data_use") for dimension in "MFGB"),
    ]  # fmt: skip
    data["indicators"] = [
        {"code": f"X{number}", "dimension": dimension, "th": "x", "en": "x", "kind": "points", "of": [key]}
        for number, (dimension, key) in enumerate(reads)
    ]
    return load_method(data)


@pytest.mark.parametrize(("levels", "letter"), [(3, "D"), (2, "U")])
def test_exactly_seventy_per_cent_is_enough(levels, letter):
    known = ["data_use", "rules_level", "accounts_level", "disclosure_level"][: levels + 1]
    grading = grade({**dict.fromkeys(known, 0), "scope": "tambon", "age_months": 12}, method_of_ten_levels())
    assert (grading.completeness, grading.letter) == (Decimal(10 * levels + 40), letter)


CAPS = [
    ("none", {}, (), "A"),
    ("a dimension at exactly 50 is not capped", {"local_plan_items": 0, "plan_status": 2, "data_use": 4}, (), "A"),
    ("a dimension below 50", {"local_plan_items": 0, "plan_status": 1, "data_use": 4}, ("CAP1",), "B"),
    ("no accounts", {"accounts_level": 0}, ("CAP3",), "C"),
    ("accounts not known", {"accounts_level": UNKNOWN}, ("CAP3",), "C"),
    ("accounts blank", {"accounts_level": None}, ("CAP3",), "C"),
    ("notes instead of accounts", {"accounts_level": 1}, (), "A"),
    ("management at 43.75", {"rules_level": 0, "disclosure_level": 0, "accounts_level": 3}, ("CAP1",), "B"),
    (
        "management at 37.50",
        {"rules_level": 0, "disclosure_level": 0, "accounts_level": 2},
        ("CAP1", "CAP2"),
        "C",
    ),
]


@pytest.mark.parametrize(("answers", "caps", "letter"), [case[1:] for case in CAPS], ids=[case[0] for case in CAPS])
def test_caps(answers, caps, letter, method):
    grading = grade({**STRONG, **answers}, method)
    assert (grading.caps, grading.letter, grading.letter_before_caps) == (caps, letter, "A")


def test_a_cap_never_raises(method):
    grading = grade(EXAMPLES["organisations"][7]["input"], method)
    assert (grading.caps, grading.letter) == (("CAP1", "CAP2"), "D")


def test_a_dimension_without_an_applicable_indicator_has_no_weight_and_no_cap():
    data = method_data()
    for indicator in data["indicators"]:
        if indicator["dimension"] == "G":
            indicator["not_applicable"] = [[{"answer": "scope", "eq": "village"}]]
    data["caps"] = [changed(data["caps"][1], "below", "100.00")]
    grading = grade({**TYPICAL, "scope": "village"}, load_method(data))
    assert grading.as_dict()["dimensions"]["G"] == {"earned": 0, "possible": 0, "score": None}
    # M 8/12, F 13/16, B 12/16 at 20 each, P and N 8/12 at 10 each, of 80.
    assert (grading.caps, grading.score) == ((), Decimal("72.40"))


def test_a_strict_upper_bound_is_strict():
    data = changed(method_data(), "indicators/B3/bands/0", {"points": 4, "lt": 7})
    assert [points(load_method(data), "B3", median_days=days) for days in (6, 7, 15)] == [4, 3, 3]


def test_the_method_and_its_grading_need_no_django():
    seen = "import sys, surveys.grading, surveys.method, surveys.tambons; print('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", seen], check=True, capture_output=True, text=True).stdout == "False\n"


def test_a_list_is_no_choice(method):
    with pytest.raises(BadAnswer) as refused:
        grade({**STRONG, "scope": ["tambon"]}, method)
    assert (refused.value.field, refused.value.code) == ("scope", "not_an_option")


def test_a_tuple_of_types_counts_as_a_list(method):
    assert points(method, "B1", benefit_types=("birth", "death")) == 1


def test_every_type_of_benefit_can_be_chosen_at_once():
    data = method_data()
    del data["answers"]["benefit_types"]["uncounted"]
    assert points(load_method(data), "B1", benefit_types=[*BENEFITS, "none"]) == 4


def draft_with_rule(*conditions):
    """The method with a rule on N2 by which it does not apply."""
    return load_method(changed(method_data(), "indicators/N2/not_applicable", [list(conditions)]))


@pytest.mark.parametrize(
    ("operator", "applies_not"), [("lt", {3}), ("le", {3, 4}), ("eq", {4}), ("ge", {4, 5}), ("gt", {5})]
)
def test_a_rule_compares_exactly(operator, applies_not):
    method = draft_with_rule({"answer": "meetings_12m", operator: 4})
    assert {count for count in (3, 4, 5) if points(method, "N2", meetings_12m=count) == "NA"} == applies_not


def test_a_condition_on_what_is_not_known_does_not_hold():
    method = draft_with_rule({"answer": "meetings_12m", "le": 4})
    assert points(method, "N2", meetings_12m=UNKNOWN) == "UNK"


def test_all_conditions_of_a_rule_must_hold():
    given = [{"answer": key, "eq": 1} for key in ("meetings_12m", "local_plan_items", "median_days")]
    answers = {"meetings_12m": 1, "local_plan_items": 1}
    assert points(draft_with_rule(*given), "N2", **answers, median_days=1) == "NA"
    assert points(draft_with_rule(*given), "N2", **answers, median_days=2) == 4


def test_a_cap_compares_the_score_as_shown_and_not_at_its_bound():
    answers = {**STRONG, "rules_level": 0, "disclosure_level": 0, "accounts_level": 3}
    for below, caps in [("43.75", ("CAP1",)), ("43.76", ("CAP1", "CAP2"))]:
        assert grade(answers, load_method(changed(method_data(), "caps/CAP2/below", below))).caps == caps


@pytest.mark.parametrize(("total", "covered", "expected"), [(57, 28, 1), (58, 43, 2), (57, 14, 0), (60, 59, 3)])
def test_villages_just_below_a_band(total, covered, expected, method):
    assert points(method, "M3", villages_total=total, villages_covered=covered) == expected


def test_an_answer_that_only_a_special_rule_reads_is_read(method):
    rule = [{"points": 0, "when": [{"answer": "meetings_12m", "eq": 0}]}]
    drafted = load_method(changed(method_data(), "indicators/N2/special", rule))
    assert [points(drafted, "N2", meetings_12m=count) for count in (0, 1, UNKNOWN)] == [0, 4, "UNK"]
