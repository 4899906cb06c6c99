from pilot_areas.models.area import AreaEntry, AreaPlan, Milestone, PilotArea
from pilot_areas.models.award import Award
from pilot_areas.models.cycle_report import CycleReport
from pilot_areas.models.selection import CriteriaSet, Nomination, PanelScore
from pilot_areas.models.thanks import Thanks

__all__ = [
    "AreaEntry",
    "AreaPlan",
    "Award",
    "CriteriaSet",
    "CycleReport",
    "Milestone",
    "Nomination",
    "PanelScore",
    "PilotArea",
    "Thanks",
]
