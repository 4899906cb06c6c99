"""Why an indicator has its points, and where its next band begins: the figures, not yet the sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from surveys.grading.answers import Answer, Known
from surveys.grading.compiled import CompiledIndicator, Points, holds, plan, rounded
from surveys.method import Band, Indicator, Method, Rule


@dataclass(frozen=True)
class Explanation:
    """How one indicator came to its points.

    inputs: every question and total that the indicator reads, with its value; `missing`: the questions not known
    rule: the special case that decided, if any; it says "not applicable" where it gives no points
    figure: `times` × numerator / denominator, exact, and `shown` with two decimals; None where it cannot be reckoned
    band: the one reached, None below all of them; next_band: the nearest that gives more
    needed: the numerator from which (or, where less is better, up to which) the next band is reached, all else equal
    """

    indicator: Indicator
    points: Points
    inputs: Mapping[str, Answer]
    missing: tuple[str, ...]
    rule: Rule | None
    numerator: int | None
    denominator: int | None
    figure: Fraction | None
    band: Band | None
    next_band: Band | None
    needed: int | None

    @property
    def shown(self) -> Decimal | None:
        return None if self.figure is None else rounded(self.figure)


def explain(code: str, answers: Mapping[str, Answer], method: Method) -> Explanation:
    """Explain the points of one indicator. Raises BadAnswer as grade() does, and KeyError for an unknown code."""
    compiled = plan(method)
    each, known = compiled.indicators[code], compiled.read(answers)
    indicator, points = each.indicator, each.score(known)
    parts = [part for key in each.reads for part in method.answers.parts(key)]
    rule = _rule(indicator, points, known)
    numerator, denominator = each.measure(known) if isinstance(points, int) else (None, None)
    next_band = next_after(indicator, points) if isinstance(points, int) else None
    return Explanation(
        indicator=indicator,
        points=points,
        inputs={key: answers.get(key, known[key]) for key in dict.fromkeys((*each.reads, *parts))},
        missing=tuple(dict.fromkeys(part for part in parts if known[part] is None)),
        rule=rule,
        numerator=numerator,
        denominator=denominator,
        figure=figure(each, known),
        band=None if rule else next((band for band in indicator.bands if band.points == points), None),
        next_band=next_band,
        needed=_needed(next_band, denominator, indicator.times) if next_band and denominator else None,
    )


def _rule(indicator: Indicator, points: Points, known: Known) -> Rule | None:
    rules = indicator.special if isinstance(points, int) else indicator.not_applicable
    return next((rule for rule in rules if holds(rule)(known)), None)


def figure(each: CompiledIndicator, known: Known) -> Fraction | None:
    """What is looked up in the bands, exact; None where an answer is not known or there is nothing to divide by."""
    if any(known[key] is None for key in each.reads):
        return None
    numerator, denominator = each.measure(known)
    return Fraction(numerator * each.indicator.times, denominator) if denominator else None


def next_after(indicator: Indicator, points: int) -> Band | None:
    """The nearest band that gives more than these points."""
    return next((band for band in reversed(indicator.bands) if band.points > points), None)


def _needed(band: Band, denominator: int, times: int) -> int:
    numerator = band.threshold * denominator / times
    if band.higher_is_better:
        return ceil(numerator) if band.operator == "ge" else floor(numerator) + 1
    return floor(numerator) if band.operator == "le" else ceil(numerator) - 1
