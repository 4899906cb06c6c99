"""The tile map: a province's districts as tiles in its shape, each holding its tambons by published grade."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from surveys.models import TambonGrade
from welfare_movement.places.models import Tambon

LETTERS = ("A", "B", "C", "D", "U")


@dataclass(frozen=True)
class Tile:
    """One district. squares: the letter of each of its tambons, "" where none is published."""

    district: Any
    squares: list[str]

    @property
    def graded(self):
        """How many tambons have each letter, in the order of the letters."""
        counted = Counter(self.squares)
        return [(letter, counted[letter]) for letter in LETTERS if counted[letter]]

    @property
    def counts(self):
        """How many have each letter, also with none: a row of the table."""
        counted = Counter(self.squares)
        return [(letter, counted[letter]) for letter in LETTERS]

    @property
    def without(self):
        return self.squares.count("")


def tiles(cycle):
    """A tile for each district that has a place on the map, the published letters first. One query."""
    shown = TambonGrade.objects.filter(
        publication__round__cycle=cycle,
        publication__round__stage=2,
        publication__superseded_at=None,
        tambon=OuterRef("pk"),
    )
    within = Tambon.objects.filter(district__province=cycle.province_id, district__tile_row__isnull=False)
    squares, districts = {}, {}
    lettered = within.select_related("district").annotate(letter=Coalesce(Subquery(shown.values("letter")), Value("")))
    for tambon in lettered.order_by("district__sort_key", "sort_key", "code"):
        districts[tambon.district_id] = tambon.district
        squares.setdefault(tambon.district_id, []).append(tambon.letter)
    rank = {letter: number for number, letter in enumerate((*LETTERS, ""))}
    return [Tile(district, sorted(squares[code], key=rank.get)) for code, district in districts.items()]


def spread(tiles):
    """How many tambons of all tiles have each letter: [(letter, number)], all letters, also with none."""
    counted = Counter(square for tile in tiles for square in tile.squares)
    return [(letter, counted[letter]) for letter in LETTERS]
