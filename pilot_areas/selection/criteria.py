"""A set of criteria as data: what counts how much, the zones, and how the areas must be spread."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

from surveys.method.source import Place, Text

GRADE, PLAN, MATCHING, JUDGES = SOURCES = ("grade", "plan", "matching", "judges")
LETTERS = ("A", "B", "C", "D", "U")
STATES = ("confirmed", "promised", "none")
JUDGES_NEEDED = 3
WHOLE = 100


class BadCriteria(ValueError):
    """Criteria that cannot be used; `sentences` says what to mend, each by itself."""

    def __init__(self, *sentences: Any) -> None:
        self.sentences = sentences
        super().__init__(*sentences)

    def __str__(self) -> str:
        return " ".join(map(str, self.sentences))


@dataclass(frozen=True)
class Criterion:
    """One criterion. points: the most it gives. source: a record (grade, plan, matching), or the judges.

    table: the points of each letter, or of each state of the local government's letter
    """

    code: str
    name: Text
    points: int
    source: str
    table: Mapping[str, int]


@dataclass(frozen=True)
class Zone:
    code: str
    name: Text
    districts: tuple[str, ...]


@dataclass(frozen=True)
class Spread:
    """At least so many areas of each zone, and at least so many with this letter."""

    per_zone: int
    letter: str
    with_letter: int


@dataclass(frozen=True)
class Criteria:
    """A whole set. Ties go to the higher plan index, then to the lower code of the tambon."""

    version: str
    places: int
    criteria: tuple[Criterion, ...]
    zones: tuple[Zone, ...]
    spread: Spread

    @property
    def judged(self) -> tuple[Criterion, ...]:
        return tuple(each for each in self.criteria if each.source == JUDGES)

    def zone_of(self, district: str) -> str:
        """The code of the zone in which the district lies; "" where it lies in none."""
        return next((zone.code for zone in self.zones if district in zone.districts), "")

    def criterion(self, code: str) -> Criterion:
        """Raises KeyError."""
        return {each.code: each for each in self.criteria}[code]

    def accepts(self, points: Mapping[str, int]) -> bool:
        """Whether these are whole points of a judge for every judged criterion, each within its range."""
        return all(type(points.get(each.code)) is int and 0 <= points[each.code] <= each.points for each in self.judged)


def load_criteria(data: Mapping[str, Any], districts: Iterable[str] = ()) -> Criteria:
    """The criteria that the data describe, complete and consistent.

    districts: the codes of all districts of the province, each of which must lie in a zone
    Raises BadCriteria with a sentence for each thing to mend.
    """
    place = Place(data, "criteria", BadCriteria)
    place.only("version", "places", "criteria", "zones", "spread")
    spread = place["spread"].only("per_zone", "letter", "with_letter")
    loaded = Criteria(
        version=place["version"].text(),
        places=place["places"].integer(1),
        criteria=tuple(_criterion(each) for each in place["criteria"].some()),
        zones=tuple(_zone(each) for each in place["zones"].some()),
        spread=Spread(
            spread["per_zone"].integer(0), spread["letter"].one_of(LETTERS), spread["with_letter"].integer(0)
        ),
    )
    if wrong := list(_wrong(loaded, districts)):
        raise BadCriteria(*wrong)
    return loaded


def shipped_criteria(version: str = "nst-pilot-1.0") -> dict[str, Any]:
    """The data that come with the project."""
    file = Path(__file__).with_name(f"{version}.json")
    definition: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return definition


def _criterion(place: Place) -> Criterion:
    place.only("code", "th", "en", "points", "source", "table")
    source = place["source"].one_of(SOURCES)
    keys = {GRADE: LETTERS, MATCHING: STATES}.get(source, ())
    table = place["table"].only(*keys) if keys else None
    return Criterion(
        code=place["code"].text(),
        name=place.words_in_both(),
        points=place["points"].integer(1),
        source=source,
        table={key: table[key].integer(0) for key in keys} if table else {},
    )


def _zone(place: Place) -> Zone:
    place.only("code", "th", "en", "districts")
    return Zone(place["code"].text(), place.words_in_both(), tuple(each.text() for each in place["districts"].some()))


def _wrong(criteria: Criteria, districts: Iterable[str]) -> Iterator[Any]:
    total = sum(each.points for each in criteria.criteria)
    if total != WHOLE:
        says = _("The points of all criteria make %(total)s; they must make 100. Give more, or fewer, to one of them.")
        yield says % {"total": total}
    yield from _wrong_criteria(criteria)
    yield from _wrong_zones(criteria, districts)
    if criteria.spread.per_zone * len(criteria.zones) > criteria.places:
        says = _("The zones ask for %(asked)s areas, and there are %(places)s places; ask for fewer, or add places.")
        yield says % {"asked": criteria.spread.per_zone * len(criteria.zones), "places": criteria.places}
    if criteria.spread.with_letter > criteria.places:
        yield _("More areas of one grade are asked for than there are places; ask for fewer, or add places.")


def _wrong_criteria(criteria: Criteria) -> Iterator[Any]:
    sources = [each.source for each in criteria.criteria if each.source != JUDGES]
    if _repeated(sources) or _repeated(each.code for each in criteria.criteria):
        yield _("Each criterion, and each record that one reads, can stand only once; take one of the two out.")
    for each in criteria.criteria:
        if each.table and max(each.table.values()) != each.points:
            says = _("“%(name)s”: the best must give all %(points)s points; mend the points of its answers.")
            yield says % {"name": each.name.th, "points": each.points}


def _wrong_zones(criteria: Criteria, districts: Iterable[str]) -> Iterator[Any]:
    held = [district for zone in criteria.zones for district in zone.districts]
    if _repeated(held) or _repeated(zone.code for zone in criteria.zones):
        yield _("A zone, or a district in the zones, stands twice; leave it once.")
    if missing := sorted(set(districts) - set(held)):
        says = _("These districts lie in no zone: %(codes)s. Put each into one.")
        yield says % {"codes": ", ".join(missing)}


def _repeated(names: Iterable[str]) -> bool:
    named = list(names)
    return len(named) != len(set(named))
