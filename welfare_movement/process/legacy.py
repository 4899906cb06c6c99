"""What a closed cycle hands on to the one that starts from it, registered in each app's `handover.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class Legacy:
    """rows: what the old cycle has to hand on. carry: makes their like in the new cycle, on behalf of a person."""

    key: str
    label: Any
    rows: Callable[[Any], QuerySet]
    carry: Callable[[Any, Any, Any], Any]


legacies: dict[str, Legacy] = {}


def legacy(key, label, *, rows, carry):
    """Register what is handed on. Later registrations may build on what earlier ones made in the new cycle."""
    if key in legacies:
        raise ValueError(f"The legacy {key} is registered twice.")
    legacies[key] = Legacy(key, label, rows, carry)


def carry_all(old, new, *, by):
    """Let the new cycle begin with everything that is handed on, in the order of registration."""
    for each in legacies.values():
        each.carry(old, new, by)


def counted(cycle):
    """[(label, how many)] of what this cycle has to hand on. One query each."""
    return [(each.label, each.rows(cycle).count()) for each in legacies.values()]
