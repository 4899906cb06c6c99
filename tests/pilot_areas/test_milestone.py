from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from pilot_areas.models import Milestone
from pilot_areas.refusals import InTheFuture, MilestoneSettled, PlanAdopted
from tests.factories import (
    close,
    make_area,
    make_area_plan,
    make_milestone,
    make_open_cycle,
    make_resolution,
    make_user,
    stamped,
)
from welfare_movement.process.refusals import CycleClosed, ReasonMissing
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def milestone():
    return make_milestone(make_area(make_open_cycle()))


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


def content(paper):
    with paper.open("rb") as file:
        return file.read()


def stands(milestone):
    milestone.refresh_from_db()
    return milestone.is_open


def test_a_milestone_is_reached_once_with_evidence_and_a_paper(milestone):
    by, photo = make_user("อารี"), SimpleUploadedFile("ภาพ.jpg", b"\xff\xd8\xff photo")
    milestone.reach(by=by, on=today(-1), evidence="64 คน", paper=photo)
    assert (milestone.reached_by, milestone.reached_on, milestone.evidence) == (by, today(-1), "64 คน")
    assert content(milestone.paper) == b"\xff\xd8\xff photo"
    with pytest.raises(MilestoneSettled, match="อารี ใจดี recorded already that this milestone is reached"):
        milestone.reach(by=make_user(), on=today(), evidence="อื่น")
    with pytest.raises(MilestoneSettled):
        milestone.drop(by=make_user(), reason="น้ำท่วม")
    milestone.refresh_from_db()
    assert (milestone.reached_by, milestone.evidence, milestone.dropped_at) == (by, "64 คน", None)


def test_a_milestone_is_not_reached_without_evidence_nor_tomorrow(milestone):
    with pytest.raises(Refused, match="Write what shows it"):
        milestone.reach(by=make_user(), on=today(), evidence="  ")
    with pytest.raises(InTheFuture):
        milestone.reach(by=make_user(), on=today(1), evidence="64 คน")
    assert stands(milestone)


def test_a_milestone_is_given_up_once_with_its_reason_and_perhaps_a_resolution(milestone):
    by, resolution = make_user("สุดา"), make_resolution(milestone.area.cycle)
    milestone.drop(by=by, reason="น้ำท่วม", resolution=resolution)
    assert (milestone.dropped_by, milestone.dropped_reason, milestone.resolution) == (by, "น้ำท่วม", resolution)
    with pytest.raises(MilestoneSettled, match="สุดา ใจดี recorded already that this milestone was given up"):
        milestone.reach(by=make_user(), on=today(), evidence="64 คน")
    with pytest.raises(MilestoneSettled):
        milestone.move(due_on=today(9), reason="ฝน", by=make_user())
    assert milestone.moves.count() == 0


def test_a_milestone_is_not_given_up_without_a_reason(milestone):
    with pytest.raises(ReasonMissing):
        milestone.drop(by=make_user(), reason=" ")
    assert stands(milestone)


def test_what_was_wrongly_recorded_as_reached_is_taken_back_and_kept(milestone):
    first, second = make_user(), make_user()
    milestone.reach(by=first, on=today(), evidence="64 คน", paper=SimpleUploadedFile("a.pdf", b"%PDF-1"))
    milestone.take_back(by=second, reason="ผิดตำบล")
    assert (stands(milestone), milestone.evidence, bool(milestone.paper)) == (True, "", False)
    kept = milestone.undoings.get()
    assert (kept.reached_by, kept.evidence, kept.undone_by, kept.reason) == (first, "64 คน", second, "ผิดตำบล")
    assert content(kept.paper) == b"%PDF-1"
    milestone.reach(by=first, on=today(), evidence="66 คน")
    assert not stands(milestone)


