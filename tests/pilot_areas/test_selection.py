"""The rule of the selection: examples reckoned by hand, and what must hold whatever the candidates."""

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilot_areas.selection import (
    BadCriteria,
    Candidate,
    NotScored,
    Score,
    load_criteria,
    rounded,
    select,
    shipped_criteria,
)
from pilot_areas.selection.words import Told

NORTH, BASIN, WEST, TOWN = "8014", "8012", "8009", "8001"  # a district of each zone


def criteria(places=5, **spread):
    """The shipped set, with so many places: fewer than its zones ask for, too."""
    loaded = load_criteria(shipped_criteria())
    return replace(loaded, places=places, spread=replace(loaded.spread, **spread))


def make_candidate(code, district=NORTH, letter="B", plan=50, matching="none"):
    return Candidate(code, district, letter, plan, matching)


def judged(code, *leaders, need=0, spread=0):
    """Three judges or more who gave so much for the leaders, and all the same for the rest."""
    return [
        Score(judge, code, {"leaders": given, "need": need, "spread": spread}) for judge, given in enumerate(leaders)
    ]


def outcome(rules, *candidates, scores=None):
    scores = scores or [score for each in candidates for score in judged(each.code, 0, 0, 0)]
    return select(rules, candidates, scores)


def ranks(result):
    return [each.candidate.code for each in result.standings]


def said(result, code, rules=None):
    standing = next(each for each in result.standings if each.candidate.code == code)
    return Told(rules or criteria(), {}).reason(standing.as_dict())


def unmet(result, rules):
    return [Told(rules, {}).unmet(each.as_dict()) for each in result.unmet]


# ── Points, reckoned by hand ───────────────────────────────────────────────────────────────────────────────────────
def test_a_strong_candidate_in_full():
    # Grade B 25; plan 70/100 x 20 = 14; leaders (18+17+16)/3 = 17; letter confirmed 15; need 8; spread 7: 86.
    one = make_candidate("801202", BASIN, "B", 70, "confirmed")
    (standing,) = outcome(criteria(), one, scores=judged("801202", 18, 17, 16, need=8, spread=7)).standings
    assert [(each.criterion, each.points) for each in standing.lines] == [
        ("readiness", 25), ("plan", 14), ("leaders", 17), ("matching", 15), ("need", 8), ("spread", 7),
    ]  # fmt: skip
    assert (standing.total, standing.zone, standing.rank, standing.is_selected) == (86, "basin", 1, True)


def test_a_mean_is_exact_and_shown_half_up():
    # Grade B 25; plan 50/100 x 20 = 10; leaders (16+15+15)/3 = 15.333…: 50.333…, that is 151/3.
    (standing,) = outcome(criteria(), make_candidate("a"), scores=judged("a", 16, 15, 15)).standings
    assert (standing.total, str(rounded(standing.total))) == (Fraction(151, 3), "50.33")
    # Halves of a hundredth go up: 1/8 = 0.125.
    assert [str(rounded(Fraction(*each))) for each in ((1, 8), (2, 3), (1, 3), (100, 1))] == [
        "0.13", "0.67", "0.33", "100.00",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("letter", "matching", "plan", "total"),
    [
        ("A", "none", 100, 45),  # 25 + 20
        ("B", "promised", 80, 49),  # 25 + 16 + 8
        ("C", "confirmed", 40, 41),  # 18 + 8 + 15
        ("D", "none", 10, 12),  # 10 + 2
        ("U", "promised", None, 8),  # 0 + 0 + 8: what nobody entered earns nothing
    ],
)
def test_the_records_give_their_points(letter, matching, plan, total):
    (standing,) = outcome(criteria(), make_candidate("a", letter=letter, matching=matching, plan=plan)).standings
    assert standing.total == total


def test_a_judge_with_a_conflict_counts_nowhere():
    # The judge of the conflict gave 20, the three others 10, 11 and 12: 33/3 = 11.
    scores = judged("a", 10, 11, 12, 20)
    (with_all,) = select(criteria(), [make_candidate("a")], scores).standings
    (without,) = select(criteria(), [make_candidate("a")], scores, [(3, "a"), (0, "b")]).standings
    assert (with_all.total - 35, without.total - 35) == (Fraction(53, 4), 11)
    assert [each.why.values for each in without.lines if each.criterion == "leaders"] == [{"judges": 3}]


