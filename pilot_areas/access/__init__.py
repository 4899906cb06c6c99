"""Fetch and authorise are one call: areas and their reports, the selection, the celebration."""

from pilot_areas.access.areas import (
    area_for,
    area_led_by,
    area_run_by,
    area_told_by,
    may_lead,
    may_record,
    report_for,
    report_run_by,
    report_written_by,
    teller_of,
)
from pilot_areas.access.celebration import (
    award_for,
    award_run_by,
    story_for,
    story_written_by,
    thanks_for,
    told_areas,
)
from pilot_areas.access.selection import (
    candidate_for,
    criteria_for,
    judge_for,
    judge_run_by,
    nomination_for,
    selection_run_by,
)

__all__ = [
    "area_told_by",
    "story_for",
    "story_written_by",
    "teller_of",
    "told_areas",
    "thanks_for",
    "award_for",
    "award_run_by",
    "area_for",
    "area_led_by",
    "area_run_by",
    "candidate_for",
    "criteria_for",
    "judge_for",
    "judge_run_by",
    "may_lead",
    "may_record",
    "nomination_for",
    "report_for",
    "report_run_by",
    "report_written_by",
    "selection_run_by",
]
