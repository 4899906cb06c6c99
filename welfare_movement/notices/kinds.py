"""The kinds of message, each registered in the `notice.py` of the app that sends it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet


@dataclass(frozen=True)
class Kind:
    """key: also the name of its template, emails/<key>.txt. label: what a coordinator reads in the list.

    still_owed: of these notices, those whose cause still stands; asked just before sending. is_urgent: sent in quiet
    hours too. is_forgotten: the body is erased once sent, as for a sign-in code. is_essential: sent whatever its reader
    chose: the sign-in, and news of what a person has or was promised: a seat, a time, a duty.
    """

    key: str
    label: Any
    still_owed: Callable[[QuerySet], QuerySet] | None = None
    is_urgent: bool = False
    is_forgotten: bool = False
    is_essential: bool = False


kinds: dict[str, Kind] = {}


def kind(key, label, **rules):
    if key in kinds:
        raise ValueError(f"The kind of message {key} is registered twice.")
    kinds[key] = Kind(key, label, **rules)


def optional():
    """The kinds that people may choose not to get, in the order of the alphabet of their keys."""
    return [each for _key, each in sorted(kinds.items()) if not each.is_essential]


def is_optional(key):
    return key in kinds and not kinds[key].is_essential


def label_of(key):
    return kinds[key].label if key in kinds else key
