"""When a question is shown: conditions on other answers and on the organisation's age."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from surveys.method.source import Place

AGE = "age_months"
COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "gt": operator.gt,
    "ge": operator.ge,
    "in": lambda answer, values: answer in values,
}


class Condition(Protocol):
    """`known` holds the age and every answer that is shown and known; what is missing there is false, but for "ne"."""

    @property
    def reads(self) -> tuple[str, ...]: ...

    def holds(self, known: Mapping[str, Any]) -> bool: ...


@dataclass(frozen=True)
class AnswerCondition:
    question: str
    operator: str
    value: int | str | tuple[int | str, ...]

    @property
    def reads(self) -> tuple[str, ...]:
        return (self.question,)

    def holds(self, known: Mapping[str, Any]) -> bool:
        if self.question not in known:
            return self.operator == "ne"
        return COMPARISONS[self.operator](known[self.question], self.value)


@dataclass(frozen=True)
class AllCondition:
    conditions: tuple[Condition, ...]

    @property
    def reads(self) -> tuple[str, ...]:
        return tuple(key for condition in self.conditions for key in condition.reads)

    def holds(self, known: Mapping[str, Any]) -> bool:
        return all(condition.holds(known) for condition in self.conditions)


def load_condition(place: Place, asked: Mapping[str, Place]) -> Condition:
    """`asked`: question key -> where it stands, of every question of the questionnaire."""
    if "all" in place:
        return AllCondition(tuple(load_condition(entry, asked) for entry in place.only("all")["all"].some()))
    if AGE in place:
        return AnswerCondition(AGE, "ge", place.only(AGE)[AGE].only("ge")["ge"].integer(0))
    place.only("question", "op", "value")
    key, name = place["question"].one_of(asked), place["op"].one_of(COMPARISONS)
    question, value = asked[key], place["value"]
    if name == "in":
        return AnswerCondition(key, name, tuple(_value(entry, question) for entry in value.some()))
    return AnswerCondition(key, name, value.integer() if name in ("gt", "ge") else _value(value, question))


def _value(place: Place, question: Place) -> int | str:
    """A value that the question can have; any other would hide what depends on it, silently and for good."""
    kind = question["type"].text()
    if kind in ("integer", "money"):
        return place.integer()
    if kind != "choice" or place.value not in [option["value"].value for option in question["options"]]:
        place.fail("must be one of the options of a choice, or the question ask for a number")
    value: int | str = place.value
    return value
