"""A gathering is planned once a stage, moved, cancelled, and recorded as held on what happened."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forums.models import Gathering, ProgrammeItem, share_seats
from tests.factories import (
    close,
    in_days,
    make_district,
    make_member,
    make_network,
    make_open_cycle,
    make_registration,
    make_tambon,
    make_user,
)
from tests.factories_gathering import begin, make_declaration, make_gathering_invitation, make_planned, make_ticket
from welfare_movement.notices.models import Notice
from welfare_movement.process.refusals import CycleClosed, StageLocked
from welfare_movement.process.stages import Stage
from welfare_movement.process.todos import owed
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    """A cycle that may have its forum, in a province of two districts with three tambons and with one."""
    for code in ("800104", "800105", "800106", "800201"):
        make_tambon(code)
    return make_open_cycle(Stage.FORUMS)


def refused(match):
    return pytest.raises(Refused, match=match)


# ── Planning ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_every_district_is_expected_with_seats_by_its_tambons(cycle):
    forum = make_planned(cycle, capacity=100)
    assert dict(forum.districts.values_list("district", "seats")) == {"8001": 75, "8002": 25}
    assert forum.planned_by is not None


def test_a_stage_has_one_gathering_until_it_is_cancelled(cycle):
    first = make_planned(cycle, title="เวทีแรก")
    with refused("“เวทีแรก” is planned for this stage already"):
        make_planned(cycle)
    assert Gathering.objects.get() == first
    first.cancel(by=make_user(), reason="น้ำท่วม")
    assert make_planned(cycle).pk != first.pk


def test_nothing_is_planned_before_its_stage_opens_or_after_the_cycle_closed():
    early = make_open_cycle(Stage.WORKING_GROUPS, year=2571)
    with pytest.raises(StageLocked):
        make_planned(early)
    cycle = make_open_cycle(Stage.CELEBRATION)
    with pytest.raises(StageLocked):
        make_planned(make_open_cycle(Stage.PILOT_AREAS, year=2572), Stage.CELEBRATION)
    close(cycle)
    with pytest.raises(CycleClosed):
        make_planned(cycle)
    assert not Gathering.objects.exists()


def test_a_breakout_room_has_a_zone_and_what_is_for_all_has_none(cycle):
    forum = make_planned(cycle)
    for kind, zone in (("breakout", ""), ("plenary", "โซนเหนือ")):
        with pytest.raises(Exception, match="A breakout room has a zone"):
            ProgrammeItem(gathering=forum, kind=kind, zone=zone, title="x", starts_at=forum.starts_at).full_clean()


# ── Seats shared out ───────────────────────────────────────────────────────────────────────────────────────────────
def test_more_seats_let_those_who_wait_move_up_in_their_order(cycle):
    forum = make_planned(cycle, capacity=1)
    first, second, third = make_ticket(forum), make_ticket(forum), make_ticket(forum)
    share_seats(forum, 2, districts={"8001": 9})
    assert [each.state for each in (first, second, third)] == ["seated", "waiting", "waiting"]
    for each in (second, third):
        each.refresh_from_db()
    assert (second.state, third.state, third.place) == ("seated", "waiting", 1)
    told = Notice.objects.get(kind="forums_seat")
    assert (told.to, told.link) == (second.person, second.link)


def test_seats_that_are_taken_are_not_taken_away(cycle):
    forum = make_planned(cycle, capacity=4)
    make_ticket(forum), make_ticket(forum)
    for fewer, match in (
        ({"capacity": 1}, "2 people have a seat"),
        ({"capacity": 4, "districts": {"8001": 1}}, "2 people of “"),
    ):
        with refused(match):
            share_seats(forum, **fewer)
    forum.refresh_from_db()
    assert (forum.capacity, forum.districts.get(district="8001").seats) == (4, 3)


def test_a_quota_that_walk_ins_went_over_may_stay_as_it_is(cycle):
    forum = begin(make_planned(cycle, capacity=4))
    for _number in range(2):
        forum.walk_in(make_user(), by=make_user(), tambon=make_tambon("800201"))
    share_seats(forum, 5, districts={"8002": 1, "8001": 3})
    forum.refresh_from_db()
    assert (forum.capacity, forum.districts.get(district="8002").seats) == (5, 1)


def test_a_network_has_no_limit_until_one_is_set_and_after_it_is_taken_off(cycle):
    forum, network = make_planned(cycle, capacity=9), make_network()
    make_ticket(forum, network=network)
    share_seats(forum, 9, networks={network.pk: 1})
    waits = make_ticket(forum, network=network)
    assert waits.state == "waiting"
    with refused("1 people of “"):
        share_seats(forum, 9, networks={network.pk: 0})
    share_seats(forum, 9, networks={network.pk: None})
    waits.refresh_from_db()
    assert (waits.state, forum.network_seats.count()) == ("seated", 0)


# ── Moved, cancelled ───────────────────────────────────────────────────────────────────────────────────────────────
def test_a_moved_gathering_tells_those_with_a_seat_once_and_takes_its_programme_along(cycle):
    forum = make_planned(cycle, capacity=1)
    seated, _waits = make_ticket(forum), make_ticket(forum)
    item = forum.items.create(title="เปิด", starts_at=forum.starts_at + timedelta(hours=1))
    invitation = make_gathering_invitation(forum)
    forum.move(starts_at=in_days(40), ends_at=in_days(40, hour=16), venue="โรงแรม", by=make_user())
    item.refresh_from_db(), seated.link.refresh_from_db(), invitation.link.refresh_from_db()
    assert item.starts_at == in_days(40, hour=10)
    assert [each.to for each in Notice.objects.filter(kind="forums_moved")] == [seated.person]
    assert {seated.link.expires_at, invitation.link.expires_at} == {forum.links_expire_at}
    forum.move(starts_at=in_days(41), ends_at=in_days(41, hour=16), venue="โรงแรม", by=make_user())
    assert Notice.objects.filter(kind="forums_moved").waiting().count() == 1
    assert Notice.objects.get(kind="forums_invitation").cancelled_at is not None


def test_a_gathering_is_moved_only_ahead_of_it_and_into_the_future(cycle):
    forum = make_planned(cycle)
    with refused("cannot be moved into the past"):
        forum.move(starts_at=in_days(-1), ends_at=in_days(1), venue="x", by=make_user())
    with refused("has begun already"):
        begin(forum).move(starts_at=in_days(3), ends_at=in_days(4), venue="x", by=make_user())
    assert Gathering.objects.get().moves == 0


def test_everyone_registered_is_told_that_it_is_cancelled(cycle):
    forum = make_planned(cycle, capacity=1)
    here = [make_ticket(forum), make_ticket(forum)]
    gone = make_ticket(forum)
    gone.cancel()
    forum.cancel(by=make_user("สุดา"), reason="น้ำท่วม")
    told = Notice.objects.filter(kind="forums_cancelled")
    assert {each.to for each in told} == {each.person for each in here}
    assert all("น้ำท่วม" in each.body for each in told)
    with refused("cancelled by สุดา"):
        forum.cancel(by=make_user(), reason="อีกครั้ง")
    with refused("cancelled by สุดา"):
        make_ticket(forum)


def test_what_was_held_is_not_cancelled_nor_held_again(cycle):
    forum, by = begin(make_planned(cycle)), make_user("สุดา")
    make_registration(forum)
    forum.hold(by=by)
    with refused("สุดา ใจดี recorded this gathering as held"):
        forum.hold(by=make_user())
    with refused("recorded this gathering as held"):
        forum.cancel(by=make_user(), reason="x")
    forum.refresh_from_db()
    assert (forum.held_by, forum.cancelled_at) == (by, None)


def test_it_is_held_once_it_began_and_someone_came(cycle):
    forum = make_planned(cycle)
    registration = make_registration(forum)
    with refused("has not begun yet"):
        forum.hold(by=make_user())
    registration.undo_check_in(by=make_user())
    begin(forum)
    with refused("Check in first who came"):
        forum.hold(by=make_user())
    forum.refresh_from_db()
    assert forum.held_at is None


# ── What is owed ───────────────────────────────────────────────────────────────────────────────────────────────────
def keys(person, cycle):
    return sorted(each.todo.key for each in owed(person, cycle) if each.todo.key.startswith("forums."))


def test_coordinators_are_told_what_is_to_be_done(cycle):
    coordinator, forum = make_member(cycle), make_planned(cycle, capacity=4)
    assert keys(coordinator, cycle) == []
    make_ticket(forum, "800201"), make_ticket(forum, "800201")  # the second waits: the district has one seat
    assert keys(coordinator, cycle) == ["forums.waiting"]
    assert keys(make_member(cycle, "observer"), cycle) == []
    share_seats(forum, 4, districts={"8002": 2})
    begin(forum), make_declaration(forum), make_registration(forum)
    assert keys(coordinator, cycle) == ["forums.declaration", "forums.hold"]
    forum.hold(by=coordinator), forum.declaration.adopt(by=coordinator)
    assert keys(coordinator, cycle) == []


def test_registration_is_open_between_its_days(cycle):
    forum = make_planned(cycle)
    assert forum.takes_registrations
    for days in ((1, 5), (-5, -1)):
        forum.opens_at, forum.closes_at = in_days(days[0]), in_days(days[1])
        assert not forum.takes_registrations
    forum.opens_at, forum.closes_at = in_days(-1), None
    assert forum.takes_registrations
    begin(forum)
    assert forum.takes_registrations
    Gathering.objects.update(ends_at=timezone.now())
    forum.refresh_from_db()
    assert not forum.takes_registrations


def test_the_door_opens_on_the_day(cycle):
    make_district("8001")
    assert not make_planned(cycle).door_is_open
    assert begin(Gathering.objects.get()).door_is_open
