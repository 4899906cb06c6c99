"""Makers of what a selection is made of: judges, their scores, a cycle that stands before the press."""

from django.utils import timezone

from pilot_areas.models import Judge, Nomination, Selection
from tests.factories import make_criteria, make_open_cycle, make_resolution, make_tambon, make_user
from welfare_movement.process.stages import Stage

WHOLE = {"leaders": 15, "need": 8, "spread": 7}


def make_judge(cycle, person=None, **fields):
    return Judge.objects.appoint(cycle, person or make_user(), by=make_user(), **fields)


def make_score(nomination, judge=None, *, complete=True, **points):
    """What one judge gave, written without the verb."""
    judge = judge or make_judge(nomination.cycle)
    fields = {"completed_at": timezone.now()} if complete else {}
    return nomination.scores.create(judge=judge, points={**(WHOLE if complete else {}), **points}, **fields)


def make_candidates(cycle, *codes, judges=3, **fields):
    """Nominations of these tambons, each scored in whole by the same judges."""
    seats = [make_judge(cycle) for _number in range(judges)]
    nominations = [Nomination.objects.create(cycle=cycle, tambon=make_tambon(code), **fields) for code in codes]
    for nomination in nominations:
        for seat in seats:
            make_score(nomination, seat)
    return nominations


def make_selection(cycle=None, *codes, decided=False, published=False):
    """The closed scoring of these tambons (three, if none are given), as far on as is asked."""
    cycle = cycle or make_open_cycle(Stage.PILOT_AREAS)
    make_criteria(cycle)
    make_candidates(cycle, *(codes or ("800104", "800105", "801201")))
    selection = Selection.objects.close(cycle, by=make_user())
    if decided or published:
        selection.decide(by=make_user(), resolution=make_resolution(cycle))
    if published:
        selection.publish(by=make_user())
    return selection
