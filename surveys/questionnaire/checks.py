"""Cross checks: what must hold between answers, or should."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from surveys.method.source import Place, Text

REFERENCE_MONTH = "reference_month"
SEVERITIES = ("error", "warning")

Operand = str | int | tuple[str, ...]
"""A key of a question, of a part, or the reference month; a number; or several keys, to be added up."""


@dataclass(frozen=True)
class Problem:
    """A check that does not hold. An error stops the response; a warning asks for confirmation."""

    code: str
    severity: str
    questions: tuple[str, ...]
    message: Text

    @property
    def is_error(self) -> bool:
        return self.severity == "error"


@dataclass(frozen=True)
class Check:
    code: str
    severity: str
    questions: tuple[str, ...]
    operator: str
    operands: tuple[Operand, ...]
    message: Text

    def problem(self, numbers: Mapping[str, int]) -> Problem | None:
        """`numbers` holds every operand that is shown and known; a check that lacks one is not applied."""
        keys = [key for operand in self.operands if not isinstance(operand, int) for key in _keys(operand)]
        if any(key not in numbers for key in keys):
            return None
        if OPERATORS[self.operator](*(_number(operand, numbers) for operand in self.operands)):
            return None
        return Problem(self.code, self.severity, self.questions, self.message)


def _keys(operand: str | tuple[str, ...]) -> tuple[str, ...]:
    return (operand,) if isinstance(operand, str) else operand


def _number(operand: Operand, numbers: Mapping[str, int]) -> int:
    return operand if isinstance(operand, int) else sum(numbers[key] for key in _keys(operand))


def _le(smaller: int, greater: int) -> bool:
    return smaller <= greater


def _abs_growth_le(now: int, before: int, percent: int) -> bool:
    return before == 0 or 100 * abs(now - before) <= percent * before


OPERATORS: Mapping[str, Callable[..., bool]] = {
    "le": _le,
    "sum_le": _le,
    "le_sum": _le,
    "abs_growth_le": _abs_growth_le,
}
SHAPES = {
    "le": ("one", "one"),
    "sum_le": ("several", "one"),
    "le_sum": ("one", "several"),
    "abs_growth_le": ("one", "one", "number"),
}


def load_check(place: Place, questions: tuple[str, ...], numbers: set[str]) -> Check:
    """`questions`: those that may be marked; `numbers`: the keys that may be reckoned with."""
    place.only("code", "severity", "questions", "rule", "message")
    name, *operands = list(place["rule"].some())
    operator = name.one_of(OPERATORS)
    if len(operands) != len(SHAPES[operator]):
        place["rule"].fail(f"{operator} needs {len(SHAPES[operator])} operands")
    return Check(
        code=place["code"].text(),
        severity=place["severity"].one_of(SEVERITIES),
        questions=tuple(entry.one_of(questions) for entry in place["questions"].some()),
        operator=operator,
        operands=tuple(_operand(*pair, numbers) for pair in zip(operands, SHAPES[operator], strict=True)),
        message=place["message"].words_in_both(),
    )


def _operand(place: Place, shape: str, numbers: set[str]) -> Operand:
    known = tuple(sorted(numbers))
    if shape == "several":
        return tuple(entry.one_of(known) for entry in place.some())
    if shape == "number" or isinstance(place.value, int):
        return place.integer()
    return place.one_of(known)
