"""What changed between two versions of a linkage sheet."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from partners.sheet import Aspect, Sheet, label_of


@dataclass(frozen=True)
class Difference:
    """One part of the sheet that changed. gone: the lines that no longer stand there; new: those that did not yet."""

    label: Any
    gone: tuple[str, ...]
    new: tuple[str, ...]


PARTS: list[tuple[Any, Callable[[Sheet], Sequence[str]]]] = [
    (_("Own function"), lambda sheet: _text(sheet.own_function)),
    (_("Links by content"), lambda sheet: _text(sheet.by_content)),
    (_("Links by method"), lambda sheet: _text(sheet.by_method)),
    (_("What it touches"), lambda sheet: [label_of(Aspect, each) for each in sheet.aspects]),
    (_("Together with"), lambda sheet: sheet.together),
    (_("Gives"), lambda sheet: [each.words for each in sheet.gives]),
    (_("Gains"), lambda sheet: [each.words for each in sheet.gains]),
    (_("In 90 days"), lambda sheet: _text(sheet.action)),
    (_("Wants from the movement"), lambda sheet: _text(sheet.wanted)),
    (_("Beyond the province's power"), lambda sheet: _text(sheet.central_support)),
]


def differences(before: Sheet, after: Sheet) -> list[Difference]:
    """The parts that changed, in the order of the sheet; lines that only changed places are no difference."""
    changed = []
    for label, lines in PARTS:
        gone, new = _without(lines(before), lines(after)), _without(lines(after), lines(before))
        if gone or new:
            changed.append(Difference(label, gone, new))
    return changed


def _text(words: str) -> list[str]:
    return [words] if words else []


def _without(lines: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """These lines, less as many of each as stand among the others."""
    there = Counter(others)
    left = []
    for line in lines:
        if there[line]:
            there[line] -= 1
        else:
            left.append(line)
    return tuple(left)
