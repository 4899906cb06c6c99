"""The gates of PILOT_AREAS and of CELEBRATION."""

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from pilot_areas.models import AreaEntry, CriteriaSet, CycleReport
from surveys.models import Assignment, Publication
from surveys.models.grade import Objection
from tests.factories import (
    make_area,
    make_area_entry,
    make_area_plan,
    make_criteria,
    make_gathering,
    make_milestone,
    make_nomination,
    make_open_cycle,
    make_organisation,
    make_resolution,
    make_response,
    make_round,
    make_tambon,
    make_user,
    stamped,
)
from tests.factories_celebration import make_thanks
from tests.factories_selection import make_score
from tests.process.evidence import listed, shown
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db
HERE, END = Stage.PILOT_AREAS, Stage.CELEBRATION


@pytest.fixture
def cycle():
    return make_open_cycle(END)


@pytest.fixture
def elsewhere():
    return make_open_cycle(END, year=2571)


def survey(cycle, organisations, *, stage=Stage.SURVEYS, publish=True, **answers):
    """The assignments of a round in which all these organisations were verified, in their order."""
    survey_round = make_round(cycle, organisations, stage=stage)
    assignments = list(survey_round.assignments.order_by("pk"))
    for assignment in assignments:
        make_response(assignment, verified=True, **answers)
    if publish:
        survey_round.publish(by=make_user())
    return assignments


def again(cycle, organisations, **fields):
    return survey(cycle, organisations, stage=HERE, **fields)


def test_a_new_cycle_has_nothing(cycle):
    assert shown(cycle, HERE) == {
        "criteria": (0, False),
        "scored": (0, False),
        "selected": (0, False),
        "plans": (0, False),
        "milestones": (0, False),
        "regraded": (0, False),
    }
    assert shown(cycle, END) == {
        "held": (0, False),
        "stories": (0, False),
        "thanked": (0, False),
        "report": (0, False),
        "objections": (0, False),
    }


# ── The selection ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_criteria_count_once_they_are_adopted(client, cycle, elsewhere):
    make_criteria(cycle, adopted=False), make_criteria(elsewhere)
    assert shown(cycle, HERE)["criteria"] == (0, False)
    criteria = make_criteria(cycle)
    assert shown(cycle, HERE)["criteria"] == (1, True)
    assert listed(client, cycle, HERE, "criteria") == ({criteria}, None)
    assert CriteriaSet.objects.filter(cycle=cycle).count() == 2


def test_criteria_count_by_a_resolution_of_this_cycle_that_agreed(cycle, elsewhere):
    criteria = make_criteria(cycle)
    for resolution in (make_resolution(cycle, outcome="rejected"), make_resolution(elsewhere)):
        CriteriaSet.objects.filter(pk=criteria.pk).update(resolution=resolution)
        assert shown(cycle, HERE)["criteria"] == (0, False)
    criteria.resolution = make_resolution(cycle, outcome="rejected")
    with pytest.raises(ValidationError, match="this one did not"):
        criteria.full_clean()


def test_a_story_of_another_cycle_tells_of_no_area_here(cycle, elsewhere):
    area = make_area(cycle)
    story, lesson = make_area_entry(area, "story"), make_area_entry(area, "lesson")
    assert shown(cycle, END)["stories"] == (100, True)
    foreign = make_area_entry(make_area(elsewhere), "story").entry
    story.delete(), AreaEntry.objects.filter(entry=foreign).delete()
    AreaEntry.objects.create(area=area, entry=foreign)
    assert (lesson.area, shown(cycle, END)["stories"]) == (area, (0, False))


def test_a_story_that_was_taken_back_tells_of_no_area(cycle):
    area = make_area(cycle)
    story, _lesson = make_area_entry(area, "story"), make_area_entry(area, "lesson")
    assert shown(cycle, END)["stories"] == (100, True)
    story.entry.withdraw(by=make_user(), reason="ระบุชื่อคน")
    assert shown(cycle, END)["stories"] == (0, False)


def test_every_candidate_must_be_scored_by_three_judges(client, cycle, elsewhere):
    whole, short = make_nomination(cycle, "800104", judges=3), make_nomination(cycle, "800105", judges=2)
    make_nomination(elsewhere, "800105", judges=4), make_nomination(elsewhere, "800106")
    assert shown(cycle, HERE)["scored"] == (50, False)
    assert listed(client, cycle, HERE, "scored") == ({whole}, {short})
    make_score(short)
    assert shown(cycle, HERE)["scored"] == (100, True)
    make_nomination(cycle, "800106")
    assert shown(cycle, HERE)["scored"] == (66, False)


