"""Ranks the candidates by the criteria, and chooses: the best first, as far as the rules of spread allow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

from pilot_areas.selection.criteria import GRADE, JUDGES, JUDGES_NEEDED, MATCHING, Criteria, Criterion
from pilot_areas.selection.spread import Choice, choose

NOT_ENTERED = -1  # a plan index that nobody entered comes after one of 0


class NotScored(ValueError):
    """Some candidates lack three judges; `codes` names their tambons."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = tuple(codes)
        super().__init__(f"scored by fewer than {JUDGES_NEEDED} judges: {', '.join(self.codes)}")


@dataclass(frozen=True)
class Candidate:
    """A tambon with its record figures. plan_index: 0 to 100, None where none was entered. matching: as in STATES."""

    code: str
    district: str
    letter: str
    plan_index: int | None
    matching: str


@dataclass(frozen=True)
class Score:
    """What one judge gave one candidate, by judged criterion."""

    judge: int
    candidate: str
    points: Mapping[str, int]


@dataclass(frozen=True)
class Reason:
    """A code that `words` has a sentence for, and what stands in it."""

    code: str
    values: Mapping[str, Any]

    def as_dict(self) -> dict[str, Any]:
        return {"code": self.code, **self.values}


@dataclass(frozen=True)
class Line:
    """The points of one criterion, exact, and why."""

    criterion: str
    points: Fraction
    why: Reason


@dataclass(frozen=True)
class Standing:
    """Where one candidate stands. tie: with whom the total is shared, and what parted them."""

    candidate: Candidate
    zone: str
    lines: tuple[Line, ...]
    total: Fraction
    rank: int = 0
    tie: Reason | None = None
    is_selected: bool = False
    reason: Reason = Reason("", {})

    def as_dict(self) -> dict[str, Any]:
        """As JSON keeps it: points as shown, and exact."""
        return {
            "tambon": self.candidate.code,
            "zone": self.zone,
            "letter": self.candidate.letter,
            "plan_index": self.candidate.plan_index,
            "lines": [
                {"criterion": each.criterion, "points": str(rounded(each.points)), "why": each.why.as_dict()}
                for each in self.lines
            ],
            "total": str(rounded(self.total)),
            "exact": str(self.total),
            "rank": self.rank,
            "tie": self.tie.as_dict() if self.tie else None,
            "by_rule": self.is_selected,
            "reason": self.reason.as_dict(),
        }


@dataclass(frozen=True)
class Outcome:
    """The candidates by rank, and which rules of spread could not be met, each with why."""

    standings: tuple[Standing, ...]
    places: int
    unmet: tuple[Reason, ...]

    @property
    def selected(self) -> tuple[str, ...]:
        return tuple(each.candidate.code for each in self.standings if each.is_selected)

    def as_dict(self) -> dict[str, Any]:
        return {
            "places": self.places,
            "standings": [each.as_dict() for each in self.standings],
            "unmet": [each.as_dict() for each in self.unmet],
        }


