"""The clock times of an agenda, from the minutes planned for each item."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True)
class Timing:
    """begins: the moment at which each timed item begins, by its key. total: all planned minutes.

    ends: when the last of them is over. over: minutes by which that is past the end of the meeting, else 0.
    """

    begins: dict[Any, datetime]
    total: int
    ends: datetime
    over: int


def timed(durations: Iterable[tuple[Any, int | None]], starts_at: datetime, ends_at: datetime) -> Timing:
    """durations: (key, planned minutes or None) in the order of the agenda. Items without minutes take no time."""
    at, begins, total = starts_at, {}, 0
    for key, minutes in durations:
        if minutes:
            begins[key] = at
            at += timedelta(minutes=minutes)
            total += minutes
    return Timing(begins, total, at, max(0, int((at - ends_at).total_seconds() // 60)))