def test_two_judges_are_too_few_and_half_a_score_is_none():
    scores = judged("a", 10, 11, 12)
    with pytest.raises(NotScored) as lacking:
        select(criteria(), [make_candidate("a"), make_candidate("b")], [*scores, *judged("b", 5, 5)])
    assert lacking.value.codes == ("b",)
    for broken in ({"leaders": 5}, {"leaders": 5, "need": 5, "spread": 11}, {"leaders": 5, "need": -1, "spread": 1}):
        with pytest.raises(NotScored):
            select(criteria(), [make_candidate("a")], [*scores[:2], Score(2, "a", broken)])
    with pytest.raises(NotScored):
        select(criteria(), [make_candidate("a")], scores, [(1, "a")])


# ── Ranks and ties ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_tie_goes_to_the_higher_plan_index_and_then_to_the_lower_code():
    # c: 25 + 10 = 35 and 10 from the judges = 45; a, b: 25 + 20 (plan 100) = 45 without them.
    a, b, c = make_candidate("a", plan=100), make_candidate("b", plan=100), make_candidate("c")
    result = outcome(
        criteria(), c, b, a, scores=[*judged("a", 0, 0, 0), *judged("b", 0, 0, 0), *judged("c", 10, 10, 10)]
    )
    assert ranks(result) == ["a", "b", "c"]
    told = Told(criteria(), {"a": "ท่าไร่", "b": "สิชล"})
    assert [told.tie(each.as_dict()["tie"]) for each in result.standings] == [
        "The same total and plan index as สิชล, c; the lower code of the tambon goes first.",
        "The same total and plan index as ท่าไร่, c; the lower code of the tambon goes first.",
        "The same total as ท่าไร่, สิชล; the higher plan index goes first.",
    ]


def test_totals_are_compared_exactly_and_it_is_said_where_the_shown_ones_are_equal():
    # b: 35 + (10+10+11)/3 = 45.3333…; a: a thousand judges, 333 of whom gave 11: 35 + 10.333 = 45.333.
    many = [Score(judge, "a", {"leaders": 11 if judge < 333 else 10, "need": 0, "spread": 0}) for judge in range(1000)]
    result = outcome(criteria(), make_candidate("a"), make_candidate("b"), scores=[*many, *judged("b", 10, 10, 11)])
    assert ranks(result) == ["b", "a"]
    assert {str(rounded(each.total)) for each in result.standings} == {"45.33"}
    assert [each.tie.code for each in result.standings] == ["hundredth", "hundredth"]


# ── Spread ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def nine():
    """By rank: five of the north, then two of the west, the town and the basin; the C ones below."""
    plans = [100, 95, 90, 85, 80]
    north = [make_candidate(f"n{each}", NORTH, "A", plan) for each, plan in enumerate(plans)]
    west = [make_candidate("w1", WEST, "B", 70), make_candidate("w2", WEST, "C", 60)]
    return [*north, *west, make_candidate("t1", TOWN, "D", 50), make_candidate("b1", BASIN, "C", 10)]


def test_each_zone_has_one_and_one_has_grade_c():
    # Totals: n0 45, n1 44, n2 43, n3 42, n4 41, w1 39, w2 18+12=30, t1 10+10=20, b1 18+2=20; t1 goes before b1 by plan.
    # One each of west, town and basin; the basin's is of grade C, so the two others go by rank.
    rules = criteria()
    result = outcome(rules, *nine())
    assert result.selected == ("n0", "n1", "w1", "t1", "b1")
    assert said(result, "n0") == "Selected by rank: number 1 of 9, for 5 places."
    assert said(result, "w1") == (
        "Selected as the best of the zone Khao Luang and west, though ranked 6, below n2, n3, n4:"
        " at least 1 is taken of each zone."
    )
    assert said(result, "n2") == (
        "Not selected, though ranked 3 for 5 places: the rules of spread gave the place to w1, t1, b1."
        " Its zone North is served by n0, n1."
    )
    assert said(result, "w2") == (
        "Not selected: ranked 7 of 9, and there are 5 places. Its zone Khao Luang and west is served by w1."
    )
    assert said(result, "b1") == (
        "Selected though ranked 9, below n2, n3, n4, w2: the rule asks for at least 1 of the zone Pak Phanang basin"
        " and 1 of grade C."
    )
    assert unmet(result, rules) == []


def test_the_letter_may_need_a_place_of_its_own():
    # n0 45, n1 44, n2 43, c 18+8 = 26: with two places, the second goes to the C, below n1 and n2.
    rules = criteria(places=2, per_zone=0)
    result = outcome(rules, *nine()[:3], make_candidate("c", NORTH, "C", 40))
    assert result.selected == ("n0", "c")
    assert said(result, "c", rules) == (
        "Selected though ranked 4, below n1, n2: the rule asks for at least 1 of grade C."
    )


