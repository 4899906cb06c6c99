"""Several who make the same planned event a meeting at once, with the proof that, unguarded, the race would show."""

import threading
from contextlib import suppress

import pytest
from django.db import connection

from tests.factories import in_days, make_member, make_open_cycle
from tests.factories_journal import make_event
from tests.faults.conftest import all_at_once, in_threads, signed_in
from tests.faults.test_races import deferred  # noqa: F401 - the control on SQLite
from welfare_movement.meetings.models import Meeting
from welfare_movement.process.models import PlannedEvent
from welfare_movement.process.models.plan import PlannedEventQuerySet
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


@pytest.fixture
def event():
    return make_event(make_open_cycle(Stage.SURVEYS), Stage.SURVEYS)


def test_of_many_who_press_at_once_one_plans_the_meeting_and_the_others_are_told_who_was_first(event, site):
    coordinators = [make_member(event.cycle) for _ in range(2)]
    day = in_days(9)
    typed = f"{day.day}/{day.month}/{day.year + 543}"
    times = {"starts_at_date": typed, "starts_at_time": "9.00", "ends_at_date": typed, "ends_at_time": "12.00"}
    sent = {"stage": 2, "kind": "joint", "title": "ประชุมร่วม", "venue": "ศาลากลาง", **times}
    path = f"/{event.cycle.province.slug}/{event.cycle.year}/meetings/new/?event={event.pk}"
    answers = all_at_once(site, [(signed_in(coordinators[number % 2]), path, sent) for number in range(MANY)])
    assert sorted(answer.status_code for answer in answers) == [302] + [409] * (MANY - 1)
    event.refresh_from_db()
    assert (Meeting.objects.count(), event.became_by in coordinators) == (1, True)
    told = [answer.text for answer in answers if answer.status_code == 409]
    assert all(event.became_by.full_name in text for text in told)


def test_without_the_filter_several_would_make_it_a_meeting(event, deferred, monkeypatch):  # noqa: F811
    together, by, ready = threading.Barrier(MANY), make_member(event.cycle), PlannedEvent.require_ready

    def ready_together(self):
        ready(self)
        with suppress(threading.BrokenBarrierError):
            together.wait(timeout=5)

    monkeypatch.setattr(PlannedEvent, "require_ready", ready_together)
    monkeypatch.setattr(PlannedEventQuerySet, "waiting", lambda self: self.all())
    unretried = PlannedEvent.become.__wrapped__
    results = in_threads(lambda: unretried(PlannedEvent.objects.get(pk=event.pk), by=by), MANY)
    if connection.vendor == "sqlite":
        assert "database is locked" in {str(each) for each in results}
    else:
        assert results == [None] * MANY
