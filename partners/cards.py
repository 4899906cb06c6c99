"""What the page of the pile shows: the pile as it was read, with the names of partners, places and target groups."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from partners import pile
from partners.models import Work, WorkTarget
from partners.pile import EVERYWHERE, Laid, Point

GROUPS = [*WorkTarget.Group]
FEW = 5  # districts that a sentence names; of more it says how many


def laid(work):
    """A work of `for_pile` as the pure rules read it."""
    places = frozenset(place.district_id for place in work.places.all())
    targets = frozenset(target.group for target in work.targets.all())
    return Laid(work.pk, work.participation_id, places, targets, work.content, work.method)


@dataclass(frozen=True)
class Square:
    """One target group on the tile of a district: who is there, and who is everywhere."""

    group: Any
    there: int
    everywhere: int

    @property
    def state(self):
        """How it is drawn: nobody, only those who are everywhere, one, or several."""
        if self.there:
            return "many" if self.there + self.everywhere > 1 else "one"
        return "wide" if self.everywhere else "none"


@dataclass(frozen=True)
class Tile:
    district: Any
    is_chosen: bool
    squares: list[Square]

    @property
    def there(self):
        return [square for square in self.squares if square.there]


class Pile:
    """The works of a cycle, narrowed to what is asked for. Asks four queries, whatever the number of works."""

    def __init__(self, cycle):
        self.all_works = list(Work.objects.filter(participation__cycle=cycle).for_pile())
        self.districts = list(cycle.province.districts.all())
        self.narrow()

    def narrow(self, *, partner=0, place=None, target="", content="", method=""):
        """partner: the one whose works are shown, and whose overlaps and fellows are told; 0 for all."""
        rows = [laid(work) for work in self.all_works]
        anywhere = pile.narrowed(rows, target=target, content=content, method=method)
        self._asked = pile.narrowed(anywhere, place=place)
        self.rows = [row for row in self._asked if not partner or row.partner == partner]
        self._on_map = pile.cross(row for row in anywhere if not partner or row.partner == partner)
        self.partner, self._place, self._target = partner, place, target
        return self

    @cached_property
    def works(self):
        kept = {row.work for row in self.rows}
        return [work for work in self.all_works if work.pk in kept]

    @cached_property
    def partners(self):
        """participation -> its partner, of all that laid something on the pile."""
        return {work.participation_id: work.participation.partner for work in self.all_works}

    @cached_property
    def names(self):
        return {district.code: district for district in self.districts} | {EVERYWHERE: _("The whole province")}

    @cached_property
    def groups(self):
        return [group for group in GROUPS if not self._target or group == self._target]

    @cached_property
    def table(self):
        return pile.cross(self.rows)

    @cached_property
    def _whole_table(self):
        """Of all partners, since one alone overlaps with nobody."""
        return pile.cross(self._asked)

    @property
    def lines(self):
        """The table: [(place, [(group, partners)])], the whole province first, then the districts with works."""
        with_works = {point.place for point in self.table}
        places = [code for code in (EVERYWHERE, *(each.code for each in self.districts)) if code in with_works]
        return [(self.names[code], [(group, self._at(code, group)) for group in self.groups]) for code in places]

    @property
    def without_works(self):
        """The districts in which nobody is in particular."""
        with_works = {point.place for point in self.table}
        return [each for each in self.districts if each.code not in with_works]

    def _at(self, place, group):
        return [self.partners[key] for key in self.table.get(Point(place, group.value), ())]

    @property
    def tiles(self):
        """A tile for each district that has a place on the map; all of them, since one chooses the place here."""
        return [
            Tile(district, district.code == self._place, [self._square(district, group) for group in self.groups])
            for district in self.districts
            if district.tile_row is not None
        ]

    def _square(self, district, group):
        there, everywhere = pile.reach(self._on_map, Point(district.code, group.value))
        return Square(group, len(there), len(everywhere))

    @cached_property
    def overlaps(self):
        """[(place, target group, partners there, partners everywhere)], the fullest first."""
        found = [each for each in pile.overlaps(self._whole_table) if self._is_asked(each.partners)]
        return [
            (
                self.names[each.point.place],
                WorkTarget.Group(each.point.target),
                [self.partners[key] for key in each.there],
                [self.partners[key] for key in each.everywhere],
            )
            for each in found
            if self._place is None or each.point.place == self._place
        ]

    @cached_property
    def gaps(self):
        """[(target group, districts where nobody is, in no district at all, the few where somebody is)]."""
        codes = [each.code for each in self.districts if self._place in (None, EVERYWHERE, each.code)]
        found = pile.gaps(self._whole_table, codes, [group.value for group in self.groups])
        return [(WorkTarget.Group(gap.target), *self._told(gap, codes)) for gap in found]

    def _told(self, gap, codes):
        reached = [self.names[code] for code in codes if code not in gap.districts]
        return [self.names[code] for code in gap.districts], gap.whole, reached if len(reached) <= FEW else []

    @cached_property
    def proposals(self):
        """Of each who could work together with whom, where they meet and for whom, and the works that meet."""
        works = {work.pk: work for work in self.all_works}
        return [
            {
                "partners": [self.partners[each.first], self.partners[each.second]],
                "works": [works[key] for key in each.works],
                "is_same": each.fit is pile.Fit.COORDINATE,
                "places": [self.names[code] for code in dict.fromkeys(point.place for point in each.points)],
                "groups": [group for group in GROUPS if group in {point.target for point in each.points}],
            }
            for each in pile.proposals(self._asked)
            if self._is_asked((each.first, each.second))
        ]

    def _is_asked(self, partners):
        return not self.partner or self.partner in partners
