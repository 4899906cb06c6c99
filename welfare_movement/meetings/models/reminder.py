from datetime import timedelta

from django.db import models
from django.db.models import DateTimeField, ExpressionWrapper, F, Q
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models.meeting import Meeting
from welfare_movement.meetings.wording import lead_in_words
from welfare_movement.notices.models import Notice
from welfare_movement.people.records import now, who
from welfare_movement.process.models import BoundQuerySet, StageBoundChild

AT_MOST = timedelta(days=90)


class ReminderLeadQuerySet(BoundQuerySet):
    def begun(self, moment):
        """Those whose time has come by then; one that was set after its time had gone by never comes."""
        begins = ExpressionWrapper(F("meeting__starts_at") - F("lead"), DateTimeField())
        return self.annotate(begins=begins).filter(begins__lte=moment, set_at__lte=F("begins"))


class ReminderLead(StageBoundChild):
    """So long before it begins, a meeting reminds those whom it invited."""

    bound_through = "meeting"
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="leads", verbose_name=_("meeting"))
    lead = models.DurationField(_("lead"))
    set_at = models.DateTimeField(_("set at"), default=now, editable=False)
    set_by = who(_("set by"), null=False)

    objects = ReminderLeadQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("lead of a reminder")
        verbose_name_plural = _("leads of reminders")
        ordering = ["-lead"]
        constraints = [
            models.UniqueConstraint("meeting", "lead", name="meetings_lead_once"),
            models.CheckConstraint(condition=Q(lead__gt=timedelta(0), lead__lte=AT_MOST), name="meetings_lead_ahead"),
        ]

    def __str__(self):
        return lead_in_words(self.lead)


class Reminder(models.Model):
    """A fact: for this start of the meeting, this lead, a reminder was queued. Never a plan."""

    invitation = models.ForeignKey("meetings.Invitation", models.PROTECT, related_name="reminders")
    starts_at = models.DateTimeField(_("start it was for"))
    lead = models.DurationField(_("lead"))
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [models.UniqueConstraint("invitation", "starts_at", "lead", name="meetings_reminded_once")]

    def __str__(self):
        return f"{self.invitation} {self.lead}"
