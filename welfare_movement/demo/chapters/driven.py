"""The end of stage PILOT_AREAS: every milestone is settled, the areas are surveyed again, and the gate is passed."""

from dataclasses import replace
from datetime import date

from pilot_areas.models import Milestone, PilotArea
from surveys.models import SurveyRound
from welfare_movement.demo.cast import hour_of
from welfare_movement.demo.chapters import answers
from welfare_movement.demo.data.areas import EVIDENCE
from welfare_movement.demo.data.calendar import (
    ANSWERED_AGAIN,
    AREAS_PASSED,
    PUBLISHED_AGAIN,
    SETTLED,
    SURVEYED_AGAIN,
    SURVEYED_UNTIL,
)
from welfare_movement.process.stages import Stage


def tell(story, cast):
    story.at(SETTLED, "09.00", settle, story, cast)
    story.at(SURVEYED_AGAIN, "09.00", survey_again, story, cast)
    story.at(PUBLISHED_AGAIN, "15.00", publish, cast)
    story.at(AREAS_PASSED, "16.00", pass_gate, cast)


def areas_of(cast):
    return PilotArea.objects.filter(nomination__cycle=cast.cycle).order_by("nomination__tambon")


def settle(story, cast):
    """Every milestone that is still open is reached in the weeks that follow."""
    still_open = Milestone.objects.open().filter(area__in=areas_of(cast)).order_by("area", "due_on", "pk")
    for index, milestone in enumerate(still_open):
        day = SETTLED + 1 + index * 3
        evidence = EVIDENCE[index % len(EVIDENCE)]
        story.at(day, hour_of(index), milestone.reach, by=cast.assistant, on=story.day(day), evidence=evidence)


def survey_again(story, cast):
    """The organisations of the areas that were graded answer once more; what they learned since stands in it."""
    tambons = set(areas_of(cast).values_list("nomination__tambon", flat=True))
    baseline = cast.round.assignments.graded().select_related("organisation")
    asked = [each.organisation for each in baseline if each.organisation.tambon_id in tambons]
    opened_on = story.day(SURVEYED_AGAIN)
    follow_up = SurveyRound(
        cycle=cast.cycle,
        stage=Stage.PILOT_AREAS,
        reference_month=date(opened_on.year, opened_on.month, 1),
        due_on=story.day(SURVEYED_UNTIL),
        questionnaire=cast.round.questionnaire,
        method=cast.round.method,
        resolution=cast.agreed("selection", "4.3"),
    )
    follow_up.open(asked, by=cast.coordinator)
    later = replace(cast, round=follow_up, is_earlier=False)
    keys = [key for key, organisation in cast.organisations.items() if organisation in asked]
    for index, key in enumerate(keys):
        confirmed = answers.data.CONFIRMED.get(key, ())
        story.at(ANSWERED_AGAIN + index % 9, "18.20", answers.send, later, key, {}, confirmed)
        story.at(ANSWERED_AGAIN + 10, hour_of(index), answers.verify, later, key)


def publish(cast):
    follow_up = cast.cycle.rounds.get(stage=Stage.PILOT_AREAS)
    follow_up.publish(by=cast.coordinator)


def pass_gate(cast):
    cast.cycle.pass_gate(Stage.PILOT_AREAS, by=cast.coordinator)
