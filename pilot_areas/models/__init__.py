from pilot_areas.models.area import AreaEntry, PilotArea
from pilot_areas.models.celebration import CycleReport, Thanks
from pilot_areas.models.milestone import Milestone, MilestoneMove, MilestoneUndoing
from pilot_areas.models.person import AreaPerson
from pilot_areas.models.plan import AreaPlan, BudgetLine, Source
from pilot_areas.models.report import ProgressReport, ReportReminder, ReportSpending
from pilot_areas.models.selection import CriteriaSet, Nomination, PanelScore

__all__ = [
    "AreaEntry",
    "AreaPerson",
    "AreaPlan",
    "BudgetLine",
    "CriteriaSet",
    "CycleReport",
    "Milestone",
    "MilestoneMove",
    "MilestoneUndoing",
    "Nomination",
    "PanelScore",
    "PilotArea",
    "ProgressReport",
    "ReportReminder",
    "ReportSpending",
    "Source",
    "Thanks",
]
