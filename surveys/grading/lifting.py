"""What would lift a grade: the next step of each indicator, and a short way to the next letter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from surveys.grading.answers import Answer, Known
from surveys.grading.compiled import UNK, Plan, Points, plan, rounded, two_decimals
from surveys.grading.grades import INCOMPLETE, Grading, grade, sum_up
from surveys.grading.reasons import figure, next_after
from surveys.method import AnswerCap, Cap, Method


@dataclass(frozen=True)
class Step:
    """One indicator raised to a higher band, and what that adds to the overall score.

    unknown: its answers are not known yet; knowing them may give more than `to`
    nearness: how far the figure is from the band, as a share of the band's threshold; only to choose among equals
    """

    indicator: str
    points: int
    to: int
    gain: Fraction
    unknown: bool
    nearness: Fraction

    @property
    def shown_gain(self) -> Decimal:
        return rounded(self.gain)


@dataclass(frozen=True)
class Lifts:
    """What would lift this grade.

    steps: the next band of every indicator below full points, the greatest gain first
    weak: indicators with at most 1 point, or not known
    next_letter, distance: the letter above, and the score that it still takes (0 when only caps are in the way)
    caps: those that keep the letter below next_letter now
    route: steps that together give next_letter; none where a cap rests on what does not apply
    unknown, to_know: indicators not known, and how many of them must be before there is a letter at all
    """

    steps: tuple[Step, ...]
    weak: tuple[str, ...]
    next_letter: str | None
    distance: Decimal | None
    caps: tuple[str, ...]
    route: tuple[Step, ...]
    unknown: tuple[str, ...]
    to_know: int


def lifts(answers: Mapping[str, Answer], method: Method) -> Lifts:
    """What would lift the grade of one response. Raises BadAnswer as grade() does.

    The route is greedy: first the caps in the way, then always the greatest gain, the nearest band among equal gains.
    It is short, and close to the cheapest; the method knows nothing of what a step costs an organisation.
    """
    grading = grade(answers, method)
    if grading.score is None:
        return Lifts((), (), None, None, (), (), (), 0)
    climb = _Climb(grading, answers, method)
    rank = None if grading.reason == INCOMPLETE else method.rank(grading.letter) - 1
    above = method.letters[rank] if rank is not None and rank >= 0 else None
    missing = above.threshold - int(grading.score * 100) if above else 0
    return Lifts(
        steps=tuple(climb.steps()),
        weak=tuple(code for code, points in grading.indicators.items() if points in (0, 1, UNK)),
        next_letter=above.letter if above else None,
        distance=two_decimals(max(0, missing)) if above else None,
        caps=tuple(cap.code for cap in climb.in_the_way(above.letter)) if above else (),
        route=climb.route(above.letter) if above else (),
        unknown=tuple(code for code, points in grading.indicators.items() if points == UNK),
        to_know=_to_know(grading, method),
    )


def _to_know(grading: Grading, method: Method) -> int:
    applicable = sum(points != "NA" for points in grading.indicators.values())
    known = sum(isinstance(points, int) for points in grading.indicators.values())
    return next(more for more in range(applicable + 1) if _is_complete(known + more, applicable, method))


def _is_complete(known: int, applicable: int, method: Method) -> bool:
    return rounded(Fraction(100 * known, applicable)) * 100 >= method.completeness.below


class _Climb:
    """The points of one response, raised step by step until a letter is reached."""

    def __init__(self, grading: Grading, answers: Mapping[str, Answer], method: Method) -> None:
        self.compiled: Plan = plan(method)
        self.known: Known = self.compiled.read(answers)
        self.points: dict[str, Points] = dict(grading.indicators)
        self.figures = {code: figure(each, self.known) for code, each in self.compiled.indicators.items()}
        applied = [each for each in self.compiled.dimensions if grading.dimensions[each.code].possible]
        weights = sum(each.weight for each in applied)
        self.worth = {
            code: Fraction(100 * each.weight, weights * grading.dimensions[each.code].possible)
            for each in applied
            for code in each.indicators
        }

    def steps(self) -> list[Step]:
        steps = [step for code, points in self.points.items() if points != "NA" and (step := self._step(code, points))]
        return sorted(steps, key=lambda step: (-step.gain, step.nearness))

    def _step(self, code: str, points: Points) -> Step | None:
        now = points if isinstance(points, int) else 0
        band = next_after(self.compiled.indicators[code].indicator, now)
        if band is None:
            return None
        here = self.figures[code]
        nearness = Fraction(1) if here is None else abs(band.threshold - here) / (abs(band.threshold) or 1)
        return Step(code, now, band.points, self.worth[code] * (band.points - now), points == UNK, nearness)

    def route(self, letter: str) -> tuple[Step, ...]:
        """The steps taken until the letter is reached, those of one indicator as one step."""
        taken: dict[str, Step] = {}
        while not self._has_reached(letter):
            reach = self._reach(letter)
            step = next((step for step in self.steps() if step.indicator in reach), None)
            if step is None:
                return ()
            first = taken.get(step.indicator, step)
            taken[step.indicator] = replace(
                first, to=step.to, gain=self.worth[step.indicator] * (step.to - first.points)
            )
            self._take(step)
        return tuple(sorted(taken.values(), key=lambda step: -step.gain))

    def in_the_way(self, letter: str) -> list[Cap]:
        method = self.compiled.method
        caps = sum_up(self.points, self.known, self.compiled).caps
        return [cap for cap in method.caps if cap.code in caps and method.rank(cap.at_most) > method.rank(letter)]

    def _has_reached(self, letter: str) -> bool:
        grading = sum_up(self.points, self.known, self.compiled)
        return self.compiled.method.rank(grading.letter) <= self.compiled.method.rank(letter)

    def _reach(self, letter: str) -> set[str]:
        """The indicators among which the next step is looked for: those under the first cap in the way, or all."""
        caps = self.in_the_way(letter)
        if not caps:
            return set(self.points)
        cap = caps[0]
        if isinstance(cap, AnswerCap):
            compiled = self.compiled.indicators
            return {code for code, each in compiled.items() if each.indicator.level == cap.answer}
        scores = sum_up(self.points, self.known, self.compiled).dimensions
        low = {code for code, each in scores.items() if each.score is not None and each.score * 100 < cap.below}
        return {
            code
            for dimension in self.compiled.dimensions
            if dimension.code in low and cap.dimension in (None, dimension.code)
            for code in dimension.indicators
        }

    def _take(self, step: Step) -> None:
        each = self.compiled.indicators[step.indicator]
        self.points[step.indicator] = step.to
        self.figures[step.indicator] = next(band.threshold for band in each.indicator.bands if band.points == step.to)
        if each.indicator.level:
            self.known[each.indicator.level] = step.to
