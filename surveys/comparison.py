"""Before and after: two gradings of one organisation side by side, and those of many together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any, TypeAlias

from surveys.grading import UNK, Points, rounded
from surveys.method import Method

Figure: TypeAlias = int | Decimal | Fraction
Value: TypeAlias = Figure | Points | None
"""A score, exact of a dimension; the points of an indicator, "NA" or "UNK"; None where nothing can be compared."""


class Turn(Enum):
    """Which way something went. APART: the two cannot be compared."""

    ROSE = "rose"
    SAME = "same"
    FELL = "fell"
    LEARNT = "learnt"
    LOST = "lost"
    APART = "apart"

    @classmethod
    def of(cls, difference: Figure) -> Turn:
        return cls.ROSE if difference > 0 else cls.FELL if difference < 0 else cls.SAME


@dataclass(frozen=True)
class Side:
    """One grading as it was stored.

    version: of the method. reason: why there is no letter of the scale, "" with one; then no figure is compared but the
    points of indicators. dimensions: the exact score of each, 0 to 100; None where no indicator applies
    """

    version: str
    letter: str
    reason: str
    score: Decimal | None
    dimensions: Mapping[str, Fraction | None]
    indicators: Mapping[str, Points]

    @classmethod
    def stored(cls, version: str, letter: str, reason: str, score: Decimal | None, result: Mapping[str, Any]) -> Side:
        """result: what `Grading.as_dict` says, as JSON keeps it."""
        dimensions = {
            code: Fraction(100 * each["earned"], each["possible"]) if each["possible"] else None
            for code, each in result["dimensions"].items()
        }
        return cls(version, letter, reason, score, dimensions, result["indicators"])


@dataclass(frozen=True)
class Change:
    """One figure before and after."""

    code: str
    before: Value
    after: Value

    @property
    def figures(self) -> tuple[Fraction, Fraction] | None:
        """Both, exact; None unless both are figures: what is not known is never a 0."""
        if self.before is None or self.after is None or isinstance(self.before, str) or isinstance(self.after, str):
            return None
        return Fraction(self.before), Fraction(self.after)

    @property
    def difference(self) -> Fraction | None:
        """After less before."""
        return None if self.figures is None else self.figures[1] - self.figures[0]

    @property
    def by(self) -> Decimal | int | None:
        """The difference as it is shown: points as they are, scores with two decimals, half up."""
        if self.difference is None:
            return None
        return int(self.difference) if isinstance(self.after, int) else rounded(self.difference)

    @property
    def shown_before(self) -> Value:
        return rounded(self.before) if isinstance(self.before, Fraction) else self.before

    @property
    def turn(self) -> Turn:
        if self.difference is not None:
            return Turn.of(self.difference)
        if self.before == self.after and self.before is not None:
            return Turn.SAME
        if self.before == UNK and isinstance(self.after, int):
            return Turn.LEARNT
        return Turn.LOST if self.after == UNK and isinstance(self.before, int) else Turn.APART


@dataclass(frozen=True)
class Comparison:
    """One organisation before and after.

    turn: of the letter; APART where one of the two is none of the scale
    score: without figures then; dimensions, indicators: in the method's order; none where the versions differ
    """

    before: Side
    after: Side
    turn: Turn
    score: Change
    dimensions: tuple[Change, ...]
    indicators: tuple[Change, ...]

    @property
    def same_method(self) -> bool:
        return self.before.version == self.after.version

    @property
    def rose(self) -> tuple[Change, ...]:
        """The indicators that rose, or are known now."""
        return tuple(each for each in self.indicators if each.turn in (Turn.ROSE, Turn.LEARNT))

    @property
    def fell(self) -> tuple[Change, ...]:
        """The indicators that fell, or are no longer known."""
        return tuple(each for each in self.indicators if each.turn in (Turn.FELL, Turn.LOST))


def compare(before: Side, after: Side, method: Method) -> Comparison:
    """Two gradings of one organisation.

    method: that of both or, where the versions differ, that of the later; it gives the letters their order.
    """
    both = _are_graded(before, after)
    same = before.version == after.version
    return Comparison(
        before=before,
        after=after,
        turn=turn_of_letters(before.letter, after.letter, method) if both else Turn.APART,
        score=Change("", before.score, after.score) if both else Change("", None, None),
        dimensions=tuple(
            Change(each.code, before.dimensions.get(each.code), after.dimensions.get(each.code))
            for each in method.dimensions
            if same and both
        ),
        indicators=tuple(
            Change(each.code, before.indicators.get(each.code), after.indicators.get(each.code))
            for each in method.indicators
            if same
        ),
    )


def turn_of_letters(before: str, after: str, method: Method) -> Turn:
    """Which way a letter went on the scale of the method; APART where one is none of it."""
    scale = [each.letter for each in method.letters]
    if before not in scale or after not in scale:
        return Turn.APART
    return Turn.of(scale.index(before) - scale.index(after))


def _are_graded(before: Side, after: Side) -> bool:
    return not before.reason and not after.reason


@dataclass(frozen=True)
class Medians:
    """The middle of one figure over those organisations that have it before and after; number: how many they are."""

    code: str
    before: Fraction | None
    after: Fraction | None
    number: int

    @property
    def difference(self) -> Fraction | None:
        """The median after less the median before."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def turn(self) -> Turn:
        return Turn.APART if self.difference is None else Turn.of(self.difference)

    def shown(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """Before, after and the difference, with two decimals, half up; each is rounded by itself."""
        if self.before is None or self.after is None:
            return None, None, None
        return rounded(self.before), rounded(self.after), rounded(self.after - self.before)


@dataclass(frozen=True)
class Summary:
    """Many organisations before and after.

    letters: (letter, how many before, how many after), best first, the one for no grade last
    rose, same, fell: by their letters; apart: without a letter of the scale on one side or on both
    """

    number: int
    letters: tuple[tuple[str, int, int], ...]
    rose: int
    same: int
    fell: int
    apart: int
    score: Medians
    dimensions: tuple[Medians, ...]
    indicators: tuple[Medians, ...]


def summarise(comparisons: Iterable[Comparison], method: Method) -> Summary:
    """Many comparisons together; medians are over those that have a figure on both sides."""
    all_of_them = list(comparisons)
    turns = [each.turn for each in all_of_them]
    befores = [each.before.letter for each in all_of_them]
    afters = [each.after.letter for each in all_of_them]
    letters = [*(each.letter for each in method.letters), method.completeness.letter]
    return Summary(
        number=len(all_of_them),
        letters=tuple((letter, befores.count(letter), afters.count(letter)) for letter in letters),
        rose=turns.count(Turn.ROSE),
        same=turns.count(Turn.SAME),
        fell=turns.count(Turn.FELL),
        apart=turns.count(Turn.APART),
        score=_medians("", [each.score for each in all_of_them]),
        dimensions=_each_median([each.code for each in method.dimensions], [c.dimensions for c in all_of_them]),
        indicators=_each_median([each.code for each in method.indicators], [c.indicators for c in all_of_them]),
    )


def _each_median(codes: Sequence[str], changes: Sequence[Sequence[Change]]) -> tuple[Medians, ...]:
    by_code: dict[str, list[Change]] = {code: [] for code in codes}
    for change in (each for some in changes for each in some):
        by_code[change.code].append(change)
    return tuple(_medians(code, found) for code, found in by_code.items())


def _medians(code: str, changes: Iterable[Change]) -> Medians:
    pairs = [each.figures for each in changes if each.figures]
    return Medians(code, _median([before for before, _ in pairs]), _median([after for _, after in pairs]), len(pairs))


def _median(figures: Sequence[Fraction]) -> Fraction | None:
    """The middle one; the mean of the middle two."""
    if not figures:
        return None
    ranked, half = sorted(figures), len(figures) // 2
    return ranked[half] if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2
