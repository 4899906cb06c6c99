"""Who takes the consent to serve back is forgotten; what was signed stays."""

import pytest

from tests.factories import close, make_group, make_open_cycle, make_user
from tests.factories_teams import make_asked_seat, make_committee, make_draft, sign
from tests.forums.test_erasure import traces
from welfare_movement.people.models import Consent, User
from welfare_movement.process.stages import Stage
from working_groups.models import TeamMember

pytestmark = pytest.mark.django_db


@pytest.fixture
def seat():
    """Someone known for nothing else, who was asked by link and said yes."""
    person = make_user("กาญจนา", email=None, phone="0800000777")
    person.set_unusable_password()
    person.save()
    seat = make_asked_seat(person=person)
    seat.answer(True)
    return seat


def test_a_yes_is_kept_as_a_consent_and_a_second_yes_is_the_same(seat):
    seat.answer(True)
    consent = Consent.objects.get()
    assert (consent.purpose, consent.channel, consent.person) == ("team_membership", "online", seat.person)
    assert (consent.recorded_by, seat.consent) == (None, consent)


def test_a_yes_that_a_coordinator_writes_down_was_spoken():
    seat, coordinator = make_asked_seat(), make_user()
    seat.answer(True, by=coordinator)
    assert (seat.consent.channel, seat.consent.recorded_by) == ("spoken", coordinator)


def test_a_no_leaves_no_consent():
    seat = make_asked_seat()
    seat.answer(False)
    assert seat.consent is None


def test_who_takes_it_back_is_forgotten_and_the_seat_ends(seat):
    assert traces("กาญจนา", "0800000777") == ["กาญจนา", "0800000777"]
    seat.withdraw()
    assert traces("กาญจนา", "0800000777") == []
    assert (seat.state, seat.person, str(seat), seat.link.is_usable) == ("declined", None, "Name withdrawn", False)
    assert seat not in TeamMember.objects.standing()
    assert str(User.objects.get(phone="", given_name="")) == "Name withdrawn"


def test_who_was_only_asked_or_said_no_is_forgotten_as_well():
    cycle = make_open_cycle(Stage.WORKING_GROUPS)
    for answer, body in ((None, make_group(cycle, roles=())), (False, make_committee(cycle))):
        seat = make_asked_seat(body, "vice_chair")
        if answer is False:
            seat.answer(False, reason="งานล้นมือ")
        seat.withdraw()
        assert (seat.state, seat.person, seat.reason) == ("declined", None, "")


def test_a_signed_order_keeps_its_words():
    order = make_draft()
    member = TeamMember.objects.select_related("person").first()
    member.answer(True)
    sign(order).refresh_from_db()
    signed = order.paper()
    member.refresh_from_db()
    member.withdraw()
    order.refresh_from_db()
    assert (order.paper(), member.order, member.person) == (signed, order, None)


def test_in_a_closed_cycle_the_name_goes_and_the_seat_counts_on(seat):
    close(seat.group.cycle)
    seat.refresh_from_db()
    seat.withdraw()
    seat.withdraw()
    assert (seat.person, seat.declined_at, seat.forgotten_at is None) == (None, None, False)


def test_a_seat_of_the_committee_is_forgotten_too_and_keeps_its_post():
    seat = make_asked_seat(make_committee(), "adviser", person=make_user(), post="ปราชญ์ชุมชน")
    seat.answer(True)
    seat.consent.withdraw()
    seat.refresh_from_db()
    assert (seat.person, str(seat)) == (None, "ปราชญ์ชุมชน")
