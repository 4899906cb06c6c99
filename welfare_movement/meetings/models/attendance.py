from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models.agenda import ADOPTED_SAYS
from welfare_movement.meetings.models.meeting import Meeting
from welfare_movement.people.records import now
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.thai.fields import TextLine


class AttendanceQuerySet(BoundQuerySet):
    def represented(self):
        """Came, or sent someone in their place."""
        return self.filter(status__in=Attendance.CAME)

    def for_list(self):
        return self.select_related("person").order_by("person__sort_key", "pk")


class Attendance(StageBoundChild):
    """Whether one person was at one meeting, invited or not."""

    class Status(models.TextChoices):
        PRESENT = "present", _("Present")
        REPRESENTED = "represented", _("Someone came instead")
        EXCUSED = "excused", _("Excused")
        ABSENT = "absent", _("Absent")

    CAME = (Status.PRESENT, Status.REPRESENTED)

    bound_through = "meeting"
    named_through = ("person",)
    sealed_when = Q(minutes__adopted_at__isnull=False)
    seal_says = ADOPTED_SAYS
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances", verbose_name=_("meeting"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="attendances", verbose_name=_("person")
    )
    status = models.CharField(_("attendance"), max_length=20, choices=Status)
    substitute = TextLine(_("who came instead"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("recorded at"), default=now, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("recorded by")
    )

    objects = AttendanceQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [models.UniqueConstraint("meeting", "person", name="meetings_attends_once")]

    def __str__(self):
        return f"{self.person}: {self.get_status_display()}"

    @property
    def came(self):
        """Whether they were there, or someone instead of them."""
        return self.status in Attendance.CAME

    @property
    def is_own_record(self):
        """Recorded at the door by the person themselves."""
        return self.recorded_by_id == self.person_id

    @classmethod
    def of(cls, invitation, *, by):
        """What the answer to an invitation foretold, as a record; not saved."""
        sent = invitation.substitute
        status = cls.Status.REPRESENTED if sent else cls.Status.PRESENT
        return cls(
            meeting_id=invitation.meeting_id,
            person_id=invitation.person_id,
            status=status,
            substitute=sent,
            recorded_by=by,
        )
