"""Seats are given in the order in which people register, by quota; who waits moves up; the door checks each in once."""

import uuid

import pytest

from forums.models import Registration
from tests.factories import make_network, make_open_cycle, make_tambon, make_user
from tests.factories_gathering import begin, make_person, make_planned, make_ticket
from welfare_movement.notices.models import Notice
from welfare_movement.people.models import Consent, Link, User
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def forum():
    """Three seats: two of the first district, one of the second."""
    for code in ("800104", "800105", "800201"):
        make_tambon(code)
    return make_planned(make_open_cycle(Stage.FORUMS), capacity=3)


def refused(match):
    return pytest.raises(Refused, match=match)


def states(*tickets):
    for each in tickets:
        each.refresh_from_db()
    return [each.state for each in tickets]


# ── Registering ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_someone_nobody_knows_registers_themselves_and_gets_a_ticket(forum):
    ticket = forum.register(make_person(), tambon=make_tambon(), organisation="กองทุนตัวอย่าง", consents=True)
    assert (ticket.state, ticket.registered_by, ticket.organisation) == ("seated", None, "กองทุนตัวอย่าง")
    assert (len(ticket.code), ticket.code.isdecimal()) == (6, True)
    assert (ticket.link.opens, ticket.link.target()) == ("forums.Registration", ticket)
    assert (ticket.person.has_usable_password(), ticket.person.email) == (False, None)
    consent = Consent.objects.get()
    assert (consent.person, consent.purpose, ticket.consent) == (ticket.person, "gathering", consent)
    assert not Notice.objects.exists()


def test_seats_are_given_up_to_each_quota_and_never_over_all(forum):
    tickets = [make_ticket(forum, code) for code in ("800104", "800201", "800201", "800105", "800104", None)]
    assert states(*tickets) == ["seated", "seated", "waiting", "seated", "waiting", "waiting"]
    assert [each.place for each in tickets] == [None, None, 1, None, 2, 3]
    assert forum.room().free == 0


def test_the_quota_of_a_network_holds_too(forum):
    network = make_network()
    forum.network_seats.create(network=network, seats=1)
    tickets = [make_ticket(forum, code, network=network) for code in ("800104", "800201")]
    assert states(*tickets, make_ticket(forum, "800201")) == ["seated", "waiting", "seated"]


def test_a_form_sent_twice_makes_one_registration(forum):
    key = uuid.uuid4()
    first, again = (forum.register(make_person(), key=key) for _ in range(2))
    assert (first, User.objects.filter(given_name="สมหมาย").count()) == (again, 1)


def test_who_is_registered_already_keeps_that_registration(forum):
    person = make_user()
    assert make_ticket(forum, person=person) == make_ticket(forum, person=person)


def test_a_namesake_with_the_same_phone_is_told_that_they_are_registered(forum):
    forum.register(make_person())
    with refused("registered already"):
        forum.register(make_person())
    forum.register(make_person(phone="0800000124"))
    forum.register(make_person("สมใจ"))
    assert (Registration.objects.count(), User.objects.filter(family_name="ใจดี", email=None).count()) == (3, 3)


def test_nobody_registers_themselves_before_the_days_but_a_coordinator_may_register_them(forum):
    forum.closes_at = forum.opens_at = None
    type(forum).objects.update(closes_at=forum.planned_at)
    with refused("Registration is not open now"):
        forum.register(make_person())
    assert (Registration.objects.count(), User.objects.filter(given_name="สมหมาย").count()) == (0, 0)
    assert forum.register(make_person(), by=make_user()).state == "seated"


def test_no_two_have_the_same_code(forum, monkeypatch):
    drawn = iter([7, 7, 7, 8])
    monkeypatch.setattr("welfare_movement.people.codes.secrets.randbelow", lambda _most: next(drawn))
    assert [make_ticket(forum).code for _ in range(2)] == ["000007", "000008"]


# ── Giving back ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_seat_given_back_goes_to_the_first_in_the_line_whom_it_fits(forum):
    first, _other, second = (make_ticket(forum, code) for code in ("800104", "800105", "800201"))
    of_second, of_first, later = (make_ticket(forum, code) for code in ("800201", "800104", "800104"))
    first.cancel()
    assert states(of_second, of_first, later, first) == ["waiting", "seated", "waiting", "cancelled"]
    told = Notice.objects.get(kind="forums_seat")
    assert (told.to, told.link) == (of_first.person, of_first.link)
    second.cancel(by=make_user())
    assert states(of_second, later) == ["seated", "waiting"]


def test_a_place_in_the_line_is_given_back_too(forum):
    tickets = [make_ticket(forum, "800201") for _ in range(3)]
    tickets[1].cancel()
    tickets[2].refresh_from_db()
    assert (tickets[2].place, Notice.objects.count()) == (1, 0)


