"""Reminders of monthly reports and of scores are owed, not planned: what is owed now is read from the rows."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from pilot_areas.models import AreaPerson, Judge, ProgressReport, ReportReminder
from pilot_areas.months import due_on, last_owed, next_month
from welfare_movement.notices.models import Notice

AT_ONCE = 500


def remind(*, now=None) -> int:
    """Queue the reminder of the latest report that is owed and has not come, once to each lead of its area.

    Safe to run late, twice, or twice at once: the notice's key and the reminder's constraint keep each one single.
    An outage over two months sends only the latest. Returns how many were found.
    """
    month = last_owed(timezone.localdate(now or timezone.now()))
    found = 0
    while owing := list(AreaPerson.objects.owing(month).order_by("pk")[:AT_ONCE]):
        _queue(owing, month)
        found += len(owing)
    return found


@transaction.atomic
def _queue(owing, month):
    notices = Notice.objects.queue([_notice(lead, month) for lead in owing])
    ReportReminder.objects.bulk_create(
        [
            ReportReminder(area=lead.area, month=month, lead=lead, notice=notice)
            for lead, notice in zip(owing, notices, strict=True)
        ],
        ignore_conflicts=True,
    )


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
