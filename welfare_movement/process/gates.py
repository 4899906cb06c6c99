"""A gate is evidence enough.

Each stage's `gate.py` registers its requirements, one line each: which rows count, and how many are needed. This
module counts them, all stages of all asked cycles in one query, and imports no model.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.db import connection
from django.db.models import CharField, Count, F, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Cast

from welfare_movement.process.stages import Stage

MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}")  # how a parameter begins that is a day or a moment, in each database


@dataclass(frozen=True)
class Share:
    """A need in hundredths of what was planned."""

    percent: int


@dataclass(frozen=True, eq=False)
class Requirement:
    """One line of a gate.

    evidence: the rows that count. of: the rows planned, of the same model, with the evidence among them.
    count: the path whose distinct values are counted, in place of rows. per: the path of the groups of which the worst
    decides. most: what a cycle may need at most. page: the name of the address where the missing rows are won, taking a
    province and a year.
    """

    stage: Stage
    key: str
    label: Any
    remedy: Any
    page: str
    evidence: Callable[[], QuerySet]
    of: Callable[[], QuerySet] | None
    count: str
    per: str | None
    need: int | Share
    most: int = 10_000

    @property
    def name(self) -> str:
        return f"{self.stage.slug}.{self.key}"

    @property
    def is_share(self) -> bool:
        return isinstance(self.need, Share)

    @property
    def default(self) -> int:
        return self.need.percent if isinstance(self.need, Share) else self.need

    def counting(self, cycle_ids: Iterable[int]) -> QuerySet:
        """The rows that count, in these cycles."""
        return within(self.evidence(), cycle_ids)

    def missing(self, cycle_ids: Iterable[int]) -> QuerySet | None:
        """The planned rows that do not count yet; None where nothing was planned by rows."""
        if self.of is None:
            return None
        return within(self.of(), cycle_ids).exclude(pk__in=self.counting(cycle_ids).values("pk"))

    def named_groups(self, groups: "Iterable[Group]") -> "list[tuple[Any, Group]]":
        """These groups with what each is called (the row behind the path, or its value), the worst first."""
        ordered = sorted(groups, key=_worst_first)
        if not ordered:
            return []
        related = self._related_to_groups()
        keys = [group.key for group in ordered if group.key]
        names = {str(row.pk): row for row in related._default_manager.filter(pk__in=keys)} if related else {}
        return [(names.get(group.key or "", group.key), group) for group in ordered]

    def _related_to_groups(self):
        """The model at the end of the path of the groups; None where it ends in a plain value, and without groups."""
        model: Any = self.of().model if self.of and self.per else None
        for name in (self.per or "").split("__"):
            model = model._meta.get_field(name).related_model if model else None
        return model


@dataclass(frozen=True)
class Group:
    """What one group of a requirement has: `key` is the group's value as text, None for rows in no group."""

    key: str | None
    have: int
    of: int


@dataclass(frozen=True)
class Finding:
    """What the evidence said of one requirement. For a share, `have` and `of` are those of the worst group."""

    requirement: Requirement
    have: int
    of: int
    need: int
    groups: tuple[Group, ...] = ()

    @property
    def is_met(self) -> bool:
        if self.requirement.is_share:
            return self.of > 0 and self.have * 100 >= self.need * self.of
        return self.have >= self.need

    @property
    def percent(self) -> int:
        """Whole hundredths, rounded down so that 79.9 never shows as the 80 that it is not."""
        return self.have * 100 // self.of if self.of else 0

    @property
    def shown(self) -> int:
        """What stands before the slash: hundredths for a share, else a count."""
        return self.percent if self.requirement.is_share else self.have

    @property
    def short_groups(self) -> list[Group]:
        """The groups that are below the need, the worst first."""
        below = [group for group in self.groups if group.have * 100 < self.need * group.of]
        return sorted(below, key=_worst_first)

    def as_dict(self) -> dict[str, Any]:
        """As a pass keeps it."""
        return {
            "requirement": self.requirement.name,
            "have": self.have,
            "of": self.of,
            "need": self.need,
            "share": self.requirement.is_share,
            "met": self.is_met,
        }


requirements: dict[str, Requirement] = {}


def requirement(stage, key, label, *, remedy, page, evidence, need, of=None, count="pk", per=None, most=10_000):
    """Register one requirement of a stage's gate; called in the `gate.py` of the stage's app."""
    new = Requirement(
        stage, key, label, remedy, page, evidence, of, count, per, need, 100 if isinstance(need, Share) else most
    )
    if new.name in requirements:
        raise ValueError(f"The requirement {new.name} is registered twice.")
    requirements[new.name] = new


