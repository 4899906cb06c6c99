from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings

from surveys.grading import UNKNOWN, Lifts, explain, grade, lifts, plan
from surveys.grading.grades import sum_up
from surveys.method import load_method, shipped_method
from tests.surveys.conftest import EXAMPLES, STRONG, TYPICAL, changed, method_data
from tests.surveys.test_grading import method_of_ten_levels
from tests.surveys.test_grading_properties import METHOD, drawn, seeds


def example(name):
    return next(each["input"] for each in EXAMPLES["organisations"] if each["id"] == name)


def told(steps):
    return [(step.indicator, step.points, step.to, str(step.shown_gain)) for step in steps]


def test_the_typical_fund_is_four_steps_from_an_a(method):
    found = lifts(TYPICAL, method)
    assert (found.next_letter, found.distance, found.caps, found.weak) == ("A", Decimal("5.42"), (), ())
    assert told(found.route) == [("P3", 2, 4, "1.67"), ("M4", 3, 4, "1.25"), ("M3", 3, 4, "1.25"), ("G1", 3, 4, "1.25")]


def test_steps_are_told_for_every_indicator_below_full_points_the_greatest_gain_first(method):
    found = lifts(TYPICAL, method)
    assert {step.indicator for step in found.steps} == {
        code for code, points in grade(TYPICAL, method).indicators.items() if points != 4
    }
    gains = [step.gain for step in found.steps]
    assert gains == sorted(gains, reverse=True)
    assert gains[0] == Fraction(5, 3)


def test_the_best_letter_has_no_next(method):
    found = lifts(STRONG, method)
    assert (found.next_letter, found.distance, found.route) == (None, None, ())
    assert told(found.steps) == [("B2", 3, 4, "1.25"), ("P2", 3, 4, "0.83"), ("N1", 3, 4, "0.83")]


def test_a_cap_in_the_way_is_lifted_first(method):
    found = lifts(example("EX6"), method)
    assert (found.next_letter, found.distance, found.caps) == ("A", Decimal("0.00"), ("CAP1",))
    assert told(found.route) == [("N1", 0, 1, "0.83"), ("N2", 2, 3, "0.83")]


def test_missing_accounts_are_lifted_by_keeping_accounts(method):
    found = lifts(example("EX7"), method)
    assert (found.next_letter, found.caps) == ("B", ("CAP2", "CAP3"))
    assert ("G3", 0, 1, "1.25") in told(found.route)


def test_a_dimension_of_its_own_is_lifted_before_others():
    data = changed(method_data(), "caps/CAP1/at_most", "C")
    found = lifts({**STRONG, "rules_level": 0, "disclosure_level": 0, "accounts_level": 1}, load_method(data))
    assert {step.indicator[0] for step in found.route} == {"G"}


def test_who_knows_too_little_is_told_how_much_to_find_out(method):
    found = lifts(example("EX5"), method)
    assert (found.next_letter, found.distance, found.route, found.to_know) == (None, None, (), 1)
    assert found.unknown == ("M2", "M4", "F2", "F3", "F4", "B2", "N1")
    assert {step.indicator for step in found.steps if step.unknown} == set(found.unknown)


def test_an_unknown_answer_counts_from_nothing(method):
    steps = {step.indicator: step for step in lifts({**TYPICAL, "members_paid_up": UNKNOWN}, method).steps}
    assert (steps["M4"].points, steps["M4"].to, steps["M4"].unknown) == (0, 1, True)


def test_what_is_not_graded_cannot_be_lifted(method):
    assert lifts({"provides_welfare": "no"}, method) == Lifts((), (), None, None, (), (), (), 0)


def test_a_cap_on_what_does_not_apply_has_no_way_up():
    data = changed(method_data(), "indicators/G3/not_applicable", [[{"answer": "scope", "eq": "village"}]])
    found = lifts({**STRONG, "scope": "village", "accounts_level": 0}, load_method(data))
    assert (found.next_letter, found.caps, found.route) == ("B", ("CAP3",), ())


