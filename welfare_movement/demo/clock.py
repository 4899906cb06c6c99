"""The demo's clock: while it is moved, all of the code asks it, since all of it asks `timezone.now` by that name."""

from contextlib import contextmanager

from django.utils import timezone


class Clock:
    """Stands still until it is moved, and moves forward only."""

    def __init__(self, moment):
        self.moment = moment

    def now(self):
        return self.moment

    def move_to(self, moment):
        if moment < self.moment:
            raise ValueError(f"The clock stands at {self.moment} and cannot go back to {moment}; tell it in order.")
        self.moment = moment


@contextmanager
def moved_clock(moment):
    """Let the whole process live at this moment, until the clock it gives is moved; the real time returns at the end.

    For a command that runs alone: a thread beside it would live at that moment too.
    """
    clock, real = Clock(moment), timezone.now
    timezone.now = clock.now
    try:
        yield clock
    finally:
        timezone.now = real