def test_only_what_is_reached_is_taken_back_and_with_a_reason(milestone):
    with pytest.raises(Refused, match="nothing to take back"):
        milestone.take_back(by=make_user(), reason="ผิดตำบล")
    milestone.reach(by=make_user(), on=today(), evidence="64 คน")
    with pytest.raises(Refused, match="Write what was wrong"):
        milestone.take_back(by=make_user(), reason="")
    assert (stands(milestone), milestone.undoings.count()) == (False, 0)


def test_a_day_is_moved_with_its_reason_and_the_earlier_day_is_kept(milestone):
    make_area_plan(milestone.area)
    by, before = make_user(), milestone.due_on
    milestone.move(due_on=today(30), reason="ฝนหนัก", by=by)
    milestone.move(due_on=today(40), reason="ถนนขาด", by=by)
    assert milestone.due_on == today(40)
    assert list(milestone.moves.values_list("from_day", "to_day", "reason")) == [
        (before, today(30), "ฝนหนัก"),
        (today(30), today(40), "ถนนขาด"),
    ]
    with pytest.raises(ReasonMissing):
        milestone.move(due_on=today(50), reason="", by=by)
    with pytest.raises(Refused, match="the day it is due already"):
        milestone.move(due_on=today(40), reason="ฝน", by=by)
    milestone.refresh_from_db()
    assert (milestone.due_on, milestone.moves.count()) == (today(40), 2)


def test_before_the_plan_is_adopted_a_milestone_is_changed_or_taken_out_and_afterwards_not(milestone):
    milestone.revise(title="เวทีตำบล", due_on=today(20))
    milestone.refresh_from_db()
    assert (milestone.title, milestone.due_on, milestone.moves.count()) == ("เวทีตำบล", today(20), 0)
    make_milestone(milestone.area).remove()
    make_area_plan(milestone.area)
    with pytest.raises(PlanAdopted):
        milestone.revise(title="อื่น", due_on=today(30))
    with pytest.raises(PlanAdopted):
        milestone.remove()
    assert list(Milestone.objects.values_list("title", "due_on")) == [("เวทีตำบล", today(20))]


def test_a_milestone_with_a_history_is_not_taken_out(milestone):
    milestone.reach(by=make_user(), on=today(), evidence="64 คน")
    milestone.take_back(by=make_user(), reason="ผิดตำบล")
    with pytest.raises(Refused, match="give it up with a reason"):
        milestone.remove()
    assert Milestone.objects.count() == 1


def test_after_the_adoption_milestones_are_still_added(milestone):
    make_area_plan(milestone.area)
    make_milestone(milestone.area)
    assert milestone.area.milestones.count() == 2


@pytest.mark.parametrize(
    ("days", "settled", "late"), [(-12, None, 12), (0, None, 0), (1, None, 0), (-12, "reached", 0), (-12, "dropped", 0)]
)
def test_a_milestone_is_late_in_whole_days_while_it_is_open(milestone, days, settled, late):
    fields = stamped(settled) | ({"dropped_reason": "ฝน"} if settled == "dropped" else {}) if settled else {}
    Milestone.objects.filter(pk=milestone.pk).update(due_on=today(days), **fields)
    milestone.refresh_from_db()
    assert milestone.days_late == late
    assert Milestone.objects.late().count() == bool(late)


def test_nothing_is_recorded_of_a_milestone_in_a_closed_cycle(milestone):
    close(milestone.area.cycle)
    for deed in (
        lambda: milestone.reach(by=make_user(), on=today(), evidence="x"),
        lambda: milestone.drop(by=make_user(), reason="x"),
        lambda: milestone.move(due_on=today(5), reason="x", by=make_user()),
        lambda: milestone.revise(title="x", due_on=today(5)),
        lambda: milestone.take_back(by=make_user(), reason="x"),
        milestone.remove,
    ):
        with pytest.raises(CycleClosed):
            deed()
    assert (stands(milestone), milestone.due_on, milestone.moves.count()) == (True, today(), 0)
