"""The gate of SURVEYS counts what the agreement says, and nothing that is only nearly so."""

import pytest
from django.utils import timezone

from surveys.models import Publication
from tests.factories import (
    in_days,
    make_expected_network,
    make_meeting,
    make_minutes,
    make_network,
    make_network_representative,
    make_open_cycle,
    make_organisation,
    make_response,
    make_round,
    make_user,
)
from tests.process.evidence import listed, shown
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db
HERE = Stage.SURVEYS


@pytest.fixture
def cycle():
    return make_open_cycle(HERE)


@pytest.fixture
def running():
    """A cycle whose pilot areas are driven, so that it may have a follow-up round."""
    return make_open_cycle(Stage.PILOT_AREAS)


@pytest.fixture
def elsewhere():
    return make_open_cycle(HERE, year=2571)


def make_joint(cycle, *, came=None, status="present", adopted=True, **fields):
    """Minutes of a joint meeting that was held yesterday, to which someone came, was represented or did not come."""
    meeting = make_meeting(cycle, starts_at=in_days(-1), **{"stage": HERE, "kind": "joint", **fields})
    if came is not None:
        meeting.attend(came, status, by=make_user())
    return make_minutes(meeting, circulated=True, adopted=adopted)


def make_asked(cycle, organisations, *, stage=HERE):
    """The assignments of a new round, in the order of these organisations."""
    return list(make_round(cycle, organisations, stage=stage).assignments.order_by("pk"))


def test_a_new_cycle_has_nothing(cycle):
    assert shown(cycle, HERE) == {
        "joint": (0, False),
        "networks": (0, False),
        "round": (0, False),
        "coverage": (0, False),
        "grades": (0, False),
    }


# ── The joint meeting ──────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "nearly", [{"adopted": False}, {"kind": "consultation"}, {"kind": "other"}, {"stage": Stage.PARTNERS}]
)
def test_a_meeting_that_is_not_joint_not_of_this_stage_or_without_adopted_minutes_is_no_joint_meeting(cycle, nearly):
    make_joint(cycle, **nearly)
    assert shown(cycle, HERE)["joint"] == (0, False)


def test_a_joint_meeting_counts_once_its_minutes_are_adopted_in_its_own_cycle(client, cycle, elsewhere):
    minutes = make_joint(cycle)
    assert (shown(cycle, HERE)["joint"], shown(elsewhere, HERE)["joint"]) == ((1, True), (0, False))
    assert listed(client, cycle, HERE, "joint") == ({minutes}, None)


# ── The networks at it ─────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    "nearly",
    [
        {"status": "absent"},
        {"status": "excused"},
        {"adopted": False},
        {"kind": "consultation"},
        {"stage": Stage.PARTNERS},
    ],
)
def test_a_network_whose_representative_was_not_at_a_joint_meeting_with_adopted_minutes_is_missing(cycle, nearly):
    expected = make_expected_network(cycle)
    make_joint(cycle, came=make_network_representative(expected.network), **nearly)
    assert shown(cycle, HERE)["networks"] == (0, False)


def test_a_network_is_not_represented_by_anyone_else(cycle):
    make_expected_network(cycle)
    make_joint(cycle, came=make_network_representative(make_network()))
    make_joint(cycle, came=make_user())
    assert shown(cycle, HERE)["networks"] == (0, False)


def test_a_network_is_not_represented_by_a_joint_meeting_of_another_cycle(cycle, elsewhere):
    network = make_network()
    make_expected_network(cycle, network), make_expected_network(elsewhere, network)
    make_joint(elsewhere, came=make_network_representative(network))
    assert (shown(cycle, HERE)["networks"], shown(elsewhere, HERE)["networks"]) == ((0, False), (100, True))


def test_every_network_expected_in_the_cycle_must_be_represented_once(client, cycle, elsewhere):
    first, second = make_expected_network(cycle), make_expected_network(cycle)
    make_network(), make_expected_network(elsewhere)
    came, sent_someone = make_network_representative(first.network), make_network_representative(second.network)
    make_network_representative(first.network)
    make_joint(cycle, came=came), make_joint(cycle, came=came)
    assert shown(cycle, HERE)["networks"] == (50, False)
    assert listed(client, cycle, HERE, "networks") == ({first}, {second})
    make_joint(cycle, came=sent_someone, status="represented")
    assert shown(cycle, HERE)["networks"] == (100, True)


# ── The round ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_only_a_baseline_round_of_the_cycle_counts(client, running, elsewhere):
    make_round(elsewhere)
    make_round(running, stage=Stage.PILOT_AREAS)
    assert shown(running, HERE)["round"] == (0, False)
    baseline = make_round(running)
    assert shown(running, HERE)["round"] == (1, True)
    assert listed(client, running, HERE, "round") == ({baseline}, None)