def test_a_registration_is_cancelled_once_and_not_by_whoever_came(forum):
    ticket = make_ticket(forum)
    ticket.cancel()
    with refused("was cancelled"):
        ticket.cancel()
    came = begin(forum).walk_in(make_user(), by=make_user())
    with refused("has come"):
        came.cancel()
    assert states(ticket, came) == ["cancelled", "here"]


def test_whoever_cancelled_may_register_anew_at_the_end_of_the_line(forum):
    person = make_user()
    for each in [make_ticket(forum, "800201", person=person), make_ticket(forum, "800201")]:
        each.refresh_from_db()
    forum.registrations.get(person=person).cancel()
    again = make_ticket(forum, "800201", person=person)
    assert (again.state, again.place) == ("waiting", 1)


# ── The door ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_who_comes_is_checked_in_once_and_the_second_is_told_who_was_first(forum):
    ticket, first = make_ticket(forum), make_user("สุดา")
    ticket.gathering = begin(forum)
    same = Registration.objects.get(pk=ticket.pk)
    ticket.check_in(by=first)
    with refused("checked in already, .* by สุดา ใจดี"):
        same.check_in(by=make_user())
    same.refresh_from_db()
    assert (same.checked_in_by, same.checked_in_at, same.beyond_at) == (first, ticket.checked_in_at, None)


def test_the_door_is_shut_before_the_day_and_to_those_who_cancelled(forum):
    ticket = make_ticket(forum)
    with refused("opens on the day"):
        ticket.check_in(by=make_user())
    ticket.cancel()
    ticket.gathering = begin(forum)
    with refused("was cancelled"):
        ticket.check_in(by=make_user())
    assert not Registration.objects.checked_in().exists()


def test_who_waits_takes_a_free_seat_at_the_door_whatever_the_quota(forum):
    _seated, waits = make_ticket(forum, "800201"), make_ticket(forum, "800201")
    waits.gathering = begin(forum)
    waits.check_in(by=make_user())
    waits.refresh_from_db()
    assert (waits.state, waits.beyond_at, forum.room().free) == ("here", None, 1)


def test_beyond_the_seats_only_when_the_door_says_so(forum):
    tickets = [make_ticket(forum, code) for code in ("800104", "800105", "800201", "800104")]
    waits, by = tickets[-1], make_user()
    waits.gathering = begin(forum)
    with refused("Every seat is taken"):
        waits.check_in(by=by)
    with refused("Every seat is taken"):
        forum.walk_in(make_person(), by=by)
    assert not User.objects.filter(given_name="สมหมาย").exists()
    waits.check_in(by=by, beyond=True)
    walked = forum.walk_in(make_person(), by=by, beyond=True)
    assert [(each.state, each.beyond_by, each.seated_at) for each in (waits, walked)] == [("here", by, None)] * 2
    assert (forum.room().free, Registration.objects.seated().count()) == (0, 3)


def test_a_walk_in_takes_a_free_seat_over_its_quota(forum):
    by = make_user()
    begin(forum)
    came = [forum.walk_in(make_user(), by=by, tambon=make_tambon("800201")) for _ in range(2)]
    assert [each.state for each in came] == ["here"] * 2
    assert forum.room().districts == {"8001": 2, "8002": -1}


def test_a_walk_in_who_is_registered_already_is_checked_in(forum):
    ticket = make_ticket(forum)
    begin(forum)
    assert forum.walk_in(ticket.person, by=make_user()) == ticket
    assert states(ticket) == ["here"]


def test_a_wrong_check_in_is_taken_back_and_stays_on_record(forum):
    first, second = make_user(), make_user()
    ticket = make_ticket(forum)
    ticket.gathering = begin(forum)
    with refused("is not checked in"):
        ticket.undo_check_in(by=second)
    ticket.check_in(by=first)
    at = ticket.checked_in_at
    ticket.undo_check_in(by=second)
    undone = ticket.undone.get()
    assert (undone.checked_in_by, undone.checked_in_at, undone.undone_by) == (first, at, second)
    assert (ticket.state, ticket.checked_in_by) == ("seated", None)
    ticket.check_in(by=second)
    assert ticket.checked_in_by == second


def test_who_was_let_in_beyond_the_seats_waits_again_when_that_is_taken_back(forum):
    tickets = [make_ticket(forum, code) for code in ("800104", "800105", "800201", "800104")]
    waits = tickets[-1]
    waits.gathering = begin(forum)
    waits.check_in(by=make_user(), beyond=True)
    waits.undo_check_in(by=make_user())
    assert (waits.state, waits.beyond_at, Link.objects.count()) == ("waiting", None, 4)
