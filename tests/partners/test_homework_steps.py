"""When homework is reminded of: 7 days and 1 day before it is due, and once a week from the day after."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partners.homework import WEEK, day_of, next_step, step_on

DUE = date(2027, 3, 15)
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
days = st.dates(date(2026, 1, 1), date(2028, 1, 1))


@pytest.mark.parametrize(
    ("distance", "step"),
    [(-8, None), (-7, -7), (-2, -7), (-1, -1), (0, -1), (1, 1), (7, 1), (8, 8), (14, 8), (15, 15)],
)
def test_the_last_step_whose_day_has_come_is_owed(distance, step):
    assert step_on(DUE, DUE + timedelta(days=distance)) == step


@patient
@given(days, days)
def test_a_step_has_come_and_the_next_has_not(due_on, today):
    step = step_on(due_on, today)
    if step is None:
        assert today < day_of(due_on, -7)
    else:
        assert day_of(due_on, step) <= today < day_of(due_on, next_step(step))


@patient
@given(days, days)
def test_late_homework_is_reminded_of_once_in_every_seven_days(due_on, today):
    steps = {step_on(due_on, today + timedelta(days=number)) for number in range(WEEK)}
    if today > due_on:
        assert len(steps) in (1, 2)
