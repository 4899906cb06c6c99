"""When homework is reminded of: 7 days and 1 day before it is due, and once a week from the day after."""

from datetime import date, timedelta

LEADS = (7, 1)  # days before
WEEK = 7


def step_on(due_on: date, today: date) -> int | None:
    """The last reminder whose day has come, by its distance from the due day in days; None before the first.

    -7 and -1 before it, then 1, 8, 15 …: whoever was out for long owes the last one only.
    """
    late = (today - due_on).days
    if late > 0:
        return (late - 1) // WEEK * WEEK + 1
    return max((-lead for lead in LEADS if late >= -lead), default=None)


def day_of(due_on: date, step: int) -> date:
    """The day on which a reminder is owed first."""
    return due_on + timedelta(days=step)


def next_step(step: int) -> int:
    """The reminder that takes the place of this one once its own day has come."""
    return step + WEEK if step > 0 else min((-lead for lead in LEADS if -lead > step), default=1)
