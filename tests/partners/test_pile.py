"""The reading of the pile, without a database."""

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partners.pile import (
    EVERYWHERE,
    Fit,
    Gap,
    Laid,
    Overlap,
    Point,
    Proposal,
    cross,
    gaps,
    meeting_points,
    narrowed,
    overlaps,
    proposals,
    reach,
)

DISTRICTS, TARGETS = ["8001", "8008", "8012"], ["elderly", "women", "workers"]
CDD, PHO, PAO = 1, 2, 3


def work(number, partner, places="", targets="elderly", content="illness", method="service"):
    return Laid(number, partner, frozenset(places.split()), frozenset(targets.split()), content, method)


# A machine that has much else to do is no fault of the rule.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
laid = st.builds(
    Laid,
    work=st.just(0),
    partner=st.integers(1, 5),
    places=st.frozensets(st.sampled_from(DISTRICTS), max_size=2),
    targets=st.frozensets(st.sampled_from(TARGETS), max_size=2),
    content=st.sampled_from(["", "illness", "funds"]),
    method=st.sampled_from(["", "money", "service"]),
)
piles = st.lists(laid, max_size=7).map(
    lambda rows: [Laid(number, *list(vars(row).values())[1:]) for number, row in enumerate(rows)]
)


# ── The table ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_table_says_who_is_where_for_whom_each_once():
    rows = [work(1, PHO, "8001 8008", "elderly women"), work(2, CDD), work(3, PHO, "8001")]
    assert cross(rows) == {
        Point("8001", "elderly"): (PHO,),
        Point("8001", "women"): (PHO,),
        Point("8008", "elderly"): (PHO,),
        Point("8008", "women"): (PHO,),
        Point(EVERYWHERE, "elderly"): (CDD,),
    }


@patient
@given(piles)
def test_a_partner_stands_at_a_point_when_one_of_its_works_does(rows):
    table = cross(rows)
    for place, target, partner in product([EVERYWHERE, *DISTRICTS], TARGETS, range(1, 6)):
        mine = [row for row in rows if row.partner == partner and target in row.targets and place in row.spots]
        assert (partner in table.get(Point(place, target), ())) == bool(mine)


def test_partners_overlap_where_two_are_and_the_whole_province_counts_where_somebody_is():
    rows = [work(1, CDD, "8001"), work(2, PHO), work(3, PAO, "8001"), work(4, CDD, "8008", "women"), work(5, PHO)]
    assert overlaps(cross(rows)) == [Overlap(Point("8001", "elderly"), (CDD, PAO), (PHO,))]


def test_two_of_the_whole_province_overlap_once_and_not_in_every_district():
    assert overlaps(cross([work(1, CDD), work(2, PHO)])) == [Overlap(Point(EVERYWHERE, "elderly"), (CDD, PHO), ())]


@patient
@given(piles)
def test_who_is_told_to_overlap_is_there_each_once_and_somebody_in_particular(rows):
    table = cross(rows)
    for each in overlaps(table):
        assert len({*each.partners}) == len(each.partners) > 1
        assert each.there == table[each.point]


def test_a_gap_names_the_districts_that_nobody_reaches_the_widest_first():
    table = cross([work(1, CDD, "8001"), work(2, PHO, "", "workers")])
    assert gaps(table, DISTRICTS, TARGETS) == [
        Gap("women", ("8001", "8008", "8012"), whole=True),
        Gap("elderly", ("8008", "8012"), whole=False),
    ]


@patient
@given(piles)
def test_every_district_is_reached_for_a_target_group_or_is_a_gap_of_it(rows):
    table = cross(rows)
    missing = {(code, gap.target) for gap in gaps(table, DISTRICTS, TARGETS) for code in gap.districts}
    for code, target in product(DISTRICTS, TARGETS):
        here = {row.partner for row in rows if target in row.targets and (not row.places or code in row.places)}
        there, everywhere = reach(table, Point(code, target))
        assert {*there, *everywhere} == here
        assert ((code, target) in missing) == (not here)


