from welfare_movement.meetings.forms.action import ActionForm
from welfare_movement.meetings.forms.agenda import ItemForm, PaperForm, ResolutionForm
from welfare_movement.meetings.forms.answer import InviteForm, NewcomerForm, ReplyForm
from welfare_movement.meetings.forms.attendance import AttendanceForm, AttendanceSheet
from welfare_movement.meetings.forms.letter import LetterForm
from welfare_movement.meetings.forms.meeting import CancelForm, MeetingForm, MoveForm, ParticularsForm, TimesForm
from welfare_movement.meetings.forms.minutes import AddendumForm, AdoptionForm, MinutesSheet, ObjectionForm

__all__ = [
    "ActionForm",
    "AddendumForm",
    "AdoptionForm",
    "AttendanceForm",
    "AttendanceSheet",
    "CancelForm",
    "InviteForm",
    "ItemForm",
    "LetterForm",
    "MeetingForm",
    "MinutesSheet",
    "MoveForm",
    "NewcomerForm",
    "ObjectionForm",
    "PaperForm",
    "ParticularsForm",
    "ReplyForm",
    "ResolutionForm",
    "TimesForm",
]
