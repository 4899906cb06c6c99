from django.db import models
from django.utils.translation import gettext_lazy as _

from forums.models.registration import Registration
from welfare_movement.notices.models import Notice


class Reminder(models.Model):
    """A fact: for this start of the gathering, this lead, a reminder was queued. Never a plan."""

    registration = models.ForeignKey(Registration, models.PROTECT, related_name="reminders")
    starts_at = models.DateTimeField(_("start it was for"))
    lead = models.DurationField(_("lead"))
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints = [models.UniqueConstraint("registration", "starts_at", "lead", name="forums_reminded_once")]

    def __str__(self):
        return f"{self.registration} {self.lead}"
