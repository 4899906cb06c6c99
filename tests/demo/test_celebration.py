"""The celebration of a finished cycle is told to its end, upon whatever its earlier stages left."""

import pytest
from django.core import mail

from forums.models import Reminder
from pilot_areas.models import PilotArea
from pilot_areas.telling import tellings
from surveys.models import Respondent
from tests.factories import (
    make_area,
    make_open_cycle,
    make_organisation,
    make_participation,
    make_representative,
    make_tambon,
    make_user,
    moment,
)
from tests.factories_celebration import make_surveyed
from welfare_movement.dashboard.report import from_kept
from welfare_movement.demo.cast import Cast
from welfare_movement.demo.chapters import celebration
from welfare_movement.demo.data.celebration import AREAS, CYCLE_CLOSED, HELD, SUMMARY, THANKED
from welfare_movement.demo.story import Story
from welfare_movement.notices.models import Notice
from welfare_movement.process.models import StagePass
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db
FUNDS = ("thasala-satja", "kapang-fund", "khanapnak-fund")


def cast_of_a_driven_cycle(cast):
    """What the chapters before leave: three driven areas, their surveyed organisations, a partner that joined."""
    cast.people = {"coordinator": make_user(), "coordinator2": make_user()}
    cast.cycle = make_open_cycle(Stage.CELEBRATION)
    for key, code in zip(FUNDS, AREAS, strict=True):
        make_area(cast.cycle, code, published=True)
        cast.organisations[key] = make_organisation(tambon=make_tambon(code))
        Respondent.objects.create(organisation=cast.organisations[key], user=make_user(email=None))
    make_surveyed(cast.cycle, *cast.organisations.values())
    cast.participations["baac"] = make_participation(cast.cycle, stance="joined")
    make_representative(cast.participations["baac"])


@pytest.fixture
def story():
    return Story(moment("2027-09-24 08:00"), loaded_on=CYCLE_CLOSED + 2, year=2570)


@pytest.fixture
def cast(story):
    """After the celebration was told."""
    cast = Cast(None)
    story.at(300, "09.00", cast_of_a_driven_cycle, cast)
    celebration.tell(story, cast)
    story.play()
    return cast


def test_the_last_gate_is_passed_on_its_evidence_and_the_cycle_is_closed(story, cast):
    last = StagePass.objects.get(stage=Stage.CELEBRATION)
    assert {finding["requirement"]: finding["met"] for finding in last.findings} == dict.fromkeys(
        [f"celebration.{key}" for key in ("held", "stories", "thanked", "report", "objections")], True
    )
    assert (last.is_waiver, cast.cycle.closed_at) == (False, story.moment(CYCLE_CLOSED, "15.00"))


def test_every_area_has_its_published_story_and_lesson(cast):
    told = tellings(PilotArea.objects.for_stories())
    found = {each.area.nomination.tambon_id: (len(each.published), each.missing) for each in told}
    assert found == dict.fromkeys(AREAS, (2, []))
    assert all("\n\n" in entry.entry.body and "//" not in entry.entry.body for each in told for entry in each.entries)


def test_everyone_is_thanked_and_told(story, cast):
    thanked = {each.organisation or each.participation for each in cast.cycle.thanks.all()}
    assert thanked == {*cast.organisations.values(), *cast.participations.values()}
    notices = Notice.objects.filter(kind="pilot_areas_thanks")
    assert {notice.sent_at.date() for notice in notices} == {story.day(THANKED)}
    assert (notices.count(), mail.outbox) == (4, [])


def test_the_celebration_was_planned_filled_and_held_by_its_verbs(story, cast):
    here = cast.cycle.gatherings.get()
    assert (here.planned_by, here.held_by, here.held_at) == (*[cast.coordinator] * 2, story.moment(HELD, "16.20"))
    assert here.invitations.count() == here.registrations.checked_in().count() == 4
    tambons = here.registrations.exclude(tambon=None).values_list("tambon", flat=True)
    assert sorted(tambons) == sorted(AREAS)
    assert here.districts.exists()


def test_who_left_an_e_mail_was_reminded_and_nothing_waits(story, cast):
    reminded = Reminder.objects.select_related("notice", "registration__person")
    assert [(each.lead.days, each.notice.sent_at) for each in reminded] == [
        (days, story.moment(HELD - days, "08.30")) for days in (7, 1)
    ]
    assert {each.registration.person.email is None for each in reminded} == {False}
    assert not Notice.objects.by_email().waiting().exists()


def test_an_award_of_every_kind_is_given(cast):
    assert {each.category for each in cast.cycle.awards.all()} == {
        "growth",
        "accounts",
        "care",
        "matching",
        "win_win",
        "plan",
        "facilitator",
        "innovation",
    }


def test_the_report_keeps_the_figures_and_the_day_of_the_celebration(story, cast):
    report = cast.cycle.report
    lines = {line.key: line for line in from_kept(report.figures)[-1].lines}
    assert report.summary == SUMMARY
    assert lines["celebration.held"].day == story.day(HELD).isoformat()
    assert (lines["celebration.stories"].number, lines["celebration.lessons"].number) == (3, 3)
    assert (lines["celebration.organisations"].number, lines["celebration.organisations"].of) == (3, 3)