@given(seeds)
@settings(max_examples=150, derandomize=True)
def test_a_route_leads_to_the_next_letter(seed):
    answers = {**drawn(seed), "provides_welfare": "yes"}
    found, compiled = lifts(answers, METHOD), plan(METHOD)
    if found.next_letter:
        points, known = dict(grade(answers, METHOD).indicators), compiled.read(answers)
        for step in found.route:
            points[step.indicator] = step.to
            known[METHOD.indicator(step.indicator).level] = step.to
        assert METHOD.rank(sum_up(points, known, compiled).letter) <= METHOD.rank(found.next_letter)


@pytest.mark.parametrize(
    ("code", "answers", "figure", "shown", "band", "next_band", "needed"),
    [
        ("M1", {}, Fraction(20), "20.00", 2, 3, 2_220),
        ("M2", {}, Fraction(5000, 1430), "3.50", 3, 4, 143),
        ("M2", {"members_total": 1_000}, Fraction(-4300, 143), "-30.07", None, 1, -143),
        ("F1", {}, Fraction(1_260_000, 598_000), "2.11", 3, 4, 1_794_000),
        ("F3", {}, Fraction(5_100_000, 733_000), "6.96", 3, 4, 36_650),
        ("F4", {}, Fraction(4), "4.00", 4, None, None),
        ("G1", {}, Fraction(10), "10.00", 3, 4, 12),
        ("G3", {}, Fraction(3), "3.00", 3, 4, 4),
        ("B1", {}, Fraction(7), "7.00", 3, 4, 9),
        ("B3", {}, Fraction(14), "14.00", 3, 4, 7),
        ("N1", {"lao_contrib_12m": 0}, Fraction(0), "0.00", None, 1, 1),
    ],
)
def test_a_figure_is_explained(code, answers, figure, shown, band, next_band, needed, method):
    found = explain(code, {**TYPICAL, **answers}, method)
    assert (found.figure, str(found.shown), found.needed) == (figure, shown, needed)
    assert (found.band and found.band.points, found.next_band and found.next_band.points) == (band, next_band)
    assert (found.rule, found.missing) == (None, ())


def test_inputs_are_told_with_the_totals_that_they_make(method):
    found = explain("F2", TYPICAL, method)
    assert (found.numerator, found.denominator) == (84_000, 733_000)
    assert found.inputs == {
        "income": 733_000, "benefits_paid_12m": 598_000, "admin_cost_12m": 51_000, "member_contrib_12m": 441_000,
        "lao_contrib_12m": 100_000, "state_contrib_12m": 180_000, "donation_12m": 0, "own_earnings_12m": 12_000,
    }  # fmt: skip


def test_what_is_not_known_is_named(method):
    found = explain("F2", {**TYPICAL, "donation_12m": UNKNOWN, "admin_cost_12m": None}, method)
    assert (found.points, found.missing) == ("UNK", ("donation_12m", "admin_cost_12m"))
    assert (found.figure, found.shown, found.next_band, found.needed, found.numerator) == (None, None, None, None, None)
    assert (found.inputs["donation_12m"], found.inputs["income"]) == (UNKNOWN, None)


def test_what_does_not_apply_is_told_with_its_rule(method):
    found = explain("M2", {**TYPICAL, "age_months": 3}, method)
    assert (found.points, found.next_band, found.rule) == ("NA", None, method.indicator("M2").not_applicable[0])


def test_a_special_case_is_told_with_its_rule(method):
    found = explain("M4", {**TYPICAL, "members_total": 0, "members_paid_up": 0}, method)
    assert (found.points, found.rule, found.figure, found.band) == (0, method.indicator("M4").special[0], None, None)
    assert (found.next_band.points, found.needed) == (1, None)


def test_strict_bounds_are_needed_to_be_passed():
    data = changed(method_data(), "indicators/F3/bands/0", {"points": 4, "lt": 5})
    assert explain("F3", TYPICAL, load_method(data)).needed == 36_649


def test_only_an_indicator_of_the_method_is_explained():
    with pytest.raises(KeyError):
        explain("X1", TYPICAL, shipped_method())


