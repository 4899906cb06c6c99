"""Several press “thank all” at once: everyone is thanked once and told once."""

import threading
from contextlib import suppress

import pytest
from django.db import IntegrityError, connection

from pilot_areas.models import CycleReport, Thanks
from pilot_areas.models import thanks as thanks_module
from tests.factories import make_member, make_participation, make_representative, make_user
from tests.factories_celebration import make_cycle_report, make_end
from tests.faults.conftest import in_threads
from tests.faults.test_races import deferred, unlocked  # noqa: F401 - fixtures
from welfare_movement.notices.models import Notice
from welfare_movement.process.models import Cycle
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)
MANY = 8


@pytest.fixture
def cycle():
    """A cycle with an organisation and six partners to thank, each with someone who is told."""
    cycle, _area = make_end()
    for _ in range(5):
        make_representative(make_participation(cycle, stance="joined"))
    return cycle


def test_of_eight_presses_at_once_one_thanks_everyone_and_the_others_find_it_done(cycle):
    by = make_member(cycle)
    results = in_threads(lambda: Thanks.give(Cycle.objects.get(pk=cycle.pk), by=by), MANY)
    assert sorted(results) == [0] * (MANY - 1) + [7]
    assert (Thanks.objects.count(), Notice.objects.filter(kind="pilot_areas_thanks").count()) == (7, 7)


def test_without_the_lock_the_others_would_run_into_each_other(cycle, unlocked, deferred, monkeypatch):  # noqa: F811
    by, together, owed = make_user(), threading.Barrier(MANY), thanks_module.owed_thanks

    def owed_together(cycle):
        found = [list(rows) for rows in owed(cycle)]
        with suppress(threading.BrokenBarrierError):
            together.wait(timeout=5)
        return found

    monkeypatch.setattr(thanks_module, "owed_thanks", owed_together)
    unretried = Thanks.give.__func__.__wrapped__
    results = in_threads(lambda: unretried(Thanks, Cycle.objects.get(pk=cycle.pk), by=by), MANY)
    failed = [each for each in results if isinstance(each, Exception)]
    if connection.vendor == "sqlite":
        assert "database is locked" in {str(each) for each in failed}
    else:
        assert [type(each) for each in failed] == [IntegrityError] * (MANY - 1)


def test_of_eight_who_publish_the_report_at_once_one_does_and_the_others_are_told(cycle):
    make_cycle_report(cycle)
    people = [make_user(f"คนที่{number}") for number in range(MANY)]
    waiting = iter(people)
    results = in_threads(lambda: CycleReport.of(cycle).publish(by=next(waiting), figures=[]), MANY)
    report = CycleReport.objects.get()
    refused = [each for each in results if isinstance(each, Refused)]
    assert len(refused) == MANY - 1
    assert {str(each) for each in refused} <= {
        f"{report.published_by} published this report already; it stays as it is."
    }
