"""How promises were kept: pure figures, shown alike of a partner, of a cycle and of its meetings."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Keeping:
    """made: all of them. kept: closed with proof. late: kept after their day, or past it and still open.

    overdue: those of the late ones that are still open.
    """

    made: int = 0
    kept: int = 0
    late: int = 0
    overdue: int = 0

    @property
    def open(self) -> int:
        return self.made - self.kept

    @property
    def kept_percent(self) -> int:
        """Whole per cent of all that was promised, half up; 0 when nothing was."""
        return percent(self.kept, self.made)

    @property
    def late_percent(self) -> int:
        return percent(self.late, self.made)

    def __add__(self, other: "Keeping") -> "Keeping":
        return Keeping(
            self.made + other.made, self.kept + other.kept, self.late + other.late, self.overdue + other.overdue
        )


def percent(part: int, whole: int) -> int:
    """Whole per cent, half up; of nothing, 0."""
    return (200 * part + whole) // (2 * whole) if whole else 0
