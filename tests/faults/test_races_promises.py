"""Several who keep, promise, bring and remind at once; each with the proof that, unguarded, it would show."""

import threading
from contextlib import suppress

import pytest
from django.db.models import QuerySet

from partners.models import Commitment, Hesitation
from tests.factories import make_cycle, make_linkage, make_meeting, make_participation, make_user
from tests.factories_promises import make_action
from tests.faults.conftest import in_threads
from tests.faults.test_races import deferred, kinds, unlocked  # noqa: F401 - fixtures
from welfare_movement.meetings.models import ActionItem, ActionReminder, AgendaItem
from welfare_movement.notices.models import Notice
from welfare_movement.notices.promises import remind

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_four_who_keep_an_action_one_does_and_the_others_are_told_who():
    action, by = make_action(), make_user("หนึ่ง")
    results = in_threads(lambda: ActionItem.objects.get(pk=action.pk).keep(by=by, proof="แล้ว"), 4)
    assert kinds(results) == ["AlreadyKept"] * 3 + ["NoneType"]
    said = {str(each) for each in results if each is not None}
    assert said == {"หนึ่ง ใจดี recorded already that this was kept; nothing more is needed."}


def test_of_four_who_promise_a_line_of_a_sheet_one_does():
    asked = make_participation()
    line = make_linkage(asked).gives.get()

    def promise():
        return Commitment(cycle=asked.cycle, participation=asked, gives=line, kind="people", what="วิทยากร").promise()

    assert kinds(in_threads(promise, 4)) == ["Commitment"] + ["Refused"] * 3
    assert Commitment.objects.count() == 1


def bring_at_once(meeting, doubts):
    waiting, by = iter(doubts), make_user()

    def bring():
        return AgendaItem.objects.bring(meeting, f"partners.hesitation:{next(waiting).pk}", "ข้อลังเล", by=by)

    return in_threads(bring, 4)


def make_doubts(cycle, number=4):
    asked = make_participation(cycle)
    return [Hesitation.objects.create(participation=asked, question="how", text="อย่างไร") for _each in range(number)]


def test_four_who_bring_at_once_get_numbers_of_their_own_and_the_same_thing_once():
    cycle = make_cycle()
    meeting, other = make_meeting(cycle), make_meeting(cycle)
    doubts = make_doubts(cycle)
    assert kinds(bring_at_once(meeting, doubts)) == ["AgendaItem"] * 4
    assert [item.number for item in meeting.items.filter(section=4)] == ["4", "4.1", "4.2", "4.3", "4.4"]
    assert kinds(bring_at_once(other, [doubts[0]] * 4)) == ["AgendaItem"] * 4
    assert [item.number for item in other.items.filter(section=4)] == ["4", "4.1"]


def test_without_the_lock_two_would_get_the_same_number(unlocked, deferred, monkeypatch):  # noqa: F811
    cycle = make_cycle()
    meeting, doubts = make_meeting(cycle), make_doubts(cycle)
    together, create = threading.Barrier(4), QuerySet.bulk_create

    def create_together(self, *args, **kwargs):
        with suppress(threading.BrokenBarrierError):
            together.wait(timeout=5)
        return create(self, *args, **kwargs)

    monkeypatch.setattr(QuerySet, "bulk_create", create_together)
    unretried = type(AgendaItem.objects.all()).bring_all.__wrapped__
    waiting = iter(doubts)
    results = in_threads(
        lambda: unretried(AgendaItem.objects.all(), meeting, [(f"partners.hesitation:{next(waiting).pk}", "ข้อ")]), 4
    )
    assert kinds(results) != ["int"] * 4
    assert set(kinds(results)) <= {"int", "IntegrityError", "OperationalError"}


def test_two_workers_that_remind_at_once_remind_once():
    make_action(days=-1, made_days_ago=9)
    in_threads(lambda: remind(ActionReminder, "meetings_action"), 4)
    assert (Notice.objects.count(), ActionReminder.objects.count()) == (1, 1)
