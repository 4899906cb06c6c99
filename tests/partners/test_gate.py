"""The gate of PARTNERS counts what the agreement says, from nothing to met."""

import pytest

from partners.models import Participation
from partners.models.participation import Stance
from tests.factories import in_days, make_cycle, make_linkage, make_meeting, make_minutes, make_participation, make_user
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return make_cycle()


def shown(cycle):
    """What each requirement has and whether it is met, by key."""
    findings = cycle.findings(Stage.PARTNERS)[Stage.PARTNERS]
    return {finding.requirement.key: (finding.shown, finding.is_met) for finding in findings}


def test_a_new_cycle_has_nothing():
    assert shown(make_cycle()) == {
        "consultation": (0, False),
        "provincial": (0, False),
        "central": (0, False),
        "linkages": (0, False),
        "decided": (0, False),
    }


def test_a_consultation_counts_once_its_minutes_are_adopted(cycle):
    make_minutes(make_meeting(cycle, starts_at=in_days(-1)), circulated=True)
    make_minutes(make_meeting(cycle, starts_at=in_days(-1), kind="other"), adopted=True)
    assert shown(cycle)["consultation"] == (0, False)
    make_minutes(make_meeting(cycle, starts_at=in_days(-1)), adopted=True)
    assert shown(cycle)["consultation"] == (1, True)


def test_five_provincial_and_one_central_partner_have_to_join(cycle):
    for number in range(5):
        make_participation(cycle, stance=Stance.CONDITIONAL if number else Stance.JOINED)
    make_participation(cycle, stance=Stance.DECLINED)
    make_participation(cycle, stance=Stance.CONSIDERING, level="central")
    assert (shown(cycle)["provincial"], shown(cycle)["central"]) == ((5, True), (0, False))
    make_participation(cycle, stance=Stance.JOINED, level="central")
    assert shown(cycle)["central"] == (1, True)


def test_every_joined_partner_needs_a_complete_sheet(cycle):
    joined = [make_participation(cycle, stance=Stance.JOINED) for _ in range(3)]
    make_participation(cycle, stance=Stance.CONSIDERING)
    for asked in joined[:2]:
        make_linkage(asked)
    sheet = make_linkage(joined[2], gives=0)
    assert shown(cycle)["linkages"] == (66, False)
    sheet.gives.create(kind="money", what="เงินสมทบ")
    assert shown(cycle)["linkages"] == (100, True)


def test_four_in_five_of_all_asked_must_have_decided(cycle):
    for stance in (Stance.JOINED, Stance.CONDITIONAL, Stance.DECLINED, Stance.CONSIDERING):
        make_participation(cycle, stance=stance)
    assert shown(cycle)["decided"] == (75, False)
    make_participation(cycle, stance=Stance.DECLINED)
    assert shown(cycle)["decided"] == (80, True)
    make_participation(cycle)
    assert shown(cycle)["decided"] == (66, False)


def test_the_gate_passes_on_all_five(cycle):
    make_minutes(make_meeting(cycle, starts_at=in_days(-1)), adopted=True)
    for number in range(6):
        make_linkage(make_participation(cycle, stance=Stance.JOINED, level="provincial" if number else "central"))
    cycle.pass_gate(Stage.PARTNERS, by=make_user())
    assert cycle.is_open(Stage.SURVEYS)
    assert Participation.objects.count() == 6
