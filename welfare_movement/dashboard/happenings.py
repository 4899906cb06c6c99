"""What happened in a cycle, in order of time: the history that everyone may read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from surveys.models import Publication
from welfare_movement.process.stages import Stage


@dataclass(frozen=True)
class Happening:
    """kind: opened, met, published, passed, revoked or closed. what: the row that remembers it. stage: its name."""

    at: datetime
    kind: str
    what: Any
    stage: Any = ""


def happenings(cycle):
    """Everything that happened, the earliest first. Four queries."""
    names = {stage: stage.label for stage in Stage} | {plan.stage: str(plan) for plan in cycle.plans.all()}
    passes = list(cycle.passes.for_history())
    published = Publication.objects.filter(round__cycle=cycle).select_related("round", "published_by")
    found = [
        Happening(cycle.opened_at, "opened", cycle),
        *[Happening(each.starts_at, "met", each, names[each.stage]) for each in cycle.meetings.recorded()],
        *[Happening(each.published_at, "published", each, names[each.round.stage]) for each in published],
        *[Happening(each.passed_at, "passed", each, names[each.stage]) for each in passes],
        *[Happening(each.revoked_at, "revoked", each, names[each.stage]) for each in passes if each.revoked_at],
    ]
    if cycle.closed_at:
        found.append(Happening(cycle.closed_at, "closed", cycle))
    return sorted(found, key=lambda each: each.at)  # what happened at one moment stays as above: passed, then closed
