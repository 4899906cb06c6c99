"""What was told of a pilot area, and what is still missing."""

from dataclasses import dataclass
from typing import Any

from welfare_movement.journal.models import Entry

NEEDED = (Entry.Kind.STORY, Entry.Kind.LESSON)


@dataclass(frozen=True)
class Telling:
    """One area with its stories and lessons; `published` are those that are no drafts and were not taken back."""

    area: Any
    entries: list[Any]

    @property
    def published(self):
        return [each for each in self.entries if each.entry.published_at and not each.entry.withdrawn_at]

    @property
    def drafts(self):
        return [each for each in self.entries if each.entry.published_at is None]

    @property
    def missing(self):
        """The kinds of which nothing is published yet."""
        there = {each.entry.kind for each in self.published}
        return [kind for kind in NEEDED if kind not in there]


def tellings(areas):
    """For areas that were shaped by `for_stories()`."""
    return [Telling(area, list(area.entries.all())) for area in areas]
