"""Makers for the two rounds of the survey: surveyed, verified and published."""

from surveys.models import PinnedGrade
from tests.factories import make_response, make_round, make_user
from welfare_movement.process.stages import Stage


def make_surveyed(cycle, organisations, *, stage=Stage.SURVEYS, publish=True, **answers):
    """A round in which all these organisations were verified with the same answers, and published."""
    survey_round = make_round(cycle, organisations, stage=stage)
    for assignment in survey_round.assignments.order_by("pk"):
        make_response(assignment, verified=True, **answers)
    if publish:
        survey_round.publish(by=make_user())
    return survey_round


def make_follow_up(cycle, organisations, **fields):
    """The follow-up of a cycle in which PILOT_AREAS is open, as `make_surveyed` makes it."""
    return make_surveyed(cycle, organisations, stage=Stage.PILOT_AREAS, **fields)


def pinned(survey_round, organisation):
    """The published grade of an organisation in a round; None without one."""
    pins = PinnedGrade.objects.current().filter(response__assignment__round=survey_round)
    pin = pins.filter(response__assignment__organisation=organisation).select_related("grade").first()
    return pin and pin.grade
