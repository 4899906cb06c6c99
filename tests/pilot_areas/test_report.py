from datetime import date

import pytest
from django.db import IntegrityError, transaction

from pilot_areas import board
from pilot_areas.models import PilotArea, ProgressReport, ReportSpending
from pilot_areas.months import next_month
from pilot_areas.refusals import NotReportable, ReportSent
from tests.factories import close, make_area, make_open_cycle, make_user, moment
from tests.factories_areas import WORDS, make_area_person, make_report, selected
from welfare_movement.notices.models import Notice
from welfare_movement.process.refusals import CycleClosed
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db
MAY, JUNE = date(2027, 5, 1), date(2027, 6, 1)


@pytest.fixture
def area(time_machine):
    """Selected on 27 May; today is 20 June."""
    time_machine.move_to(moment("2027-06-20 09:00"), tick=False)
    return selected(make_area(make_open_cycle()), 24)


def test_what_is_written_is_kept_as_a_draft_and_can_be_written_further(area):
    report = make_report(area, sent=False, spent={"members": 5000, "lao": 250}, obstacles="ฝน")
    report = report.keep({"obstacles": ""}, {"lao": None, "donation": 40})
    assert (report.state, report.done, report.obstacles) == ("draft", WORDS["done"], "")
    assert [(source.value, amount) for source, amount in report.spent_by_source()] == [
        ("members", 5000),
        ("donation", 40),
    ]
    assert ProgressReport.objects.get().sent_at is None


def test_a_report_is_sent_once_by_link_or_by_an_account(area):
    first = make_report(area)
    assert (first.state, first.sent_by, first.first_sent_at) == ("sent", None, first.sent_at)
    second = make_report(area, MAY, by=(by := make_user()))
    assert second.sent_by == by
    for deed in (lambda: second.send(by=make_user()), lambda: second.keep({"done": "อื่น"}, {"lao": 9})):
        with pytest.raises(ReportSent):
            deed()
    second.refresh_from_db()
    assert (second.sent_by, second.done, ReportSpending.objects.count()) == (by, WORDS["done"], 0)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"done": ""}, "lacks: what was done."),
        ({"members": None, "beneficiaries": None}, "lacks: members now, people helped this month."),
        ({"next_month": ""}, "lacks: what is done next month."),
        ({"needs_central_support": True}, "lacks: help wanted."),
    ],
)
def test_a_report_that_lacks_something_is_not_sent_and_stays_a_draft(area, words, says):
    report = make_report(area, sent=False, **words)
    with pytest.raises(Refused, match=says):
        report.send()
    report.refresh_from_db()
    assert report.state == "draft"


def test_no_members_and_nobody_helped_is_an_answer(area):
    assert make_report(area, members=0, beneficiaries=0).state == "sent"


def test_reports_are_written_from_the_month_of_the_selection_to_this_month(area):
    for month in (date(2027, 4, 1), next_month(JUNE)):
        with pytest.raises(NotReportable):
            make_report(area, month)
    make_report(area, MAY), make_report(area, JUNE)
    assert ProgressReport.objects.count() == 2


def test_a_report_is_returned_once_with_a_comment_and_its_leads_are_told(area):
    lead, by = make_area_person(area), make_user()
    make_area_person(area, "mentor")
    report = make_report(area)
    report.read(by=make_user())
    report.give_back(by=by, comment="ระบุหมู่บ้าน")
    assert (report.state, report.comment, report.returned_by, report.read_at) == ("returned", "ระบุหมู่บ้าน", by, None)
    assert [notice.to for notice in Notice.objects.filter(kind="pilot_areas_returned")] == [lead.person]
    first_sent_at = report.first_sent_at
    report = report.keep({"done": "หมู่ ๒ และ ๓"}, {})
    report.send()
    assert (report.state, report.done, report.first_sent_at) == ("sent", "หมู่ ๒ และ ๓", first_sent_at)
    with pytest.raises(Refused, match="returned only once"):
        report.give_back(by=by, comment="อีก")
    report.refresh_from_db()
    assert (report.state, report.comment) == ("sent", "ระบุหมู่บ้าน")


def test_a_draft_is_not_returned_and_nothing_without_a_comment(area):
    draft, sent = make_report(area, MAY, sent=False), make_report(area)
    with pytest.raises(Refused, match="after it was sent"):
        draft.give_back(by=make_user(), comment="x")
    with pytest.raises(Refused, match="Write what is to be changed"):
        sent.give_back(by=make_user(), comment=" ")
    sent.refresh_from_db()
    assert (sent.state, Notice.objects.count()) == ("sent", 0)


def test_a_report_is_read_by_the_first_who_says_so_and_a_draft_by_nobody(area):
    report, draft, by = make_report(area), make_report(area, MAY, sent=False), make_user()
    report.read(by=by), report.read(by=make_user()), draft.read(by=by)
    assert (report.state, report.read_by, draft.state) == ("read", by, "draft")


@pytest.mark.parametrize(("sent", "late"), [("2027-07-05 23:59", False), ("2027-07-06 00:00", True)])
def test_a_report_is_late_from_the_sixth_of_the_next_month(area, time_machine, sent, late):
    draft = make_report(area, sent=False)
    time_machine.move_to(moment(sent), tick=False)
    assert draft.is_late == late
    draft.send()
    time_machine.move_to(moment("2027-09-01 09:00"), tick=False)
    assert draft.is_late == late


def test_one_report_a_month_that_is_named_by_its_first_day(area):
    make_report(area)
    for month in (JUNE, date(2027, 6, 2)):
        with pytest.raises(IntegrityError), transaction.atomic():
            area.reports.create(month=month)


def test_nothing_is_reported_in_a_closed_cycle(area):
    report, draft = make_report(area), make_report(area, MAY, sent=False)
    close(area.cycle)
    for deed in (
        draft.send,
        lambda: draft.keep({"done": "x"}, {}),
        lambda: report.read(by=make_user()),
        lambda: report.give_back(by=make_user(), comment="x"),
    ):
        with pytest.raises(CycleClosed):
            deed()
    report.refresh_from_db(), draft.refresh_from_db()
    assert (report.state, draft.state, draft.done) == ("sent", "draft", WORDS["done"])


def test_after_the_close_no_month_is_missing_any_more(area, time_machine):
    time_machine.move_to(moment("2027-03-20 09:00"), tick=False)
    area = selected(area, days_ago=100)
    close(area.cycle)
    area.cycle.refresh_from_db()
    time_machine.move_to(moment("2027-11-20 09:00"), tick=False)
    months, rows = board.calendar(area.cycle)
    asked = [date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1), date(2027, 3, 1)]
    assert months == asked
    assert [(cell.month, cell.state) for _area, cells in rows for cell in cells] == list(
        zip(asked, ["none", "missing", "missing", "none"], strict=True)
    )
    assert board.months_of(PilotArea.objects.get(pk=area.pk))[0].month == asked[-1]
