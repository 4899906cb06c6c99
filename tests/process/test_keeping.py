"""The figures and the days of promises: pure."""

from datetime import date, timedelta

import pytest

from welfare_movement.process.keeping import Keeping
from welfare_movement.process.steps import STEPS, day_after, day_of, due_days, step_on

DUE = date(2027, 1, 31)


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(0, 0, 0), (0, 3, 0), (1, 3, 33), (2, 3, 67), (1, 8, 13), (3, 3, 100)]
)
def test_rates_are_whole_per_cent_half_up_and_of_nothing_none(part, whole, shown):
    found = Keeping(made=whole, kept=part, late=part)
    assert (found.kept_percent, found.late_percent) == (shown, shown)


def test_what_is_not_kept_is_open_and_figures_add_up():
    assert Keeping(5, 3, 2, 1).open == 2
    assert Keeping(5, 3, 2, 1) + Keeping(1, 1) == Keeping(6, 4, 2, 1)


@pytest.mark.parametrize(
    ("passed", "step"),
    [
        (-8, None),
        (-7, -7),
        (-2, -7),
        (-1, -1),
        (0, -1),
        (1, 1),
        (7, 1),
        (8, 8),
        (15, 15),
        (22, 22),
        (28, 22),
        (29, None),
    ],
)
def test_the_last_step_whose_day_has_come_is_owed(passed, step):
    today = DUE + timedelta(days=passed)
    assert step_on(DUE, today) == step
    first, last = due_days(today)
    assert (first <= DUE <= last) == (step is not None)


def test_each_step_stands_until_the_next_one_takes_its_place():
    for step in STEPS:
        until = day_after(DUE, step)
        assert step_on(DUE, day_of(DUE, step)) == step_on(DUE, until - timedelta(days=1)) == step
        assert step_on(DUE, until) != step
