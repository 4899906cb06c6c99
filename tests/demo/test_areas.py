"""The chapter of the pilot areas, told over areas that the factories selected."""

import pytest
from django.utils import timezone

from partners.models import Participation
from pilot_areas.models import AreaPerson, AreaPlan, BudgetLine, Milestone, MilestoneMove, PilotArea, ProgressReport
from surveys.models import Respondent
from tests.factories import (
    make_area,
    make_open_cycle,
    make_organisation,
    make_partner,
    make_tambon,
    make_user,
    moment,
)
from welfare_movement.demo.cast import Cast
from welfare_movement.demo.chapters import areas
from welfare_movement.demo.data.areas import SCRIPTS
from welfare_movement.demo.story import Story
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db
LOADED_AT = moment("2027-06-12 10:00")
CODES = ("800104", "800801", "800902", "801202", "801401")
SELECTED = 226


@pytest.fixture
def story():
    """The whole chapter, played up to the day 240."""
    cycle = make_open_cycle(Stage.PILOT_AREAS)
    cast, story = Cast(cycle.province, cycle=cycle), Story(LOADED_AT, loaded_on=240, year=2570)
    cast.people = {key: make_user(key) for key in ("coordinator", "coordinator2", *(each.mentor for each in SCRIPTS))}
    for key in {money.partner for script in SCRIPTS for money in script.money} - {""}:
        cast.participations[key] = Participation.objects.create(cycle=cycle, partner=make_partner(cycle.province))
    for code in CODES:
        area = make_area(cycle, code, published=True)
        PilotArea.objects.filter(pk=area.pk).update(selected_at=story.moment(SELECTED, "11.00"))
        for email in (None, f"lead{code}@example.org"):
            Respondent.objects.create(
                organisation=make_organisation(tambon=make_tambon(code)), user=make_user(email=email)
            )
    areas.tell(story, cast)
    story.play()
    return story


def test_three_plans_are_adopted_one_is_drafted_and_one_is_not_begun(story):
    assert (AreaPlan.objects.adopted().count(), AreaPlan.objects.count(), PilotArea.objects.count()) == (3, 4, 5)
    assert {plan.adopted_on for plan in AreaPlan.objects.adopted()} == {story.day(day) for day in (231, 232, 233)}


def test_every_area_has_a_lead_who_can_sign_in_a_mentor_and_a_contact(story):
    held = AreaPerson.objects.standing()
    assert sorted(held.values_list("role", flat=True)) == sorted(["lead", "mentor", "lao"] * 5)
    assert not held.leads().filter(person__email=None).exists()


def test_milestones_are_reached_late_moved_and_given_up_with_a_reason(story):
    today = timezone.localdate(LOADED_AT)
    assert Milestone.objects.exclude(reached_at=None).exclude(evidence="").count() == 4
    assert [(each.area.tambon.code, each.due_on) for each in Milestone.objects.late(today)] == [
        ("800801", story.day(235))
    ]
    assert Milestone.objects.exclude(dropped_at=None).exclude(dropped_reason="").count() == 1
    assert MilestoneMove.objects.get().to_day == story.day(290)


def test_of_the_first_reports_three_are_sent_one_is_returned_and_one_is_missing(story):
    states = {report.area.tambon.code: report.state for report in ProgressReport.objects.all()}
    assert states == {"800104": "read", "800801": "sent", "800902": "returned", "801202": "sent"}
    assert {report.month for report in ProgressReport.objects.all()} == {story.day(232).replace(day=1)}
    assert ProgressReport.objects.sent().filter(needs_central_support=True).count() == 1


def test_money_comes_from_several_sources_and_some_is_secured(story):
    assert set(BudgetLine.objects.values_list("source", flat=True)) == {
        "members",
        "lao",
        "partner",
        "state",
        "donation",
    }
    assert (BudgetLine.objects.secured().count(), BudgetLine.objects.count()) == (5, 11)


@pytest.mark.parametrize("codes", [(), CODES[:3]])
def test_it_is_told_of_fewer_areas_too(codes):
    cycle = make_open_cycle(Stage.PILOT_AREAS)
    cast, story = Cast(cycle.province, cycle=cycle), Story(LOADED_AT, loaded_on=240, year=2570)
    cast.people = {key: make_user(key) for key in ("coordinator", "coordinator2", "plan1", "plan2", "welfare2")}
    cast.participations = dict.fromkeys(("baac", "codi"))
    for code in codes:
        make_area(cycle, code)
        Respondent.objects.create(organisation=make_organisation(tambon=make_tambon(code)), user=make_user())
    PilotArea.objects.update(selected_at=story.moment(SELECTED, "11.00"))
    areas.tell(story, cast)
    story.play()
    assert AreaPlan.objects.adopted().count() == len(codes)
