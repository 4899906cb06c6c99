"""The selection of a cycle: scoring closed, decided by a meeting, published with the reasons of all."""

import pytest
from django.utils import translation

from pilot_areas.models import CriteriaSet, Nomination, PilotArea, Selection
from tests.factories import (
    make_criteria,
    make_milestone,
    make_nomination,
    make_open_cycle,
    make_resolution,
    make_user,
)
from tests.factories_selection import make_candidates, make_judge, make_score, make_selection
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db
# Nobody has a grade here: U 0, no plan 0, no letter 0, and all judges gave 15 + 8 + 7 = 30 alike.
SIX = ("800104", "800105", "801201", "801401", "800901", "800106")


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.PILOT_AREAS)


def stored(selection):
    return Selection.objects.get(pk=selection.pk)


def selected():
    return list(PilotArea.objects.order_by("nomination__tambon").values_list("nomination__tambon", flat=True))


# ── Closing ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_scoring_closes_once_when_each_has_three_judges(cycle):
    with pytest.raises(Refused, match="Write the criteria first"):
        Selection.objects.close(cycle, by=make_user())
    criteria = make_criteria(cycle)
    with pytest.raises(Refused, match="nobody stands for selection"):
        Selection.objects.close(cycle, by=make_user())
    whole, short = make_nomination(cycle, "800104", judges=3), make_nomination(cycle, "800105", judges=2)
    make_score(short, complete=False, leaders=9)
    with pytest.raises(Refused, match="Scored by fewer than three judges: Tambon 800105. Ask the judges"):
        Selection.objects.close(cycle, by=make_user())
    assert Selection.objects.count() == 0
    short.withdraw(by=make_user(), reason="ถอน")
    selection = Selection.objects.close(cycle, by=(first := make_user("หนึ่ง")))
    assert (selection.closed_by, selection.criteria, list(selection.standing)) == (first, criteria, [whole])
    with pytest.raises(Refused, match="หนึ่ง ใจดี closed the scoring"):
        Selection.objects.close(cycle, by=make_user("สอง"))
    assert Selection.objects.get().closed_by == first


# ── Deciding ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_meeting_selects_by_the_rule_and_everything_is_kept(cycle):
    selection, by, resolution = make_selection(cycle, *SIX), make_user(), make_resolution(cycle)
    selection.decide(by=by, resolution=resolution)
    kept = stored(selection)
    # By codes: 800104 and 800105 of the town, 800901 west, 801201 basin, 801401 north; 800106 is third of six by code.
    assert [each["tambon"] for each in kept.result["standings"]] == sorted(SIX)
    assert selected() == ["800104", "800105", "800901", "801201", "801401"]
    assert (kept.decided_by, kept.resolution) == (by, resolution)
    assert {each["total"] for each in kept.result["standings"]} == {"30.00"}
    lines = kept.result["standings"][0]["lines"]
    assert [(each["criterion"], each["points"]) for each in lines] == [
        ("readiness", "0.00"), ("plan", "0.00"), ("leaders", "15.00"), ("matching", "0.00"),
        ("need", "8.00"), ("spread", "7.00"),
    ]  # fmt: skip
    area = PilotArea.objects.get(nomination__tambon="800901")
    assert (area.selected_by, area.reasons, area.published_at) == (
        by,
        "Selected by rank: number 4 of 6, for 5 places.",
        None,
    )
    passed = next(each for each in kept.told(kept.result).explained(kept.result) if each["tambon"] == "800106")
    assert passed["why"] == (
        "Not selected, though ranked 3 for 5 places: the rules of spread gave the place to Tambon 801401."
        " Its zone Town is served by Tambon 800104, Tambon 800105."
    )


def test_a_meeting_may_adopt_the_criteria_with_the_selection_but_not_after_it(cycle):
    draft = make_criteria(cycle, adopted=False)
    make_candidates(cycle, "800104")
    selection, resolution = Selection.objects.close(cycle, by=make_user()), make_resolution(cycle)
    with pytest.raises(Refused, match="Have the criteria adopted by a meeting first"):
        selection.decide(by=make_user(), resolution=resolution)
    assert (stored(selection).decided_at, PilotArea.objects.count()) == (None, 0)
    draft.adopt(by=make_user(), resolution=resolution)
    selection.decide(by=make_user(), resolution=resolution)
    assert selected() == ["800104"]


def test_it_is_recorded_once_and_whoever_comes_second_is_told_who_was_first(cycle):
    selection, first = make_selection(cycle), make_user("หนึ่ง")
    same = Selection.objects.of(cycle)
    selection.decide(by=first, resolution=make_resolution(cycle))
    with pytest.raises(Refused, match="หนึ่ง ใจดี recorded the selection already"):
        same.decide(by=make_user("สอง"), resolution=make_resolution(cycle))
    assert (stored(selection).decided_by, PilotArea.objects.count()) == (first, 3)


