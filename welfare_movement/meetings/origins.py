"""Where an item of an agenda came from, registered in each app's `origin.py`; the meeting's page leads back there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Origin:
    """words: what the link says. url: a page that every member of the cycle may read."""

    words: Any
    url: str


origins: dict[str, Callable[[Any], dict[int, Origin]]] = {}


def origin(key, rows):
    """rows: for a meeting, {key of the item: its origin}; at most one query."""
    if key in origins:
        raise ValueError(f"The origin {key} is registered twice.")
    origins[key] = rows


def origins_of(meeting):
    """{key of the item: its origin}, of all items of this meeting that came from somewhere."""
    return {item: each for rows in origins.values() for item, each in rows(meeting).items()}


def with_origins(items, meeting):
    """The items, each with its `origin`; None where it was written on the agenda itself."""
    known, items = origins_of(meeting), list(items)
    for item in items:
        item.origin = known.get(item.pk)
    return items
