from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.factories import make_area, make_area_plan, make_member, make_milestone, make_open_cycle, make_user, moment
from tests.factories_areas import make_area_person, make_report, selected
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage
from welfare_movement.process.todos import owed

pytestmark = pytest.mark.django_db
JUNE = date(2027, 6, 1)


@pytest.fixture
def area(time_machine):
    """Selected on 27 May; today is 3 July."""
    time_machine.move_to(moment("2027-07-03 09:00"), tick=False)
    area = selected(make_area(make_open_cycle(Stage.PILOT_AREAS)), 37)
    make_area_plan(area)
    return area


def tasks(user, area):
    return [
        (each.todo.key, each.title, each.due.isoformat())
        for each in owed(user, area.cycle)
        if each.todo.key.startswith("pilot_areas")
    ]


def test_the_lead_of_an_area_writes_the_report_of_the_month_that_has_ended(area):
    lead, mentor = make_area_person(area), make_area_person(area, "mentor")
    assert tasks(lead.person, area) == [("pilot_areas.report", "ตำบล 800104", "2027-07-05")]
    assert [each.url for each in owed(lead.person, area.cycle)] == [area.get_absolute_url()]
    report = make_report(area, JUNE, sent=False)
    assert len(tasks(lead.person, area)) == 1
    report.send()
    assert (tasks(lead.person, area), tasks(mentor.person, area)) == ([], [])


def test_a_returned_report_is_for_its_lead_and_a_sent_one_for_the_coordinator_to_read(area):
    lead, coordinator = make_area_person(area), make_member(area.cycle)
    report = make_report(area, JUNE)
    assert tasks(coordinator, area) == [("pilot_areas.read", "ตำบล 800104", "2027-07-03")]
    report.give_back(by=coordinator, comment="x")
    assert tasks(coordinator, area) == []
    assert [key for key, *_rest in tasks(lead.person, area)] == ["pilot_areas.returned", "pilot_areas.report"]
    report.send()
    report.read(by=coordinator)
    assert (tasks(coordinator, area), tasks(lead.person, area)) == ([], [])


def test_a_late_milestone_is_for_the_coordinators_and_those_who_lead_its_area(area):
    milestone = make_milestone(area)
    type(milestone).objects.update(due_on=timezone.localdate() - timedelta(days=12))
    make_report(area, JUNE).read(by=make_user())
    lead, other = make_area_person(area), make_area_person(make_area(area.cycle, "800105"))
    expected = [("pilot_areas.milestone", "หมุดหมาย", "2027-06-21")]
    assert tasks(lead.person, area) == expected
    assert [key for key, *_rest in tasks(make_member(area.cycle), area)] == [
        "pilot_areas.milestone",
        "pilot_areas.plan",
    ]
    assert [key for key, *_rest in tasks(other.person, area)] == []
    assert tasks(make_member(area.cycle, Role.OBSERVER), area) == []
    milestone.drop(by=make_user(), reason="x")
    assert tasks(lead.person, area) == []


def test_a_plan_to_adopt_is_for_the_coordinators_whether_it_is_begun_or_not(area):
    coordinator = make_member(area.cycle)
    assert tasks(coordinator, area) == []
    begun, blank = make_area(area.cycle, "800105"), make_area(area.cycle, "800106")
    make_area_plan(begun, adopted=False)
    assert {title for _key, title, _due in tasks(coordinator, area)} == {"ตำบล 800105", "ตำบล 800106"}
    assert {key for key, *_rest in tasks(coordinator, area)} == {"pilot_areas.plan"}
    assert tasks(make_area_person(blank).person, area) == []
