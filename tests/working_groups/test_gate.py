"""The gate of WORKING_GROUPS asks for three teams that are manned, appointed, have a plan and have met."""

import pytest

from tests.factories import (
    in_days,
    make_group,
    make_meeting,
    make_minutes,
    make_open_cycle,
    make_order,
    make_team_meeting,
    make_user,
    make_work_plan,
)
from tests.factories_teams import make_seat
from tests.process.evidence import listed, shown
from welfare_movement.process.stages import Stage
from working_groups.models import WorkingGroup

pytestmark = pytest.mark.django_db
HERE = Stage.WORKING_GROUPS
TEAMS = WorkingGroup.Team.values


@pytest.fixture
def cycle():
    return make_open_cycle(HERE)


@pytest.fixture
def elsewhere():
    return make_open_cycle(HERE, year=2571)


def make_three(cycle, **fields):
    return [make_group(cycle, team, **fields) for team in TEAMS]


def test_a_new_cycle_has_nothing(cycle):
    assert shown(cycle, HERE) == {"teams": (0, False), "order": (0, False), "plans": (0, False), "met": (0, False)}


def test_teams_that_were_only_named_have_nothing_either(cycle, elsewhere):
    for group in make_three(elsewhere):
        make_work_plan(group), make_team_meeting(group)
    make_order(elsewhere)
    make_three(cycle, roles=[])
    assert shown(cycle, HERE) == {"teams": (0, False), "order": (0, False), "plans": (0, False), "met": (0, False)}
    assert {met for _shown, met in shown(elsewhere, HERE).values()} == {True}


@pytest.mark.parametrize(
    "roles",
    [
        ["chair", "secretary", "member", "member"],
        ["vice_chair", "secretary", "member", "member", "member"],
        ["chair", "assistant_secretary", "member", "member", "member"],
        ["chair", "chair", "chair", "chair", "chair", "chair"],
        ["member", "member", "member", "member", "member"],
        [],
    ],
)
def test_a_team_without_a_chair_a_secretary_or_five_members_is_missing(client, cycle, roles):
    short, *whole = [make_group(cycle, team, **({"roles": roles} if team == TEAMS[0] else {})) for team in TEAMS]
    assert shown(cycle, HERE)["teams"] == (2, False)
    assert listed(client, cycle, HERE, "teams") == (set(whole), {short})


def test_three_whole_teams_are_needed_and_a_seat_may_be_a_post(cycle):
    groups = make_three(cycle, roles=["chair", "secretary", "member", "member"])
    for group in groups[:2]:
        group.members.create(post="พัฒนากร หรือผู้แทน", role="assistant_secretary")
    assert shown(cycle, HERE)["teams"] == (2, False)
    groups[2].members.create(post="พัฒนากร หรือผู้แทน", role="vice_chair")
    assert shown(cycle, HERE)["teams"] == (3, True)


@pytest.mark.parametrize("role", ["chair", "secretary", "member"])
@pytest.mark.parametrize("end", ["leave", "answer"])
def test_who_left_or_declined_counts_no_longer_and_who_is_silent_does(cycle, role, end):
    groups = make_three(cycle)
    assert shown(cycle, HERE)["teams"] == (3, True)
    seat = groups[0].members.filter(role=role).first()
    seat.leave(by=make_user()) if end == "leave" else seat.answer(False)
    assert shown(cycle, HERE)["teams"] == (2, False)
    make_seat(groups[0], role)
    assert shown(cycle, HERE)["teams"] == (3, True)


def test_an_order_counts_once_it_is_signed(client, cycle, elsewhere):
    make_order(cycle, signed=False), make_order(elsewhere)
    assert shown(cycle, HERE)["order"] == (0, False)
    order = make_order(cycle)
    assert shown(cycle, HERE)["order"] == (1, True)
    assert listed(client, cycle, HERE, "order") == ({order}, None)


def test_a_work_plan_counts_once_its_own_team_has_adopted_it(client, cycle):
    first, second, third = make_three(cycle)
    make_work_plan(first), make_work_plan(second), make_work_plan(third, adopted=False)
    assert shown(cycle, HERE)["plans"] == (2, False)
    assert listed(client, cycle, HERE, "plans") == ({first, second}, {third})
    third.plan.delete()
    make_work_plan(third)
    assert shown(cycle, HERE)["plans"] == (3, True)


def test_a_team_has_met_once_the_minutes_of_a_meeting_of_its_own_are_adopted(client, cycle):
    first, second, third = make_three(cycle)
    make_team_meeting(first), make_team_meeting(first)
    make_team_meeting(second)
    make_team_meeting(third, adopted=False)
    make_minutes(make_meeting(cycle, stage=HERE, kind="team", starts_at=in_days(-1)), adopted=True)
    assert shown(cycle, HERE)["met"] == (2, False)
    assert listed(client, cycle, HERE, "met") == ({first, second}, {third})
    make_team_meeting(third)
    assert shown(cycle, HERE)["met"] == (3, True)


def test_a_meeting_without_minutes_is_no_meeting_of_the_team_yet(cycle):
    group = make_group(cycle)
    group.meetings.create(meeting=make_meeting(cycle, stage=HERE, kind="team", starts_at=in_days(-1)))
    assert shown(cycle, HERE)["met"] == (0, False)


@pytest.mark.parametrize("fields", [{"kind": "consultation", "stage": Stage.PARTNERS}, {"year": 2571}])
def test_a_meeting_of_another_kind_or_cycle_is_none_of_the_team(cycle, fields):
    year = fields.pop("year", None)
    make_team_meeting(make_group(cycle), cycle=make_open_cycle(HERE, year=year) if year else None, **fields)
    assert shown(cycle, HERE)["met"] == (0, False)
