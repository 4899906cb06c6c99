"""The grade card: a stored grade with the sentences that explain it, and what would lift it."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from surveys.comparison import Change, Comparison, Turn, compare
from surveys.explain import REASONS, because, next_step
from surveys.grading import Lifts, explain, lifts
from surveys.models import Grade


@dataclass(frozen=True)
class IndicatorLine:
    """points: 0 to 4, "NA" or "UNK"; the two sentences are in the language that is active.

    change: from the baseline to the follow-up; None where there is nothing to compare
    """

    code: str
    dimension: str
    name: str
    points: Any
    because: str
    next_step: str
    change: Change | None = None

    @property
    def dots(self):
        """Four dots, so many of them full; none where the indicator does not apply or nothing is known."""
        return [number < self.points for number in range(4)] if isinstance(self.points, int) else []


@dataclass(frozen=True)
class DimensionLine:
    code: str
    name: str
    weight: int
    earned: int
    possible: int
    score: str | None
    change: Change | None
    indicators: list[IndicatorLine]


@dataclass(frozen=True)
class StepLine:
    """A step towards the next letter, and what it adds to the score."""

    code: str
    name: str
    next_step: str
    gain: Decimal


@dataclass(frozen=True)
class Card:
    """Everything that the page of a grade shows. Without a score there are neither dimensions nor steps.

    earlier, comparison: of a grade of the follow-up, where the baseline has a published one too
    """

    grade: Grade
    earlier: Grade | None
    comparison: Comparison | None
    word: str
    reason: str
    dimensions: list[DimensionLine]
    caps: list[str]
    lifts: Lifts | None
    steps: list[StepLine]

    @property
    def rose(self):
        """The indicators that rose since the baseline, or are known now."""
        return self._went(Turn.ROSE, Turn.LEARNT)

    @property
    def fell(self):
        """The indicators that fell, or are no longer known."""
        return self._went(Turn.FELL, Turn.LOST)

    def _went(self, *turns):
        lines = [line for each in self.dimensions for line in each.indicators]
        return [line for line in lines if line.change and line.change.turn in turns]


def card(grade, earlier=None):
    """The card of a stored grade, in the language that is active, reckoned from the inputs that it keeps.

    earlier: the grade that it is compared with
    """
    method = grade.method.method
    language = get_language()
    named = {letter.letter: letter.name for letter in method.letters}
    found = lifts(grade.inputs, method) if grade.score is not None else None
    comparison = compare(earlier.side, grade.side, method) if earlier else None
    changes = {each.code: each for each in (*comparison.dimensions, *comparison.indicators)} if comparison else {}
    lines = {line.code: line for line in _indicators(grade, method, language, changes)} if found else {}
    return Card(
        grade=grade,
        earlier=earlier,
        comparison=comparison,
        word=named.get(grade.letter, method.completeness.name).said(language),
        reason=str(REASONS.get(grade.reason, "")),
        dimensions=[_dimension(each, grade, lines, language, changes) for each in method.dimensions] if found else [],
        caps=[cap.name.said(language) for cap in method.caps if cap.code in grade.result["caps"]],
        lifts=found,
        steps=[
            StepLine(step.indicator, lines[step.indicator].name, lines[step.indicator].next_step, step.shown_gain)
            for step in (found.route if found else ())
        ],
    )


def scale(method):
    """The letters along the score from 0 to 100, the lowest first: (letter, where it starts, how wide it is)."""
    rising = sorted((letter.threshold / 100, letter.letter) for letter in method.letters)
    ends = [start for start, _letter in rising[1:]] + [100]
    return [(letter, start, end - start) for (start, letter), end in zip(rising, ends, strict=True)]


def _indicators(grade, method, language, changes):
    questionnaire = grade.response.assignment.round.questionnaire.questionnaire
    for indicator in method.indicators:
        why = explain(indicator.code, grade.inputs, method)
        yield IndicatorLine(
            code=indicator.code,
            dimension=indicator.dimension,
            name=indicator.name.said(language),
            points=why.points,
            because=because(why, questionnaire),
            next_step=next_step(why, questionnaire),
            change=changes.get(indicator.code),
        )


def _dimension(dimension, grade, lines, language, changes):
    kept = grade.result["dimensions"][dimension.code]
    return DimensionLine(
        code=dimension.code,
        name=dimension.name.said(language),
        weight=dimension.weight,
        earned=kept["earned"],
        possible=kept["possible"],
        score=kept["score"],
        change=changes.get(dimension.code),
        indicators=[line for line in lines.values() if line.dimension == dimension.code],
    )
