"""The last seat, and the double check-in; each with the proof that, unguarded, the race would show (faults 22, 23)."""

import threading
import uuid
from contextlib import suppress
from datetime import timedelta
from itertools import count
from queue import Empty, SimpleQueue

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from forums.models import Gathering, Registration, Reminder, share_seats
from forums.reminders import remind
from tests.factories import make_member, make_open_cycle, make_registration, make_tambon, make_user
from tests.factories_gathering import begin, make_person, make_planned, make_ticket
from tests.faults.conftest import all_at_once, in_threads, signed_in
from welfare_movement.notices.models import Notice
from welfare_movement.people.models import User
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db(transaction=True)
# SQLite lets one write after the other, whoever asks; a smaller crowd shows the same there in a bearable time.
SEATS, CROWD, DOORS = (300, 1000, 12) if connection.vendor == "postgresql" else (90, 300, 6)
DISTRICTS = ["8001", "8002", "8003"]


@pytest.fixture
def unlocked(monkeypatch):
    """The control: the lock on the row does nothing."""
    monkeypatch.setattr(QuerySet, "select_for_update", lambda self, **options: self)


@pytest.fixture
def deferred():
    """The control on SQLite: transactions that begin as readers, which cannot wait for their turn to write."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.close()
    before = connection.settings_dict["OPTIONS"]
    connection.settings_dict["OPTIONS"] = {**before, "transaction_mode": "DEFERRED", "timeout": 0.1}
    yield
    connection.close()
    connection.settings_dict["OPTIONS"] = before


def planned(capacity):
    for code in DISTRICTS:
        make_tambon(f"{code}04")
    return make_planned(make_open_cycle(Stage.FORUMS), capacity=capacity)


def again(gathering):
    """The same gathering as another process would have loaded it."""
    return Gathering.objects.select_related("cycle__province").get(pk=gathering.pk)


def assert_nobody_was_wronged(gathering):
    """No seat sold twice, no quota exceeded, and nobody waits whom a free seat would fit."""
    gathering.refresh_from_db()
    room, line = gathering.room(), gathering.registrations.in_line().comers()
    assert room.free >= 0
    assert min(room.districts.values()) >= 0
    assert [comer for comer in line if room.fits(comer)] == []
    codes = list(gathering.registrations.values_list("code", flat=True))
    assert len(codes) == len(set(codes))


# ── faults 22: the last seat ───────────────────────────────────────────────────────────────────────────────────────
def test_of_fifty_who_ask_for_the_last_seat_at_once_one_has_it_and_the_others_wait_in_line(site):
    forum = planned(1)
    forms = [
        {
            "given_name": f"คนที่{number}",
            "phone": f"08000{number:05}",
            "tambon": "800104",
            "consent": "on",
            "key": uuid.uuid4(),
        }
        for number in range(50)
    ]
    cookies = {"csrftoken": "t" * 32}
    answers = all_at_once(site, [(cookies, forum.register_path, form) for form in forms])
    assert [answer.status_code for answer in answers] == [302] * 50
    assert (Registration.objects.seated().count(), Registration.objects.waiting().count()) == (1, 49)
    assert Registration.objects.seated().get() == Registration.objects.order_by("registered_at", "pk").first()
    assert [each.before for each in Registration.objects.in_line().with_place()] == list(range(49))
    assert_nobody_was_wronged(forum)


def test_of_two_who_press_at_once_one_has_the_last_seat():
    forum, numbers = planned(1), count(1)
    results = in_threads(lambda: again(forum).register(make_person(phone=f"080000000{next(numbers)}")), 2)
    assert sorted(each.state for each in results) == ["seated", "waiting"]


def test_without_the_lock_the_last_seat_would_be_sold_more_than_once(unlocked, deferred, monkeypatch):
    forum, numbers, together, room = planned(1), count(1), threading.Barrier(8), Gathering.room

    def room_together(self):
        left = room(self)
        with suppress(threading.BrokenBarrierError):
            together.wait(timeout=5)
        return left

    people = [make_user() for _ in range(8)]
    monkeypatch.setattr(Gathering, "room", room_together)
    unretried = Gathering.register.__wrapped__
    results = in_threads(lambda: unretried(again(forum), people[next(numbers) - 1], by=people[0]), 8)
    if connection.vendor == "sqlite":
        assert "database is locked" in {str(each) for each in results}
    else:
        assert Registration.objects.seated().count() == 8


def test_a_whole_crowd_gets_all_the_seats_and_a_line_in_order_and_no_quota_is_exceeded():
    """Each district asks for more than its share, and nobody gives up."""
    forum, waiting, wrong = planned(SEATS), SimpleQueue(), []
    tambons = [make_tambon(f"{code}04") for code in DISTRICTS]
    for number in range(CROWD):
        waiting.put((make_person(f"คนที่{number}", phone=f"08{number:08}"), tambons[number % 3]))

    def work():
        here = again(forum)
        with suppress(Empty):
            while True:
                person, tambon = waiting.get_nowait()
                try:
                    here.register(person, tambon=tambon)
                except Exception as error:  # noqa: BLE001 - it is the result
                    wrong.append(error)

    in_threads(work, DOORS)
    assert wrong == []
    assert (Registration.objects.seated().count(), Registration.objects.waiting().count()) == (SEATS, CROWD - SEATS)
    for row in forum.districts.for_count():
        assert (row.seated, row.seats) == (SEATS // 3, SEATS // 3)
        ours = forum.registrations.filter(tambon__district=row.district_id).order_by("registered_at", "pk")
        assert all(each.seated_at for each in ours[: row.seats])
        assert not any(each.seated_at for each in ours[row.seats :])
    moments = list(forum.registrations.order_by("pk").values_list("registered_at", flat=True))
    assert moments == sorted(moments)
    assert_nobody_was_wronged(forum)


def test_seats_given_back_while_others_register_vanish_nowhere():
    forum = planned(6)
    seated = [make_ticket(forum, f"{code}04") for code in DISTRICTS * 2]
    waits = [make_ticket(forum, f"{code}04") for code in DISTRICTS * 3]
    leaving = [
        Registration.objects.select_related("gathering__cycle", "person").get(pk=each.pk)
        for each in [*seated, *waits[:2]]
    ]
    coming = [make_user() for _ in range(6)]
    deeds = SimpleQueue()
    by = make_user()
    for each in leaving:
        deeds.put(each.cancel)
    for person in coming:
        deeds.put(lambda person=person: again(forum).register(person, by=by, tambon=make_tambon("800104")))
    deeds.put(lambda: share_seats(again(forum), 7, districts={"8001": 3}))
    results = in_threads(lambda: deeds.get_nowait()(), deeds.qsize())
    assert [each for each in results if isinstance(each, Exception)] == []
    assert Registration.objects.standing().count() == 13
    assert Registration.objects.seated().count() == 7
    assert_nobody_was_wronged(forum)
    moved_up = Registration.objects.seated().filter(pk__in=[each.pk for each in waits]).values_list("person", flat=True)
    assert {*Notice.objects.filter(kind="forums_seat").values_list("to", flat=True)} >= {*moved_up}
    assert Notice.objects.filter(kind="forums_seat").count() == len({*Notice.objects.values_list("key", flat=True)})


def test_without_the_lock_one_seat_given_back_would_go_to_two(unlocked, deferred, monkeypatch):
    forum = planned(3)
    first, other = make_ticket(forum, "800104"), make_ticket(forum, None)
    for _number in range(3):
        make_ticket(forum, None)
    leaving = SimpleQueue()
    for each in (first, other):
        leaving.put(Registration.objects.select_related("gathering__cycle", "person").get(pk=each.pk))
    together, fill = threading.Barrier(2), Gathering.fill_seats

    def fill_together(self):
        with suppress(threading.BrokenBarrierError):
            together.wait(timeout=5)
        return fill(self)

    monkeypatch.setattr(Gathering, "fill_seats", fill_together)
    unretried = Registration.cancel.__wrapped__
    results = in_threads(lambda: unretried(leaving.get_nowait()), 2)
    if connection.vendor == "sqlite":
        assert "database is locked" in {str(each) for each in results}
    else:
        # Each saw the seat of the other as taken still: one free seat, and somebody waiting before it.
        room = again(forum).room()
        assert [comer for comer in forum.registrations.in_line().comers() if room.fits(comer)] != []


def test_a_form_that_an_impatient_thumb_sends_eight_times_makes_one_registration():
    forum, key = planned(3), uuid.uuid4()
    results = in_threads(lambda: again(forum).register(make_person(), key=key), 8)
    assert len({each.pk for each in results}) == 1
    assert (Registration.objects.count(), User.objects.filter(given_name="สมหมาย").count()) == (1, 1)


def test_several_beats_remind_everyone_once_and_a_seat_withdrawn_twice_is_given_on_once():
    forum = planned(3)
    seated = [make_ticket(forum, f"{code}04") for code in DISTRICTS]
    Registration.objects.update(seated_at=timezone.now() - timedelta(days=30))
    Gathering.objects.update(starts_at=timezone.now() + timedelta(hours=20))
    assert not [each for each in in_threads(remind, 4) if isinstance(each, Exception)]
    assert (Reminder.objects.count(), Notice.objects.filter(kind="forums_reminder").count()) == (3, 3)
    waits = [make_ticket(forum, "800104") for _number in range(2)]
    results = in_threads(lambda: Registration.objects.get(pk=seated[0].pk).withdraw(), 4)
    assert results == [None] * 4
    here = Registration.objects.seated()
    assert (here.count(), here.filter(pk=waits[0].pk).count()) == (3, 1)
    assert_nobody_was_wronged(forum)


# ── faults 23: two scanners at the door ────────────────────────────────────────────────────────────────────────────
def test_of_fifty_who_check_one_ticket_in_at_once_one_does_and_the_others_are_told_who_and_when(site):
    forum = begin(planned(3))
    ticket = make_registration(forum, came=False)
    keepers = [make_member(forum.cycle) for _ in range(2)]
    path = f"{ticket.get_absolute_url()}check-in/"
    answers = all_at_once(site, [(signed_in(keepers[number % 2]), path, {}) for number in range(50)])
    assert sorted(answer.status_code for answer in answers) == [302] + [409] * 49
    ticket.refresh_from_db()
    told = [answer.text for answer in answers if answer.status_code == 409]
    assert all(ticket.checked_in_by.full_name in text for text in told)


def test_of_eight_who_let_the_last_two_walk_ins_in_two_have_seats():
    forum, by, numbers = begin(planned(2)), make_user(), count(1)
    results = in_threads(lambda: again(forum).walk_in(make_person(phone=f"080000000{next(numbers)}"), by=by), 8)
    assert sorted(type(each).__name__ for each in results) == ["Full"] * 6 + ["Registration"] * 2
    assert (Registration.objects.checked_in().count(), User.objects.filter(given_name="สมหมาย").count()) == (2, 2)


def test_without_the_filtered_update_two_scanners_would_check_one_ticket_in(deferred):
    ticket, together = make_registration(begin(planned(3)), came=False), threading.Barrier(2)

    def look_first_write_later():
        seen, by = Registration.objects.get(pk=ticket.pk), make_user()
        with suppress(threading.BrokenBarrierError):
            together.wait(timeout=5)
        if seen.checked_in_at is None:
            Registration.objects.filter(pk=seen.pk).update(checked_in_at=timezone.now(), checked_in_by=by)
            return by
        return None

    results = in_threads(look_first_write_later, 2)
    if connection.vendor == "sqlite":
        assert len({*results}) == 2  # one wrote over the other, or could not write: nobody was told who was first
    else:
        assert {type(each) for each in results} == {User}
