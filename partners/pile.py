"""The pile of running works, read: who is where for whom, what overlaps, where nobody is, who could work together.

Pure. A place is the code of a district, or EVERYWHERE for the whole province; a target is the key of a target group.
A work for the whole province reaches every district; it counts there wherever somebody of the district meets it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

EVERYWHERE = ""


@dataclass(frozen=True)
class Laid:
    """One work on the pile. places: its districts, none for the whole province. content, method: "" if not sorted."""

    work: int
    partner: int
    places: frozenset[str]
    targets: frozenset[str]
    content: str
    method: str

    @property
    def spots(self) -> frozenset[str]:
        """Where it stands in the table."""
        return self.places or frozenset([EVERYWHERE])


@dataclass(frozen=True, order=True)
class Point:
    """A place and a target group: a cell of the table."""

    place: str
    target: str


Table = Mapping[Point, Sequence[int]]


@dataclass(frozen=True)
class Overlap:
    """Two partners or more at one point: those who are there for it, and those who are everywhere."""

    point: Point
    there: tuple[int, ...]
    everywhere: tuple[int, ...]

    @property
    def partners(self) -> tuple[int, ...]:
        return self.there + self.everywhere


@dataclass(frozen=True)
class Gap:
    """A target group and the districts in which nobody works for it. whole: in no district at all."""

    target: str
    districts: tuple[str, ...]
    whole: bool


class Fit(StrEnum):
    COORDINATE = "coordinate"  # the same thing in the same way: who goes where?
    COMPLEMENT = "complement"  # another thing, or another way: together they do more


@dataclass(frozen=True)
class Proposal:
    """Two partners who could work together, by the works that meet: at least one of each.

    points: where and for whom they meet. works: those that meet, the first partner's first; of two partners who do the
    same somewhere, only what is the same.
    """

    first: int
    second: int
    fit: Fit
    points: tuple[Point, ...]
    works: tuple[int, ...]


def narrowed(
    rows: Iterable[Laid], *, place: str | None = None, target: str = "", content: str = "", method: str = ""
) -> list[Laid]:
    """The works that reach this place, are for this target group, of this content and by this method; of each only what
    it does there and for them.

    place: EVERYWHERE keeps those for the whole province alone; a district keeps these too; None keeps all.
    """
    kept = [
        row
        for row in rows
        if (place is None or not row.places or place in row.places)
        and (not target or target in row.targets)
        and (not content or row.content == content)
        and (not method or row.method == method)
    ]
    here, them = frozenset([place or ""]), frozenset([target])
    return [
        replace(
            row,
            places=row.places if place is None or not row.places else here,
            targets=them if target else row.targets,
        )
        for row in kept
    ]


def cross(rows: Iterable[Laid]) -> dict[Point, tuple[int, ...]]:
    """Place × target group: the partners at each point where someone is, each once, in the order of the rows."""
    table: dict[Point, dict[int, None]] = {}
    for row in rows:
        for point in sorted(Point(place, target) for place in row.spots for target in row.targets):
            table.setdefault(point, {})[row.partner] = None
    return {point: tuple(partners) for point, partners in table.items()}


def reach(table: Table, point: Point) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Who reaches this point: (those who are there for it, those who are everywhere besides)."""
    there = tuple(table.get(point, ()))
    if point.place == EVERYWHERE:
        return there, ()
    wide = table.get(Point(EVERYWHERE, point.target), ())
    return there, tuple(partner for partner in wide if partner not in there)


def overlaps(table: Table) -> list[Overlap]:
    """The points that two partners or more reach, and where somebody is in particular; the fullest first."""
    found = [Overlap(point, *reach(table, point)) for point in table]
    several = [each for each in found if len(each.partners) > 1]
    return sorted(several, key=lambda each: (-len(each.partners), -len(each.there), each.point))


def gaps(table: Table, districts: Sequence[str], targets: Sequence[str]) -> list[Gap]:
    """For each target group the districts that nobody reaches; the groups that have least come first."""
    found = []
    for target in targets:
        without = tuple(code for code in districts if not any(reach(table, Point(code, target))))
        if without:
            found.append(Gap(target, without, len(without) == len(districts)))
    return sorted(found, key=lambda gap: (-len(gap.districts), targets.index(gap.target)))


def meeting_points(one: Laid, other: Laid) -> frozenset[Point]:
    """Where and for whom two works meet: their places and their target groups both."""
    places = one.spots & other.spots if one.places and other.places else one.places or other.spots
    return frozenset(Point(place, target) for place in places for target in one.targets & other.targets)


def fit_of(one: Laid, other: Laid) -> Fit:
    """What two works that meet ask for; of works that are not sorted, nobody knows that they are the same."""
    is_same = bool(one.content and one.method) and (one.content, one.method) == (other.content, other.method)
    return Fit.COORDINATE if is_same else Fit.COMPLEMENT


def proposals(rows: Sequence[Laid]) -> list[Proposal]:
    """One for each two partners whose works meet: first those who do the same, then those who meet at the most points.

    Districts count before the whole province, since people who are near can begin tomorrow.
    """
    order = {row.partner: number for number, row in reversed(list(enumerate(rows)))}
    met: dict[tuple[int, int], list[tuple[Laid, Laid, frozenset[Point]]]] = {}
    for one, other in combinations(sorted(rows, key=lambda row: order[row.partner]), 2):
        points = meeting_points(one, other) if one.partner != other.partner else frozenset()
        if points:
            met.setdefault((one.partner, other.partner), []).append((one, other, points))
    return sorted((_proposal(*pair, pairs) for pair, pairs in met.items()), key=lambda each: _rank(each, order))


def _proposal(first: int, second: int, met: list[tuple[Laid, Laid, frozenset[Point]]]) -> Proposal:
    same = [each for each in met if fit_of(each[0], each[1]) is Fit.COORDINATE]
    fit, told = (Fit.COORDINATE, same) if same else (Fit.COMPLEMENT, met)
    works = sorted({one.work for one, _other, _points in told}) + sorted({other.work for _one, other, _points in told})
    points = frozenset[Point]().union(*(points for _one, _other, points in told))
    return Proposal(first, second, fit, tuple(sorted(points)), tuple(works))


def _rank(proposal: Proposal, order: Mapping[int, int]) -> tuple[bool, int, int, int, int]:
    near = sum(point.place != EVERYWHERE for point in proposal.points)
    names = (order[proposal.first], order[proposal.second])
    return (proposal.fit is Fit.COMPLEMENT, -near, -len(proposal.points), *names)
