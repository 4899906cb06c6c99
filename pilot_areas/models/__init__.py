from pilot_areas.models.area import AreaEntry, AreaPlan, Milestone, PilotArea
from pilot_areas.models.celebration import CycleReport, Thanks
from pilot_areas.models.criteria import CriteriaSet
from pilot_areas.models.nomination import Nomination
from pilot_areas.models.panel import Conflict, Judge, PanelScore
from pilot_areas.models.selection import Selection

__all__ = [
    "AreaEntry",
    "AreaPlan",
    "Conflict",
    "CriteriaSet",
    "CycleReport",
    "Judge",
    "Milestone",
    "Nomination",
    "PanelScore",
    "PilotArea",
    "Selection",
    "Thanks",
]
