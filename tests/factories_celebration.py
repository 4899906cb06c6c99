"""Makers of rows of the celebration."""

from datetime import timedelta

from django.utils import timezone

from pilot_areas.models import Award, CycleReport, Thanks
from surveys.models import Respondent
from tests.factories import (
    make_area,
    make_area_entry,
    make_gathering,
    make_open_cycle,
    make_organisation,
    make_participation,
    make_representative,
    make_response,
    make_round,
    make_user,
)
from welfare_movement.people.models import Link
from welfare_movement.process.stages import Stage


def make_thanks(cycle, organisation=None, *, participation=None):
    by = make_user()
    link = Link.objects.issue("pilot_areas.Thanks", by=by, expires_at=timezone.now() + timedelta(days=30))
    return Thanks.objects.create(
        cycle=cycle, organisation=organisation, participation=participation, thanked_by=by, link=link
    )


def make_award(cycle, **fields):
    """An award; to someone in words unless told otherwise."""
    fields = fields or {"recipient": "นางอารี ใจดี"}
    fields = {"category": Award.Category.FACILITATOR, "reason": "หนุนเสริมทุกตำบล", **fields}
    award = Award(cycle=cycle, **fields)
    award.give(by=make_user())
    return award


def make_cycle_report(cycle, **fields):
    return CycleReport.objects.create(cycle=cycle, **{"summary": "รอบนี้เราเดินมาด้วยกัน", **fields})


def make_surveyed(cycle, *organisations, stage=Stage.SURVEYS, publish=True, **answers):
    """The assignments of a round in which all these organisations were verified, in their order."""
    survey_round = make_round(cycle, organisations, stage=stage)
    assignments = list(survey_round.assignments.order_by("pk"))
    for assignment in assignments:
        make_response(assignment, verified=True, **answers)
    if publish:
        survey_round.publish(by=make_user())
    return assignments


def make_end(year=2570):
    """A cycle whose celebration is open: one area, one organisation and one partner, each with someone who answers."""
    cycle = make_open_cycle(Stage.CELEBRATION, year=year)
    area = make_area(cycle, "800104", published=True)
    organisation = make_organisation()
    Respondent.objects.create(organisation=organisation, user=make_user())
    make_surveyed(cycle, organisation)
    make_representative(make_participation(cycle, stance="joined"))
    return cycle, area


def make_ready_to_close():
    """The same, with everything that its last gate asks for."""
    cycle, area = make_end()
    make_gathering(cycle, Stage.CELEBRATION, held=True)
    for kind in ("story", "lesson"):
        make_area_entry(area, kind)
    Thanks.give(cycle, by=make_user())
    make_cycle_report(cycle).publish(by=make_user(), figures=[])
    return cycle, area
