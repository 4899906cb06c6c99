"""The answers that a method reads: their types and ranges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from surveys.method.source import Place, Text, named_once

LONGEST_REASON = 40  # letters; it is stored with every grade
TYPES = ("integer", "choice", "choices")


@dataclass(frozen=True)
class AnswerRange:
    """What one answer may be.

    `choices` is a list of distinct values, of which the `uncounted` ones do not count.
    A `required` answer is always known: blank or "unknown" is an error of whoever hands it in.
    """

    key: str
    type: str
    least: int = 0
    most: int | None = None
    values: tuple[int | str, ...] = ()
    uncounted: tuple[str, ...] = ()
    required: bool = False


@dataclass(frozen=True)
class NotGraded:
    """The answer by which an organisation is surveyed but not graded; blank counts as any other value."""

    answer: str
    value: str
    reason: str
    name: Text


@dataclass(frozen=True)
class Answers:
    """Every answer that may be read, and the totals: sums of answers, known when each part is."""

    ranges: Mapping[str, AnswerRange]
    totals: Mapping[str, tuple[str, ...]]
    not_graded: NotGraded

    def is_number(self, key: str) -> bool:
        return key in self.totals or (key in self.ranges and self.ranges[key].type == "integer")

    def least(self, key: str) -> int:
        return sum(self.ranges[part].least for part in self.parts(key))

    def parts(self, key: str) -> tuple[str, ...]:
        """The questions behind a key."""
        return self.totals.get(key, (key,))


def load_answers(place: Place) -> Answers:
    ranges = {key: _range(key, entry) for key, entry in place["answers"].entries()}
    totals = {key: _total(entry, ranges) for key, entry in place["totals"].entries()}
    for key in totals:
        if key in ranges:
            place["totals"].fail(f"“{key}” is the name of an answer already")
    return Answers(ranges, totals, _not_graded(place["not_graded"], ranges))


def _range(key: str, place: Place) -> AnswerRange:
    place.only("type", "min", "max", "values", "uncounted", "required")
    kind = place["type"].one_of(TYPES)
    required = place.yes("required")
    if kind == "integer":
        least = place["min"].integer()
        most = place["max"].integer(least) if "max" in place else None
        return AnswerRange(key, kind, least, most, required=required)
    values = tuple(_value(entry) for entry in place["values"].some())
    named_once([str(value) for value in values], place)
    known = tuple(map(str, values))
    uncounted = tuple(entry.one_of(known) for entry in place["uncounted"]) if "uncounted" in place else ()
    return AnswerRange(key, kind, values=values, uncounted=uncounted, required=required)


def _value(place: Place) -> Any:
    return place.text() if isinstance(place.value, str) else place.integer(0)


def _total(place: Place, ranges: Mapping[str, AnswerRange]) -> tuple[str, ...]:
    parts = tuple(entry.one_of(ranges) for entry in place.some())
    named_once(list(parts), place)
    for part in parts:
        if ranges[part].type != "integer":
            place.fail(f"“{part}” is not a number")
        if ranges[part].least < 0:
            place.fail(f"“{part}” may be negative, so that a total of 0 would not mean that there is nothing")
    return parts


def _not_graded(place: Place, ranges: Mapping[str, AnswerRange]) -> NotGraded:
    place.only("answer", "value", "reason", "th", "en")
    answer = place["answer"].one_of(ranges)
    value = place["value"].one_of(tuple(map(str, ranges[answer].values)))
    reason = place["reason"].text()
    if len(reason) > LONGEST_REASON:
        place["reason"].fail(f"must be a short name, of at most {LONGEST_REASON} letters")
    return NotGraded(answer, value, reason, place.words_in_both())
