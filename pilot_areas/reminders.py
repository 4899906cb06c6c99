"""The reminders of monthly reports, and those of the judges."""

from datetime import datetime, time, timedelta
from functools import partial

from django.db import transaction
from django.utils import timezone

from pilot_areas.models import AreaPerson, Judge, ProgressReport, ReportReminder
from pilot_areas.months import due_on, last_owed, next_month
from welfare_movement.notices.models import Notice
from welfare_movement.notices.reminders import queue_owed


def remind(*, now=None) -> int:
    """Queue the reminder of the latest report that is owed and has not come, once to each lead of its area.

    An outage over two months sends only the latest. Returns how many were found.
    """
    month = last_owed(timezone.localdate(now or timezone.now()))
    return queue_owed(
        AreaPerson.objects.owing(month), drawn=partial(_notice, month=month), noted=partial(_reminder, month=month)
    )


def _reminder(lead, notice, month):
    return ReportReminder(area=lead.area, month=month, lead=lead, notice=notice)


def _notice(lead, month):
    report = ProgressReport(area=lead.area, month=month)
    return Notice.drawn(
        "pilot_areas_report",
        key=f"{report.about}:reminder:{lead.pk}",
        to=lead.person,
        context={"report": report},
        cycle=lead.area.cycle,
        about=report.about,
        link=lead.link,
        not_after=_next_one_owed(month),
    )


def _next_one_owed(month):
    """The moment from which the reminder of the month after this one takes its place."""
    day = due_on(next_month(month)) + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time()), timezone.get_default_timezone())


# ── Scores ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def remind_judges(*, now=None) -> int:
    """Queue the reminder of every judge whose day is near and who has not scored everyone, once for each day.

    Safe to run late, twice, or twice at once, like `remind`. Returns how many were found.
    """
    owing = list(Judge.objects.to_remind(now or timezone.now()).order_by("pk"))
    for judge in owing:
        _queue_of_judge(judge)
    return len(owing)


@transaction.atomic
def _queue_of_judge(judge):
    """Unless the day was moved meanwhile; then the next minute reminds of the new one."""
    if Judge.objects.filter(pk=judge.pk, due_on=judge.due_on).update(reminded_for=judge.due_on):
        Notice.objects.queue([judge.reminder()])
