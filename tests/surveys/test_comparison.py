"""Before and after: one organisation, many together, and what must hold for any two gradings."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.comparison import Change, Side, Turn, compare, summarise, turn_of_letters
from surveys.grading import NA, UNK, grade
from surveys.method import shipped_method
from tests.surveys.conftest import EXAMPLES
from tests.surveys.test_grading_properties import random_answers

METHOD = shipped_method()
EX = {each["id"]: each["input"] for each in EXAMPLES["organisations"]}
OPPOSITE = {
    Turn.ROSE: Turn.FELL,
    Turn.FELL: Turn.ROSE,
    Turn.LEARNT: Turn.LOST,
    Turn.LOST: Turn.LEARNT,
    Turn.SAME: Turn.SAME,
    Turn.APART: Turn.APART,
}


def sided(answers, version="nst-sg-1.0"):
    """The grading of these answers, as a comparison takes it from its row."""
    graded = grade(answers, METHOD)
    return Side.stored(version, graded.letter, graded.reason or "", graded.score, graded.as_dict())


def example(name, **changes):
    return sided({**EX[name], **changes})


def changes_of(comparison):
    return {each.code: each for each in (*comparison.dimensions, *comparison.indicators)}


# ── One organisation ───────────────────────────────────────────────────────────────────────────────────────────────
def test_the_typical_fund_that_became_the_strong_one():
    """By hand: M 11/16 and 16/16, P 8/12 and 11/12; 74.58 and 97.08."""
    found = compare(example("EX2"), example("EX1"), METHOD)
    assert (found.turn, found.same_method) == (Turn.ROSE, True)
    assert (found.score.before, found.score.after, found.score.by) == (
        Decimal("74.58"),
        Decimal("97.08"),
        Decimal("22.50"),
    )
    dimensions = {each.code: (each.shown_before, each.by) for each in found.dimensions}
    assert dimensions == {
        "M": (Decimal("68.75"), Decimal("31.25")),
        "F": (Decimal("81.25"), Decimal("18.75")),
        "G": (Decimal("81.25"), Decimal("18.75")),
        "B": (Decimal("75.00"), Decimal("18.75")),
        "P": (Decimal("66.67"), Decimal("25.00")),
        "N": (Decimal("66.67"), Decimal("25.00")),
    }
    assert found.dimensions[4].difference == Fraction(300, 12)
    assert found.fell == ()


def test_what_rose_and_what_fell_is_told_by_indicator():
    before = example("EX2")
    after = example("EX2", rules_level=3, meetings_12m=12)
    found = compare(before, after, METHOD)
    assert [(each.code, each.before, each.after, each.by) for each in found.rose] == [("G1", 3, 4, 1)]
    assert [(each.code, each.before, each.after, each.by) for each in found.fell] == [("G2", 4, 3, -1)]
    assert (found.turn, found.score.turn, found.score.by) == (Turn.SAME, Turn.SAME, Decimal("0.00"))


def test_what_was_not_known_and_is_known_now_rose_but_by_no_figure():
    before, after = example("EX2", accounts_level="unknown"), example("EX2")
    learnt = changes_of(compare(before, after, METHOD))["G3"]
    assert (learnt.turn, learnt.before, learnt.difference, learnt.by) == (Turn.LEARNT, UNK, None, None)
    lost = compare(after, before, METHOD)
    assert [(each.code, each.turn) for each in lost.fell] == [("G3", Turn.LOST)]
    assert lost.rose == ()


def test_what_does_not_apply_on_one_side_is_neither_a_rise_nor_a_fall():
    """EX3 is a group of one village: M3 does not apply."""
    assert changes_of(compare(example("EX3"), example("EX2"), METHOD))["M3"].turn == Turn.APART
    assert changes_of(compare(example("EX3"), example("EX3"), METHOD))["M3"].turn == Turn.SAME


@pytest.mark.parametrize("ungraded", [EX["EX5"], {**EX["EX2"], "provides_welfare": "no"}])
def test_without_a_letter_on_one_side_no_score_is_compared_and_nothing_is_a_0(ungraded):
    for pair in ((sided(ungraded), example("EX2")), (example("EX2"), sided(ungraded))):
        found = compare(*pair, METHOD)
        assert (found.turn, found.score.difference, found.score.turn) == (Turn.APART, None, Turn.APART)
        assert found.dimensions == ()
        assert found.before.reason + found.after.reason == sided(ungraded).reason
        summary = summarise([found], METHOD)
        assert (summary.rose, summary.same, summary.fell, summary.apart) == (0, 0, 0, 1)
        assert (summary.score.before, summary.score.after, summary.score.number) == (None, None, 0)
        assert {each.before for each in summary.dimensions} == {None}


def test_two_versions_of_the_method_are_compared_by_letter_and_score_alone():
    later = replace(example("EX1"), version="nst-sg-1.1")
    found = compare(example("EX2"), later, METHOD)
    assert (found.same_method, found.turn, found.score.by) == (False, Turn.ROSE, Decimal("22.50"))
    assert (found.dimensions, found.indicators, found.rose, found.fell) == ((), (), (), ())


@pytest.mark.parametrize(
    ("before", "after", "turn"),
    [
        ("B", "A", Turn.ROSE),
        ("D", "B", Turn.ROSE),
        ("A", "B", Turn.FELL),
        ("C", "C", Turn.SAME),
        ("U", "D", Turn.APART),
        ("D", "U", Turn.APART),
        ("U", "U", Turn.APART),
        ("B", "Z", Turn.APART),
    ],
)
def test_a_letter_goes_along_the_scale_of_the_method(before, after, turn):
    assert turn_of_letters(before, after, METHOD) == turn


@pytest.mark.parametrize(
    ("before", "after", "turn", "by"),
    [
        (2, 3, Turn.ROSE, 1),
        (3, 0, Turn.FELL, -3),
        (0, 0, Turn.SAME, 0),
        (UNK, 0, Turn.LEARNT, None),
        (0, UNK, Turn.LOST, None),
        (UNK, UNK, Turn.SAME, None),
        (NA, NA, Turn.SAME, None),
        (NA, UNK, Turn.APART, None),
        (UNK, NA, Turn.APART, None),
        (NA, 4, Turn.APART, None),
        (None, 4, Turn.APART, None),
        (None, None, Turn.APART, None),
        (Fraction(200, 3), Fraction(250, 3), Turn.ROSE, Decimal("16.67")),
        (Fraction(250, 3), Fraction(200, 3), Turn.FELL, Decimal("-16.67")),
    ],
)
def test_a_figure_goes_up_or_down_or_cannot_be_compared(before, after, turn, by):
    assert (Change("X", before, after).turn, Change("X", before, after).by) == (turn, by)


# ── Many ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_four_organisations_together_reckoned_by_hand():
    """EX8 becomes EX5, which has no letter: the medians of scores are over the three others."""
    pairs = [("EX2", "EX1"), ("EX3", "EX3"), ("EX9", "EX2"), ("EX8", "EX5")]
    summary = summarise([compare(example(a), example(b), METHOD) for a, b in pairs], METHOD)
    assert summary.number == 4
    assert summary.letters == (("A", 1, 1), ("B", 1, 1), ("C", 1, 1), ("D", 1, 0), ("U", 0, 1))
    assert (summary.rose, summary.same, summary.fell, summary.apart) == (1, 1, 1, 1)
    # 57.92, 74.58, 80.00 before; 57.92, 74.58, 97.08 after
    assert (summary.score.before, summary.score.after) == (Fraction("74.58"), Fraction("74.58"))
    assert (summary.score.number, summary.score.turn) == (3, Turn.SAME)
    # M: 68.75, 66.67, 75.00 before; 100.00, 66.67, 68.75 after
    members = {each.code: each for each in summary.dimensions}["M"]
    assert (members.before, members.after, members.number) == (Fraction("68.75"), Fraction("68.75"), 3)
    # Points are compared where there is no letter too; M3 does not apply to EX3.
    indicators = {each.code: each for each in summary.indicators}
    assert indicators["M3"].number == 3
    assert indicators["G1"].number == 4


def test_the_median_of_two_is_their_mean_and_is_exact():
    """P: 8/12 and 4/12 before, 11/12 and 4/12 after: 50 and 62.5."""
    summary = summarise([compare(example(a), example(b), METHOD) for a, b in (("EX2", "EX1"), ("EX3", "EX3"))], METHOD)
    plan = {each.code: each for each in summary.dimensions}["P"]
    assert (plan.before, plan.after, plan.difference) == (Fraction(50), Fraction(125, 2), Fraction(25, 2))
    assert plan.shown() == (Decimal("50.00"), Decimal("62.50"), Decimal("12.50"))


def test_of_nobody_there_is_nothing_to_say():
    summary = summarise([], METHOD)
    assert (summary.number, summary.rose, summary.same, summary.fell, summary.apart) == (0, 0, 0, 0, 0)
    assert summary.letters == tuple((letter, 0, 0) for letter in "ABCDU")
    assert {each.shown() for each in (summary.score, *summary.dimensions)} == {(None, None, None)}
    assert {each.turn for each in summary.indicators} == {Turn.APART}


# ── Whatever the answers ───────────────────────────────────────────────────────────────────────────────────────────
sides = st.integers(0, 2**32).map(lambda seed: sided(random_answers(Random(seed))))  # noqa: S311 - to be repeated


@given(sides, sides)
def test_swapping_before_and_after_negates_every_change(one, other):
    there, back = compare(one, other, METHOD), compare(other, one, METHOD)
    assert back.turn == OPPOSITE[there.turn]
    for a, b in zip((there.score, *changes_of(there).values()), (back.score, *changes_of(back).values()), strict=True):
        assert (b.code, b.turn) == (a.code, OPPOSITE[a.turn])
        assert b.difference == (None if a.difference is None else -a.difference)
        assert b.by == (None if a.by is None else -a.by)
    assert {each.code for each in back.rose} == {each.code for each in there.fell}
    assert {each.code for each in back.fell} == {each.code for each in there.rose}


@given(sides)
def test_compared_with_itself_nothing_has_changed(one):
    found = compare(one, one, METHOD)
    assert found.turn == (Turn.APART if one.reason else Turn.SAME)
    figures = [each for each in (found.score, *changes_of(found).values()) if each.before is not None]
    assert {each.turn for each in figures} <= {Turn.SAME}
    assert {each.by or 0 for each in (found.score, *changes_of(found).values())} == {0}
    assert (found.rose, found.fell) == ((), ())


@given(sides, sides)
def test_the_changes_of_the_dimensions_weighed_are_the_change_of_the_score(one, other):
    """To the rounding of each score, where every dimension applies on both sides."""
    found = compare(one, other, METHOD)
    figures = {each.code: each.difference for each in found.dimensions}
    if not figures or None in figures.values():
        return
    weighed = sum(each.weight * figures[each.code] for each in METHOD.dimensions)
    total = Fraction(weighed, sum(each.weight for each in METHOD.dimensions))
    assert abs(total - found.score.difference) <= Fraction(1, 100)


@given(st.lists(st.tuples(sides, sides), max_size=6))
def test_many_add_up_and_swap_as_one_does(pairs):
    there = summarise([compare(one, other, METHOD) for one, other in pairs], METHOD)
    back = summarise([compare(other, one, METHOD) for one, other in pairs], METHOD)
    assert there.rose + there.same + there.fell + there.apart == there.number == len(pairs)
    assert sum(before for _letter, before, _after in there.letters) == len(pairs)
    assert sum(after for _letter, _before, after in there.letters) == len(pairs)
    assert (back.rose, back.fell, back.same, back.apart) == (there.fell, there.rose, there.same, there.apart)
    assert back.letters == tuple((letter, after, before) for letter, before, after in there.letters)
    for a, b in zip((there.score, *there.dimensions), (back.score, *back.dimensions), strict=True):
        assert (b.before, b.after, b.number) == (a.after, a.before, a.number)


@given(st.lists(st.tuples(sides, sides), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_the_order_of_the_organisations_does_not_matter(pairs, random):
    found = [compare(one, other, METHOD) for one, other in pairs]
    mixed = random.sample(found, len(found))
    assert summarise(mixed, METHOD) == summarise(found, METHOD)
