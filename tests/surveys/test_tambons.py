from decimal import Decimal

import pytest

from surveys.method import load_method
from surveys.tambons import (
    NO_GRADED_ORGANISATION,
    PROFILE_NOT_ENTERED,
    BadProfile,
    GradedOrganisation,
    Profile,
    grade_tambon,
)
from tests.surveys.conftest import EXAMPLES, changed, method_data

FULL_PLAN = (20, 20, 20, 20, 20)


def organisation(letter, score, members=100, villages_covered=None):
    return GradedOrganisation(letter, Decimal(score), members, villages_covered)


def profile(plan_items=FULL_PLAN, villages=10, villages_covered=10):
    return Profile(villages, plan_items, villages_covered)


@pytest.mark.parametrize("example", EXAMPLES["tambons"], ids=lambda example: example["id"])
def test_the_worked_examples_come_out_whole(example, method):
    given = example["input"]
    organisations = [organisation(each["grade"], each["score"], each["members"]) for each in given["orgs"]]
    entered = profile(tuple(given["plan_items"]), given["villages_total"], given["villages_covered"])
    assert grade_tambon(organisations, entered, given["registered_orgs"], method).as_dict() == example["expected"]


def test_without_a_graded_organisation_there_is_no_letter(method):
    grading = grade_tambon([organisation("U", "26.25")], profile(), 1, method)
    assert (grading.letter, grading.reason, grading.score, grading.caps) == ("U", NO_GRADED_ORGANISATION, None, ())
    assert (grading.org_index, grading.plan_index, grading.coverage_index) == (None, 100, Decimal("100.00"))


def test_without_a_profile_there_is_no_letter_and_nothing_counts_as_0(method):
    grading = grade_tambon([organisation("A", "90.00")], None, 1, method)
    assert (grading.letter, grading.reason, grading.score, grading.caps) == ("U", PROFILE_NOT_ENTERED, None, ())
    assert grading.as_dict() == {
        "org_index": "90.00", "plan_index": None, "coverage_index": None, "score": None, "grade_before_caps": None,
        "caps": [], "grade": "U", "provisional": False,
    }  # fmt: skip


def test_an_organisation_without_score_is_passed_over(method):
    none = GradedOrganisation("U", None, None)
    assert grade_tambon([none], None, 1, method).reason == NO_GRADED_ORGANISATION


@pytest.mark.parametrize("members", [None, 0, 1])
def test_an_organisation_weighs_at_least_one(members, method):
    grading = grade_tambon([organisation("A", "80.00", members), organisation("C", "60.00", 3)], profile(), 2, method)
    assert grading.org_index == Decimal("65.00")


def test_without_villages_the_other_parts_carry_the_weight(method):
    grading = grade_tambon([organisation("A", "85.00")], profile(villages=0, villages_covered=None), 1, method)
    # (60·85 + 25·100) / 85
    assert (grading.coverage_index, grading.score) == (None, Decimal("89.41"))


def test_villages_covered_are_by_default_the_largest_figure_of_one_organisation(method):
    organisations = [organisation("B", "70.00", villages_covered=covered) for covered in (4, 6, None)]
    organisations.append(organisation("U", "20.00", villages_covered=9))
    assert grade_tambon(organisations, profile(villages_covered=None), 4, method).coverage_index == Decimal("60.00")


def test_an_organisation_that_reaches_beyond_covers_the_tambon_and_no_more(method):
    reaching = organisation("B", "70.00", villages_covered=25)
    assert grade_tambon([reaching], profile(villages_covered=None), 1, method).coverage_index == Decimal("100.00")


def test_an_entered_figure_wins_over_the_default(method):
    grading = grade_tambon([organisation("B", "70.00", villages_covered=9)], profile(villages_covered=2), 1, method)
    assert grading.coverage_index == Decimal("20.00")


A, B, C = organisation("A", "95.00"), organisation("B", "95.00"), organisation("C", "95.00")


