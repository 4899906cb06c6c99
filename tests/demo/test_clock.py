"""While the clock is moved everything lives at its moment; afterwards the real time is back, whatever happened."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import moment
from welfare_movement.demo.clock import moved_clock
from welfare_movement.people import records

STORY_TIME = moment("2026-10-15 09:30")
REAL = timezone.now


def test_all_code_lives_at_the_moment_to_which_the_clock_is_moved():
    with moved_clock(STORY_TIME) as clock:
        assert timezone.now() == records.now() == STORY_TIME
        clock.move_to(STORY_TIME + timedelta(days=1))
        assert timezone.now() == STORY_TIME + timedelta(days=1)
        assert timezone.localdate().isoformat() == "2026-10-16"


def test_the_real_time_is_back_afterwards_even_after_an_error():
    with pytest.raises(ZeroDivisionError), moved_clock(STORY_TIME):
        raise ZeroDivisionError
    assert timezone.now is REAL


def test_the_clock_does_not_go_back():
    with moved_clock(STORY_TIME) as clock:
        with pytest.raises(ValueError, match="cannot go back"):
            clock.move_to(STORY_TIME - timedelta(seconds=1))
        assert timezone.now() == STORY_TIME
