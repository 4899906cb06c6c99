from welfare_movement.meetings.models.action import ActionItem, ActionReminder
from welfare_movement.meetings.models.addendum import Addendum
from welfare_movement.meetings.models.agenda import AgendaItem, Resolution
from welfare_movement.meetings.models.attendance import Attendance
from welfare_movement.meetings.models.invitation import Invitation
from welfare_movement.meetings.models.letter import Letter, Printed
from welfare_movement.meetings.models.meeting import Meeting
from welfare_movement.meetings.models.minutes import Minutes, MinutesObjection
from welfare_movement.meetings.models.missing import MinutesReminder
from welfare_movement.meetings.models.paper import AgendaPaper
from welfare_movement.meetings.models.reminder import Reminder, ReminderLead

__all__ = [
    "ActionItem",
    "ActionReminder",
    "Addendum",
    "AgendaItem",
    "AgendaPaper",
    "Attendance",
    "Invitation",
    "Letter",
    "Meeting",
    "Minutes",
    "MinutesObjection",
    "MinutesReminder",
    "Printed",
    "Reminder",
    "ReminderLead",
    "Resolution",
]
