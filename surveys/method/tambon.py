"""How the grades of a tambon's organisations, its plan and its coverage make the tambon's own grade."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from surveys.method.source import Place, Text, named_once

PLAN_ITEMS = 5
PARTS = ("organisations", "plan", "coverage")


@dataclass(frozen=True)
class PlanItem:
    code: str
    name: Text


@dataclass(frozen=True)
class Enough:
    """So many organisations with this letter or a better one."""

    letter: str
    count: int


@dataclass(frozen=True)
class ProofCap:
    """A score worth `letter` gives it only with a plan index, and with any one of `enough`; else `at_most`."""

    code: str
    letter: str
    at_most: str
    name: Text
    plan_index: int
    enough: tuple[Enough, ...]


@dataclass(frozen=True)
class PlanCap:
    """At most this letter while a plan item has no points."""

    code: str
    at_most: str
    name: Text
    item: str


@dataclass(frozen=True)
class TambonMethod:
    """The weights of the parts, the plan items, the caps, and the share of graded organisations (in per cent)
    below which the grade is provisional."""

    weights: Mapping[str, int]
    plan_items: tuple[PlanItem, ...]
    item_points: tuple[int, ...]
    provisional_below: int
    proof_caps: tuple[ProofCap, ...]
    plan_caps: tuple[PlanCap, ...]


def load_tambon(place: Place, letters: tuple[str, ...]) -> TambonMethod:
    place.only("weights", "plan_items", "item_points", "provisional_below", "proof_caps", "plan_caps")
    weights = place["weights"].only(*PARTS)
    items = tuple(_plan_item(entry) for entry in place["plan_items"].some())
    named_once([item.code for item in items], place["plan_items"])
    if len(items) != PLAN_ITEMS:
        place["plan_items"].fail(f"must be {PLAN_ITEMS}: so many are asked of every tambon")
    points = tuple(entry.integer(0) for entry in place["item_points"].some())
    if points[0] != 0 or len(items) * points[-1] != 100 or list(points) != sorted(set(points)):
        place["item_points"].fail("must rise from 0, and all items together make 100")
    proofs = tuple(_proof_cap(entry, letters) for entry in place["proof_caps"])
    plans = tuple(_plan_cap(entry, letters, items) for entry in place["plan_caps"])
    named_once([cap.code for cap in proofs] + [cap.code for cap in plans], place)
    return TambonMethod(
        weights={part: weights[part].integer(1) for part in PARTS},
        plan_items=items,
        item_points=points,
        provisional_below=place["provisional_below"].integer(0),
        proof_caps=proofs,
        plan_caps=plans,
    )


def _plan_item(place: Place) -> PlanItem:
    place.only("code", "th", "en")
    return PlanItem(place["code"].text(), place.words_in_both())


def _proof_cap(place: Place, letters: tuple[str, ...]) -> ProofCap:
    place.only("code", "letter", "at_most", "th", "en", "plan_index", "enough")
    enough = []
    for entry in place["enough"].some():
        entry.only("letter", "count")
        enough.append(Enough(entry["letter"].one_of(letters), entry["count"].integer(1)))
    return ProofCap(
        code=place["code"].text(),
        letter=place["letter"].one_of(letters),
        at_most=place["at_most"].one_of(letters),
        name=place.words_in_both(),
        plan_index=place["plan_index"].integer(0),
        enough=tuple(enough),
    )


def _plan_cap(place: Place, letters: tuple[str, ...], items: tuple[PlanItem, ...]) -> PlanCap:
    place.only("code", "at_most", "th", "en", "item")
    item = place["item"].one_of(tuple(item.code for item in items))
    return PlanCap(place["code"].text(), place["at_most"].one_of(letters), place.words_in_both(), item)