def of_stage(stage: Stage) -> list[Requirement]:
    return [each for each in requirements.values() if each.stage == stage]


def within(rows: QuerySet, cycle_ids: Iterable[int]) -> QuerySet:
    """These rows, of these cycles only."""
    return rows.filter(**{f"{rows.model.cycle_path()}__in": cycle_ids})


def findings(
    cycle_ids: Iterable[int], stages: Iterable[Stage], needs: Mapping[int, Mapping[str, int]]
) -> dict[int, dict[Stage, list[Finding]]]:
    """What the evidence says: cycle id -> stage -> findings, in the order in which they were registered.

    needs: cycle id -> requirement name -> what that cycle needs in place of the default. One query.
    """
    cycle_ids, stages = list(cycle_ids), list(stages)
    asked = [each for stage in stages for each in of_stage(stage)]
    groups = _count(asked, cycle_ids)
    found: dict[int, dict[Stage, list[Finding]]] = {cycle_id: {stage: [] for stage in stages} for cycle_id in cycle_ids}
    for cycle_id in cycle_ids:
        for index, each in enumerate(asked):
            need = needs.get(cycle_id, {}).get(each.name, each.default)
            found[cycle_id][each.stage].append(_find(each, groups[cycle_id, index], need))
    return found


def _find(each: Requirement, groups: list[Group], need: int) -> Finding:
    if each.per:
        groups = [group for group in groups if group.of]  # a group with nothing expected has nothing to lack
    if not groups:
        return Finding(each, 0, 0, need)
    worst = min(groups, key=_worst_first)
    return Finding(each, worst.have, worst.of, need, tuple(groups) if each.per else ())


def _worst_first(group: Group):
    share = Fraction(group.have, group.of) if group.of else Fraction(0)
    return (share, -group.of, group.key or "")


def _count(asked: list[Requirement], cycle_ids: list[int]) -> dict[tuple[int, int], list[Group]]:
    """One row a requirement, cycle and group, from one UNION ALL."""
    counted: dict[tuple[int, int], list[Group]] = defaultdict(list)
    if not asked or not cycle_ids:
        return counted
    statement, parameters = _statement(tuple(asked), len(cycle_ids))
    stands_for = dict(zip(_places(len(cycle_ids)), cycle_ids, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(statement, [stands_for.get(each, each) for each in parameters])
        for index, cycle_id, key, of, have in cursor.fetchall():
            counted[cycle_id, index].append(Group(key, have, of))
    return counted


_statements: dict[Any, tuple[str, tuple[Any, ...]]] = {}


def _statement(asked: tuple[Requirement, ...], number: int) -> tuple[str, tuple[Any, ...]]:
    """What asks for all of these in so many cycles, with a place for each cycle among its parameters.

    Putting it together takes several times as long as the database takes to answer, so it is kept; not where evidence
    depends on the clock, which goes on.
    """
    if (asked, number) in _statements:
        return _statements[asked, number]
    parts = [_part(index, each, _places(number)) for index, each in enumerate(asked)]
    united = parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
    statement, parameters = united.query.sql_with_params()
    if not any(MOMENT.match(str(each)) for each in parameters):
        _statements[asked, number] = statement, parameters
    return statement, parameters


def _places(number: int) -> list[int]:
    """Keys that no cycle has, to be found again among the parameters."""
    return [2**63 - 1 - each for each in range(number)]


def _part(index: int, each: Requirement, cycle_ids: list[int]) -> QuerySet:
    counts = within(each.of(), cycle_ids) if each.of else each.counting(cycle_ids)
    only = Q(pk__in=each.counting(cycle_ids).values("pk")) if each.of else Q()
    return (
        counts.order_by()
        .annotate(
            gate_index=Value(index, IntegerField()),
            gate_cycle=F(counts.model.cycle_path()),
            gate_group=Cast(F(each.per), CharField()) if each.per else Value("", CharField()),
        )
        .values("gate_index", "gate_cycle", "gate_group")
        .annotate(
            gate_of=Count(each.count, distinct=True),
            gate_have=Count(each.count, distinct=True, filter=only),
        )
        .values_list("gate_index", "gate_cycle", "gate_group", "gate_of", "gate_have")
    )
