"""Reminders of reports are owed by what is so, not by what was planned."""

from datetime import date

import pytest
from django.utils import timezone

from pilot_areas.models import ReportReminder
from pilot_areas.reminders import remind
from pilot_areas.tasks import remind as remind_task
from tests.factories import close, make_area, make_open_cycle, make_passes, make_user, moment
from tests.factories_areas import make_area_person, make_report, selected
from welfare_movement.notices.deliver import deliver
from welfare_movement.notices.models import Notice
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db
JUNE, JULY = date(2027, 6, 1), date(2027, 7, 1)


def at(time_machine, text):
    time_machine.move_to(moment(text), tick=False)
    return remind()


@pytest.fixture
def lead(time_machine):
    """Of an area that was selected on 27 May; today is 1 June."""
    time_machine.move_to(moment("2027-06-01 09:00"), tick=False)
    lead = make_area_person(selected(make_area(make_open_cycle(Stage.PILOT_AREAS)), 5), user=make_user(language="en"))
    Notice.objects.update(sent_at=timezone.now())
    return lead


def reminded():
    return list(ReportReminder.objects.order_by("pk").values_list("month", "lead"))


def test_a_reminder_is_owed_from_the_sixth_once_and_each_month_anew(lead, time_machine, mailoutbox):
    assert at(time_machine, "2027-06-20 09:00") == 0  # May ends with the selection and is not owed
    assert at(time_machine, "2027-07-05 23:59") == 0
    assert (at(time_machine, "2027-07-06 09:00"), remind(), remind_task()) == (1, 0, None)
    assert at(time_machine, "2027-08-06 09:00") == 1
    assert reminded() == [(JUNE, lead.pk), (JULY, lead.pk)]
    assert deliver() == 1  # the time of the first has gone
    assert mailoutbox[0].subject == "The report of Tambon 800104 for Jul 2027 is missing"
    assert lead.link.url in mailoutbox[0].body


def test_an_outage_over_two_months_sends_only_the_latest(lead, time_machine):
    assert at(time_machine, "2027-08-10 09:00") == 1
    assert reminded() == [(JULY, lead.pk)]


def test_a_report_that_came_owes_nothing_and_a_draft_or_a_returned_one_does(lead, time_machine):
    time_machine.move_to(moment("2027-07-01 09:00"), tick=False)
    report = make_report(lead.area, JUNE)
    assert at(time_machine, "2027-07-06 09:00") == 0
    report.give_back(by=make_user(), comment="x")
    assert remind() == 1
    other = make_area_person(selected(make_area(lead.area.cycle, "800105"), 60))
    make_report(other.area, JUNE, sent=False)
    assert remind() == 1


def test_every_lead_is_reminded_and_no_mentor_nor_who_left(lead, time_machine):
    make_area_person(lead.area, "mentor"), make_area_person(lead.area, "lao")
    make_area_person(lead.area).leave(by=make_user())
    second = make_area_person(lead.area)
    assert at(time_machine, "2027-07-06 09:00") == 2
    assert {lead for _month, lead in reminded()} == {lead.pk, second.pk}


def test_an_area_that_was_selected_in_the_month_does_not_owe_it(lead, time_machine):
    time_machine.move_to(moment("2027-06-01 09:00"), tick=False)
    lead.area.selected_at = moment("2027-06-01 00:00")
    lead.area.save()
    assert at(time_machine, "2027-07-06 09:00") == 0
    lead.area.selected_at = moment("2027-05-31 23:59")
    lead.area.save()
    assert remind() == 1


@pytest.mark.parametrize("end", [close, lambda cycle: make_passes(cycle, Stage.PILOT_AREAS)])
def test_once_the_gate_is_passed_or_the_cycle_closed_nothing_is_owed(time_machine, end):
    time_machine.move_to(moment("2027-06-01 09:00"), tick=False)
    area = selected(make_area(make_open_cycle(Stage.PILOT_AREAS)), 5)
    make_area_person(area)
    end(area.cycle)
    assert at(time_machine, "2027-07-06 09:00") == 0


def test_a_reminder_is_cancelled_when_the_report_comes_and_when_its_cause_is_gone(lead, time_machine, mailoutbox):
    at(time_machine, "2027-07-06 09:00")
    make_report(lead.area, JUNE)
    assert Notice.objects.get(kind="pilot_areas_report").state == "cancelled"
    at(time_machine, "2027-08-06 09:00")
    lead.leave(by=make_user())
    assert (deliver(), mailoutbox) == (0, [])
    assert Notice.objects.filter(kind="pilot_areas_report", cancelled_at=None).count() == 0


def test_who_has_no_e_mail_is_reminded_by_a_text_to_pass_on(lead, time_machine):
    make_area_person(lead.area, user=make_user(email=None))
    Notice.objects.to_copy().delete()
    at(time_machine, "2027-07-06 09:00")
    assert Notice.objects.to_copy().get().kind == "pilot_areas_report"
