"""Long work goes on where it stood, is taken by one worker, and its failure is shown."""

import logging
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import make_user
from welfare_movement.notices import jobs, tasks
from welfare_movement.notices.jobs import work_one
from welfare_movement.notices.models import Job
from welfare_movement.notices.models.job import LEASE, TRIES, Lost

pytestmark = pytest.mark.django_db


@pytest.fixture
def count_to_three(monkeypatch):
    """Counts to three, one step at a time; returns what was counted in all tries."""
    counted = []

    def work(job):
        for number in range(job.cursor or 0, 3):
            counted.append(number)
            yield number + 1, number + 1

    monkeypatch.setattr(jobs, "jobs", {"count": work})
    return counted


def ask(**fields):
    return Job.objects.create(created_by=make_user(), **{"kind": "count", **fields})


def test_a_job_is_worked_to_its_end_once(count_to_three):
    job = ask(total=3)
    assert (work_one(), work_one()) == (True, False)
    job.refresh_from_db()
    assert (count_to_three, job.done, job.finished_at is not None) == ([0, 1, 2], 3, True)


def test_the_oldest_job_is_taken_first_and_the_task_takes_all(count_to_three):
    younger, older = ask(), ask(created_at=timezone.now() - timedelta(hours=1))
    assert Job.objects.claim(timezone.now()) == older
    tasks.work()
    younger.refresh_from_db()
    assert younger.finished_at is not None


def test_a_job_of_a_dead_worker_goes_on_where_it_stood(count_to_three):
    ask()
    dead = Job.objects.claim(timezone.now() - LEASE - timedelta(seconds=1))
    Job.objects.update(cursor=2, done=2)
    assert work_one()
    assert (count_to_three, Job.objects.get().done, Job.objects.get().tries) == ([2], 3, 2)
    with pytest.raises(Lost):
        dead.keep(3, 3)


def test_a_job_that_another_worker_took_over_is_dropped_quietly(monkeypatch):
    def work(job):
        Job.objects.update(claim=None)
        yield 1, 1

    monkeypatch.setattr(jobs, "jobs", {"count": work})
    job = ask()
    assert work_one()
    job.refresh_from_db()
    assert (job.done, job.finished_at, job.failed_at) == (0, None, None)


def test_a_job_that_fails_is_tried_again_and_then_shown_as_failed(monkeypatch):
    def work(job):
        yield 1, 1
        raise ValueError("a name that must not be shown")

    monkeypatch.setattr(jobs, "jobs", {"count": work})
    job = ask()
    for tries in range(1, TRIES + 1):
        assert work_one()
        job.refresh_from_db()
        assert (job.tries, job.failed_at is not None, job.reason) == (tries, tries == TRIES, "ValueError")
    assert not work_one()


def test_the_total_may_become_known_on_the_way(count_to_three):
    ask()
    job = Job.objects.claim(timezone.now())
    job.keep(1, 1, total=9)
    assert str(Job.objects.get()) == "count 1/9"


@pytest.mark.parametrize("end", [Job.finish, lambda job: job.fail("ValueError")])
def test_a_job_that_ended_is_never_taken_again(end):
    ask(tries=2)
    end(Job.objects.claim(timezone.now()))
    assert Job.objects.claim(timezone.now() + 2 * LEASE) is None


def test_a_job_in_the_hands_of_a_worker_is_left_until_its_lease_ends_and_each_step_renews_it(time_machine):
    time_machine.move_to("2026-11-24T03:00:00Z", tick=False)
    ask()
    mine = Job.objects.claim(timezone.now())
    assert Job.objects.claim(timezone.now()) is None
    time_machine.shift(LEASE - timedelta(seconds=1))
    mine.keep(1, 1)
    time_machine.shift(LEASE - timedelta(seconds=1))
    assert Job.objects.claim(timezone.now()) is None
    time_machine.shift(1)
    assert Job.objects.claim(timezone.now()) == mine


@pytest.mark.parametrize("end", [Job.finish, lambda job: job.fail("ValueError")])
def test_a_worker_that_lost_its_job_does_not_end_it(end):
    ask(tries=1)
    dead = Job.objects.claim(timezone.now() - LEASE)
    Job.objects.claim(timezone.now())
    end(dead)
    stored = Job.objects.get()
    assert (stored.finished_at, stored.failed_at, stored.reason) == (None, None, "")


def test_a_job_that_ended_is_not_ended_otherwise():
    ask(tries=2)
    job = Job.objects.claim(timezone.now())
    job.finish()
    job.fail("ValueError")
    assert (Job.objects.get().failed_at, Job.objects.get().reason) == (None, "")


def test_where_the_work_stands_is_kept_with_each_step(count_to_three):
    ask()
    assert work_one()
    assert (Job.objects.get().done, Job.objects.get().cursor) == (3, 3)


def test_to_lose_a_job_is_no_error(monkeypatch, caplog):
    def work(job):
        Job.objects.update(claim=None)
        yield 1, 1

    caplog.set_level(logging.INFO)
    monkeypatch.setattr(jobs, "jobs", {"count": work})
    job = ask()
    work_one()
    assert [(each.levelname, each.getMessage()) for each in caplog.records] == [
        ("INFO", f"job {job.pk} is in other hands")
    ]


def test_a_job_that_ended_each_of_its_workers_is_given_up():
    ask(tries=TRIES, claimed_at=timezone.now() - LEASE)
    assert Job.objects.claim(timezone.now()) is None
    stored = Job.objects.get()
    assert (stored.failed_at is not None, stored.reason) == (
        True,
        "Each worker that took it was stopped; ask for a smaller part.",
    )


def test_a_worker_leaves_what_it_does_not_know_to_a_newer_one():
    ask(kind="of tomorrow")
    assert not work_one()
    assert (Job.objects.get().tries, Job.objects.get().reason) == (0, "")


def test_a_registered_kind_of_work_is_done_by_the_worker(monkeypatch):
    monkeypatch.setattr(jobs, "jobs", {})
    asked = []

    @jobs.job("greet")
    def greet(job):
        asked.append(job.asks["name"])
        yield 1, None

    job = ask(kind="greet", asks={"name": "มาลี"})
    assert work_one()
    job.refresh_from_db()
    assert (asked, job.finished_at is not None, jobs.jobs) == (["มาลี"], True, {"greet": greet})


def test_a_kind_of_work_is_registered_once(monkeypatch):
    monkeypatch.setitem(jobs.jobs, "toys", print)
    with pytest.raises(ValueError, match="The long work toys is registered twice"):
        jobs.job("toys")(print)
