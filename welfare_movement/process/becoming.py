"""What a planned event can become once its stage is open, registered in each app's `becoming.py`."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from welfare_movement.process.stages import Stage


@dataclass(frozen=True)
class Becoming:
    """label: what the button says. page: the form that plans the one, under the address of the cycle.

    It reads the event's key from `?event=`, and calls `PlannedEvent.become` in the transaction that makes the one.
    """

    key: str
    label: Any
    page: str
    stages: Collection[Stage]


becomings: dict[str, Becoming] = {}


def becoming(key, label, *, page, stages=tuple(Stage)):
    if key in becomings:
        raise ValueError(f"What an event can become, {key}, is registered twice.")
    becomings[key] = Becoming(key, label, page, stages)


def prospects(events):
    """[(event, [(words, address)])]: what each of these events can become now. events: shaped by `for_list()`."""
    return [(event, _offers(event) if event.is_ready else []) for event in events]


def _offers(event):
    fitting = [each for each in becomings.values() if event.stage in each.stages]
    return [(each.label, f"{reverse(each.page, args=event.cycle.address)}?event={event.pk}") for each in fitting]
