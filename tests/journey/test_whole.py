"""A cycle of Nakhon Si Thammarat through the web pages, from nothing to its end, and the start of the next."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from pilot_areas.models import PilotArea
from surveys.models import SurveyRound
from tests.factories import moment
from tests.journey.person import Person
from tests.journey.stage3 import the_teams_are_formed
from tests.journey.stage4 import the_forum_is_held
from tests.journey.stage5_areas import the_areas_are_driven
from tests.journey.stage5_selection import the_areas_are_selected
from tests.journey.stage6 import the_cycle_is_celebrated_and_closed
from tests.journey.test_journey import HERE, a_village_answers, climbed_to_the_survey, refuse_every_way
from welfare_movement.notices.deliver import deliver
from welfare_movement.process.models import Cycle, StagePass
from welfare_movement.process.refusals import CycleClosed
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def days(time_machine, settings):
    """`days(7)` lets so many days go by; the journey begins on 1 October 2569, at nine. Nobody is signed out."""
    settings.SESSION_COOKIE_AGE = 1000 * 24 * 3600
    time_machine.move_to(moment("2026-10-01 09:00"), tick=True)

    def later(number):
        time_machine.shift(timedelta(days=number))
        deliver()

    return later


def test_a_province_climbs_all_six_stages_closes_its_cycle_and_begins_the_next(days):
    coordinator, admin = climbed_to_the_survey(days)
    the_teams_are_formed(coordinator, admin, days)
    the_forum_is_held(coordinator, admin, days)
    the_areas_are_selected(coordinator, admin, days)
    the_areas_are_driven(coordinator, admin, days)
    the_areas_are_surveyed_again(coordinator, days)
    the_gate_of_the_areas_is_passed(coordinator)
    the_cycle_is_celebrated_and_closed(coordinator, days)
    nothing_of_it_changes_any_more()
    the_next_cycle_begins(admin, coordinator)


def the_areas_are_surveyed_again(coordinator, days):
    page = f"{HERE}/pilot-areas/follow-up/"
    coordinator.post(f"{HERE}/stages/pilot_areas/pass/").is_told("Survey the organisations of the areas again", 409)
    coordinator.open(page)
    resolution = re.findall(r'<option value="(\d+)"', coordinator.page)[0]
    today = timezone.localdate()
    answers = {"resolution": resolution, "reference_month": f"{today.month}/{today.year + 543}"}
    coordinator.send(page, **answers, due_on="1/1/2569").is_told("This day has passed", 422)
    days(95)
    until = timezone.localdate() + timedelta(days=30)
    coordinator.send(page, **answers, due_on=f"{until.day}/{until.month}/{until.year + 543}")
    follow_up = SurveyRound.objects.get(stage=Stage.PILOT_AREAS)
    coordinator.open(f"{HERE}/surveys/follow-up/letters/")
    links = sorted(set(re.findall(r"https?://[^\s<]+/l/[^\s<]+/", coordinator.page)))
    assert len(links) == follow_up.assignments.count() > 0
    for link in links:
        a_village_answers(link)
    for response in re.findall(rf"{HERE}/surveys/responses/\d+/", coordinator.open(f"{HERE}/surveys/responses/").page):
        coordinator.send(response, to="verification/").is_told("Verified.")
    coordinator.send(f"{HERE}/surveys/follow-up/grades/", to="publication/")
    coordinator.open(f"{HERE}/surveys/follow-up/comparison/").is_told("B")
    assert follow_up.assignments.graded().count() == len(links)


def the_gate_of_the_areas_is_passed(coordinator):
    coordinator.post(f"{HERE}/stages/celebration/pass/").is_told("is not open yet", 409)
    coordinator.send(f"{HERE}/stages/pilot_areas/", to="pass/")
    passed = StagePass.objects.get(stage=Stage.PILOT_AREAS)
    assert (passed.is_waiver, [finding.is_met for finding in passed.kept_findings]) == (False, [True] * 6)


def nothing_of_it_changes_any_more():
    """Every row that the cycle left, of every stage, and every way to it, is refused."""
    assert not StagePass.objects.exclude(reason="").exists()
    shut = refuse_every_way(CycleClosed, above=0)
    assert {"Participation", "SurveyRound", "WorkingGroup", "Gathering", "PilotArea", "Thanks", "CycleReport"} <= shut


def the_next_cycle_begins(admin, coordinator):
    coordinator.open(f"{HERE}/next/").is_told("This page is not for you", 403)
    admin.send(f"{HERE}/next/", year="2570").is_told("of a later year", 422)
    admin.send(f"{HERE}/next/", year="๒๕๗๑").is_told("The next cycle has begun")
    begun = Cycle.objects.get(year=2571)
    assert begun.participations.count() == Cycle.objects.get(year=2570).participations.count()
    assert begun.is_open(Stage.PARTNERS)
    assert not begun.is_open(Stage.SURVEYS)
    there = HERE.replace("2570", "2571")
    coordinator.open(f"{there}/partners/").is_told("Not contacted")
    coordinator.open(f"{there}/legacy/").is_told("What cycle 2570 handed on").is_told("ไปหาคน")
    coordinator.open(f"{there}/comparison/").is_told("Published grades")
    coordinator.post(f"{there}/stages/surveys/pass/").is_told("is not open yet", 409)
    Person().open(f"{HERE}/").is_told("On to cycle 2571")
    assert PilotArea.objects.filter(nomination__cycle=begun).count() == 0