def rounded(points: Fraction) -> Decimal:
    """As it is shown: two decimals, half up."""
    with localcontext(prec=40):
        return (Decimal(points.numerator) / Decimal(points.denominator)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def select(
    criteria: Criteria,
    candidates: Iterable[Candidate],
    scores: Iterable[Score],
    conflicts: Iterable[tuple[int, str]] = (),
) -> Outcome:
    """Rank and choose.

    conflicts: (judge, candidate) of those who may not score; what they gave counts nowhere
    Totals are compared exactly, not as shown. Ties go to the higher plan index, then to the lower code.
    Raises NotScored unless each candidate has whole scores of three judges without a conflict.
    Source: the province's criteria, nst-pilot-1.0.
    """
    entered, barred = list(candidates), set(conflicts)
    given: dict[str, list[Score]] = {each.code: [] for each in entered}
    for score in scores:
        counts = score.candidate in given and (score.judge, score.candidate) not in barred
        if counts and criteria.accepts(score.points):
            given[score.candidate].append(score)
    if lacking := sorted(code for code, held in given.items() if len(held) < JUDGES_NEEDED):
        raise NotScored(lacking)
    standings = _ranked([_standing(each, given[each.code], criteria) for each in entered])
    choice = choose([(each.zone, each.candidate.letter) for each in standings], criteria)
    return Outcome(
        standings=tuple(_judged(standings, choice, criteria)),
        places=criteria.places,
        unmet=tuple(Reason(code, values) for code, values in choice.unmet),
    )


# ── Points ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def _standing(candidate: Candidate, scores: list[Score], criteria: Criteria) -> Standing:
    lines = tuple(_line(each, candidate, scores) for each in criteria.criteria)
    total = sum((line.points for line in lines), Fraction(0))
    return Standing(candidate, criteria.zone_of(candidate.district), lines, total)


def _line(criterion: Criterion, candidate: Candidate, scores: list[Score]) -> Line:
    if criterion.source == JUDGES:
        given = sum(score.points[criterion.code] for score in scores)
        return Line(criterion.code, Fraction(given, len(scores)), Reason(JUDGES, {"judges": len(scores)}))
    if criterion.source == GRADE:
        points = Fraction(criterion.table[candidate.letter])
        return Line(criterion.code, points, Reason(GRADE, {"letter": candidate.letter}))
    if criterion.source == MATCHING:
        points = Fraction(criterion.table[candidate.matching])
        return Line(criterion.code, points, Reason(MATCHING, {"state": candidate.matching}))
    if candidate.plan_index is None:
        return Line(criterion.code, Fraction(0), Reason("no_plan", {}))
    points = Fraction(candidate.plan_index * criterion.points, 100)
    return Line(criterion.code, points, Reason("plan", {"index": candidate.plan_index, "most": criterion.points}))


# ── Ranks ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def _ranked(standings: list[Standing]) -> list[Standing]:
    ordered = sorted(standings, key=lambda each: (-each.total, -_plan(each), each.candidate.code))
    return [replace(each, rank=rank, tie=_tie(each, ordered)) for rank, each in enumerate(ordered, 1)]


def _plan(standing: Standing) -> int:
    plan = standing.candidate.plan_index
    return NOT_ENTERED if plan is None else plan


def _tie(standing: Standing, ordered: list[Standing]) -> Reason | None:
    """What parted it from those with the same total; and from those that only look the same, when rounded."""
    others = [each for each in ordered if each is not standing and rounded(each.total) == rounded(standing.total)]
    same = [each for each in others if each.total == standing.total]
    if not others:
        return None
    if not same:
        return Reason("hundredth", {"with": [each.candidate.code for each in others]})
    by = "code" if any(_plan(each) == _plan(standing) for each in same) else "plan"
    return Reason(by, {"with": [each.candidate.code for each in same]})


# ── Reasons ────────────────────────────────────────────────────────────────────────────────────────────────────────
def _judged(standings: list[Standing], choice: Choice, criteria: Criteria) -> Iterable[Standing]:
    taken = [each for each, is_taken in zip(standings, choice.taken, strict=True) if is_taken]
    for index, each in enumerate(standings):
        reason = _selected(each, index, standings, choice, criteria) if choice.taken[index] else None
        yield replace(
            each, is_selected=choice.taken[index], reason=reason or _not_selected(each, taken, standings, criteria)
        )


def _selected(standing: Standing, index: int, standings: list[Standing], choice: Choice, criteria: Criteria) -> Reason:
    """By rank; or for its zone, for its letter, or for both, ahead of those that rank above it."""
    values: dict[str, Any] = {"rank": standing.rank, "of": len(standings), "places": criteria.places}
    if standing.rank <= criteria.places:
        return Reason("rank", values)
    passed = [
        each.candidate.code for each, is_taken in zip(standings[:index], choice.taken, strict=False) if not is_taken
    ]
    values |= {"passed": passed, "zone": standing.zone, "per_zone": criteria.spread.per_zone}
    values |= {"letter": criteria.spread.letter, "with_letter": criteria.spread.with_letter}
    if choice.needed[index] != "zone":
        return Reason(choice.needed[index], values)
    first = next(each for each in standings if each.zone == standing.zone)
    return Reason("best_of_zone" if first is standing else "zone", values)


def _not_selected(standing: Standing, taken: list[Standing], standings: list[Standing], criteria: Criteria) -> Reason:
    values: dict[str, Any] = {"rank": standing.rank, "of": len(standings), "places": criteria.places}
    values |= {"zone": standing.zone}
    values |= {"served_by": [each.candidate.code for each in taken if standing.zone and each.zone == standing.zone]}
    if standing.rank > criteria.places:
        return Reason("places", values)
    ahead = [each for each in taken if each.rank > criteria.places]
    return Reason("passed_over", {**values, "ahead": [each.candidate.code for each in ahead]})
