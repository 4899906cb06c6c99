"""Who gives what: all partners by kinds of giving; and the support that organisations want, beside who gives it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from partners.models import Gives, Partner
from partners.sheet import Given, Kind, shown_unit
from surveys.models import Response
from welfare_movement.process.stages import Stage
from welfare_movement.thai.digits import grouped

WANTED = "support_wanted"  # the question of the survey


@dataclass(frozen=True)
class Service:
    """What serves a need: the kinds of giving; level: of partners of this level alone."""

    kinds: tuple[Kind, ...] = ()
    level: str = ""

    def is_given_by(self, row: "Row") -> bool:
        partner = row.participation.partner
        gives = any(cell.given and cell.kind in self.kinds for cell in row.cells)
        return gives and row.participation.has_joined and self.level in ("", partner.level)


# For each answer of it. What stands in no line here nobody can be said to serve: it is read one by one.
SERVES = {
    "accounting": Service((Kind.KNOWLEDGE,)),
    "rules": Service((Kind.KNOWLEDGE, Kind.AUTHORITY)),
    "members": Service((Kind.PEOPLE,)),
    "plan": Service((Kind.DATA, Kind.AUTHORITY)),
    "matching": Service((Kind.MONEY,), Partner.Level.LOCAL),
    "it": Service((Kind.GOODS,)),
}


@dataclass(frozen=True)
class Cell:
    """What one partner, or all, give of one kind."""

    kind: Kind
    given: Sequence[Given]

    @property
    def sums(self) -> list[str]:
        """What is counted, added up by its unit."""
        totals: dict[str, Decimal] = defaultdict(Decimal)
        for each in self.given:
            if each.quantity is not None:
                totals[each.unit] += each.quantity
        return [f"{grouped(total)} {shown_unit(unit)}" for unit, total in totals.items()]


@dataclass(frozen=True)
class Row:
    participation: Any
    cells: list[Cell]

    @property
    def number(self) -> int:
        return sum(len(cell.given) for cell in self.cells)


@dataclass(frozen=True)
class Need:
    """An answer of the survey. wanted_by: how many organisations; of `said`, in their own words. kinds: that serve it.

    givers: the joined partners that give one of these.
    """

    label: str
    wanted_by: int
    said: list[str]
    kinds: tuple[Kind, ...]
    givers: list[Any]

    @property
    def is_served(self) -> bool:
        return bool(self.givers)


@dataclass(frozen=True)
class Matrix:
    """needs: those that some organisation has; None before the baseline round is opened."""

    rows: list[Row]
    totals: list[Cell]
    needs: list[Need] | None

    @property
    def unserved(self) -> list[Need]:
        return [need for need in self.needs or [] if not need.is_served]


def matrix(cycle: Any) -> Matrix:
    """Five queries, whatever the number of partners, lines and organisations."""
    partners = list(cycle.participations.select_related("partner").order_by("partner__sort_key", "pk"))
    given: dict[int, list[Given]] = defaultdict(list)
    lines = Gives.objects.filter(linkage__participation__cycle=cycle).select_related("linkage")
    for line in lines.order_by("linkage", "pk"):
        given[line.linkage.participation_id].append(line.as_given())
    rows = [Row(each, _cells(given[each.pk])) for each in partners]
    totals = _cells([line for lines in given.values() for line in lines])
    return Matrix(rows, totals, _needs(cycle, rows))


def _cells(given: Sequence[Given]) -> list[Cell]:
    return [Cell(kind, [each for each in given if each.kind == kind]) for kind in Kind]


def _needs(cycle: Any, rows: list[Row]) -> list[Need] | None:
    """The answers that were given, those that nobody serves first, then by how many want it."""
    baseline = cycle.rounds.filter(stage=Stage.SURVEYS).select_related("questionnaire").first()
    question = baseline and baseline.questionnaire.questionnaire.by_key.get(WANTED)
    if question is None:
        return None
    verified = Response.objects.filter(assignment__round=baseline, verified_at__isnull=False).order_by("pk")
    in_words = [each.key for each in question.specified]
    answers = list(verified.values_list(*[f"answers__{key}" for key in (WANTED, *in_words)]))
    wanted = Counter(value for chosen, *_words in answers for value in chosen or ())
    said = {key: sorted({row[place] for row in answers if row[place]}) for place, key in enumerate(in_words, start=1)}
    needs = []
    for option in question.options:
        service = SERVES.get(str(option.value), Service())
        givers = [row.participation for row in rows if service.is_given_by(row)]
        words = said.get(f"{WANTED}_{option.value}", [])
        needs.append(Need(option.name.said(get_language()), wanted[option.value], words, service.kinds, givers))
    return sorted(
        (need for need in needs if need.wanted_by), key=lambda need: (need.is_served, -need.wanted_by, need.label)
    )
