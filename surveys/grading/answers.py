"""The answers that grading takes in: checked for type and range, and which of them are known."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from surveys.method import AnswerRange, Answers

Answer: TypeAlias = int | str | Sequence[str] | Mapping[str, Any] | None
"""A whole number, the value of an option, a list of them, "unknown", or None where nothing was answered."""

Known: TypeAlias = dict[str, Any]
"""Every answer and total that the method reads; None where it is not known, the count where it is a list."""

UNKNOWN = "unknown"


class BadAnswer(ValueError):
    """An answer that cannot be used. `code` and `params` say why, so that a person can be told in words."""

    def __init__(self, field: str, code: str, *, part: str | None = None, **params: Any) -> None:
        super().__init__(f"{field}: {code}")
        self.field = field
        self.code = code
        self.part = part
        self.params = params


def reader(answers: Answers) -> Callable[[Mapping[str, Answer]], Known]:
    """A function that checks the answers of one response and adds the totals; it raises BadAnswer."""
    numbers = [
        (each, each.key, each.least, float("inf") if each.most is None else each.most)
        for each in answers.ranges.values()
        if each.type == "integer"
    ]
    chosen = [
        (each, each.key, each.values if each.type == "choice" else ())
        for each in answers.ranges.values()
        if each.type != "integer"
    ]
    totals = tuple(answers.totals.items())

    def read(given: Mapping[str, Answer]) -> Known:
        get, known = given.get, Known()
        for each, key, least, most in numbers:
            value = get(key)
            known[key] = value if type(value) is int and least <= value <= most else _no_number(each, value)
        for each, key, values in chosen:
            value = get(key)
            known[key] = value if type(value) in (int, str) and value in values else _no_choice(each, value)
        for key, parts in totals:
            amounts = [known[part] for part in parts]
            known[key] = None if None in amounts else sum(amounts)
        return known

    return read


def _no_number(each: AnswerRange, value: Answer) -> int | None:
    if _is_blank(each, value):
        return None
    if type(value) is not int:
        raise BadAnswer(each.key, "not_a_number")
    if value < each.least:
        raise BadAnswer(each.key, "too_small", least=each.least)
    raise BadAnswer(each.key, "too_large", most=each.most)


def _no_choice(each: AnswerRange, value: Answer) -> int | None:
    if _is_blank(each, value):
        return None
    if each.type == "choice" or not isinstance(value, list | tuple):
        raise BadAnswer(each.key, "not_an_option")
    for option in value:
        if type(option) is not str or option not in each.values:
            raise BadAnswer(each.key, "not_an_option")
    return len(set(value).difference(each.uncounted))


def _is_blank(each: AnswerRange, value: Answer) -> bool:
    if value is not None and value != UNKNOWN:
        return False
    if each.required:
        raise BadAnswer(each.key, "required")
    return True
