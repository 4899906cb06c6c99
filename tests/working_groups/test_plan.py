"""A team's plan is adopted once, with a task in it; a task goes from to do to done, and each step says who and when."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories import close, in_days, make_group, make_user, make_work_plan
from tests.factories_teams import make_seat, make_task
from welfare_movement.process.refusals import CycleClosed
from welfare_movement.refusals import Refused
from working_groups.models import Task, WorkPlan
from working_groups.refusals import AlreadyAdoptedPlan, PlanWithoutTask, TaskMoved

pytestmark = pytest.mark.django_db


# ── The plan ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_plan_with_a_task_is_adopted_once():
    plan, first = make_work_plan(make_group(), adopted=False), make_user("สุดา")
    make_task(plan.group)
    same = WorkPlan.objects.get()
    plan.adopt(by=first)
    with pytest.raises(AlreadyAdoptedPlan, match="สุดา ใจดี recorded the adoption"):
        same.adopt(by=make_user())
    assert WorkPlan.objects.get().adopted_by == first


def test_a_plan_without_a_task_is_not_adopted_nor_with_dropped_ones_alone():
    plan = make_work_plan(make_group(), adopted=False)
    with pytest.raises(PlanWithoutTask, match="Write at least one task"):
        plan.adopt(by=make_user())
    make_task(plan.group).drop(by=make_user(), reason="น้ำท่วม")
    make_task(make_group(plan.group.cycle, "coordination"))
    with pytest.raises(PlanWithoutTask):
        plan.adopt(by=make_user())
    assert WorkPlan.objects.get().adopted_at is None


def test_the_words_of_a_plan_stay_once_it_is_adopted():
    plan = WorkPlan(group=make_group())
    plan.write("ร่างแรก")
    plan.write("ร่างสอง")
    make_task(plan.group)
    WorkPlan.objects.get().adopt(by=make_user())
    with pytest.raises(AlreadyAdoptedPlan):
        plan.write("แก้ทีหลัง")
    assert WorkPlan.objects.get().text == "ร่างสอง"


# ── Tasks ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_task_is_begun_and_done_each_with_who_and_when():
    task, one, two = make_task(), make_user(), make_user()
    assert task.state == "todo"
    task.start(by=one)
    assert (task.state, task.started_by) == ("doing", one)
    task.finish(by=two)
    assert (task.state, task.started_by, task.done_by) == ("done", one, two)


def test_what_is_done_at_once_was_begun_by_the_same_person():
    task, by = make_task(), make_user()
    task.finish(by=by)
    assert (task.started_by, task.done_by, task.started_at) == (by, by, task.done_at)


def test_who_comes_second_is_told_who_was_first():
    task, first, second = make_task(), make_user("หนึ่ง"), make_user("สอง")
    same = Task.objects.get()
    task.start(by=first)
    with pytest.raises(TaskMoved, match="หนึ่ง ใจดี began with this task already"):
        same.start(by=second)
    task.finish(by=first)
    with pytest.raises(TaskMoved, match="หนึ่ง ใจดี recorded this task as done already"):
        same.finish(by=second)
    with pytest.raises(TaskMoved, match="recorded this task as done already"):
        same.drop(by=second, reason="ไม่ทำ")
    same.refresh_from_db()
    assert (same.started_by, same.done_by, same.dropped_at) == (first, first, None)


def test_a_task_is_dropped_with_its_reason_and_may_be_taken_up_again():
    task, by = make_task(), make_user("หนึ่ง")
    with pytest.raises(Refused, match="Write why it will not be done"):
        task.drop(by=by, reason=" ")
    assert Task.objects.get().state == "todo"
    task.drop(by=by, reason="น้ำท่วม")
    assert (task.state, task.dropped_by, task.dropped_reason) == ("dropped", by, "น้ำท่วม")
    with pytest.raises(TaskMoved, match="หนึ่ง ใจดี dropped this task already"):
        task.start(by=make_user())
    task.reopen()
    assert (task.state, task.dropped_by, task.dropped_reason) == ("todo", None, "")
    with pytest.raises(TaskMoved, match="still to be done"):
        task.reopen()


def test_a_done_task_that_is_taken_up_again_is_in_work():
    task = make_task()
    task.start(by=make_user()), task.finish(by=make_user()), task.reopen()
    assert task.state == "doing"


def test_in_a_closed_cycle_no_task_moves():
    task = make_task()
    close(task.group.cycle)
    for verb in (
        lambda: task.start(by=make_user()),
        lambda: task.finish(by=make_user()),
        lambda: task.drop(by=make_user(), reason="x"),
        lambda: task.reopen(),
    ):
        with pytest.raises(CycleClosed):
            verb()
    assert Task.objects.get().state == "todo"


def test_a_task_is_late_from_the_day_after_it_was_due_until_it_ends():
    group = make_group()
    today, late, done, dropped = (make_task(group, days=days) for days in (0, -3, -3, -3))
    done.finish(by=make_user()), dropped.drop(by=make_user(), reason="x")
    assert list(Task.objects.late()) == [late]
    assert [(task.is_late, task.days_late) for task in (today, late, done, dropped)] == [
        (False, 0),
        (True, 3),
        (False, 0),
        (False, 0),
    ]


def test_the_owner_of_a_task_sits_in_its_team():
    task = make_task()
    task.owner = make_seat(make_group(task.group.cycle, "coordination", roles=()))
    with pytest.raises(ValidationError, match="Choose someone of this team"):
        task.full_clean()
    task.owner = task.group.members.first()
    task.full_clean()


@pytest.mark.parametrize(
    "columns",
    [
        {"started_at": in_days(0)},
        {"done_at": in_days(0)},
        {"dropped_at": in_days(0)},
        {"dropped_reason": "ไม่ทำ"},
    ],
)
def test_a_task_that_contradicts_itself_is_shut_by_the_database(columns):
    task = make_task()
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(**columns)


def test_the_board_lists_what_is_due_first_then_what_ended_last():
    group = make_group()
    second, first = make_task(group, days=9), make_task(group, days=2)
    early, late = make_task(group, days=1), make_task(group, days=1)
    early.finish(by=make_user()), late.finish(by=make_user())
    assert list(group.tasks.for_board()) == [first, second, late, early]