# ── What is asked for ──────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ({}, [1, 2, 3]),
        ({"place": "8001"}, [1, 2]),
        ({"place": EVERYWHERE}, [2]),
        ({"target": "women"}, [3]),
        ({"content": "funds"}, [2]),
        ({"method": "money"}, [2, 3]),
        ({"place": "8008", "method": "money"}, [2, 3]),
        ({"place": "8012", "target": "women"}, []),
    ],
)
def test_the_pile_is_narrowed(asked, kept):
    rows = [
        work(1, CDD, "8001"),
        work(2, PHO, "", content="funds", method="money"),
        work(3, PAO, "8008", "women", method="money"),
    ]
    assert [row.work for row in narrowed(rows, **asked)] == kept


@patient
@given(piles, st.sampled_from([None, EVERYWHERE, *DISTRICTS]), st.sampled_from(["", *TARGETS]))
def test_of_what_is_kept_only_what_was_asked_about_is_left(rows, place, target):
    known = {row.work: row for row in rows}
    for row in narrowed(rows, place=place, target=target):
        whole = known[row.work]
        assert row.places <= whole.places
        assert bool(row.places) == bool(whole.places)
        assert place is None or row.places <= {place}
        assert row.targets == (whole.targets & {target} if target else whole.targets)


# ── Who could work together ────────────────────────────────────────────────────────────────────────────────────────
def test_the_same_work_is_to_be_shared_out_and_another_complements():
    rows = [work(1, CDD, "8001"), work(2, PHO, "8001 8008"), work(3, PAO, "8001", method="money")]
    here = (Point("8001", "elderly"),)
    assert proposals(rows) == [
        Proposal(CDD, PHO, Fit.COORDINATE, here, (1, 2)),
        Proposal(CDD, PAO, Fit.COMPLEMENT, here, (1, 3)),
        Proposal(PHO, PAO, Fit.COMPLEMENT, here, (2, 3)),
    ]


def test_two_partners_are_proposed_once_with_what_is_the_same_if_anything_is():
    rows = [work(1, CDD, "8001", "elderly women"), work(2, CDD, "8001", method="money"), work(3, PHO, "8001")]
    assert proposals(rows) == [Proposal(CDD, PHO, Fit.COORDINATE, (Point("8001", "elderly"),), (1, 3))]


def test_works_that_are_not_sorted_are_not_said_to_be_the_same():
    rows = [work(1, CDD, content="", method=""), work(2, PHO, content="", method="")]
    assert [each.fit for each in proposals(rows)] == [Fit.COMPLEMENT]


def test_those_who_meet_in_districts_come_before_those_who_meet_in_the_whole_province():
    rows = [work(1, CDD, targets="elderly"), work(2, PHO, method="money"), work(3, PAO, "8001", "women")]
    rows += [work(4, PHO, "8001", "women", method="money")]
    assert [(each.first, each.second) for each in proposals(rows)] == [(PHO, PAO), (CDD, PHO)]


@patient
@given(laid, laid)
def test_works_meet_where_both_reach_for_those_whom_both_serve(one, other):
    assert meeting_points(one, other) == meeting_points(other, one)
    for code, target in product(DISTRICTS, TARGETS):
        both = all(target in row.targets and (not row.places or code in row.places) for row in (one, other))
        met = {Point(code, target), Point(EVERYWHERE, target)} & meeting_points(one, other)
        assert bool(met) == both


@patient
@given(piles, st.randoms(use_true_random=False))
def test_the_same_pairs_are_proposed_whatever_the_order_of_the_pile(rows, random):
    shuffled = random.sample(rows, len(rows))

    def told(found):
        return {(frozenset([each.first, each.second]), each.fit, each.points, frozenset(each.works)) for each in found}

    assert told(proposals(rows)) == told(proposals(shuffled))


@patient
@given(piles)
def test_whoever_is_proposed_is_two_and_meets_by_works_of_their_own(rows):
    owner = {row.work: row.partner for row in rows}
    found = proposals(rows)
    assert len({frozenset([each.first, each.second]) for each in found}) == len(found)
    for each in found:
        assert each.first != each.second
        assert {owner[key] for key in each.works} == {each.first, each.second}
        assert each.points
    met = {
        frozenset([one.partner, other.partner])
        for one, other in product(rows, rows)
        if one.partner != other.partner and meeting_points(one, other)
    }
    assert {frozenset([each.first, each.second]) for each in found} == met
