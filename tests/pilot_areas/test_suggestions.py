"""Whom the records suggest: exact, only the best, and nothing about the rest."""

from decimal import Decimal

import pytest
from django.utils import translation

from pilot_areas.suggestions import Organisation, Partner, Place, suggest


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def organisation(pk, before=None, after=None, **levels):
    scores = [None if each is None else Decimal(each) for each in (before, after)]
    return Organisation(pk, *scores, **levels)


def named(suggestions, category):
    return [each.pk for each in suggestions if each.category == category]


def test_nothing_known_suggests_nobody():
    assert suggest([organisation(1)], [Partner(1, 0, 0)], [Place("800104")]) == []


def test_the_three_largest_rises_are_suggested_in_the_order_given():
    # Rises: 4.01, 10.00, 0.50, 4.00 and a fall of 2.
    rises = [("50.00", "54.01"), ("60", "70"), ("40", "40.50"), ("61", "65"), ("70", "68")]
    found = suggest([organisation(pk, *pair) for pk, pair in enumerate(rises)], [], [])
    assert named(found, "growth") == [0, 1, 3]
    assert found[0].why == "Its score rose by 4.01 points, from 50.00 to 54.01."


def test_all_who_share_the_third_place_are_suggested():
    pairs = [("50", "60"), ("50", "55"), ("50", "53"), ("70", "73.00"), ("50", "52.99")]
    found = suggest([organisation(pk, *pair) for pk, pair in enumerate(pairs)], [], [])
    assert named(found, "growth") == [0, 1, 2, 3]


@pytest.mark.parametrize("pair", [("50", "50"), ("50", "49.99"), (None, "50"), ("50", None)])
def test_without_a_rise_there_is_no_growth(pair):
    assert suggest([organisation(1, *pair)], [], []) == []


@pytest.mark.parametrize(
    ("accounts", "disclosure", "expected"), [(4, 4, [1]), (3, 4, []), (4, 3, []), (4, None, []), (None, 4, [])]
)
def test_open_accounts_need_both_levels_at_the_highest(accounts, disclosure, expected):
    found = suggest([organisation(1, accounts=accounts, disclosure=disclosure)], [], [])
    assert named(found, "accounts") == expected


@pytest.mark.parametrize(("care", "expected"), [(4, [1]), (3, []), (None, [])])
def test_care_needs_the_highest_level(care, expected):
    assert named(suggest([organisation(1, care=care)], [], []), "care") == expected


@pytest.mark.parametrize(
    ("members", "local", "expected"), [(100, 100, [7]), (100, 101, [7]), (100, 99, []), (0, 100, []), (0, 0, [])]
)
def test_local_government_must_give_as_much_as_the_members(members, local, expected):
    assert named(suggest([], [], [Place(7, None, members, local)]), "matching") == expected


def test_the_sum_that_local_government_gave_stands_in_the_sentence():
    (only,) = suggest([], [], [Place(7, None, 441_000, 500_000)])
    assert only.why == "Local government gave 500,000 baht beside the 441,000 baht of the members: as much, or more."
    assert only.to == "tambon"


@pytest.mark.parametrize(("promised", "kept", "expected"), [(2, 2, [5]), (1, 1, [5]), (2, 1, []), (0, 0, [])])
def test_a_partner_wins_with_everything_kept_and_something_promised(promised, kept, expected):
    found = suggest([], [Partner(5, promised, kept)], [])
    assert [each.pk for each in found] == expected


@pytest.mark.parametrize(("index", "expected"), [(100, [7]), (90, []), (None, [])])
def test_a_plan_must_be_whole(index, expected):
    assert named(suggest([], [], [Place(7, index)]), "plan") == expected
