from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from partners.models import CommitmentReminder, HomeworkRecipient, HomeworkReminder
from welfare_movement.notices.kinds import kind


def still_owed(notices):
    """The sheet is still to do by the same day, in a cycle that is not closed, and its reader still writes it."""
    owed = HomeworkRecipient.objects.to_remind()
    reminders = HomeworkReminder.objects.filter(
        notice=OuterRef("pk"), recipient__in=owed.values("pk"), due_on=F("recipient__linkage__due_on")
    )
    return notices.filter(Exists(reminders))


def still_writes(notices):
    """Whoever reads it still answers for the partner."""
    return notices.filter(Exists(HomeworkRecipient.objects.standing().filter(link=OuterRef("link"))))


kind("partners_homework", _("Homework is given"), still_owed=still_writes)
kind("partners_homework_reminder", _("Reminder of homework"), still_owed=still_owed)
kind("partners_homework_returned", _("A linkage sheet was returned"), still_owed=still_writes)
kind("partners_homework_accepted", _("A linkage sheet was accepted"), still_owed=still_writes)
kind("partners_commitment", _("Reminder of a commitment"), still_owed=CommitmentReminder.still_owed)