def test_what_has_at_most_one_point_or_is_not_known_is_weak(method):
    assert lifts(example("EX4"), method).weak == ("M1", "B4")
    found = lifts(example("EX5"), method)
    assert found.weak == (
        "M1", "M2", "M4", "F2", "F3", "F4", "B1", "B2", "B4", "P1", "P2", "P3", "N1", "N2", "N3",
    )  # fmt: skip


def test_what_is_not_known_is_the_farthest_among_equal_gains(method):
    steps = [step.indicator for step in lifts({**TYPICAL, "members_paid_up": UNKNOWN}, method).steps]
    assert steps.index("M4") > steps.index("M2")


def test_a_dimension_at_the_bound_of_a_cap_is_not_in_its_reach():
    answers = {**STRONG, "rules_level": 0, "disclosure_level": 0, "accounts_level": 2, "plan_status": 0, "data_use": 0}
    found = lifts(answers, load_method(changed(method_data(), "caps/CAP2/below", "50.00")))
    assert (found.next_letter, found.caps) == ("B", ("CAP2",))
    assert {step.indicator[0] for step in found.route} == {"G"}


def test_more_is_to_be_known_up_to_exactly_seventy_per_cent():
    answers = {"scope": "tambon", "age_months": 12, "data_use": 0, "rules_level": 0, "accounts_level": 0}
    method = method_of_ten_levels()
    assert (grade(answers, method).letter, lifts(answers, method).to_know) == ("U", 1)


def test_a_dimension_that_does_not_apply_lifts_nothing():
    data = method_data()
    for indicator in data["indicators"]:
        if indicator["dimension"] == "G":
            indicator["not_applicable"] = [[{"answer": "scope", "eq": "village"}]]
    found = lifts({**TYPICAL, "scope": "village"}, load_method(data))
    assert "G" not in {step.indicator[0] for step in found.steps}


def test_the_first_cap_in_the_way_is_lifted_first_and_the_greatest_gain_told_first(method):
    found = lifts({**STRONG, "rules_level": 0, "disclosure_level": 0, "accounts_level": 0}, method)
    assert (found.next_letter, found.caps) == ("B", ("CAP2", "CAP3"))
    assert told(found.route) == [("G2", 0, 3, "3.75"), ("G3", 0, 1, "1.25")]


@pytest.mark.parametrize(
    ("code", "answers", "needed"),
    [
        ("M1", {"service_population": 7_401}, 2_221),
        ("F3", {"donation_12m": 10}, 36_650),
    ],
)
def test_what_is_needed_is_a_whole_number_on_the_right_side(code, answers, needed, method):
    assert explain(code, {**TYPICAL, **answers}, method).needed == needed


def test_a_special_case_reaches_no_band(method):
    found = explain("F1", {**TYPICAL, "benefits_paid_12m": 0}, method)
    assert (found.points, found.band, found.rule) == (4, None, method.indicator("F1").special[0])


def test_a_dimension_at_exactly_fifty_needs_no_lifting(method):
    answers = {"plan_status": 2, "data_use": 4, "local_plan_items": 0, "lao_contrib_12m": 0, "active_partners": 0}
    found = lifts({**STRONG, **answers, "network_role": 3}, method)
    assert (found.next_letter, found.caps) == ("A", ("CAP1",))
    assert told(found.route) == [("N1", 0, 2, "1.67"), ("N3", 3, 4, "0.83")]


def test_a_route_goes_on_from_where_a_step_led(method):
    route = lifts({**TYPICAL, "members_paid_up": 1_000}, method).route
    assert told(route) == [("M4", 2, 4, "2.50"), ("P3", 2, 4, "1.67"), ("M3", 3, 4, "1.25"), ("G1", 3, 4, "1.25")]


def test_a_route_is_told_with_the_greatest_gain_first(method):
    route = lifts({**TYPICAL, "network_role": 0}, method).route
    assert [step.indicator for step in route] == ["P3", "M4", "M3", "G1", "B1", "G3", "N2"]