def test_the_second_of_a_zone_is_taken_when_it_brings_the_letter_too():
    # Two places, one of each of two zones: n0 (A, 45), then w1 (B, 39) is passed over for w2 (C, 30).
    rules = criteria(places=2)
    result = outcome(rules, nine()[0], *nine()[5:7])
    assert result.selected == ("n0", "w2")
    assert said(result, "w1", rules) == (
        "Not selected, though ranked 2 for 2 places: the rules of spread gave the place to w2."
        " Its zone Khao Luang and west is served by w2."
    )


def test_fewer_places_than_zones_go_to_the_best_zones_and_it_is_said():
    # n0 45, w1 39, t1 20 before b1 20 by plan. Two places serve two zones, and only the basin's is of grade C.
    two = criteria(places=2)
    result = outcome(two, *[each for each in nine() if each.code != "w2"])
    assert result.selected == ("n0", "b1")
    assert unmet(result, two) == [
        "Zone Khao Luang and west: 1 asked for, 0 selected, since there are too few places.",
        "Zone Town: 1 asked for, 0 selected, since there are too few places.",
    ]
    assert said(result, "t1", two) == (
        "Not selected: ranked 7 of 8, and there are 2 places. No area of its zone Town is among the selected."
    )


def test_without_a_candidate_of_the_letter_or_of_a_zone_the_others_are_taken_and_it_is_said():
    rules = criteria(places=4)
    result = outcome(rules, *nine()[:6])  # five of the north, one of the west, none of grade C
    assert result.selected == ("n0", "n1", "n2", "w1")
    assert unmet(result, rules) == [
        "Zone Pak Phanang basin: 1 asked for, 0 selected, since no further candidate stands there.",
        "Zone Town: 1 asked for, 0 selected, since no further candidate stands there.",
        "Grade C: 1 asked for, 0 selected, since no further candidate has it.",
    ]


def test_the_places_of_the_zones_come_before_the_letter():
    # Two places for two zones, n0 45 and w1 39; the only C, 18 + 20 = 38, lies in no zone.
    rules = criteria(places=2)
    result = outcome(rules, nine()[0], nine()[5], make_candidate("x", "9999", "C", 100))
    assert result.selected == ("n0", "w1")
    assert "Grade C: 1 asked for, 0 selected, since the places went to the zones." in unmet(result, rules)
    assert said(result, "x", rules) == "Not selected: ranked 3 of 3, and there are 2 places."


def test_with_fewer_candidates_than_places_all_are_selected():
    rules = criteria()
    result = outcome(rules, *nine()[:2])
    assert result.selected == ("n0", "n1")
    assert "There are 5 places and 2 candidates, so all of them are selected." in unmet(result, rules)
    assert select(rules, [], []).selected == ()


# ── Whatever the candidates ────────────────────────────────────────────────────────────────────────────────────────
@st.composite
def fields(draw, most=9):
    """Some candidates with three judges each, and criteria that ask for this or that."""
    number = draw(st.integers(0, most))
    candidates = [
        make_candidate(
            f"80{each:04}",
            draw(st.sampled_from([NORTH, BASIN, WEST, TOWN, "9999"])),
            draw(st.sampled_from("ABCDU")),
            draw(st.sampled_from([None, 0, 50, 100])),
            draw(st.sampled_from(["confirmed", "promised", "none"])),
        )
        for each in range(number)
    ]
    given_points = st.lists(st.integers(0, 2), min_size=3, max_size=3)
    scores = [score for each in candidates for score in judged(each.code, *draw(given_points))]
    asked = {"per_zone": draw(st.integers(0, 2)), "with_letter": draw(st.integers(0, 3))}
    return criteria(draw(st.integers(1, 7)), **asked), candidates, scores


def met(chosen, standings, rules):
    """(places that the zones ask for and have, places of the letter likewise, the ranks), the best greatest."""
    zones = {zone.code: 0 for zone in rules.zones}
    stand = dict(zones)
    for each in standings:
        if each.zone in stand:
            stand[each.zone] += 1
    for each in chosen:
        if each.zone in zones:
            zones[each.zone] += 1
    of_zones = sum(min(zones[zone], stand[zone], rules.spread.per_zone) for zone in zones)
    letters = sum(each.candidate.letter == rules.spread.letter for each in chosen)
    return of_zones, min(letters, rules.spread.with_letter), [-each.rank for each in chosen]


