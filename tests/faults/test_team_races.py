"""Two who found, ask, seat, sign or adopt at once; each with the proof that, unguarded, the race would show."""

import threading
from contextlib import suppress

import pytest
from django.db import connection

from tests.factories import make_group, make_open_cycle, make_user, make_work_plan
from tests.factories_teams import make_committee, make_draft, make_seat, make_task, sign
from tests.faults.conftest import in_threads
from tests.faults.test_races import deferred, kinds, unlocked  # noqa: F401 - fixtures
from welfare_movement.notices.models import Notice
from welfare_movement.people.models import Link
from welfare_movement.process.stages import Stage
from working_groups.models import AppointmentOrder, Committee, Task, TeamMember, WorkingGroup, WorkPlan
from working_groups.models.seat import Seat, SeatQuerySet

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.WORKING_GROUPS)


def wait_at(monkeypatch, owner, name):
    """Let all who come to this method wait there for one another, as long as it takes a second."""
    together, real = threading.Barrier(4), getattr(owner, name)

    def waiting(self, *args, **kwargs):
        found = real(self, *args, **kwargs)
        with suppress(threading.BrokenBarrierError):
            together.wait(timeout=3)
        return found

    monkeypatch.setattr(owner, name, waiting)


def test_of_four_who_found_the_committee_one_does_and_the_others_are_told(cycle):
    by = make_user()
    results = in_threads(lambda: Committee.found(cycle, by=by), 4)
    assert kinds(results) == ["AlreadyFounded"] * 3 + ["Committee"]
    assert (Committee.objects.count(), WorkingGroup.objects.count()) == (1, 3)


def test_of_four_who_ask_everyone_is_asked_once(cycle):
    committee, by = make_committee(cycle), make_user()
    for _number in range(3):
        make_seat(cycle.working_groups.first())
    results = in_threads(lambda: Committee.objects.get(pk=committee.pk).ask(by=by), 4)
    assert sorted(results) == [0, 0, 0, 3]
    assert (Link.objects.count(), Notice.objects.count()) == (3, 3)


def test_without_the_lock_people_would_be_asked_twice(cycle, unlocked, deferred, monkeypatch):  # noqa: F811
    committee, by = make_committee(cycle), make_user()
    make_seat(cycle.working_groups.first())
    wait_at(monkeypatch, Committee, "seats_to_ask")
    monkeypatch.setattr(SeatQuerySet, "order_by", _read_at_once(SeatQuerySet.order_by))
    unretried = Committee.ask.__wrapped__
    results = in_threads(lambda: unretried(Committee.objects.get(pk=committee.pk), by=by), 4)
    if connection.vendor == "sqlite":
        assert "database is locked" in {str(each) for each in results}
    else:
        assert Link.objects.count() > 1


def _read_at_once(order_by):
    """Lets all who read whom to ask wait for one another once they have read."""
    together = threading.Barrier(4)

    def reading(self, *names):
        rows = order_by(self, *names)
        if names == ("pk",):
            list(rows)
            with suppress(threading.BrokenBarrierError):
                together.wait(timeout=3)
        return rows

    return reading


def test_of_four_chairs_one_sits_down_and_the_others_are_told(cycle):
    group, people = make_group(cycle, roles=()), [make_user() for _number in range(4)]
    results = in_threads(lambda: TeamMember(group=group, person=people.pop(), role="chair").take(), 4)
    assert kinds(results) == ["ChairTaken"] * 3 + ["TeamMember"]
    assert group.members.count() == 1


def test_without_the_lock_there_would_be_several_chairs(cycle, unlocked, deferred, monkeypatch):  # noqa: F811
    group, people = make_group(cycle, roles=()), [make_user() for _number in range(4)]
    wait_at(monkeypatch, Seat, "_require_free")
    unretried = TeamMember.take.__wrapped__
    results = in_threads(lambda: unretried(TeamMember(group=group, person=people.pop(), role="chair")), 4)
    if connection.vendor == "sqlite":
        assert "database is locked" in {str(each) for each in results}
    else:
        assert group.members.count() == 4


def test_of_four_who_draft_and_four_who_sign_one_does_each(cycle):
    order = make_draft(cycle)
    by = make_user()
    assert kinds(in_threads(lambda: AppointmentOrder.draft(cycle, by=by), 4)) == ["AlreadyDrafted"] * 4
    results = in_threads(lambda: sign(AppointmentOrder.objects.get(pk=order.pk), by=by), 4)
    assert kinds(results) == ["AlreadySigned"] * 3 + ["AppointmentOrder"]


def test_of_four_who_adopt_a_plan_or_end_a_task_one_does_each(cycle):
    plan, by = make_work_plan(make_group(cycle), adopted=False), make_user()
    task = make_task(plan.group)
    results = in_threads(lambda: WorkPlan.objects.get(pk=plan.pk).adopt(by=by), 4)
    assert kinds(results) == ["AlreadyAdoptedPlan"] * 3 + ["NoneType"]
    results = in_threads(lambda: Task.objects.get(pk=task.pk).finish(by=by), 4)
    assert kinds(results) == ["NoneType"] + ["TaskMoved"] * 3
