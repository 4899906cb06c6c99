"""The report of a cycle is published once, and then kept as it was."""

import pytest

from pilot_areas.models import CycleReport
from tests.factories import close, make_open_cycle, make_user
from tests.factories_celebration import make_cycle_report
from welfare_movement.process.refusals import CycleClosed, Sealed, StageLocked
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db
FIGURES = [{"stage": 1, "lines": []}]


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.CELEBRATION)


def test_a_publication_keeps_the_figures_with_who_and_when(cycle):
    by = make_user()
    make_cycle_report(cycle).publish(by=by, figures=FIGURES)
    report = CycleReport.objects.get()
    assert (report.figures, report.published_by, report.published_at is None) == (FIGURES, by, False)


def test_of_two_who_publish_the_second_is_told_who_was_first(cycle):
    first, second = make_cycle_report(cycle), None
    second = CycleReport.objects.get()
    by = make_user("สุดา")
    first.publish(by=by, figures=FIGURES)
    with pytest.raises(Refused, match=r"สุดา ใจดี published this report already; it stays as it is."):
        second.publish(by=make_user(), figures=[])
    report = CycleReport.objects.get()
    assert (report.figures, report.published_by) == (FIGURES, by)


def test_without_a_summary_nothing_is_published(cycle):
    for report in (CycleReport.of(cycle), make_cycle_report(cycle, summary=" ")):
        with pytest.raises(Refused, match="Write the summary first"):
            report.publish(by=make_user(), figures=FIGURES)
    assert CycleReport.objects.published().count() == 0


def test_a_published_report_is_neither_changed_nor_deleted(cycle):
    report = make_cycle_report(cycle)
    report.publish(by=make_user(), figures=FIGURES)
    report.summary = "แต่งใหม่"
    ways = (
        report.save,
        report.delete,
        report.full_clean,
        CycleReport.objects.all().delete,
        lambda: CycleReport.objects.bulk_update([report], ["summary"]),
    )
    for way in ways:
        with pytest.raises(Exception, match="The report is published and stays as it is"):
            way()
    assert CycleReport.objects.get().summary == "รอบนี้เราเดินมาด้วยกัน"


def test_the_database_refuses_by_the_seal_and_not_by_chance(cycle):
    report = make_cycle_report(cycle)
    report.save()
    report.publish(by=make_user(), figures=FIGURES)
    with pytest.raises(Sealed):
        report.save()


def test_a_report_waits_for_its_stage_and_for_an_open_cycle(cycle):
    with pytest.raises(StageLocked):
        make_cycle_report(make_open_cycle(Stage.PILOT_AREAS, year=2571))
    report = make_cycle_report(cycle)
    close(cycle)
    with pytest.raises(CycleClosed):
        report.publish(by=make_user(), figures=FIGURES)
    assert CycleReport.objects.get().published_at is None
