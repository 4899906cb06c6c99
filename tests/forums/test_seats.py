"""The rule of the seats, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forums.seats import Comer, Room, moving_up, spread

CODES = [f"80{number:02}" for number in range(1, 24)]


@pytest.mark.parametrize(
    ("seats", "weights", "shares"),
    [
        (10, {"8001": 1, "8002": 1}, {"8001": 5, "8002": 5}),
        (10, {"8001": 16, "8002": 5, "8003": 5}, {"8001": 6, "8002": 2, "8003": 2}),
        (11, {"8001": 1, "8002": 1, "8003": 1}, {"8001": 4, "8002": 4, "8003": 3}),
        (1, {"8002": 1, "8001": 1}, {"8002": 0, "8001": 1}),
        (7, {"8001": 0, "8002": 3}, {"8001": 0, "8002": 7}),
        (3, {"8001": 0, "8002": 0}, {"8001": 2, "8002": 1}),
        (0, {"8001": 4}, {"8001": 0}),
        (300, {}, {}),
    ],
)
def test_seats_are_spread_by_largest_remainders(seats, weights, shares):
    assert spread(seats, weights) == shares


@given(st.integers(0, 5000), st.dictionaries(st.sampled_from(CODES), st.integers(0, 40), min_size=1))
def test_every_seat_is_spread_and_nobody_is_more_than_one_off(seats, weights):
    shares = spread(seats, weights)
    assert sum(shares.values()) == seats
    whole = sum(weights.values()) or len(weights)
    for code, weight in weights.items():
        exact = seats * (weight if any(weights.values()) else 1) / whole
        assert abs(shares[code] - exact) < 1


def test_who_waits_moves_up_in_the_order_of_the_line():
    line = [Comer(1, "8001"), Comer(2, "8002"), Comer(3, "8001")]
    assert moving_up(line, Room(2, {"8001": 9, "8002": 9})) == [1, 2]


def test_who_does_not_fit_a_quota_is_passed_by_and_keeps_their_place():
    line = [Comer(1, "8001"), Comer(2, "8002", 7), Comer(3, "8002", 8), Comer(4, "8003")]
    room = Room(9, {"8001": 0, "8002": 9}, {7: 0})
    assert moving_up(line, room) == [3, 4]
    assert room == Room(7, {"8001": 0, "8002": 8}, {7: 0})


def test_a_quota_is_used_up_by_those_who_move_up():
    assert moving_up([Comer(1, "8001"), Comer(2, "8001")], Room(5, {"8001": 1})) == [1]


def test_who_comes_from_nowhere_needs_a_seat_only():
    assert moving_up([Comer(1), Comer(2)], Room(1, {"8001": 0}, {7: 0})) == [1]


def test_quotas_that_walk_ins_went_over_hold_everyone_up():
    assert moving_up([Comer(1, "8001")], Room(3, {"8001": -2})) == []


@given(
    st.integers(0, 12),
    st.dictionaries(st.sampled_from("abc"), st.integers(-1, 6)),
    st.dictionaries(st.sampled_from([1, 2]), st.integers(-1, 6)),
    st.lists(st.tuples(st.sampled_from([*"abc", None]), st.sampled_from([1, 2, 3, None])), max_size=30),
)
def test_no_seat_is_sold_twice_and_none_is_kept_from_someone_whom_it_fits(free, districts, networks, people):
    line = [Comer(number, *person) for number, person in enumerate(people)]
    room = Room(free, dict(districts), dict(networks))
    seated = moving_up(line, room)
    assert seated == sorted(seated)
    assert len(seated) <= free
    for code, seats in districts.items():
        assert sum(line[each].district == code for each in seated) <= max(seats, 0)
    for network, seats in networks.items():
        assert sum(line[each].network == network for each in seated) <= max(seats, 0)
    assert [comer for comer in line if comer.key not in seated and room.fits(comer)] == []
