from working_groups.models.committee import Committee, CommitteeSeat
from working_groups.models.meeting import TeamMeeting
from working_groups.models.order import AppointmentOrder
from working_groups.models.plan import Task, WorkPlan
from working_groups.models.team import MEMBERS_NEEDED, TeamMember, WorkingGroup

__all__ = [
    "MEMBERS_NEEDED",
    "AppointmentOrder",
    "Committee",
    "CommitteeSeat",
    "Task",
    "TeamMeeting",
    "TeamMember",
    "WorkPlan",
    "WorkingGroup",
]
