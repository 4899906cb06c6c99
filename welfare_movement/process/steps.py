"""When a promise is reminded of: 7 days and 1 day before its day, and when late once a week, four times."""

from datetime import date, timedelta

STEPS = (-7, -1, 1, 8, 15, 22)  # days after the due day
LASTS = 7  # days for which the last of them stands, for whoever was out for long


def step_on(due_on: date, today: date) -> int | None:
    """The last reminder whose day has come, by its distance from the due day; None before the first, after the last."""
    passed = (today - due_on).days
    return max((step for step in STEPS if step <= passed), default=None) if passed < STEPS[-1] + LASTS else None


def day_of(due_on: date, step: int) -> date:
    """The day on which a reminder is owed first."""
    return due_on + timedelta(days=step)


def day_after(due_on: date, step: int) -> date:
    """The day from which the next reminder takes its place, or none is owed any more."""
    return day_of(due_on, next((later for later in STEPS if later > step), STEPS[-1] + LASTS))


def due_days(today: date) -> tuple[date, date]:
    """The first and the last due day of which anything is owed today."""
    return today - timedelta(days=STEPS[-1] + LASTS - 1), today - timedelta(days=STEPS[0])
