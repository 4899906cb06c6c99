"""The grade of one organisation's answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from surveys.grading.answers import Answer, Known
from surveys.grading.compiled import NA, UNK, DimensionScore, Plan, Points, hundredths, plan, two_decimals
from surveys.method import AnswerCap, Cap, Method

INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Grading:
    """A letter and everything that led to it. Without figures, when the organisation is not graded at all.

    reason: why there is no letter of the scale: INCOMPLETE, or the method's word for what is not graded
    score, completeness: 0 to 100, two decimals, half up
    """

    letter: str
    reason: str | None
    score: Decimal | None
    completeness: Decimal | None
    letter_before_caps: str | None
    caps: tuple[str, ...]
    dimensions: Mapping[str, DimensionScore]
    indicators: Mapping[str, Points]

    def as_dict(self) -> dict[str, Any]:
        """As JSON keeps it: figures as texts with two decimals; `reason` only where nothing was graded."""
        result = {
            "indicators": dict(self.indicators),
            "dimensions": {
                code: {"earned": each.earned, "possible": each.possible, "score": _written(each.score)}
                for code, each in self.dimensions.items()
            },
            "score": _written(self.score),
            "completeness": _written(self.completeness),
            "grade_before_caps": self.letter_before_caps,
            "caps": list(self.caps),
            "grade": self.letter,
        }
        return result if self.score is not None else {**result, "reason": self.reason}


def _written(figure: Decimal | None) -> str | None:
    return None if figure is None else str(figure)


def grade(answers: Mapping[str, Answer], method: Method) -> Grading:
    """Grade one response: A to D, or U when too little is known or no welfare is provided.

    answers: question key -> value in the question's unit (baht, people, days); "unknown" and blank earn nothing and
        stay in the denominator; keys that the method does not read are ignored.
    Returns the score (0-100, two decimals, half up), the letter, the caps and each indicator's points.
    Raises BadAnswer for a value of the wrong type or out of range, and where the scope or the age is missing.
    Source: the province's method, nst-sg-1.0.
    """
    compiled = plan(method)
    if answers.get(method.answers.not_graded.answer) == method.answers.not_graded.value:
        return _not_graded(method)
    known = compiled.read(answers)
    return sum_up({code: each.score(known) for code, each in compiled.indicators.items()}, known, compiled)


@lru_cache(maxsize=64)
def _not_graded(method: Method) -> Grading:
    return Grading(method.completeness.letter, method.answers.not_graded.reason, None, None, None, (), {}, {})


def sum_up(points: Mapping[str, Points], known: Known, compiled: Plan) -> Grading:
    """The grade that these points of all indicators make."""
    method = compiled.method
    tally = _tally(points, compiled)
    caps = tuple(cap for cap in method.caps if _holds_down(cap, tally.scores, known))
    before = next(letter.letter for letter in method.letters if tally.score >= letter.threshold)
    incomplete = tally.completeness < method.completeness.below
    return Grading(
        letter=method.completeness.letter if incomplete else _worst(before, caps, method),
        reason=INCOMPLETE if incomplete else None,
        score=two_decimals(tally.score),
        completeness=two_decimals(tally.completeness),
        letter_before_caps=before,
        caps=tuple(cap.code for cap in caps),
        dimensions=tally.dimensions,
        indicators=points,
    )


class _Tally(NamedTuple):
    """Scores in hundredths; a dimension without an applicable indicator has no weight and meets no cap."""

    dimensions: Mapping[str, DimensionScore]
    scores: Mapping[str, int]
    score: int
    completeness: int


def _tally(points: Mapping[str, Points], compiled: Plan) -> _Tally:
    dimensions, scores = {}, {}
    share = weight = total = unknown = 0
    for dimension in compiled.dimensions:
        given = dimension.pick(points)
        applicable = len(given) - given.count(NA)
        weighted = dimension.table[applicable][sum(each for each in given if type(each) is int)]
        dimensions[dimension.code] = weighted.shown
        if applicable:
            scores[dimension.code] = weighted.hundredths
            total += applicable
            unknown += given.count(UNK)
            share += weighted.share
            weight += dimension.weight
    score = hundredths(share, weight * compiled.parts)
    return _Tally(dimensions, scores, score, hundredths(100 * (total - unknown), total))


def _holds_down(cap: Cap, scores: Mapping[str, int], known: Known) -> bool:
    if isinstance(cap, AnswerCap):
        answer = known[cap.answer]
        return answer is None or answer < cap.below
    if cap.dimension is None:
        return min(scores.values()) < cap.below
    return cap.dimension in scores and scores[cap.dimension] < cap.below


def _worst(before: str, caps: tuple[Cap, ...], method: Method) -> str:
    return max((before, *(cap.at_most for cap in caps)), key=method.rank) if caps else before
