"""What must hold for any answers: the second reckoning, and that more is never worth less."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.grading import UNKNOWN, grade, plan
from surveys.grading.grades import sum_up
from surveys.method import shipped_method
from tests.surveys.naive import naive_grade

METHOD = shipped_method()
RANGES = METHOD.answers.ranges
ORDER = "ABCDU"
ABSENT = object()

STEPS = [0, 1, 5, 10, 15, 20, 25, 30, 40, 50, 60, 75, 80, 90, 95, 97, 100, 103, 105, 110, 200, 300]


def random_answers(random):
    """Answers that often lie on a boundary, just off it, at 0, or are not known."""
    base = {
        "people": random.choice([0, 1, 7, 100, 1_000, 20_000]),
        "baht": random.choice([0, 1, 7, 200, 100_000, 1_000_000]),
        "villages": random.choice([1, 4, 20, 40]),
    }
    lack = random.choice([0.0, 0.02, 0.15, 0.4])
    answers = {}
    for key, each in RANGES.items():
        answers[key] = _value(each, base, random)
        if not each.required and random.random() < lack:
            answers[key] = random.choice([UNKNOWN, None])
        if answers[key] is None and random.random() < 0.5:
            del answers[key]
    return answers


def _value(each, base, random):
    if each.key == "provides_welfare":
        return random.choice(["yes"] * 30 + ["no"])
    if each.type == "choice":
        return random.choice(each.values)
    if each.type == "choices":
        return random.choices(each.values, k=random.randint(0, 12))
    if each.most is None:
        return random.choice([0, 11, 12, 13, 150])
    if each.most <= 400 and not each.key.startswith("villages"):
        return min(each.most, random.choice([0, 1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 15, 16, 30, 31, 60, 61]))
    kind = "villages" if each.key.startswith("villages") else "people" if each.most == 200_000 else "baht"
    figure = base[kind] * random.choice(STEPS) // 100 + random.choice([-1, 0, 0, 0, 1])
    return min(each.most, max(each.least, figure))


seeds = st.integers(0, 2**32)


def drawn(seed):
    return random_answers(Random(seed))  # noqa: S311 - to be repeated, not to be secret


def is_as_good(grading, other):
    """Not a worse letter, and not a lower score."""
    return ORDER.index(grading.letter) <= ORDER.index(other.letter) and grading.score >= other.score


@pytest.mark.parametrize("block", range(10))
def test_a_second_reckoning_agrees(block):
    for seed in range(1_000 * block, 1_000 * block + 1_000):
        answers = drawn(seed)
        expected = naive_grade(answers)
        reckoned = grade(answers, METHOD).as_dict()
        assert {name: reckoned[name] for name in expected} == expected, f"seed {seed}: {answers}"


def test_the_random_answers_reach_every_outcome():
    gradings = [grade(drawn(seed), METHOD) for seed in range(2_000)]
    assert {grading.letter for grading in gradings} == set(ORDER)
    assert {cap for grading in gradings for cap in grading.caps} == {"CAP1", "CAP2", "CAP3"}
    reached = {(code, points) for grading in gradings for code, points in grading.indicators.items()}
    for indicator in METHOD.indicators:
        given_points = {0, "UNK"} | {band.points for band in indicator.bands}
        assert {points for code, points in reached if code == indicator.code} >= given_points


@given(seeds)
@settings(max_examples=300, derandomize=True)
def test_a_score_lies_between_0_and_100(seed):
    grading = grade({**drawn(seed), "provides_welfare": "yes"}, METHOD)
    assert 0 <= grading.score <= 100
    assert 0 <= grading.completeness <= 100
    assert all(0 <= each.score <= 100 for each in grading.dimensions.values())


@given(seeds)
@settings(max_examples=200, derandomize=True)
def test_the_order_of_the_keys_does_not_matter(seed):
    answers = drawn(seed)
    keys = list(answers)
    Random(seed).shuffle(keys)  # noqa: S311 - to be repeated, not to be secret
    assert grade({key: answers[key] for key in keys}, METHOD) == grade(answers, METHOD)


@given(
    seeds, st.sampled_from([key for key, each in RANGES.items() if not each.required]), st.sampled_from([UNKNOWN, None])
)
@settings(max_examples=600, derandomize=True)
def test_what_is_not_known_never_raises_a_grade(seed, key, absent):
    answers = {**drawn(seed), "provides_welfare": "yes"}
    assert is_as_good(grade(answers, METHOD), grade({**answers, key: absent}, METHOD))


@given(seeds, st.sampled_from([each.code for each in METHOD.indicators]), st.integers(1, 4))
@settings(max_examples=600, derandomize=True)
def test_more_points_for_an_indicator_never_lower_a_grade(seed, code, more):
    answers = {**drawn(seed), "provides_welfare": "yes"}
    compiled = plan(METHOD)
    before = grade(answers, METHOD)
    points = before.indicators[code]
    if points != "NA":
        raised = {**before.indicators, code: more if points == "UNK" else min(4, points + more)}
        assert is_as_good(sum_up(raised, compiled.read(answers), compiled), before)


BETTER = {
    "villages_covered": 1, "members_paid_up": 1, "fund_balance": 1, "admin_cost_12m": -1, "lao_contrib_12m": 1,
    "state_contrib_12m": 1, "donation_12m": 1, "own_earnings_12m": 1, "meetings_12m": 1, "beneficiaries_12m": 1,
    "median_days": -1, "local_plan_items": 1, "active_partners": 1,
}  # fmt: skip
LEVELS = [
    "rules_level",
    "accounts_level",
    "disclosure_level",
    "vulnerable_care",
    "plan_status",
    "data_use",
    "network_role",
]


@given(seeds, st.sampled_from(list(BETTER)), st.sampled_from([1, 2, 10, 1_000, 100_000]))
@settings(max_examples=600, derandomize=True)
def test_a_better_figure_never_lowers_a_grade(seed, key, step):
    answers = {**drawn(seed), "provides_welfare": "yes"}
    figure = answers.get(key)
    if type(figure) is int:
        better = min(RANGES[key].most, max(RANGES[key].least, figure + BETTER[key] * step))
        # A cost of 0 without income takes F3 out of the reckoning, which is worth no less than its 0 points.
        assert is_as_good(grade({**answers, key: better}, METHOD), grade(answers, METHOD))


@given(seeds, st.sampled_from(LEVELS))
@settings(max_examples=300, derandomize=True)
def test_a_higher_level_never_lowers_a_grade(seed, key):
    answers = {**drawn(seed), "provides_welfare": "yes"}
    gradings = [grade({**answers, key: level}, METHOD) for level in RANGES[key].values]
    assert all(is_as_good(better, worse) for worse, better in zip(gradings, gradings[1:], strict=False))


@given(seeds)
@settings(max_examples=200, derandomize=True)
def test_another_type_of_benefit_never_lowers_a_grade(seed):
    answers = {**drawn(seed), "provides_welfare": "yes"}
    types = answers.get("benefit_types")
    if isinstance(types, list):
        assert is_as_good(grade({**answers, "benefit_types": [*types, "birth"]}, METHOD), grade(answers, METHOD))