def test_an_area_is_selected_once_the_reasons_are_published(client, cycle, elsewhere):
    make_area(cycle, "800104"), make_area(elsewhere, published=True), make_nomination(cycle, "800105")
    assert shown(cycle, HERE)["selected"] == (0, False)
    area = make_area(cycle, "800106", published=True)
    assert shown(cycle, HERE)["selected"] == (1, True)
    assert listed(client, cycle, HERE, "selected") == ({area}, None)


# ── The areas that are driven ──────────────────────────────────────────────────────────────────────────────────────
def test_every_area_needs_an_adopted_plan_and_a_candidate_does_not(client, cycle, elsewhere):
    make_nomination(cycle, "800106"), make_area(elsewhere)
    with_plan, with_draft = make_area(cycle, "800104"), make_area(cycle, "800105")
    make_area_plan(with_plan), make_area_plan(with_draft, adopted=False)
    assert shown(cycle, HERE)["plans"] == (50, False)
    assert listed(client, cycle, HERE, "plans") == ({with_plan}, {with_draft})
    with_draft.plan.delete()
    make_area_plan(with_draft)
    assert shown(cycle, HERE)["plans"] == (100, True)


def test_every_area_needs_milestones_and_each_is_reached_or_dropped_with_a_reason(client, cycle, elsewhere):
    settled, half, without = (make_area(cycle, code) for code in ("800104", "800105", "800106"))
    dropped = {"dropped_reason": "น้ำท่วม", **stamped("dropped")}
    make_milestone(settled, **stamped("reached")), make_milestone(settled, **dropped)
    make_milestone(half, **stamped("reached"))
    open_one = make_milestone(half)
    make_milestone(make_area(elsewhere))
    assert shown(cycle, HERE)["milestones"] == (33, False)
    assert listed(client, cycle, HERE, "milestones") == ({settled}, {half, without})
    open_one.delete(), make_milestone(without, **dropped)
    assert shown(cycle, HERE)["milestones"] == (100, True)


# ── Graded again ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_four_in_five_graded_organisations_of_the_areas_must_be_graded_again(client, cycle):
    make_area(cycle)
    here = [make_organisation() for _ in range(5)]
    graded = survey(cycle, [*here, make_organisation(tambon=make_tambon("800105"))])[:5]
    (*_first_three, fourth, _fifth) = graded
    again(cycle, here[:3])
    assert shown(cycle, HERE)["regraded"] == (60, False)
    assert listed(client, cycle, HERE, "regraded") == ({*graded[:3]}, {*graded[3:]})
    Assignment.objects.filter(pk=fourth.pk).update(organisation=make_organisation(tambon=make_tambon("800106")))
    assert shown(cycle, HERE)["regraded"] == (75, False)


def test_the_share_of_those_graded_again_is_met_at_four_in_five(cycle):
    make_area(cycle)
    here = [make_organisation() for _ in range(5)]
    survey(cycle, here)
    again(cycle, here[:4])
    assert shown(cycle, HERE)["regraded"] == (80, True)


def test_organisations_outside_the_areas_of_their_own_cycle_are_not_asked_again(client, cycle, elsewhere):
    make_area(cycle, "800104"), make_area(elsewhere, "800105"), make_nomination(cycle, "800105")
    inside, outside = make_organisation(), make_organisation(tambon=make_tambon("800105"))
    asked, _other = survey(cycle, [inside, outside])
    survey(elsewhere, [inside, outside])
    again(cycle, [inside])
    assert shown(cycle, HERE)["regraded"] == (100, True)
    assert listed(client, cycle, HERE, "regraded") == ({asked}, set())


@pytest.mark.parametrize("first", [{"publish": False}, {"provides_welfare": "no"}])
def test_an_organisation_without_a_published_grade_of_the_baseline_is_not_asked_again(cycle, first):
    make_area(cycle)
    graded = make_organisation()
    survey(cycle, [graded], **first)
    again(cycle, [graded])
    assert shown(cycle, HERE)["regraded"] == (0, False)


@pytest.mark.parametrize("second", [{"publish": False}, {"provides_welfare": "no"}])
def test_an_organisation_without_a_published_grade_of_the_follow_up_is_not_graded_again(client, cycle, second):
    make_area(cycle)
    asked = survey(cycle, [organisation := make_organisation()])
    again(cycle, [organisation], **second)
    assert shown(cycle, HERE)["regraded"] == (0, False)
    assert listed(client, cycle, HERE, "regraded") == (set(), set(asked))


def test_neither_another_organisation_nor_another_cycle_grades_an_organisation_again(cycle, elsewhere):
    make_area(cycle)
    asked, other = make_organisation(), make_organisation(tambon=make_tambon("800105"))
    survey(cycle, [asked])
    again(cycle, [other]), again(elsewhere, [asked])
    assert shown(cycle, HERE)["regraded"] == (0, False)


