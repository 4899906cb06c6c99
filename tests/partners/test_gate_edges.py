"""What is only nearly enough for the gate of PARTNERS, and what the pages of its requirements list."""

import pytest

from partners.models import Gains, Gives, Linkage
from partners.models.participation import Stance
from tests.factories import (
    in_days,
    make_linkage,
    make_meeting,
    make_minutes,
    make_open_cycle,
    make_participation,
    make_user,
)
from tests.process.evidence import listed, shown
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db
HERE = Stage.PARTNERS


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.SURVEYS)


@pytest.fixture
def elsewhere():
    return make_open_cycle(Stage.SURVEYS, year=2571)


@pytest.mark.parametrize("nearly", [{"kind": "joint"}, {"kind": "other"}, {"stage": Stage.SURVEYS}])
def test_adopted_minutes_of_another_kind_or_stage_are_those_of_no_consultation(cycle, nearly):
    make_minutes(make_meeting(cycle, starts_at=in_days(-1), **nearly), adopted=True)
    assert shown(cycle, HERE)["consultation"] == (0, False)


def test_a_consultation_of_another_cycle_does_not_count_and_its_own_is_listed(client, cycle, elsewhere):
    make_minutes(make_meeting(elsewhere, starts_at=in_days(-1)), adopted=True)
    assert shown(cycle, HERE)["consultation"] == (0, False)
    minutes = make_minutes(make_meeting(cycle, starts_at=in_days(-1)), adopted=True)
    assert listed(client, cycle, HERE, "consultation") == ({minutes}, None)


def test_only_those_joined_in_this_cycle_at_their_own_level_count(client, cycle, elsewhere):
    for level in ("provincial", "central", "local"):
        make_participation(elsewhere, stance=Stance.JOINED, level=level)
        for stance in (Stance.CONSIDERING, Stance.DECLINED, None):
            make_participation(cycle, stance=stance, level=level)
    local = make_participation(cycle, stance=Stance.JOINED, level="local")
    assert (shown(cycle, HERE)["provincial"], shown(cycle, HERE)["central"]) == ((0, False), (0, False))
    provincial = make_participation(cycle, stance=Stance.CONDITIONAL, level="provincial")
    central = make_participation(cycle, stance=Stance.JOINED, level="central")
    assert listed(client, cycle, HERE, "provincial") == ({provincial}, None)
    assert listed(client, cycle, HERE, "central") == ({central}, None)
    assert listed(client, cycle, HERE, "linkages") == (set(), {local, provincial, central})


@pytest.mark.parametrize(
    "lacking",
    [{"own_function": ""}, {"by_content": ""}, {"action": ""}, {"gives": 0}, {"gains": 0}],
)
def test_a_sheet_that_lacks_one_thing_is_not_complete(client, cycle, elsewhere, lacking):
    whole, short = (make_participation(cycle, stance=Stance.JOINED) for _ in range(2))
    make_linkage(whole, by_content="", by_method="วิธีการ"), make_linkage(short, **lacking)
    make_linkage(make_participation(cycle, stance=Stance.CONSIDERING))
    make_participation(elsewhere, stance=Stance.JOINED)
    assert shown(cycle, HERE)["linkages"] == (50, False)
    assert listed(client, cycle, HERE, "linkages") == ({whole}, {short})


def test_a_returned_sheet_is_not_complete_until_it_is_handed_in_again(cycle):
    sheet = make_linkage(make_participation(cycle, stance=Stance.JOINED))
    sheet.hand_in(by=make_user())
    sheet.give_back(by=make_user(), comment="เติมตัวเลข")
    assert shown(cycle, HERE)["linkages"] == (0, False)
    sheet.hand_in(by=make_user())
    assert shown(cycle, HERE)["linkages"] == (100, True)


def test_what_others_give_and_gain_does_not_complete_a_sheet(cycle):
    empty = make_linkage(make_participation(cycle, stance=Stance.JOINED), gives=0, gains=0)
    make_linkage(make_participation(cycle, stance=Stance.CONSIDERING))
    assert (Gives.objects.count(), Gains.objects.count(), Linkage.objects.complete().contains(empty)) == (1, 1, False)
    assert shown(cycle, HERE)["linkages"] == (0, False)


def test_all_who_were_asked_in_this_cycle_are_those_of_whom_four_in_five_decide(client, cycle, elsewhere):
    make_participation(elsewhere)
    decided = [
        make_participation(cycle, stance=stance, level=level)
        for stance, level in (
            (Stance.JOINED, "local"),
            (Stance.CONDITIONAL, "central"),
            (Stance.DECLINED, "provincial"),
        )
    ]
    waiting = make_participation(cycle, stance=Stance.CONSIDERING)
    assert shown(cycle, HERE)["decided"] == (75, False)
    assert listed(client, cycle, HERE, "decided") == ({*decided}, {waiting})
