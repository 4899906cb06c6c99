from pilot_areas.models.area import AreaEntry, AreaPlan, Milestone, PilotArea
from pilot_areas.models.celebration import CycleReport, Thanks
from pilot_areas.models.selection import CriteriaSet, Nomination, PanelScore

__all__ = [
    "AreaEntry",
    "AreaPlan",
    "CriteriaSet",
    "CycleReport",
    "Milestone",
    "Nomination",
    "PanelScore",
    "PilotArea",
    "Thanks",
]
