"""Who gets a seat: how seats are spread over the districts, and who moves up when some are free. No database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


def spread(seats: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Spread so many seats over districts by their weights (numbers of tambons), by largest remainders.

    Returns district code -> seats; the sum is exactly `seats`. Among equal remainders the lower code comes first; where
    all weights are 0 every district weighs the same. Nothing is spread over nobody.
    """
    if not any(weights.values()):
        weights = dict.fromkeys(weights, 1)
    whole = sum(weights.values())
    shares = {code: seats * weight // whole for code, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda code: (-(seats * weights[code] % whole), code))
    for code in by_remainder[: seats - sum(shares.values())]:
        shares[code] += 1
    return shares


@dataclass(frozen=True)
class Comer:
    """Someone who asks for a seat: where they come from and for which network; None for neither."""

    key: int
    district: str | None = None
    network: int | None = None


@dataclass
class Room:
    """free: seats left in all. districts, networks: seats left of each; one that is not named has no limit of its own.

    Less than nothing is left where walk-ins went over a quota.
    """

    free: int
    districts: dict[str, int] = field(default_factory=dict)
    networks: dict[int, int] = field(default_factory=dict)

    def fits(self, comer: Comer) -> bool:
        district = 1 if comer.district is None else self.districts.get(comer.district, 1)
        network = 1 if comer.network is None else self.networks.get(comer.network, 1)
        return min(self.free, district, network) > 0

    def take(self, comer: Comer, number: int = 1) -> None:
        """So many seats less, in all and in each quota that holds for people like this one."""
        self.free -= number
        if comer.district in self.districts:
            self.districts[comer.district] -= number
        if comer.network in self.networks:
            self.networks[comer.network] -= number


def moving_up(line: Iterable[Comer], room: Room) -> list[int]:
    """The keys of those who get a seat now, in the order of the line; who does not fit a quota keeps their place.

    Takes the seats out of the room.
    """
    seated = []
    for comer in line:
        if room.fits(comer):
            room.take(comer)
            seated.append(comer.key)
        if room.free <= 0:
            break
    return seated
