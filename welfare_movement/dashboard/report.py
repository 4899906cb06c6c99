"""The report of a cycle: its figures, stage by stage, as plain data that a publication keeps.

A line is a figure with its key; what it is called and which page lists its rows stands in `lines`.
"""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from welfare_movement.dashboard import figures
from welfare_movement.dashboard.lines import Line, shown
from welfare_movement.process.gates import requirements
from welfare_movement.process.ladder import WAIVED, climb
from welfare_movement.process.stages import Stage

READERS = {
    Stage.PARTNERS: figures.partners,
    Stage.SURVEYS: figures.surveys,
    Stage.WORKING_GROUPS: figures.working_groups,
    Stage.FORUMS: figures.forum,
    Stage.PILOT_AREAS: figures.pilot_areas,
    Stage.CELEBRATION: figures.celebration,
}


@dataclass(frozen=True)
class Chapter:
    """One stage. title: what this cycle calls it, or nothing. passed_on: a day as text, or nothing.

    A waiver carries its reason, its day and what was missing.
    """

    stage: int
    title: str
    passed_on: str = ""
    reason: str = ""
    follow_up_on: str = ""
    missing: list[str] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def name(self):
        """In the reader's language, however long ago it was published; a name of the cycle's own stays as it is."""
        return self.title or Stage(self.stage).label

    @property
    def slug(self):
        return Stage(self.stage).slug

    @property
    def passed_day(self):
        return _day(self.passed_on)

    @property
    def follow_up_day(self):
        return _day(self.follow_up_on)

    @property
    def missing_words(self):
        """What a waiver let go by, for those requirements that still have a name."""
        return [requirements[name].label for name in self.missing if name in requirements]


def _day(text):
    return date.fromisoformat(text) if text else None


def chapters(cycle):
    """The report as the records are now. A fixed number of queries, whatever the size of the cycle."""
    records = figures.Records(cycle)
    return [_chapter(rung, READERS[rung.stage](records)) for rung in climb(cycle)]


def _chapter(rung, lines):
    gate_pass = rung.gate_pass
    if gate_pass is None:
        return Chapter(int(rung.stage), rung.plan.title, lines=lines)
    waiver = {}
    if rung.state == WAIVED:
        waiver["reason"] = gate_pass.reason
        waiver["follow_up_on"] = gate_pass.follow_up_on.isoformat()
        waiver["missing"] = [finding.requirement.name for finding in gate_pass.unmet]
    return Chapter(int(rung.stage), rung.plan.title, figures.day(gate_pass.passed_at), lines=lines, **waiver)


def as_kept(report_chapters: list[Chapter]) -> list[dict[str, Any]]:
    """As plain data, for a publication to keep."""
    return [asdict(chapter) for chapter in report_chapters]


def from_kept(kept: list[dict[str, Any]]) -> list[Chapter]:
    """What a publication kept."""
    return [Chapter(**{**chapter, "lines": [Line(**line) for line in chapter["lines"]]}) for chapter in kept]


def for_reader(report_chapters, cycle, *, is_member):
    """(chapter, its lines in words, each with the door that this reader may open)."""
    return [(chapter, shown(chapter.lines, cycle, is_member=is_member)) for chapter in report_chapters]
