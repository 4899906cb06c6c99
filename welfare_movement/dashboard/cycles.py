"""Two cycles of one province side by side: partners, coverage, grades. A fixed number of queries."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from partners.models import Commitment, Linkage, Participation
from partners.models.participation import JOINED, Stance
from pilot_areas.models import PilotArea
from surveys.coverage import VERIFIED
from surveys.models import Assignment, PinnedGrade, TambonGrade
from welfare_movement.dashboard.tiles import LETTERS
from welfare_movement.process.stages import Stage

CURRENT = {"publication__superseded_at": None, "publication__round__stage": Stage.SURVEYS}


@dataclass(frozen=True)
class Line:
    """One figure of both cycles. page: the address where its rows stand, in either cycle."""

    label: Any
    earlier: int
    later: int
    page: str
    is_share: bool = False

    @property
    def change(self):
        return self.later - self.earlier


@dataclass(frozen=True)
class Moves:
    """How many of the organisations that have a letter in both cycles rose, kept theirs, and fell."""

    rose: int
    same: int
    fell: int

    @property
    def number(self):
        return self.rose + self.same + self.fell


@dataclass(frozen=True)
class Comparison:
    """letters: [(letter, organisations earlier, later, tambons earlier, later)]."""

    partners: list[Line]
    coverage: list[Line]
    areas: list[Line]
    letters: list[tuple[str, int, int, int, int]]
    moves: Moves


def compare(earlier, later):
    """Compare two cycles of the same province by their records, grades by what is published."""
    cycles = (earlier, later)
    organisations = _organisation_letters(cycles)
    tambons = _tambon_letters(cycles)
    counts = [Counter(letters.values()) for letters in (*organisations, *tambons)]
    return Comparison(
        partners=_partners(cycles),
        coverage=_coverage(cycles),
        areas=_areas(cycles),
        letters=[(letter, *(count[letter] for count in counts)) for letter in LETTERS],
        moves=_moves(*organisations),
    )


def _by_cycle(rows, cycles, path, **counts):
    """Of each cycle, these counts over its rows. One query."""
    found = {
        row.pop(path): row for row in rows.order_by().filter(**{f"{path}__in": cycles}).values(path).annotate(**counts)
    }
    nothing = dict.fromkeys(counts, 0)
    return [found.get(cycle.pk, nothing) for cycle in cycles]


def _lines(sides, page, labels):
    return [Line(label, *(side[name] for side in sides), page) for name, label in labels.items()]


def _partners(cycles):
    stances = _by_cycle(
        Participation.objects.all(),
        cycles,
        "cycle",
        asked=Count("pk"),
        joined=Count("pk", filter=Q(stance__in=JOINED)),
        declined=Count("pk", filter=Q(stance=Stance.DECLINED)),
    )
    sheets = _by_cycle(Linkage.objects.complete(), cycles, "participation__cycle", complete=Count("pk"))
    promises = _by_cycle(
        Commitment.objects.all(),
        cycles,
        "cycle",
        made=Count("pk"),
        kept=Count("pk", filter=Q(kept_at__isnull=False)),
    )
    labels = {"asked": _("Asked in"), "joined": _("Joined"), "declined": _("Declined")}
    return [
        *_lines(stances, "partners:board", labels),
        *_lines(sheets, "partners:board", {"complete": _("Complete linkage sheets")}),
        *_lines(promises, "partners:commitments", {"made": _("Commitments"), "kept": _("Commitments kept")}),
    ]


def _coverage(cycles):
    asked = Assignment.objects.baseline()
    sides = _by_cycle(
        asked,
        cycles,
        "round__cycle",
        expected=Count("pk", distinct=True),
        verified=Count("pk", distinct=True, filter=VERIFIED),
    )
    graded = _by_cycle(asked.graded(), cycles, "round__cycle", graded=Count("pk", distinct=True))
    percent = [side["verified"] * 100 // side["expected"] if side["expected"] else 0 for side in sides]
    labels = {"expected": _("Organisations expected"), "verified": _("Organisations verified")}
    return [
        *_lines(sides, "surveys:coverage", labels),
        Line(_("Verified, per cent"), *percent, "surveys:coverage", is_share=True),
        *_lines(graded, "surveys:grades", {"graded": _("Organisations graded")}),
    ]


def _areas(cycles):
    areas = _by_cycle(PilotArea.objects.all(), cycles, "nomination__cycle", areas=Count("pk"))
    again = _by_cycle(
        Assignment.objects.graded().filter(round__stage=Stage.PILOT_AREAS),
        cycles,
        "round__cycle",
        again=Count("pk", distinct=True),
    )
    return [
        *_lines(areas, "pilot_areas:index", {"areas": _("Pilot areas")}),
        *_lines(again, "pilot_areas:index", {"again": _("Organisations graded again")}),
    ]


def _organisation_letters(cycles):
    """Of each cycle: organisation -> its published letter."""
    path = "response__assignment__organisation"
    rows = PinnedGrade.objects.filter(**CURRENT, publication__round__cycle__in=cycles)
    return _split(rows.values_list("publication__round__cycle", path, "grade__letter"), cycles)


def _tambon_letters(cycles):
    rows = TambonGrade.objects.filter(**CURRENT, publication__round__cycle__in=cycles)
    return _split(rows.values_list("publication__round__cycle", "tambon", "letter"), cycles)


def _split(rows, cycles):
    sides = {cycle.pk: {} for cycle in cycles}
    for cycle, what, letter in rows:
        sides[cycle][what] = letter
    return [sides[cycle.pk] for cycle in cycles]


def _moves(earlier, later):
    """Only letters of the scale are compared: one that is not graded neither rose nor fell."""
    scale = LETTERS[:-1]
    steps = [
        scale.index(earlier[each]) - scale.index(later[each])
        for each in earlier.keys() & later.keys()
        if earlier[each] in scale and later[each] in scale
    ]
    return Moves(sum(step > 0 for step in steps), steps.count(0), sum(step < 0 for step in steps))
