"""The stage at a glance: how far it has come, and the areas, those that need someone first."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from pilot_areas.models import PilotArea, ProgressReport, ReportSpending, Source
from pilot_areas.models.plan import BudgetLine
from pilot_areas.months import due_on, last_owed, month_of, months
from welfare_movement.process.stages import Stage
from welfare_movement.thai.dates import show_month

# (words, the page, the requirement of the gate that says how far it is)
STEPS = [
    (_("Criteria"), "pilot_areas:criteria", "criteria"),
    (_("Nominations"), "pilot_areas:nominations", None),
    (_("Scores"), "pilot_areas:ranking", "scored"),
    (_("Selection"), "pilot_areas:selection", "selected"),
    (_("Plans"), "", "plans"),
    (_("Driving"), "", "milestones"),
    (_("Follow-up"), "pilot_areas:follow_up", "regraded"),
]


@dataclass(frozen=True)
class Step:
    """finding: of the gate; None for the nominations, of which `number` says how many there are."""

    label: Any
    page: str
    finding: Any
    number: int = 0

    @property
    def is_done(self):
        return self.finding.is_met if self.finding else self.number > 0


def steps(cycle):
    findings = {finding.requirement.key: finding for finding in cycle.findings(Stage.PILOT_AREAS)[Stage.PILOT_AREAS]}
    number = cycle.nominations.count()
    return [Step(label, page, findings.get(key), number) for label, page, key in STEPS]


@dataclass(frozen=True)
class Line:
    """One area of the overview, and in words why someone should look at it now; the last report where it is asked."""

    area: Any
    reds: tuple[str, ...]
    report: Any = None


def lines(cycle, today=None):
    """The areas of the cycle, those that need someone first. Three queries, whatever their number."""
    today = today or timezone.localdate()
    is_driven = not cycle.passes.standing().filter(stage=Stage.PILOT_AREAS).exists() and cycle.closed_at is None
    areas = PilotArea.objects.filter(nomination__cycle=cycle).for_board(today)
    found = [Line(area, tuple(_reds(area, last_owed(today)) if is_driven else ())) for area in areas]
    return sorted(found, key=lambda line: not line.reds)


def lines_with_reports(cycle, today=None):
    """The same with the last report of each that was sent. One query more."""
    found = lines(cycle, today)
    last = {}
    for report in ProgressReport.objects.sent().filter(area__nomination__cycle=cycle).order_by("month"):
        last[report.area_id] = report
    return [replace(line, report=last.get(line.area.pk)) for line in found]


def _reds(area, month):
    if area.milestones_late:
        says = ngettext("%(number)s milestone is late", "%(number)s milestones are late", area.milestones_late)
        yield says % {"number": area.milestones_late}
    if area.first_month_owed <= month and not area.has_reported:
        yield _("no report for %(month)s") % {"month": show_month(month, "short")}
    if area.asks_help:
        yield _("asks for central support")


# ── Reports ────────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Cell:
    """state: of the report, or "missing" when it is owed and not there, "outside" before the area was selected."""

    month: date
    state: str
    is_late: bool
    report: Any = None


def calendar(cycle, today=None):
    """(the months, [(area, its cell of each month)]), from the first selection to this month, or to that of the close.

    Three queries.
    """
    today = _until(cycle, today)
    areas = list(PilotArea.objects.filter(nomination__cycle=cycle).in_order())
    first = min((area.first_month for area in areas), default=month_of(today))
    shown = list(months(first, month_of(today)))
    known = {}
    for report in ProgressReport.objects.filter(area__in=areas):
        known[report.area_id, report.month] = report
    return shown, [
        (area, [_cell(area, month, known.get((area.pk, month)), today) for month in shown]) for area in areas
    ]


def months_of(area, today=None):
    """The cells of one area, the latest month first. One query."""
    today = _until(area.cycle, today)
    known = {report.month: report for report in area.reports.all()}
    shown = months(area.first_month, month_of(today))
    return [_cell(area, month, known.get(month), today) for month in shown][::-1]


def _until(cycle, today):
    """The day up to which months are asked for: after the close nobody owes a report any more."""
    today = today or timezone.localdate()
    return min(today, timezone.localdate(cycle.closed_at)) if cycle.closed_at else today


def _cell(area, month, report, today):
    if report is not None:
        report.area = area
        return Cell(month, report.state, report.is_late, report)
    if month < area.first_month:
        return Cell(month, "outside", False)
    is_missing = month >= area.first_month_owed and today > due_on(month)
    return Cell(month, "missing" if is_missing else "none", is_missing)


# ── Money ──────────────────────────────────────────────────────────────────────────────────────────────────────────
@dataclass(frozen=True)
class Money:
    """Of one source, in whole baht: planned, secured of it, and spent as the reports that were sent say."""

    source: Any
    planned: int = 0
    secured: int = 0
    spent: int = 0


def money(areas):
    """The Money of each source that has any in these areas, together. Two queries."""
    planned = {source: each for source, *each in BudgetLine.objects.filter(plan__area__in=areas).by_source()}
    spent = ReportSpending.objects.counted().filter(report__area__in=areas).by_source()
    return [
        Money(source, *planned.get(source, (0, 0)), spent.get(source.value, 0))
        for source in Source
        if source in planned or source.value in spent
    ]


def money_by_area(cycle):
    """[(source, [(area, its Money)], their sum)]: what `money` counts in a cycle, area by area. Three queries."""
    areas = list(PilotArea.objects.filter(nomination__cycle=cycle).in_order())
    planned = BudgetLine.objects.filter(plan__area__in=areas).by_area()
    spent = ReportSpending.objects.counted().filter(report__area__in=areas).by_area()
    found = []
    for source in Source:
        keys = [(area, (area.pk, source.value)) for area in areas]
        rows = [
            (area, Money(source, *planned.get(key, (0, 0)), spent.get(key, 0)))
            for area, key in keys
            if key in planned or key in spent
        ]
        if rows:
            found.append((source, rows, together(each for _area, each in rows)))
    return found


def together(rows):
    """The sums of [Money], as one without a source."""
    rows = list(rows)
    return Money(None, *(sum(getattr(each, name) for each in rows) for name in ("planned", "secured", "spent")))