@pytest.mark.parametrize("outcome", ["rejected", "noted", "assigned"])
def test_a_resolution_that_did_not_agree_selects_nothing(cycle, outcome):
    selection = make_selection(cycle)
    with pytest.raises(Refused, match="this one did not"):
        selection.decide(by=make_user(), resolution=make_resolution(cycle, outcome=outcome))
    elsewhere = make_resolution(make_open_cycle(Stage.PILOT_AREAS, year=2571))
    with pytest.raises(Refused, match="of a meeting of this cycle"):
        selection.decide(by=make_user(), resolution=elsewhere)
    assert (stored(selection).decided_at, stored(selection).result, PilotArea.objects.count()) == (None, {}, 0)


def test_where_the_meeting_decides_otherwise_its_reason_stands_in_place_of_the_rules(cycle):
    selection = make_selection(cycle, *SIX)
    departures = {"800106": "ตำบลข้างเคียงขอเรียนรู้ด้วย", "800105": "อปท. เพิ่งเปลี่ยนผู้บริหาร"}
    selection.decide(by=make_user(), resolution=make_resolution(cycle), departures=departures)
    assert selected() == ["800104", "800106", "800901", "801201", "801401"]
    why = {each["tambon"]: each["why"] for each in selection.told(selection.result).explained(selection.result)}
    assert why["800106"] == "Selected by the meeting, otherwise than by the rule: ตำบลข้างเคียงขอเรียนรู้ด้วย"
    assert why["800105"] == "Not selected by the meeting, otherwise than by the rule: อปท. เพิ่งเปลี่ยนผู้บริหาร"
    assert PilotArea.objects.get(nomination__tambon="800106").reasons == why["800106"]
    assert [each["by_rule"] for each in selection.result["standings"]] == [True, True, False, True, True, True]


@pytest.mark.parametrize(
    ("departures", "says"),
    [
        ({"800104": " "}, "write why"),
        ({"999999": "ไม่ใช่ผู้สมัคร"}, "write why"),
        (dict.fromkeys(("800104", "800105", "801201"), "ไม่พร้อม"), "Select at least one area"),
    ],
)
def test_a_departure_needs_a_candidate_and_a_reason_and_someone_must_be_left(cycle, departures, says):
    selection = make_selection(cycle)
    with pytest.raises(Refused, match=says):
        selection.decide(by=make_user(), resolution=make_resolution(cycle), departures=departures)
    assert (stored(selection).decided_at, PilotArea.objects.count()) == (None, 0)


def test_a_candidate_that_withdraws_after_the_scoring_is_ranked_no_more(cycle):
    selection = make_selection(cycle, *SIX)
    Nomination.objects.get(tambon="800104").withdraw(by=make_user(), reason="ตำบลขอถอน")
    selection.decide(by=make_user(), resolution=make_resolution(cycle))
    assert selected() == ["800105", "800106", "800901", "801201", "801401"]


def test_the_figures_of_the_day_of_decision_are_kept(cycle):
    selection = make_selection(cycle)
    nomination = Nomination.objects.get(tambon="801201")
    nomination.record_matching(by=make_user(), matching="confirmed", evidence="ที่ นศ 9/2570")
    selection.decide(by=make_user(), resolution=make_resolution(cycle))
    first = selection.result["standings"][0]
    assert (first["tambon"], first["total"], first["exact"]) == ("801201", "45.00", "45")


def test_reasons_are_kept_in_the_language_of_the_site_and_told_in_the_readers(cycle, settings):
    settings.LANGUAGE_CODE = "th"
    selection = make_selection(cycle)
    with translation.override("en"):
        selection.decide(by=make_user(), resolution=make_resolution(cycle))
        told = selection.told(selection.result).explained(selection.result)[0]
    assert (told["name"], told["why"]) == ("Tambon 800104", "Selected by rank: number 1 of 3, for 5 places.")
    assert PilotArea.objects.get(nomination__tambon="800104").reasons.startswith("ได้รับคัดเลือกตามลำดับคะแนน")


# ── Publishing ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_everyone_can_read_it_from_one_moment_on(cycle):
    selection, first = make_selection(cycle), make_user("หนึ่ง")
    with pytest.raises(Refused, match="Record first what the meeting selected"):
        selection.publish(by=first)
    selection.decide(by=make_user(), resolution=make_resolution(cycle))
    assert list(PilotArea.objects.explained()) == []
    selection.publish(by=first)
    with pytest.raises(Refused, match="หนึ่ง ใจดี published the selection already"):
        Selection.objects.of(cycle).publish(by=make_user("สอง"))
    assert PilotArea.objects.explained().count() == 3
    assert set(PilotArea.objects.values_list("published_at", "published_by")) == {
        (stored(selection).published_at, first.pk)
    }


def test_an_area_is_driven_although_its_nomination_is_sealed(cycle):
    make_selection(cycle, published=True)
    area = PilotArea.objects.first()
    area.save()
    assert make_milestone(area).area == area


def test_a_selection_of_another_cycle_seals_nothing_here(cycle):
    make_selection(make_open_cycle(Stage.PILOT_AREAS, year=2571), decided=True)
    make_criteria(cycle)
    (one,) = make_candidates(cycle, "800104")
    one.withdraw(by=make_user(), reason="ถอน")
    assert (make_judge(cycle).cycle, CriteriaSet.objects.filter(cycle=cycle).count()) == (cycle, 1)
