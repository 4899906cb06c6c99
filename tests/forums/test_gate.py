"""The gate of FORUMS asks for the forum itself, the districts, the declaration and the pledges."""

import pytest

from forums.models import Declaration, Pledge
from partners.models import Commitment
from partners.models.participation import Stance
from tests.factories import (
    make_expected_district,
    make_gathering,
    make_open_cycle,
    make_participation,
    make_registration,
    make_tambon,
    stamped,
    unstamped,
)
from tests.process.evidence import listed, shown
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db
HERE = Stage.FORUMS
DISTRICTS = ["8001", "8002", "8003", "8004", "8005"]


@pytest.fixture
def cycle():
    """A cycle that may have its forum and its celebration."""
    return make_open_cycle(Stage.CELEBRATION)


@pytest.fixture
def elsewhere():
    return make_open_cycle(Stage.CELEBRATION, year=2571)


def make_declaration(gathering, *, adopted=True):
    return Declaration.objects.create(gathering=gathering, text="คำประกาศ", **(stamped("adopted") if adopted else {}))


def make_pledge(gathering, participation):
    """As stored, also where the verb would refuse it."""
    promised = {"participation": participation}
    commitment = Commitment.objects.create(cycle=gathering.cycle, kind="people", what="คำมั่น", **promised)
    return Pledge.objects.create(gathering=gathering, text="คำมั่น", commitment=commitment, **promised)


def test_a_new_cycle_has_nothing(cycle):
    nothing = {"held": (0, False), "districts": (0, False), "declaration": (0, False), "pledges": (0, False)}
    assert shown(cycle, HERE) == nothing
    make_gathering(cycle)
    assert shown(cycle, HERE) == nothing


def test_a_forum_counts_once_it_was_held(client, cycle, elsewhere):
    make_gathering(cycle), make_gathering(elsewhere, held=True)
    make_gathering(cycle, Stage.CELEBRATION, held=True)
    assert shown(cycle, HERE)["held"] == (0, False)
    forum = make_gathering(cycle, held=True)
    assert shown(cycle, HERE)["held"] == (1, True)
    assert listed(client, cycle, HERE, "held") == ({forum}, None)


def test_a_district_counts_once_someone_of_it_was_checked_in(client, cycle):
    forum = make_gathering(cycle)
    expected = [make_expected_district(forum, code) for code in DISTRICTS]
    for code in DISTRICTS[:3]:
        make_registration(forum, make_tambon(f"{code}04"))
    make_registration(forum, make_tambon("800104"))
    make_registration(forum, make_tambon("800404"), came=False)
    make_registration(forum, make_tambon("800904"))
    assert shown(cycle, HERE)["districts"] == (60, False)
    assert listed(client, cycle, HERE, "districts") == ({*expected[:3]}, {*expected[3:]})
    make_registration(forum, make_tambon("800404"))
    assert shown(cycle, HERE)["districts"] == (80, True)


def test_who_came_to_the_celebration_or_to_another_forum_did_not_come_to_this_one(cycle, elsewhere):
    make_expected_district(make_gathering(cycle))
    for other in (make_gathering(cycle, Stage.CELEBRATION), make_gathering(elsewhere)):
        make_registration(other)
    assert shown(cycle, HERE)["districts"] == (0, False)


def test_districts_expected_at_the_celebration_are_not_those_of_the_forum(client, cycle, elsewhere):
    forum, celebration = make_gathering(cycle), make_gathering(cycle, Stage.CELEBRATION)
    here, there = make_expected_district(forum), make_expected_district(celebration, "8002")
    make_expected_district(make_gathering(elsewhere))
    make_registration(celebration, make_tambon("800204"))
    assert shown(cycle, HERE)["districts"] == (0, False)
    assert listed(client, cycle, HERE, "districts") == (set(), {here})
    make_registration(forum)
    assert shown(cycle, HERE)["districts"] == (100, True)
    celebration.registrations.all().delete()
    assert shown(cycle, HERE)["districts"] == (100, True)
    assert there not in listed(client, cycle, HERE, "districts")[0]


def test_a_declaration_counts_once_the_forum_has_adopted_it(client, cycle, elsewhere):
    declaration = make_declaration(make_gathering(cycle, held=True), adopted=False)
    make_declaration(make_gathering(cycle, Stage.CELEBRATION, held=True))
    make_declaration(make_gathering(elsewhere, held=True))
    assert shown(cycle, HERE)["declaration"] == (0, False)
    Declaration.objects.filter(pk=declaration.pk).update(**stamped("adopted"))
    assert shown(cycle, HERE)["declaration"] == (1, True)
    assert listed(client, cycle, HERE, "declaration") == ({declaration}, None)
    make_gathering(cycle, **unstamped("held"))
    assert shown(cycle, HERE)["declaration"] == (0, False)


def test_a_pledge_at_the_forum_of_another_cycle_counts_nowhere_else(cycle, elsewhere):
    participation = make_participation(cycle, stance=Stance.JOINED)
    make_pledge(make_gathering(elsewhere), participation)
    assert shown(cycle, HERE)["pledges"] == (0, False)


def test_four_in_five_joined_partners_must_have_pledged_at_the_forum(client, cycle):
    forum = make_gathering(cycle)
    joined = [make_participation(cycle, stance=stance) for stance in [Stance.JOINED] * 4 + [Stance.CONDITIONAL]]
    others = [make_participation(cycle, stance=stance) for stance in (Stance.CONSIDERING, Stance.DECLINED, None)]
    for participation in [*joined[2:], *others]:
        make_pledge(forum, participation)
    make_pledge(forum, joined[2])
    assert shown(cycle, HERE)["pledges"] == (60, False)
    assert listed(client, cycle, HERE, "pledges") == ({*joined[2:]}, {*joined[:2]})
    make_pledge(forum, joined[1])
    assert shown(cycle, HERE)["pledges"] == (80, True)


def test_a_pledge_of_the_celebration_or_of_another_cycle_is_no_pledge_of_the_forum(cycle, elsewhere):
    asked = make_participation(cycle, stance=Stance.JOINED)
    again = make_participation(elsewhere, partner=asked.partner, stance=Stance.JOINED)
    make_pledge(make_gathering(cycle, Stage.CELEBRATION), asked)
    make_pledge(make_gathering(elsewhere), again)
    assert (shown(cycle, HERE)["pledges"], shown(elsewhere, HERE)["pledges"]) == ((0, False), (100, True))
