from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models import Invitation, Reminder
from welfare_movement.notices.kinds import kind


def still_reminds(notices):
    """The meeting stands, still begins when the reminder says, and its reader has not declined since."""
    owed = Reminder.objects.filter(
        notice=OuterRef("pk"),
        starts_at=F("invitation__meeting__starts_at"),
        invitation__meeting__cancelled_at=None,
    ).exclude(invitation__answer=Invitation.Answer.DECLINED)
    return notices.filter(Exists(owed))


kind("meetings_invitation", _("Invitation to a meeting"))
kind("meetings_moved", _("A meeting was moved"))
kind("meetings_cancelled", _("A meeting was cancelled"))
kind("meetings_reminder", _("Reminder of a meeting"), still_owed=still_reminds)
kind("meetings_minutes", _("Minutes to look through"))
