"""Who is asked again in the follow-up survey: the graded organisations of the pilot areas; and from when on."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from pilot_areas.gate import in_areas
from pilot_areas.models import PilotArea
from surveys.models import Assignment, PinnedGrade

MONTHS_TO_WAIT = 3


@dataclass(frozen=True)
class AreaAsked:
    """A pilot area, and the assignments of those whom it has to be asked again, each with the `letter` of before."""

    area: PilotArea
    assignments: list[Assignment]


@dataclass(frozen=True)
class AskedAgain:
    """areas: of the cycle, in the order of their districts; some may have nobody to ask.

    selected_on: the day of the first selection; None before it
    """

    areas: list[AreaAsked]
    selected_on: date | None

    @property
    def organisations(self):
        return [each.organisation for asked in self.areas for each in asked.assignments]

    @property
    def due_from(self):
        """The day from which the follow-up can show what has changed: three months after the first selection."""
        return self.selected_on and months_after(self.selected_on, MONTHS_TO_WAIT)

    @property
    def is_early(self):
        return self.due_from is not None and timezone.localdate() < self.due_from


def asked_again(cycle):
    """The pilot areas of a cycle with those of their organisations that have a published grade and still stand."""
    areas = list(PilotArea.objects.filter(nomination__cycle=cycle).in_order())
    pins = PinnedGrade.objects.current().filter(response__assignment=OuterRef("pk"))
    graded = in_areas().filter(round__cycle=cycle, organisation__dissolved_on=None)
    shown = graded.annotate(letter=Subquery(pins.values("grade__letter")[:1])).select_related("organisation")
    here = {}
    for assignment in shown.order_by("organisation__sort_key", "pk"):
        here.setdefault(assignment.organisation.tambon_id, []).append(assignment)
    return AskedAgain(
        areas=[AreaAsked(area, here.get(area.nomination.tambon_id, [])) for area in areas],
        selected_on=min((timezone.localdate(area.selected_at) for area in areas), default=None),
    )


def months_after(day, number):
    """The same day so many months later; the last day of the month where it has no such day."""
    years, month = divmod(day.month - 1 + number, 12)
    year, month = day.year + years, month + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))
