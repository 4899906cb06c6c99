"""How many have come, and whether they are enough for the meeting to resolve anything."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any


def needed(quorum: int | None, unit: str, invited: int) -> int | None:
    """How many must be there; None when the meeting asks for no number.

    quorum: people, or per cent of those invited when `unit` is "percent", rounded up to a whole person.
    """
    if quorum is None:
        return None
    return -(-quorum * invited // 100) if unit == "percent" else quorum


@dataclass(frozen=True)
class Count:
    """invited, came: people; who sent someone instead counts as having come. needed: None without a quorum."""

    invited: int
    came: int
    needed: int | None

    @property
    def is_reached(self) -> bool:
        return self.needed is not None and self.came >= self.needed

    @property
    def missing(self) -> int:
        return max(0, (self.needed or 0) - self.came)

    @classmethod
    def of(cls, meeting: Any, invitations: Collection[Any], attendances: Collection[Any]) -> "Count":
        """Of a meeting, the rows of everyone invited to it, and those of its attendance."""
        came = sum(each.came for each in attendances)
        return cls(len(invitations), came, needed(meeting.quorum, meeting.quorum_unit, len(invitations)))
