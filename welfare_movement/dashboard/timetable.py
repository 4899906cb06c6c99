"""The timetable that the founders promised: what is planned and what came of it, stage by stage."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from welfare_movement.process.ladder import Rung, climb


@dataclass(frozen=True)
class Row:
    """One stage: its rung, its meetings, and what else is planned in it and has not become one of them."""

    rung: Rung
    meetings: list[Any]
    events: list[Any]

    @property
    def began_on(self):
        """The day on which work in it really began: when the stage before was passed."""
        return self.rung.opened_at and timezone.localtime(self.rung.opened_at).date()

    @property
    def passed_on(self):
        return self.rung.gate_pass and timezone.localtime(self.rung.gate_pass.passed_at).date()

    @property
    def days_late(self):
        """How late the stage was passed, or is by now; 0 in time or without a plan."""
        if self.rung.plan.ends_on is None:
            return 0
        if self.passed_on:
            return max((self.passed_on - self.rung.plan.ends_on).days, 0)
        return self.rung.days_late


def timetable(cycle, rungs=None):
    """A row for each stage. Two queries beyond those of the ladder."""
    rungs = rungs or climb(cycle)
    meetings, events = {}, {}
    for meeting in cycle.meetings.standing().order_by("starts_at"):
        meetings.setdefault(meeting.stage, []).append(meeting)
    for event in cycle.planned_events.waiting():
        events.setdefault(event.stage, []).append(event)
    return [Row(rung, meetings.get(rung.stage, []), events.get(rung.stage, [])) for rung in rungs]
