"""A method made ready to grade many responses: every rule a function, every score of a dimension in a table."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache, lru_cache
from math import lcm
from typing import Literal, NamedTuple, TypeAlias

from surveys.grading.answers import Answer, Known, reader
from surveys.method import AnswerRange, Answers, Band, Condition, Indicator, Method, Rule

NA: Literal["NA"] = "NA"
UNK: Literal["UNK"] = "UNK"
Points: TypeAlias = int | Literal["NA", "UNK"]
Measure: TypeAlias = Callable[[Known], tuple[int, int]]

FEW = 1000
OPERATORS = {"eq": operator.eq, "lt": operator.lt, "le": operator.le, "gt": operator.gt, "ge": operator.ge}


class DimensionScore(NamedTuple):
    """Points earned of those possible; no score where no indicator applies."""

    earned: int
    possible: int
    score: Decimal | None


class Weighted(NamedTuple):
    """A dimension's score as it enters the whole: in hundredths for caps, and unrounded, as a whole number of parts."""

    shown: DimensionScore
    hundredths: int
    share: int


@dataclass(frozen=True)
class CompiledIndicator:
    indicator: Indicator
    reads: tuple[str, ...]
    measure: Measure
    score: Callable[[Known], Points]


@dataclass(frozen=True)
class CompiledDimension:
    """`table[how many indicators apply][points earned]` is the score."""

    code: str
    weight: int
    pick: Callable[[Mapping[str, Points]], tuple[Points, ...]]
    indicators: tuple[str, ...]
    table: tuple[tuple[Weighted, ...], ...]


@dataclass(frozen=True, eq=False)
class Plan:
    """`parts` of a dimension's `share` make one point of score, times its weight."""

    method: Method
    read: Callable[[Mapping[str, Answer]], Known]
    indicators: Mapping[str, CompiledIndicator]
    dimensions: tuple[CompiledDimension, ...]
    parts: int


@lru_cache(maxsize=64)
def plan(method: Method) -> Plan:
    """The method made ready, once."""
    most = method.most
    counts = [sum(each.dimension == dimension.code for each in method.indicators) for dimension in method.dimensions]
    parts = lcm(*(most * applicable for count in counts for applicable in range(1, count + 1)))
    dimensions = []
    for dimension in method.dimensions:
        codes = tuple(each.code for each in method.indicators if each.dimension == dimension.code)
        table = tuple(
            tuple(_weighted(dimension.weight, earned, possible, parts) for earned in range(possible + 1))
            for possible in range(0, most * len(codes) + 1, most)
        )
        dimensions.append(CompiledDimension(dimension.code, dimension.weight, _picker(codes), codes, table))
    return Plan(
        method=method,
        read=reader(method.answers),
        indicators={each.code: _compiled(each, method.answers) for each in method.indicators},
        dimensions=tuple(dimensions),
        parts=parts,
    )


def _picker(codes: tuple[str, ...]) -> Callable[[Mapping[str, Points]], tuple[Points, ...]]:
    # Asked for one, itemgetter gives no tuple.
    return operator.itemgetter(*codes) if len(codes) > 1 else lambda points: (points[codes[0]],)


def _weighted(weight: int, earned: int, possible: int, parts: int) -> Weighted:
    if not possible:
        return Weighted(DimensionScore(0, 0, None), 0, 0)
    score = Fraction(100 * earned, possible)
    shown = DimensionScore(earned, possible, rounded(score))
    return Weighted(shown, hundredths(score.numerator, score.denominator), weight * 100 * earned * (parts // possible))


def _compiled(indicator: Indicator, answers: Answers) -> CompiledIndicator:
    measure = _measure(indicator)
    score = _score(indicator, measure)
    key, *others = indicator.reads
    figures = () if others or key in answers.totals else _few(answers.ranges[key])
    if figures:
        table = {figure: score({key: figure}) for figure in (None, *figures)}
        return CompiledIndicator(indicator, indicator.reads, measure, lambda known: table[known[key]])
    return CompiledIndicator(indicator, indicator.reads, measure, score)


def _few(each: AnswerRange) -> Sequence[int | str]:
    """Everything that an answer can count as, if that is not much."""
    if each.type == "choice":
        return each.values
    if each.type == "choices":
        return range(len(each.values) + 1)
    return () if each.most is None or each.most - each.least > FEW else range(each.least, each.most + 1)


def _score(indicator: Indicator, measure: Measure) -> Callable[[Known], Points]:
    not_applicable = tuple(holds(rule) for rule in indicator.not_applicable)
    special = tuple((holds(rule), rule.points or 0) for rule in indicator.special)
    bands = tuple(_whole(band, indicator.times) for band in indicator.bands)
    reads = indicator.reads

    def score(known: Known) -> Points:
        for applies_not in not_applicable:
            if applies_not(known):
                return NA
        for key in reads:
            if known[key] is None:
                return UNK
        for applies, points in special:
            if applies(known):
                return points
        numerator, denominator = measure(known)
        for points, factor, threshold, strict in bands:
            if numerator * factor >= denominator * threshold + strict:
                return points
        return 0

    return score


def _measure(indicator: Indicator) -> Measure:
    """The figure that is looked up in the bands, as numerator and denominator in whole numbers."""
    terms, denominator = indicator.terms, indicator.denominator
    first = terms[0].key
    if indicator.kind == "count_positive":
        keys = [term.key for term in terms]
        return lambda known: (sum(known[key] > 0 for key in keys), 1)
    if denominator is None:
        return lambda known: (known[first], 1)
    if len(terms) == 1 and terms[0].sign > 0:
        return lambda known: (known[first], known[denominator])
    signed = [(term.sign, term.key) for term in terms]
    return lambda known: (sum(sign * known[key] for sign, key in signed), known[denominator])


def _whole(band: Band, times: int) -> tuple[int, int, int, int]:
    """A band such that, in whole numbers, it is reached when numerator × second ≥ denominator × third + fourth."""
    sign = 1 if band.higher_is_better else -1
    strict = int(band.operator in ("gt", "lt"))
    return band.points, sign * times * band.threshold.denominator, sign * band.threshold.numerator, strict


def holds(rule: Rule) -> Callable[[Known], bool]:
    """Whether all conditions of a rule are known to hold."""
    first, *others = [_condition(condition) for condition in rule.conditions]
    if not others:
        return first
    return lambda known: first(known) and all(condition(known) for condition in others)


def _condition(condition: Condition) -> Callable[[Known], bool]:
    key, compare, value = condition.key, OPERATORS[condition.operator], condition.value

    def is_met(known: Known) -> bool:
        answer = known[key]
        return answer is not None and compare(answer, value)

    return is_met


def hundredths(numerator: int, denominator: int) -> int:
    """A figure from 0 up in whole hundredths, half up."""
    return (200 * numerator + denominator) // (2 * denominator)


@cache
def two_decimals(figure: int) -> Decimal:
    """So many hundredths as a number with two decimals."""
    return Decimal(figure).scaleb(-2)


def rounded(figure: Fraction) -> Decimal:
    """A figure with two decimals, half up; below 0, half away from it."""
    size = abs(figure)
    whole = Decimal(hundredths(size.numerator, size.denominator)).scaleb(-2)
    return -whole if figure < 0 else whole
