from django.db.models import CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models import (
    ActionReminder,
    Invitation,
    Meeting,
    MinutesReminder,
    Reminder,
    ReminderLead,
)
from welfare_movement.notices.kinds import kind


def still_reminds(notices):
    """The meeting stands, begins when the reminder says and still reminds by that lead; its reader is still among those
    to be reminded."""
    asked = Invitation.objects.to_remind().filter(pk=OuterRef("invitation"))
    lead = ReminderLead.objects.filter(meeting=OuterRef("invitation__meeting"), lead=OuterRef("lead"))
    owed = Reminder.objects.filter(
        Exists(asked),
        Exists(lead),
        notice=OuterRef("pk"),
        starts_at=F("invitation__meeting__starts_at"),
        invitation__meeting__cancelled_at=None,
        invitation__meeting__cycle__closed_at=None,
    )
    return notices.filter(Exists(owed))


def still_ahead(notices):
    """The meeting that it is about stands and has not begun."""
    ahead = Meeting.objects.coming().annotate(about=Concat(Value("meeting:"), Cast("pk", CharField())))
    return notices.filter(about__in=ahead.values("about"))


def still_missing(notices):
    """The minutes of the meeting that it is about have still not gone round, and the meeting stands."""
    missing = MinutesReminder.objects.filter(
        notice=OuterRef("pk"),
        meeting__cancelled_at=None,
        meeting__minutes__circulated_at=None,
        meeting__cycle__closed_at=None,
    )
    return notices.filter(Exists(missing))


kind("meetings_invitation", _("Invitation to a meeting"), still_owed=still_ahead)
kind("meetings_moved", _("A meeting was moved"), still_owed=still_ahead, is_essential=True)
kind("meetings_cancelled", _("A meeting was cancelled"), is_essential=True)
kind("meetings_reminder", _("Reminder of a meeting"), still_owed=still_reminds)
kind("meetings_minutes_missing", _("Minutes are missing"), still_owed=still_missing)
kind("meetings_action", _("Reminder of an action"), still_owed=ActionReminder.still_owed)
kind("meetings_minutes", _("Minutes to look through"))
