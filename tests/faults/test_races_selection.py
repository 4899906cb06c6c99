"""Several who close, select and score at once; each with the proof that, unguarded, the race would show."""

import threading
from contextlib import suppress
from itertools import count

import pytest
from django.db import connection

from pilot_areas.models import Judge, PanelScore, PilotArea, Selection
from pilot_areas.models import selection as selection_module
from tests.factories import make_criteria, make_member, make_nomination, make_open_cycle, make_resolution, make_user
from tests.factories_selection import make_candidates, make_judge, make_selection
from tests.faults.conftest import all_at_once, in_threads, signed_in
from tests.faults.test_races import deferred, kinds, unlocked  # noqa: F401 - fixtures
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.PILOT_AREAS)


def test_of_four_who_close_the_scoring_one_does_and_the_others_are_told(cycle):
    make_criteria(cycle)
    make_candidates(cycle, "800104")
    by = make_user()
    results = in_threads(lambda: Selection.objects.close(cycle, by=by), 4)
    assert kinds(results) == ["ScoringClosed"] * 3 + ["Selection"]


def test_of_eight_coordinators_who_select_at_once_one_does_and_the_others_are_told_who(cycle, site):
    make_selection(cycle)
    coordinators, resolution = [make_member(cycle) for _ in range(2)], make_resolution(cycle)
    path = f"/{cycle.province.slug}/{cycle.year}/pilot-areas/ranking/decision/"
    form = {"resolution": resolution.pk}
    answers = all_at_once(site, [(signed_in(coordinators[number % 2]), path, form) for number in range(8)])
    assert sorted(answer.status_code for answer in answers) == [302] + [409] * 7
    first = Selection.objects.get().decided_by.full_name
    assert all(first in answer.text for answer in answers if answer.status_code == 409)
    assert PilotArea.objects.count() == 3


def test_without_the_lock_whoever_selects_second_would_not_be_told(cycle, unlocked, deferred, monkeypatch):  # noqa: F811
    selection, by, together = make_selection(cycle), make_user(), threading.Barrier(4)
    resolution, departed = make_resolution(cycle), selection_module._departed

    def depart_together(*args):
        with suppress(threading.BrokenBarrierError):
            together.wait(timeout=5)
        return departed(*args)

    monkeypatch.setattr(selection_module, "_departed", depart_together)
    unretried = Selection.decide.__wrapped__
    results = in_threads(lambda: unretried(Selection.objects.get(pk=selection.pk), by=by, resolution=resolution), 4)
    assert kinds(results) != ["AlreadyDecided"] * 3 + ["NoneType"]
    assert set(kinds(results)) <= {"NoneType", "IntegrityError", "OperationalError"}


CODES = ("leaders", "need", "spread")


@pytest.fixture
def seat(cycle):
    make_criteria(cycle)
    return make_judge(cycle), make_nomination(cycle)


def test_of_three_browsers_of_one_judge_that_save_at_once_none_loses_what_it_gave(seat):
    judge, nomination = seat
    numbers = count()
    results = in_threads(lambda: Judge.objects.get(pk=judge.pk).score(nomination, points={CODES[next(numbers)]: 7}), 3)
    assert kinds(results) == ["PanelScore"] * 3
    assert PanelScore.objects.get().points == dict.fromkeys(CODES, 7)
    assert PanelScore.objects.get().completed_at is not None


def test_without_the_lock_points_would_be_lost(seat, unlocked, deferred, monkeypatch):  # noqa: F811
    judge, nomination = seat
    judge.score(nomination, points={})
    together, numbers, save = threading.Barrier(3), count(), PanelScore.save

    def save_together(self, **kwargs):
        with suppress(threading.BrokenBarrierError):
            together.wait(timeout=5)
        return save(self, **kwargs)

    monkeypatch.setattr(PanelScore, "save", save_together)
    unretried = Judge.score.__wrapped__
    results = in_threads(
        lambda: unretried(Judge.objects.get(pk=judge.pk), nomination, points={CODES[next(numbers)]: 7}), 3
    )
    assert len(PanelScore.objects.get().points) < 3
    if connection.vendor == "sqlite":
        assert "database is locked" in {str(each) for each in results}
