"""Whom a meeting of the teams may invite, and what waits for those who sit in them."""

import pytest

from tests.factories import make_group, make_member, make_open_cycle, make_user
from tests.factories_teams import make_asked_seat, make_committee, make_seat, make_task
from welfare_movement.process.audiences import people_of
from welfare_movement.process.stages import Stage
from welfare_movement.process.todos import owed

pytestmark = pytest.mark.django_db


# ── Audiences ──────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def cycle():
    return make_open_cycle(Stage.WORKING_GROUPS)


def invited(cycle, name):
    return set(people_of(cycle, [f"working_groups.{name}"]))


def test_each_team_and_the_committee_can_be_invited_alone_or_together(cycle):
    committee = make_committee(cycle)
    adviser = make_seat(committee, "adviser").person
    academic, plan, coordination = [make_seat(group).person for group in cycle.working_groups.order_by("pk")]
    make_seat(cycle.working_groups.first(), post="พัฒนาการจังหวัด")
    assert invited(cycle, "committee") == {adviser}
    assert invited(cycle, "academic") == {academic}
    assert invited(cycle, "plan_to_welfare") == {plan}
    assert invited(cycle, "coordination") == {coordination}
    assert invited(cycle, "all") == {academic, plan, coordination}


def test_who_left_or_declined_or_sits_in_another_cycle_is_not_invited(cycle):
    group = make_group(cycle, roles=())
    left, declined, silent = make_seat(group), make_seat(group), make_asked_seat(group)
    left.leave(by=make_user()), declined.answer(False)
    make_seat(make_group(make_open_cycle(Stage.WORKING_GROUPS, year=2571), roles=()))
    assert invited(cycle, "academic") == invited(cycle, "all") == {silent.person}


# ── What waits ─────────────────────────────────────────────────────────────────────────────────────────────────────
def waiting(user, cycle, name):
    """(title, address) of what waits for this person, of this kind."""
    found = [each for each in owed(user, cycle) if each.todo.key == f"working_groups.{name}"]
    return [(each.title, each.url) for each in found]


def test_who_was_asked_is_to_answer_until_they_have(cycle):
    seat = make_asked_seat(make_group(cycle, roles=()))
    assert waiting(seat.person, cycle, "seat") == [("Academic team", seat.get_absolute_url())]
    assert waiting(make_seat(seat.group).person, cycle, "seat") == []
    seat.answer(True)
    assert waiting(seat.person, cycle, "seat") == []


def test_an_adviser_who_was_asked_is_to_answer_too(cycle):
    seat = make_asked_seat(make_committee(cycle), "adviser")
    assert waiting(seat.person, cycle, "committee_seat") == [(seat.committee.title, seat.get_absolute_url())]
    seat.leave(by=make_user())
    assert waiting(seat.person, cycle, "committee_seat") == []


def test_a_task_waits_for_its_owner_until_it_ends_or_they_leave(cycle):
    owner = make_seat(make_group(cycle, roles=()))
    task, other, dropped = [make_task(owner.group, owner=owner, title=title) for title in ("หนึ่ง", "สอง", "สาม")]
    make_task(owner.group, title="ของใครก็ไม่รู้")
    dropped.drop(by=make_user(), reason="x"), other.finish(by=make_user())
    assert waiting(owner.person, cycle, "task") == [("หนึ่ง", task.get_absolute_url())]
    owner.leave(by=make_user())
    assert waiting(owner.person, cycle, "task") == []


def test_late_tasks_wait_for_the_coordinators(cycle):
    group = make_group(cycle)
    make_task(group, days=0), make_task(group, days=-1, title="ช้า")
    coordinator, observer = make_member(cycle), make_member(cycle, "observer")
    assert [title for title, _url in waiting(coordinator, cycle, "late")] == ["ช้า"]
    assert waiting(observer, cycle, "late") == []


def test_a_post_without_a_person_waits_for_nobody(cycle):
    group = make_group(cycle, roles=())
    owner = make_seat(group, post="พัฒนาการจังหวัด")
    make_task(group, owner=owner)
    assert [each.todo.key for each in owed(make_user(), cycle)] == []
