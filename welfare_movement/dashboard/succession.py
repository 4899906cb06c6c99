"""What a cycle handed on to the one after it, as a page shows it."""

from dataclasses import dataclass
from typing import Any

from partners.ledger import keepings
from partners.models import Commitment
from welfare_movement.journal.access import is_known
from welfare_movement.journal.models import Entry
from welfare_movement.meetings.models import ActionItem

AT_MOST = 200  # lines of each kind that the page lists


@dataclass(frozen=True)
class Inheritance:
    """promises, actions: still open when the old cycle was closed. lessons: what it wrote down for others.

    keepings: [(participation, how its promises were kept)] of its partners.
    """

    promises: Any
    actions: Any
    keepings: Any
    lessons: Any


def inherited(cycle, user):
    """What this cycle has to hand on, or has handed on, as far as this person may read it."""
    entries = Entry.objects.published() if is_known(user, cycle) else Entry.objects.public()
    lessons = entries.filter(cycle=cycle, kind__in=[Entry.Kind.LESSON, Entry.Kind.STORY])
    return Inheritance(
        promises=Commitment.objects.open().filter(cycle=cycle).for_list()[:AT_MOST],
        actions=ActionItem.objects.open().of_cycle(cycle).for_list()[:AT_MOST],
        keepings=keepings(cycle),
        lessons=lessons.with_cycle().order_by("stage", "-written_at", "-pk")[:AT_MOST],
    )
