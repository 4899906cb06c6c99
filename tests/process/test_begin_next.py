"""The next cycle starts from a closed one, with everything that it hands on."""

from datetime import date

import pytest

from partners.models import Commitment, Participation
from partners.models.participation import Stance
from tests.factories import (
    close,
    make_cycle,
    make_district,
    make_linkage,
    make_member,
    make_participation,
    make_tambon,
    make_user,
)
from welfare_movement.process.legacy import counted, legacies, legacy
from welfare_movement.process.models import Cycle, GateNeed
from welfare_movement.process.refusals import AlreadyBegun, NotClosedYet
from welfare_movement.process.roles import Role
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db
DUE = date(2027, 1, 31)


@pytest.fixture
def admin():
    return make_user("ดวงใจ")


@pytest.fixture
def cycle(admin):
    cycle = make_cycle()
    make_member(cycle, Role.ADMINISTRATOR, user=admin)
    return cycle


def next_of(cycle, admin, year=2571):
    close(cycle)
    return cycle.begin_next(by=admin, year=year)


def test_an_open_cycle_has_no_next_one(cycle, admin):
    with pytest.raises(NotClosedYet, match="once it is closed"):
        cycle.begin_next(by=admin, year=2571)
    assert Cycle.objects.count() == 1


def test_a_closed_cycle_has_one_next_one_and_a_second_caller_is_told_of_it(cycle, admin):
    begun = next_of(cycle, admin)
    with pytest.raises(AlreadyBegun, match="2571"):
        cycle.begin_next(by=admin, year=2572)
    assert (begun.previous, begun.year, begun.closed_at) == (cycle, 2571, None)
    assert Cycle.objects.get(pk=cycle.pk).successor == begun
    assert Cycle.objects.count() == 2


@pytest.mark.parametrize("year", [2569, 2570])
def test_the_next_cycle_is_of_a_later_year(cycle, admin, year):
    close(cycle)
    with pytest.raises(Refused, match="Choose a later year"):
        cycle.begin_next(by=admin, year=year)


def test_the_next_cycle_is_of_a_year_that_has_none_yet(cycle, admin):
    make_cycle(year=2571)
    close(cycle)
    with pytest.raises(Refused, match="Choose a later year"):
        cycle.begin_next(by=admin, year=2571)


def test_only_an_administrator_of_the_closed_cycle_begins_it(cycle):
    coordinator = make_member(cycle, Role.COORDINATOR)
    close(cycle)
    with pytest.raises(Refused, match="Only an administrator"):
        cycle.begin_next(by=coordinator, year=2571)
    assert Cycle.objects.count() == 1


def test_people_keep_their_roles_but_those_who_may_no_longer_sign_in(cycle, admin):
    reviewer = make_member(cycle, Role.REVIEWER, make_district("8008"))
    make_member(cycle, Role.OBSERVER, user=make_user("ลาออก", is_active=False))
    held = next_of(cycle, admin).memberships.values_list("user", "role", "district")
    assert set(held) == {(admin.pk, "administrator", None), (reviewer.pk, "reviewer", "8008")}


def test_needs_and_names_of_stages_are_handed_on_and_their_days_are_not(cycle, admin):
    GateNeed.objects.create(cycle=cycle, requirement="partners.central", need=2, set_by=make_user())
    cycle.plans.filter(stage=6).update(title="งานสมโภช", starts_on="2027-09-01")
    begun = next_of(cycle, admin)
    assert list(begun.needs.values_list("requirement", "need", "set_by")) == [("partners.central", 2, admin.pk)]
    assert list(begun.plans.exclude(title="").values_list("stage", "title", "starts_on")) == [(6, "งานสมโภช", None)]
    assert begun.plans.count() == 6


def test_every_partner_is_asked_anew_and_has_decided_nothing(cycle, admin):
    joined = make_participation(cycle, stance=Stance.JOINED)
    declined = make_participation(cycle, stance=Stance.DECLINED)
    make_linkage(joined)
    begun = next_of(cycle, admin)
    asked = begun.participations.values_list("partner", "stance")
    assert set(asked) == {(each.partner_id, "not_contacted") for each in (joined, declined)}
    assert not Participation.objects.linked().filter(cycle=begun).exists()


def test_open_promises_are_kept_in_the_next_cycle_and_kept_ones_stay_where_they_are(cycle, admin):
    partner, tambon = make_participation(cycle), make_tambon()
    money = Commitment.objects.create(cycle=cycle, participation=partner, kind="money", what="สมทบ", due_on=DUE)
    place = Commitment.objects.create(cycle=cycle, tambon=tambon, kind="place", what="ศาลาประชุม")
    kept = Commitment.objects.create(cycle=cycle, participation=partner, kind="goods", what="เครื่องเสียง")
    kept.keep(by=admin, proof="ส่งมอบแล้ว")
    begun = next_of(cycle, admin)
    carried = {each.carried_from: each for each in begun.commitments.all()}
    assert {*carried} == {money, place}
    assert carried[money].participation == begun.participations.get(partner=partner.partner)
    assert (carried[money].what, carried[money].due_on) == ("สมทบ", DUE)
    assert carried[money].made_at == money.made_at
    assert (carried[place].tambon, carried[place].participation) == (tambon, None)
    carried[money].keep(by=admin, proof="โอนแล้ว")
    assert list(cycle.commitments.kept()) == [kept]


def test_what_is_handed_on_is_counted_before(cycle):
    make_participation(cycle)
    numbers = {str(label): number for label, number in counted(cycle)}
    assert numbers == {
        "Roles of people": 1,
        "Needs of gates that differ": 0,
        "Names of stages": 0,
        "Partners, asked in anew": 1,
        "Commitments still open": 0,
    }


def test_a_legacy_is_registered_once():
    with pytest.raises(ValueError, match="registered twice"):
        legacy("process.roles", "Roles", rows=None, carry=None)
    assert legacies["process.roles"].carry is not None
