"""What comes onto an agenda by itself, registered in the `agenda.py` of each app that has something to bring.

A sub-item remembers what it came from by a key such as `partners.hesitation:12`; no row points up the ladder.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class Source:
    """section: the item below which it comes. waiting: what belongs onto this meeting, if it is not on it yet.

    rows: all that can have come, with what its title, address and state are made of, whatever became of it since.
    title, state: the words of one of them; a state says what has become of it, or nothing.
    brought: where the source keeps it, notes who (`by`) brought which of its rows onto which items ({pk: item}).
    taken_off: notes that an item which came from it is about to be deleted.
    """

    key: str
    label: Any
    section: int
    waiting: Callable[[Any], QuerySet]
    rows: Callable[[], QuerySet]
    title: Callable[[Any], str]
    state: Callable[[Any], Any]
    brought: Callable[..., None] | None = None
    taken_off: Callable[[Any], None] | None = None

    def key_of(self, row) -> str:
        return f"{self.key}:{row.pk}"


@dataclass(frozen=True)
class Origin:
    """What a sub-item came from, as it stands now."""

    label: Any
    url: str
    state: Any


sources: dict[str, Source] = {}


def agenda_source(key, label, *, section, waiting, rows, title, state, brought=None, taken_off=None):
    if key in sources:
        raise ValueError(f"The source {key} of agenda items is registered twice.")
    sources[key] = Source(key, label, int(section), waiting, rows, title, state, brought, taken_off)


def source_of(key: str) -> Source:
    """The source of a key such as `partners.hesitation:12`."""
    return sources[key.partition(":")[0]]


def waiting_for(meeting):
    """[(key, title)] of all that belongs onto this meeting. One query a source."""
    return [(source.key_of(row), source.title(row)) for source in sources.values() for row in source.waiting(meeting)]


def note_brought(items, *, by):
    """Tell the sources that keep it what was brought onto these new items."""
    found: dict[str, dict[int, Any]] = {}
    for item in items:
        name, _colon, pk = item.source.partition(":")
        found.setdefault(name, {})[int(pk)] = item
    for name, brought in found.items():
        if note := sources[name].brought:
            note(brought, by=by)


def note_taken_off(item):
    """Tell the source that keeps it that this item is about to be deleted."""
    source = sources.get(item.source.partition(":")[0])
    if source and source.taken_off:
        source.taken_off(item)


def with_origins(items):
    """These agenda items, each with its `origin`: what it came from, or None. One query a source that is met."""
    items = list(items)
    asked: dict[str, set[int]] = {}
    for item in items:
        name, _colon, pk = item.source.partition(":")
        if name in sources:
            asked.setdefault(name, set()).add(int(pk))
    known = {}
    for name, keys in asked.items():
        source = sources[name]
        for row in source.rows().filter(pk__in=keys):
            known[source.key_of(row)] = Origin(source.label, row.get_absolute_url(), source.state(row))
    for item in items:
        item.origin = known.get(item.source)
    return items
