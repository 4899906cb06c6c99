from welfare_movement.meetings.models.agenda import AgendaItem, Resolution
from welfare_movement.meetings.models.attendance import Attendance
from welfare_movement.meetings.models.invitation import Invitation
from welfare_movement.meetings.models.meeting import Meeting
from welfare_movement.meetings.models.minutes import Minutes, MinutesObjection
from welfare_movement.meetings.models.reminder import Reminder, ReminderLead

__all__ = [
    "AgendaItem",
    "Attendance",
    "Invitation",
    "Meeting",
    "Minutes",
    "MinutesObjection",
    "Reminder",
    "ReminderLead",
    "Resolution",
]
