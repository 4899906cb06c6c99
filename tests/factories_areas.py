"""Plain makers of what stands below a pilot area, for every test."""

from django.utils import timezone

from pilot_areas.models import AreaPerson, PilotArea, ProgressReport
from pilot_areas.months import month_of
from tests.factories import in_days, make_area_plan, make_user

WORDS = {"done": "เวทีสองหมู่บ้าน", "members": 1520, "beneficiaries": 34, "next_month": "ตั้งศูนย์ประสานงาน"}


def this_month():
    return month_of(timezone.localdate())


def selected(area, days_ago):
    """The same area, selected so many days ago."""
    PilotArea.objects.filter(pk=area.pk).update(selected_at=in_days(-days_ago))
    return PilotArea.objects.get(pk=area.pk)


def make_area_person(area, role=AreaPerson.Role.LEAD, *, user=None, by=None):
    return AreaPerson.objects.appoint(area, user or make_user(), role, by=by or make_user())


def make_budget_line(area, source="members", amount=20_000, *, secured=False, **fields):
    """A line of the budget of an area's plan, which is drafted if there is none."""
    plan = area.plan_sheet()
    line = (plan if plan.pk else make_area_plan(area, adopted=False)).budget.create(
        source=source, amount=amount, **fields
    )
    if secured:
        line.secure(by=make_user())
    return line


def make_report(area, month=None, *, sent=True, by=None, spent=None, **words):
    """A report of a month (this one, if none is given), sent by a link unless told otherwise."""
    report = ProgressReport(area=area, month=month or this_month())
    report = report.keep({**WORDS, **words}, spent or {})
    if sent:
        report.send(by=by)
    return report
