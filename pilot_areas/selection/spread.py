"""Which of the ranked candidates are taken, so that the rules of spread hold as far as they can.

Exactly: as many are taken as there are places, or as there are candidates. Of all ways to take so many, those that
meet most of what the zones ask for come first; of those, the ones that meet most of what is asked of the letter; of
those, the one whose best is ranked best, then whose second best is, and so on. A zone asks for no more than it has
candidates. What nobody could meet is said in `unmet`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from pilot_areas.selection.criteria import Criteria

Place = tuple[str, str]  # the zone and the letter of a candidate, by rank


@dataclass(frozen=True)
class Choice:
    """taken: of each candidate, by rank. needed: what it was needed for: "", "zone", "letter" or "both"."""

    taken: tuple[bool, ...]
    needed: tuple[str, ...]
    unmet: tuple[tuple[str, dict[str, Any]], ...]


@dataclass
class _Want:
    """What is still asked for: areas of each zone, and areas with the letter."""

    zones: Counter[str]
    letters: int

    def after(self, place: Place, letter: str) -> _Want:
        zones = Counter(self.zones)
        if zones[place[0]]:
            zones[place[0]] -= 1
        return _Want(zones, max(0, self.letters - (place[1] == letter)))


def choose(ranked: list[Place], criteria: Criteria) -> Choice:
    """Take the best first, and pass one over only where the places left are all needed for others."""
    letter, places = criteria.spread.letter, min(criteria.places, len(ranked))
    held = Counter(zone for zone, _letter in ranked)
    asked = Counter({zone.code: min(criteria.spread.per_zone, held[zone.code]) for zone in criteria.zones})
    for_zones = min(places, asked.total())
    for_letter = min(criteria.spread.with_letter, _most_letters(ranked, asked, for_zones, places, letter))
    want, left, taken, needed = _Want(asked, for_letter), places, [], []
    for index, place in enumerate(ranked):
        then = want.after(place, letter)
        gains = want.zones.total() - then.zones.total()
        is_taken = left > 0 and _can(ranked[index + 1 :], then, for_zones - gains, left - 1, letter)
        taken.append(is_taken)
        needed.append(_needed(want, place, letter) if is_taken else "")
        if is_taken:
            want, left, for_zones = then, left - 1, for_zones - gains
    return Choice(tuple(taken), tuple(needed), tuple(_unmet(ranked, taken, criteria)))


def _can(ranked: list[Place], want: _Want, for_zones: int, left: int, letter: str) -> bool:
    """Whether so much of what is wanted can still be met from these, in the places left."""
    here = Counter(zone for zone, _letter in ranked)
    within_reach = sum(min(number, here[zone]) for zone, number in want.zones.items())
    if max(0, for_zones) > min(left, within_reach) or left > len(ranked):
        return False
    return _most_letters(ranked, want.zones, max(0, for_zones), left, letter) >= want.letters


def _most_letters(ranked: list[Place], zones: Counter[str], for_zones: int, left: int, letter: str) -> int:
    """The most of this letter that can be taken when so many of the places go to what the zones want."""
    with_letter = Counter(zone for zone, held in ranked if held == letter)
    in_zones = sum(min(number, with_letter[zone]) for zone, number in zones.items())
    free = left - for_zones
    of_zones = min(for_zones, in_zones)
    return of_zones + min(free, with_letter.total() - of_zones)


def _needed(want: _Want, place: Place, letter: str) -> str:
    for_zone, for_letter = want.zones[place[0]] > 0, want.letters > 0 and place[1] == letter
    return "both" if for_zone and for_letter else "zone" if for_zone else "letter" if for_letter else ""


def _unmet(ranked: list[Place], taken: list[bool], criteria: Criteria) -> list[tuple[str, dict[str, Any]]]:
    """The rules that the choice does not meet, and whether candidates or places are lacking."""
    spread, unmet = criteria.spread, []
    stand = Counter(zone for zone, _letter in ranked)
    chosen = [place for place, is_taken in zip(ranked, taken, strict=True) if is_taken]
    served = Counter(zone for zone, _letter in chosen)
    for zone in criteria.zones:
        if served[zone.code] < spread.per_zone:
            lacking = "zone_without" if stand[zone.code] < spread.per_zone else "zone_unserved"
            unmet.append((lacking, {"zone": zone.code, "have": served[zone.code], "need": spread.per_zone}))
    have = sum(held == spread.letter for _zone, held in chosen)
    if have < spread.with_letter:
        stood = sum(held == spread.letter for _zone, held in ranked)
        lacking = "letter_without" if stood < spread.with_letter else "letter_unserved"
        unmet.append((lacking, {"letter": spread.letter, "have": have, "need": spread.with_letter}))
    if len(ranked) < criteria.places:
        unmet.append(("few", {"have": len(ranked), "need": criteria.places}))
    return unmet