@settings(max_examples=300, deadline=None)
@given(fields())
def test_no_other_choice_meets_more_of_what_is_asked(field):
    """By trying all of them: zones first, then the letter, then the better ranked."""
    rules, candidates, scores = field
    standings = select(rules, candidates, scores).standings
    chosen = [each for each in standings if each.is_selected]
    number = min(rules.places, len(candidates))
    assert len(chosen) == number
    best = max(met(each, standings, rules) for each in combinations(standings, number))
    assert met(chosen, standings, rules) == best


@settings(max_examples=150, deadline=None)
@given(fields(), st.randoms(use_true_random=False))
def test_the_order_in_which_they_come_changes_nothing(field, random):
    rules, candidates, scores = field
    before = select(rules, candidates, scores)
    random.shuffle(candidates), random.shuffle(scores)
    assert select(rules, candidates, scores).as_dict() == before.as_dict()


@settings(max_examples=150, deadline=None)
@given(fields(), st.data())
def test_a_better_score_never_lowers_a_rank(field, data):
    rules, candidates, scores = field
    if not scores:
        return
    index = data.draw(st.integers(0, len(scores) - 1))
    code = scores[index].candidate
    before = {each.candidate.code: each.rank for each in select(rules, candidates, scores).standings}
    points = {**scores[index].points, "leaders": scores[index].points["leaders"] + data.draw(st.integers(1, 18))}
    scores[index] = Score(scores[index].judge, code, points)
    after = {each.candidate.code: each.rank for each in select(rules, candidates, scores).standings}
    assert after[code] <= before[code]


@settings(max_examples=150, deadline=None)
@given(fields())
def test_everyone_has_one_reason_that_can_be_said(field):
    rules, candidates, scores = field
    result = select(rules, candidates, scores)
    chosen = {"rank", "best_of_zone", "zone", "letter", "both"}
    for each in result.standings:
        assert (each.reason.code in chosen) == each.is_selected
        assert said(result, each.candidate.code, rules).startswith("Selected" if each.is_selected else "Not selected")
        if each.reason.code in ("letter", "both"):
            assert each.candidate.letter == rules.spread.letter
        if each.reason.code == "best_of_zone":
            assert each.rank == min(one.rank for one in result.standings if one.zone == each.zone)
    assert all(unmet(result, rules))
    assert [each.rank for each in result.standings] == list(range(1, len(candidates) + 1))


# ── The criteria ───────────────────────────────────────────────────────────────────────────────────────────────────
def changed(**changes):
    return {**shipped_criteria(), **changes}


def test_every_district_of_the_province_lies_in_a_zone():
    codes = [f"80{number:02}" for number in range(1, 24)]
    held = [code for zone in load_criteria(shipped_criteria(), codes).zones for code in zone.districts]
    assert sorted(held) == codes


def test_everything_to_mend_is_said_at_once_a_sentence_each():
    data = shipped_criteria()
    data["criteria"][1]["points"] = 21
    data["criteria"][0]["table"]["A"] = data["criteria"][0]["table"]["B"] = 20
    data["criteria"][5]["code"] = "need"
    data["zones"][3]["districts"] = ["8001", "8012"]
    data["places"] = 3
    data["spread"]["with_letter"] = 4
    with pytest.raises(BadCriteria) as wrong:
        load_criteria(data, ["8001", "8020", "8012"])
    assert [str(each) for each in wrong.value.sentences] == [
        "The points of all criteria make 101; they must make 100. Give more, or fewer, to one of them.",
        "Each criterion, and each record that one reads, can stand only once; take one of the two out.",
        "“ระดับตำบลและความพร้อม”: the best must give all 25 points; mend the points of its answers.",
        "A zone, or a district in the zones, stands twice; leave it once.",
        "These districts lie in no zone: 8020. Put each into one.",
        "The zones ask for 4 areas, and there are 3 places; ask for fewer, or add places.",
        "More areas of one grade are asked for than there are places; ask for fewer, or add places.",
    ]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"zones": []}, "criteria, zones: must have at least one entry"),
        ({"places": 0}, "criteria, places: must be at least 1"),
        ({"weights": 1}, "criteria: “weights” is not known here"),
        ({"spread": {"per_zone": 1, "letter": "E", "with_letter": 1}}, "criteria, spread, letter: “E” is not one of"),
        ({"criteria": [{"code": "x", "th": "x", "en": "x", "points": 100, "source": "dice"}]}, "“dice” is not one of"),
    ],
)
def test_data_that_are_no_criteria_are_refused_by_their_place(change, says):
    with pytest.raises(BadCriteria, match=says):
        load_criteria(changed(**change))
