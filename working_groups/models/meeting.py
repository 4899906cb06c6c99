from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models import Meeting
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from working_groups.models.team import WorkingGroup


class TeamMeetingQuerySet(BoundQuerySet):
    def for_list(self):
        """With what a list shows of each, the latest first."""
        return self.select_related("meeting__cycle__province", "meeting__minutes").order_by(
            "-meeting__starts_at", "-pk"
        )


class TeamMeeting(StageBoundChild):
    """A meeting that a team called."""

    bound_through = "group"
    named_through = ("meeting__cycle",)
    within = ("meeting",)
    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="meetings", verbose_name=_("team"))
    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="team_meeting", verbose_name=_("meeting"))

    objects = TeamMeetingQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("team meeting")
        verbose_name_plural = _("team meetings")

    def __str__(self):
        return f"{self.meeting}"

    def clean(self):
        super().clean()
        if self.meeting_id and self.meeting.kind != Meeting.Kind.TEAM:
            raise ValidationError({"meeting": _("Choose a meeting of a working team.")})
