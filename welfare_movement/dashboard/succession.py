"""What a cycle handed on to the one after it, as a page shows it."""

from dataclasses import dataclass
from typing import Any

from partners.models import Commitment
from welfare_movement.journal.models import Entry

AT_MOST = 200  # lines of each kind that the page lists


@dataclass(frozen=True)
class Inheritance:
    """promises: commitments still open when the old cycle was closed. lessons: what it wrote down for others."""

    promises: Any
    lessons: Any


def inherited(cycle):
    """What this cycle has to hand on, or has handed on. Two queries, when they are read."""
    lessons = Entry.objects.filter(cycle=cycle, kind__in=[Entry.Kind.LESSON, Entry.Kind.STORY])
    return Inheritance(
        promises=Commitment.objects.open().filter(cycle=cycle).for_list()[:AT_MOST],
        lessons=lessons.exclude(published_at=None).order_by("stage", "-written_at", "-pk")[:AT_MOST],
    )
