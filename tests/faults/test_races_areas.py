"""Several who adopt, reach, give up, send and remind at once; each with the proof that, unguarded, it would show."""

import threading
from contextlib import suppress

import pytest
from django.utils import timezone

from pilot_areas.models import AreaPerson, AreaPlan, Milestone, ProgressReport, ReportReminder
from pilot_areas.reminders import remind
from tests.factories import make_area, make_area_plan, make_milestone, make_open_cycle, make_user, moment
from tests.factories_areas import make_area_person, make_report, selected
from tests.faults.conftest import in_threads
from tests.faults.test_races import deferred, kinds, unlocked  # noqa: F401 - fixtures
from welfare_movement.notices.models import Notice
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def area():
    return make_area(make_open_cycle(Stage.PILOT_AREAS))


def test_of_four_who_adopt_a_plan_one_does_and_the_others_are_told(area):
    make_milestone(area)
    plan, by, on = make_area_plan(area, adopted=False), make_user(), timezone.localdate()
    results = in_threads(lambda: AreaPlan.objects.get(pk=plan.pk).adopt(by=by, on=on, where="เวที"), 4)
    assert kinds(results) == ["NoneType"] + ["PlanAlreadyAdopted"] * 3


def reaching(milestone, by):
    on = timezone.localdate()
    return lambda: Milestone.objects.get(pk=milestone.pk).reach(by=by, on=on, evidence="64 คน")


def test_of_four_who_reach_or_give_up_a_milestone_one_does_and_the_others_are_told(area):
    milestone, by = make_milestone(area), make_user()
    results = in_threads(reaching(milestone, by), 4)
    assert kinds(results) == ["MilestoneSettled"] * 3 + ["NoneType"]
    other = make_milestone(area)
    results = in_threads(lambda: Milestone.objects.get(pk=other.pk).drop(by=by, reason="น้ำท่วม"), 4)
    assert kinds(results) == ["MilestoneSettled"] * 3 + ["NoneType"]


def test_without_the_lock_whoever_reaches_second_would_not_be_told(area, unlocked, deferred, monkeypatch):  # noqa: F811
    milestone, by = make_milestone(area), make_user()
    together, save = threading.Barrier(4), Milestone.save

    def save_together(self, **kwargs):
        with suppress(threading.BrokenBarrierError):
            together.wait(timeout=5)
        return save(self, **kwargs)

    monkeypatch.setattr(Milestone, "save", save_together)
    unretried, on = Milestone.reach.__wrapped__, timezone.localdate()
    results = in_threads(lambda: unretried(Milestone.objects.get(pk=milestone.pk), by=by, on=on, evidence="64 คน"), 4)
    assert kinds(results) != ["MilestoneSettled"] * 3 + ["NoneType"]
    assert set(kinds(results)) <= {"NoneType", "OperationalError"}


def test_of_four_who_begin_and_of_four_who_send_a_report_one_report_comes_of_it(area):
    month = area.first_month
    results = in_threads(lambda: ProgressReport(area=area, month=month).keep({"done": "เวที"}, {"lao": 5}), 4)
    assert kinds(results) == ["ProgressReport"] * 4
    assert ProgressReport.objects.get().spending.count() == 1
    make_report(area, sent=False)
    report = ProgressReport.objects.get()
    results = in_threads(lambda: ProgressReport.objects.get(pk=report.pk).send(), 4)
    assert kinds(results) == ["NoneType"] + ["ReportSent"] * 3


def test_of_four_who_return_a_report_one_does_and_the_leads_are_told_once(area):
    make_area_person(area)
    report, by = make_report(area), make_user()
    results = in_threads(lambda: ProgressReport.objects.get(pk=report.pk).give_back(by=by, comment="ระบุ"), 4)
    assert kinds(results) == ["NoneType"] + ["Refused"] * 3
    assert Notice.objects.filter(kind="pilot_areas_returned").count() == 1


def test_of_four_who_name_the_same_person_one_line_and_one_link_come(area):
    person, by = make_user(), make_user()
    results = in_threads(lambda: AreaPerson.objects.appoint(area, person, "lead", by=by), 4)
    assert kinds(results) == ["AreaPerson"] * 4
    assert (AreaPerson.objects.count(), Notice.objects.count()) == (1, 1)


def test_several_beats_remind_a_lead_once(area, time_machine):
    time_machine.move_to(moment("2027-06-01 09:00"), tick=False)
    make_area_person(selected(area, 5))
    time_machine.move_to(moment("2027-07-06 09:00"), tick=True)
    in_threads(remind, 4)
    assert (ReportReminder.objects.count(), Notice.objects.filter(kind="pilot_areas_report").count()) == (1, 1)
