from welfare_movement.meetings.models.action import ActionItem, ActionReminder
from welfare_movement.meetings.models.agenda import AgendaItem, Resolution
from welfare_movement.meetings.models.attendance import Attendance
from welfare_movement.meetings.models.invitation import Invitation, Reminder
from welfare_movement.meetings.models.meeting import Meeting
from welfare_movement.meetings.models.minutes import Minutes, MinutesObjection

__all__ = [
    "ActionItem",
    "ActionReminder",
    "AgendaItem",
    "Attendance",
    "Invitation",
    "Meeting",
    "Minutes",
    "MinutesObjection",
    "Reminder",
    "Resolution",
]
