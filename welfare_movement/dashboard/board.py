"""What the coordinator's board shows, each number from the queryset that its own page lists."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils import timezone

from partners.models.participation import Stance
from surveys.coverage import count
from surveys.models import Assignment
from welfare_movement.dashboard.tiles import spread, tiles
from welfare_movement.dashboard.timetable import timetable
from welfare_movement.meetings.models import ActionItem
from welfare_movement.process.access import has_role
from welfare_movement.process.becoming import prospects
from welfare_movement.process.ladder import climb
from welfare_movement.process.roles import Role
from welfare_movement.process.todos import Owed, owed

SOON = 5  # meetings that the board names


@dataclass(frozen=True)
class Task:
    """Things of one kind to do: how many, the most urgent of them, and where to begin."""

    label: Any
    items: list[Owed]

    @property
    def number(self):
        return len(self.items)

    @property
    def others(self):
        """How many beside the first, the only one that is named."""
        return len(self.items) - 1

    @property
    def first(self):
        return self.items[0]

    @property
    def url(self):
        """Where to begin: the list of all where there is one, else the most urgent of them."""
        return self.first.all_url

    @property
    def days_late(self):
        return self.first.days_late


def tasks(user, cycle):
    """What this person must do, by kind, the most overdue kind first. One query."""
    by_kind = sorted(owed(user, cycle), key=lambda each: each.todo.key)
    grouped = [Task(todo.label, list(items)) for todo, items in groupby(by_kind, key=lambda each: each.todo)]
    return sorted(grouped, key=lambda task: (task.first.due is None, task.first.due))


def board(user, cycle):
    """Everything on the board of a cycle."""
    rungs = climb(cycle)
    map_tiles = tiles(cycle)
    assignments = Assignment.objects.baseline().filter(round__cycle=cycle)
    stances = dict(cycle.participations.by_stance())
    return {
        "tasks": tasks(user, cycle),
        "rungs": rungs,
        "current": next((rung for rung in rungs if rung.is_current), None),
        "rows": timetable(cycle, rungs),
        "tiles": map_tiles,
        "spread": spread(map_tiles),
        "graded": sum(number for _letter, number in spread(map_tiles)),
        "today": timezone.localdate(),
        "coordinates": has_role(user, cycle, Role.COORDINATOR),
        "administers": has_role(user, cycle, Role.ADMINISTRATOR),
        "coverage": count(assignments),
        "stances": [(stance, stances.get(stance.value, 0)) for stance in Stance],
        "keeping": cycle.commitments.keeping(),
        "action_keeping": ActionItem.objects.of_cycle(cycle).keeping(),
        "prospects": prospects(cycle.planned_events.ready().for_list()),
        "meetings": cycle.meetings.coming().for_list().order_by("starts_at")[:SOON],
    }