# ── Coverage ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_four_in_five_are_enough_and_three_in_four_are_not(cycle):
    network = make_network()
    asked = make_asked(cycle, [make_organisation(network) for _ in range(5)])
    for assignment in asked[:3]:
        make_response(assignment, verified=True)
    assert shown(cycle, HERE)["coverage"] == (60, False)
    make_response(asked[3], verified=True)
    assert shown(cycle, HERE)["coverage"] == (80, True)


def test_a_survey_that_is_not_started_a_draft_sent_or_returned_is_missing(client, cycle):
    network = make_network()
    asked = make_asked(cycle, [make_organisation(network) for _ in range(5)])
    make_response(asked[0], verified=True)
    make_response(asked[1], sent=False)
    make_response(asked[2])
    returned = make_response(asked[3], verified=True)
    returned.give_back(returned.latest, by=make_user(), comment="ตรวจยอดเงิน")
    assert shown(cycle, HERE)["coverage"] == (20, False)
    assert listed(client, cycle, HERE, "coverage") == ({asked[0]}, {*asked[1:]})


def test_the_least_covered_network_decides_and_one_without_expected_organisations_does_not(cycle):
    large, small = make_network(), make_network()
    make_organisation(make_network())
    *of_large, of_both, of_small = make_asked(
        cycle,
        [*(make_organisation(large) for _ in range(8)), make_organisation(large, small), make_organisation(small)],
    )
    for assignment in of_large:
        make_response(assignment, verified=True)
    assert shown(cycle, HERE)["coverage"] == (0, False)
    make_response(of_both, verified=True)
    assert shown(cycle, HERE)["coverage"] == (50, False)
    make_response(of_small, verified=True)
    assert shown(cycle, HERE)["coverage"] == (100, True)


def test_organisations_in_no_network_are_a_group_of_their_own(cycle):
    within, without = make_asked(cycle, [make_organisation(make_network()), make_organisation()])
    make_response(within, verified=True)
    assert shown(cycle, HERE)["coverage"] == (0, False)
    make_response(without, verified=True)
    assert shown(cycle, HERE)["coverage"] == (100, True)


def test_neither_the_follow_up_nor_another_cycle_moves_the_coverage_of_the_baseline(client, running, elsewhere):
    organisation = make_organisation(make_network())
    (baseline,), (again,) = (
        make_asked(running, [organisation]),
        make_asked(running, [organisation], stage=Stage.PILOT_AREAS),
    )
    (other,) = make_asked(elsewhere, [organisation])
    for assignment in (again, other):
        make_response(assignment, verified=True)
    assert shown(running, HERE)["coverage"] == (0, False)
    assert listed(client, running, HERE, "coverage") == (set(), {baseline})
    make_response(baseline, verified=True)
    assert shown(running, HERE)["coverage"] == (100, True)
    again.response.give_back(again.response.latest, by=make_user(), comment="ตรวจยอดเงิน")
    assert shown(running, HERE)["coverage"] == (100, True)


# ── The grades ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_grades_count_once_a_publication_of_the_baseline_stands(client, cycle, elsewhere):
    for each in (cycle, elsewhere):
        make_response(make_asked(each, [make_organisation()])[0], verified=True)
    elsewhere.rounds.get().publish(by=make_user())
    assert shown(cycle, HERE)["grades"] == (0, False)
    baseline = cycle.rounds.get()
    baseline.publish(by=make_user())
    assert shown(cycle, HERE)["grades"] == (1, True)
    assert listed(client, cycle, HERE, "grades") == ({baseline}, None)
    Publication.objects.filter(round=baseline).update(superseded_at=timezone.now())
    assert shown(cycle, HERE)["grades"] == (0, False)


def test_a_baseline_published_anew_counts_once(cycle):
    first, second = make_asked(cycle, [make_organisation(), make_organisation()])
    for assignment in (first, second):
        make_response(assignment, verified=True)
        cycle.rounds.get().publish(by=make_user())
    assert (Publication.objects.count(), shown(cycle, HERE)["grades"]) == (2, (1, True))


def test_published_grades_of_the_follow_up_are_not_those_of_the_baseline(running):
    organisation = make_organisation()
    make_asked(running, [organisation])
    (again,) = make_asked(running, [organisation], stage=Stage.PILOT_AREAS)
    make_response(again, verified=True)
    again.round.publish(by=make_user())
    assert shown(running, HERE)["grades"] == (0, False)
