from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from pilot_areas.models import AreaPlan, BudgetLine, Source
from pilot_areas.refusals import InTheFuture, PlanAdopted, PlanAlreadyAdopted
from tests.factories import (
    close,
    make_area,
    make_area_plan,
    make_milestone,
    make_open_cycle,
    make_participation,
    make_resolution,
    make_user,
)
from tests.factories_areas import make_budget_line
from welfare_movement.process.refusals import CycleClosed
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return make_area(make_open_cycle())


def today(days=0):
    return timezone.localdate() + timedelta(days=days)


def test_a_plan_is_written_as_often_as_one_likes_until_it_is_adopted(area):
    area.plan_sheet().write(goal="สมาชิกครบทุกหมู่", text="เริ่มที่หมู่ ๒")
    plan = area.plan_sheet().write(goal="สมาชิกครบทุกหมู่", text="เริ่มที่หมู่ ๓")
    assert AreaPlan.objects.get() == plan
    make_milestone(area)
    plan.adopt(by=make_user(), on=today(), where="เวทีตำบล")
    with pytest.raises(PlanAdopted):
        plan.write(goal="อื่น", text="อื่น")
    plan.refresh_from_db()
    assert (plan.goal, plan.text) == ("สมาชิกครบทุกหมู่", "เริ่มที่หมู่ ๓")


def test_a_plan_is_adopted_once_with_who_when_and_where(area):
    make_milestone(area)
    plan, by = make_area_plan(area, adopted=False), make_user("สุดา")
    plan.adopt(by=by, on=today(-2), where="เวทีตำบล ครั้งที่ ๒")
    assert (plan.adopted_by, plan.adopted_on, plan.adopted_where) == (by, today(-2), "เวทีตำบล ครั้งที่ ๒")
    with pytest.raises(PlanAlreadyAdopted, match="สุดา"):
        plan.adopt(by=make_user(), on=today(), where="ที่อื่น")
    plan.refresh_from_db()
    assert (plan.adopted_by, plan.adopted_where) == (by, "เวทีตำบล ครั้งที่ ๒")


def test_a_plan_is_adopted_by_a_resolution_too(area):
    make_milestone(area)
    plan, resolution = make_area_plan(area, adopted=False), make_resolution(area.cycle)
    plan.adopt(by=make_user(), on=today(), resolution=resolution)
    assert (plan.resolution, plan.adopted_where) == (resolution, "")


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"where": " "}, "Write which meeting adopted it, or choose the resolution."),
        ({"on": timezone.localdate() + timedelta(days=400)}, "This day has not come yet"),
    ],
)
def test_a_plan_is_not_adopted_nowhere_nor_in_the_future(area, changed, says):
    make_milestone(area)
    plan = make_area_plan(area, adopted=False)
    with pytest.raises(Refused, match=says):
        plan.adopt(by=make_user(), **{"on": today(), "where": "เวที", **changed})
    plan.refresh_from_db()
    assert (plan.adopted_at, plan.adopted_on) == (None, None)
    assert issubclass(InTheFuture, Refused)


def test_a_plan_without_milestones_is_not_adopted_and_those_of_another_area_do_not_help(area):
    make_milestone(make_area(area.cycle, "800105"))
    plan = make_area_plan(area, adopted=False)
    with pytest.raises(Refused, match="Add at least one milestone first"):
        plan.adopt(by=make_user(), on=today(), where="เวที")
    plan.refresh_from_db()
    assert plan.adopted_at is None


def test_a_resolution_of_another_cycle_cannot_adopt_a_plan(area):
    plan = make_area_plan(area, adopted=False)
    plan.resolution = make_resolution(make_open_cycle(year=2571))
    with pytest.raises(ValidationError, match="another cycle"):
        plan.clean()


def test_the_day_of_an_adoption_needs_the_adoption(area):
    plan = make_area_plan(area, adopted=False)
    with pytest.raises(IntegrityError), transaction.atomic():
        AreaPlan.objects.filter(pk=plan.pk).update(adopted_on=today())


def test_nothing_is_adopted_in_a_closed_cycle(area):
    make_milestone(area)
    plan = make_area_plan(area, adopted=False)
    close(area.cycle)
    for deed in (
        lambda: plan.adopt(by=make_user(), on=today(), where="เวที"),
        lambda: plan.write(goal="x", text="y"),
    ):
        with pytest.raises(CycleClosed):
            deed()
    plan.refresh_from_db()
    assert (plan.adopted_at, plan.text) == (None, "แผน")


# ── Money ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_money_is_summed_by_source_to_the_baht_asked_for_and_secured(area):
    make_budget_line(area, "lao", 50_000, secured=True)
    make_budget_line(area, "lao", 30_001)
    make_budget_line(area, "members", 120_000, secured=True)
    make_budget_line(make_area(area.cycle, "800105"), "lao", 7)
    assert area.plan.budget.by_source() == [(Source.MEMBERS, 120_000, 120_000), (Source.LAO, 80_001, 50_000)]


def test_money_is_secured_once(area):
    line, by = make_budget_line(area), make_user()
    line.secure(by=by)
    with pytest.raises(Refused, match="secured already"):
        line.secure(by=make_user())
    line.refresh_from_db()
    assert line.secured_by == by


def test_a_line_is_taken_out_until_the_plan_is_adopted_and_money_may_still_be_added_and_secured_after(area):
    first, second = make_budget_line(area), make_budget_line(area)
    first.remove()
    make_milestone(area)
    area.plan.adopt(by=make_user(), on=today(), where="เวที")
    with pytest.raises(PlanAdopted):
        second.remove()
    make_budget_line(area, "donation").secure(by=make_user())
    assert set(BudgetLine.objects.values_list("source", flat=True)) == {"members", "donation"}


def test_money_is_at_least_a_baht_and_of_partners_of_this_cycle(area):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_budget_line(area, amount=0)
    line = make_budget_line(area)
    line.participation = make_participation(make_open_cycle(year=2571))
    with pytest.raises(ValidationError, match="another cycle"):
        line.clean()