@pytest.mark.parametrize(
    ("organisations", "items", "caps", "letter"),
    [
        ([A], FULL_PLAN, (), "A"),
        ([A], (20, 20, 20, 0, 0), (), "A"),
        ([A], (20, 20, 10, 0, 0), ("TCAP1",), "B"),
        ([B], FULL_PLAN, ("TCAP1",), "B"),
        ([B, B], FULL_PLAN, (), "A"),
        ([B, C], FULL_PLAN, ("TCAP1",), "B"),
        ([A], (0, 20, 20, 20, 20), ("TCAP2",), "C"),
        ([B], (0, 20, 20, 20, 20), ("TCAP1", "TCAP2"), "C"),
        ([A], (10, 20, 20, 20, 20), (), "A"),
    ],
)
def test_an_a_needs_proof_and_a_plan(organisations, items, caps, letter, method):
    grading = grade_tambon(organisations, profile(items), len(organisations), method)
    assert (grading.letter_before_caps, grading.caps, grading.letter) == ("A", caps, letter)


def test_a_cap_is_told_but_never_raises(method):
    grading = grade_tambon([organisation("D", "20.00")], profile((0, 0, 0, 0, 0)), 1, method)
    assert (grading.letter_before_caps, grading.caps, grading.letter) == ("D", ("TCAP2",), "D")


@pytest.mark.parametrize(
    ("graded", "registered", "provisional"), [(1, 2, False), (1, 3, True), (0, 0, True), (1, 0, True)]
)
def test_a_grade_is_provisional_below_half_of_the_organisations(graded, registered, provisional, method):
    assert grade_tambon([A] * graded, profile(), registered, method).provisional is provisional


@pytest.mark.parametrize(
    ("entered", "message"),
    [
        (profile((20, 20)), "plan items: 5 are needed, one for each of the method's"),
        (profile((20, 20, 15, 0, 0)), "plan item T3: one of 0, 10, 20 is needed"),
        (profile(villages=-1), "villages: 0 or more are needed"),
        (profile(villages_covered=11), "villages covered: from 0 to the 10 villages of the tambon"),
        (profile(villages_covered=-1), "villages covered: from 0 to the 10 villages of the tambon"),
    ],
)
def test_a_profile_that_cannot_be_counted_with_is_refused(entered, message, method):
    with pytest.raises(BadProfile, match=message):
        grade_tambon([A], entered, 1, method)


def test_weights_and_shares_are_the_methods_own():
    data = changed(method_data(), "tambon/weights", {"organisations": 1, "plan": 1, "coverage": 2})
    data = changed(data, "tambon/provisional_below", 100)
    grading = grade_tambon([A], profile((20, 0, 0, 0, 0), 10, 5), 2, load_method(data))
    assert (grading.score, grading.provisional) == (Decimal("53.75"), True)


HALF_PLAN = (20, 20, 10, 0, 0)


@pytest.mark.parametrize(
    ("score", "shown", "letter"),
    [
        ("87.50", "80.00", "A"), ("87.49", "79.99", "B"), ("62.50", "65.00", "B"), ("62.49", "64.99", "C"),
        ("37.50", "50.00", "C"), ("37.49", "49.99", "D"),
    ],
)  # fmt: skip
def test_a_letter_begins_exactly_at_its_score(score, shown, letter, method):
    grading = grade_tambon([organisation("B", score)], profile(HALF_PLAN), 1, method)
    assert (grading.score, grading.letter_before_caps) == (Decimal(shown), letter)


def test_the_score_is_reckoned_from_unrounded_parts(method):
    organisations = [organisation("B", "70.02", 1), organisation("B", "65.00", 3)]
    grading = grade_tambon(organisations, profile((20, 20, 20, 0, 0)), 2, method)
    assert (grading.org_index, grading.score) == (Decimal("66.26"), Decimal("69.75"))
    grading = grade_tambon([organisation("C", "60.02")], profile((20, 20, 20, 0, 0), 7, 1), 1, method)
    assert (grading.coverage_index, grading.score) == (Decimal("14.29"), Decimal("53.15"))


def test_no_village_covered_counts_as_0_and_not_as_nothing(method):
    grading = grade_tambon([organisation("A", "80.00")], profile(villages_covered=0), 1, method)
    assert (grading.coverage_index, grading.score) == (Decimal("0.00"), Decimal("73.00"))


def test_a_better_letter_counts_as_proof_of_a_worse():
    data = changed(method_data(), "tambon/proof_caps/TCAP1/enough", [{"letter": "B", "count": 2}])
    assert grade_tambon([A, B], profile(), 2, load_method(data)).caps == ()


def test_a_grade_need_never_be_provisional():
    data = changed(method_data(), "tambon/provisional_below", 0)
    assert grade_tambon([A], profile(), 9, load_method(data)).provisional is False


def test_just_below_half_is_provisional(method):
    assert grade_tambon([A] * 49, profile(), 99, method).provisional is True
