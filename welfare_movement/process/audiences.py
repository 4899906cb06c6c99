"""Whom a meeting or a notice may address, registered in each app's `audience.py`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from welfare_movement.people.models import User


@dataclass(frozen=True)
class Audience:
    """people: the cycle's people of this audience, as a queryset of User."""

    key: str
    label: Any
    people: Callable[[Any], QuerySet]


audiences: dict[str, Audience] = {}


def audience(key, label, *, people):
    if key in audiences:
        raise ValueError(f"The audience {key} is registered twice.")
    audiences[key] = Audience(key, label, people)


def people_of(cycle, keys=None):
    """The people of these audiences, or of all: whoever stands in one, each once, and may still sign in.

    The only people whom the coordinators of a cycle can look up.
    """
    asked = audiences.values() if keys is None else [audiences[key] for key in keys]
    standing = Q(pk__in=[])
    for each in asked:
        standing |= Q(pk__in=each.people(cycle).values("pk"))
    return User.objects.filter(standing, is_active=True)


def found_by_name(people, words):
    """Those of these people whose name holds all the words, at most twenty; nobody before something was typed."""
    if not words.split():
        return people.none()
    for word in words.split():
        people = people.filter(Q(given_name__icontains=word) | Q(family_name__icontains=word))
    return people.filter(pk__in=list(people.order_by("sort_key").values_list("pk", flat=True)[:20]))