def test_a_superseded_grade_is_no_grade(cycle):
    make_area(cycle)
    first = survey(cycle, [organisation := make_organisation()])[0].round
    second = again(cycle, [organisation])[0].round
    assert shown(cycle, HERE)["regraded"] == (100, True)
    Publication.objects.filter(round=second).update(superseded_at=timezone.now())
    assert shown(cycle, HERE)["regraded"] == (0, False)
    Publication.objects.filter(round=first).update(superseded_at=timezone.now())
    assert cycle.findings(HERE)[HERE][-1].of == 0


# ── The celebration ────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_celebration_counts_once_it_was_held(client, cycle, elsewhere):
    make_gathering(cycle, END), make_gathering(elsewhere, END, held=True), make_gathering(cycle, held=True)
    assert shown(cycle, END)["held"] == (0, False)
    celebration = make_gathering(cycle, END, held=True)
    assert shown(cycle, END)["held"] == (1, True)
    assert listed(client, cycle, END, "held") == ({celebration}, None)


@pytest.mark.parametrize(
    ("told", "published"),
    [
        (["story"], True),
        (["lesson"], True),
        (["story", "story"], True),
        (["story", "note"], True),
        (["note", "lesson"], True),
        (["story", "lesson"], False),
    ],
)
def test_an_area_without_a_published_story_and_a_published_lesson_is_missing(client, cycle, told, published):
    whole, short = make_area(cycle, "800104"), make_area(cycle, "800105")
    make_nomination(cycle, "800106")
    for kind in ("story", "lesson"):
        make_area_entry(whole, kind)
    for kind in told:
        make_area_entry(short, kind, published=published)
    assert shown(cycle, END)["stories"] == (50, False)
    assert listed(client, cycle, END, "stories") == ({whole}, {short})


def test_an_area_of_another_cycle_is_told_there(cycle, elsewhere):
    area, other = make_area(cycle), make_area(elsewhere)
    for kind in ("story", "lesson"):
        make_area_entry(area, kind)
    assert shown(cycle, END)["stories"] == (100, True)
    assert shown(elsewhere, END)["stories"] == (0, False)
    assert other.entries.count() == 0


def test_every_verified_organisation_of_the_baseline_must_be_thanked_in_the_cycle(client, cycle, elsewhere):
    first, second, later = (make_organisation() for _ in range(3))
    unverified = make_organisation()
    (one, two) = survey(cycle, [first, second, unverified])[:2]
    waiting = Assignment.objects.get(round=one.round, organisation=unverified)
    waiting.response.give_back(waiting.response.latest, by=make_user(), comment="ตรวจยอดเงิน")
    again(cycle, [later]), survey(elsewhere, [first])
    make_thanks(cycle, first), make_thanks(elsewhere, second)
    for organisation in (later, unverified):
        make_thanks(cycle, organisation)
    assert shown(cycle, END)["thanked"] == (50, False)
    assert listed(client, cycle, END, "thanked") == ({one}, {two})
    make_thanks(cycle, second)
    assert shown(cycle, END)["thanked"] == (100, True)


def test_the_report_counts_once_it_is_published(client, cycle, elsewhere):
    CycleReport.objects.create(cycle=elsewhere, summary="สรุป", **stamped("published"))
    report = CycleReport.objects.create(cycle=cycle, summary="สรุป")
    assert shown(cycle, END)["report"] == (0, False)
    report.delete()
    report = CycleReport.objects.create(cycle=cycle, summary="สรุป", **stamped("published"))
    assert shown(cycle, END)["report"] == (1, True)
    assert listed(client, cycle, END, "report") == ({report}, None)


def test_an_open_objection_in_either_round_holds_the_celebration_up_until_it_is_resolved(client, cycle, elsewhere):
    organisation = make_organisation()
    (baseline,), (follow_up,) = survey(cycle, [organisation]), again(cycle, [organisation])
    survey(elsewhere, [organisation])
    assert shown(cycle, END)["objections"] == (100, True)
    objections = [
        Objection.objects.create(grade=assignment.response.grades.get(), text="ไม่ตรง")
        for assignment in (baseline, follow_up, follow_up)
    ]
    assert (shown(cycle, END)["objections"], shown(elsewhere, END)["objections"]) == ((0, False), (100, True))
    Objection.objects.filter(pk=objections[0].pk).update(**stamped("resolved"))
    assert shown(cycle, END)["objections"] == (50, False)
    assert listed(client, cycle, END, "objections") == ({baseline.round}, {follow_up.round})
    Objection.objects.update(**stamped("resolved"))
    assert shown(cycle, END)["objections"] == (100, True)
