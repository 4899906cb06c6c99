from django.db.models import CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models import ActionReminder, Invitation, Meeting, Reminder
from welfare_movement.notices.kinds import kind


def still_reminds(notices):
    """The meeting stands, still begins when the reminder says, and its reader has not declined since."""
    owed = Reminder.objects.filter(
        notice=OuterRef("pk"),
        starts_at=F("invitation__meeting__starts_at"),
        invitation__meeting__cancelled_at=None,
        invitation__meeting__cycle__closed_at=None,
    ).exclude(invitation__answer=Invitation.Answer.DECLINED)
    return notices.filter(Exists(owed))


def still_ahead(notices):
    """The meeting that it is about stands and has not begun."""
    ahead = Meeting.objects.coming().annotate(about=Concat(Value("meeting:"), Cast("pk", CharField())))
    return notices.filter(about__in=ahead.values("about"))


kind("meetings_invitation", _("Invitation to a meeting"), still_owed=still_ahead)
kind("meetings_moved", _("A meeting was moved"), still_owed=still_ahead)
kind("meetings_cancelled", _("A meeting was cancelled"))
kind("meetings_reminder", _("Reminder of a meeting"), still_owed=still_reminds)
kind("meetings_action", _("Reminder of an action"), still_owed=ActionReminder.still_owed)
kind("meetings_minutes", _("Minutes to look through"))
