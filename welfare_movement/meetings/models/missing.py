from django.db import models
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models.meeting import Meeting
from welfare_movement.notices.models import Notice


class MinutesReminder(models.Model):
    """A fact: so long after the end of this meeting its organiser was reminded that its minutes are missing."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="minutes_reminders")
    after = models.DurationField(_("after"))
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("reminder of missing minutes")
        verbose_name_plural = _("reminders of missing minutes")
        constraints = [models.UniqueConstraint("meeting", "after", name="meetings_minutes_reminded_once")]

    def __str__(self):
        return f"{self.meeting} {self.after}"
