from pilot_areas.models.area import PilotArea
from pilot_areas.models.award import Award
from pilot_areas.models.criteria import CriteriaSet
from pilot_areas.models.cycle_report import CycleReport
from pilot_areas.models.entry import AreaEntry
from pilot_areas.models.milestone import Milestone, MilestoneMove, MilestoneUndoing
from pilot_areas.models.nomination import Nomination
from pilot_areas.models.panel import Conflict, Judge, PanelScore
from pilot_areas.models.person import AreaPerson
from pilot_areas.models.plan import AreaPlan, BudgetLine, Source
from pilot_areas.models.report import ProgressReport, ReportReminder, ReportSpending
from pilot_areas.models.selection import Selection
from pilot_areas.models.thanks import Thanks

__all__ = [
    "AreaEntry",
    "AreaPerson",
    "AreaPlan",
    "BudgetLine",
    "Conflict",
    "Award",
    "CriteriaSet",
    "CycleReport",
    "Judge",
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
    "Selection",
    "Thanks",
]
