from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from welfare_movement.meetings.models import Meeting
from welfare_movement.people.records import who, who_and_when
from welfare_movement.process.models import BoundQuerySet, Cycle, StageBound, StageBoundChild
from welfare_movement.process.stages import Stage
from welfare_movement.thai.fields import TextBody, TextLine

MEMBERS_NEEDED = 5


class WorkingGroupQuerySet(BoundQuerySet):
    def manned(self):
        """With a chair, a secretary and at least five members, those two among them."""
        held = TeamMember.objects.filter(group=OuterRef("pk"))
        return self.annotate(size=Count("members")).filter(
            Exists(held.filter(role=TeamMember.Role.CHAIR)),
            Exists(held.filter(role=TeamMember.Role.SECRETARY)),
            size__gte=MEMBERS_NEEDED,
        )

    def planned(self):
        return self.filter(Exists(WorkPlan.objects.adopted().filter(group=OuterRef("pk"))))

    def met(self):
        """With a meeting of their own, in this cycle, whose minutes are adopted."""
        adopted = Meeting.objects.filter(kind=Meeting.Kind.TEAM, minutes__adopted_at__isnull=False)
        met = adopted.filter(team_meeting__group=OuterRef("pk"), cycle=OuterRef("cycle"))
        return self.filter(Exists(met))


class WorkingGroup(StageBound):
    """One of the three teams of the committee."""

    class Team(models.TextChoices):
        ACADEMIC = "academic", _("Academic team")
        PLAN_TO_WELFARE = "plan_to_welfare", _("Team from community master plan to welfare")
        COORDINATION = "coordination", _("Team coordinating people and partners")

    stage = Stage.WORKING_GROUPS
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="working_groups", verbose_name=_("cycle"))
    team = models.CharField(_("team"), max_length=20, choices=Team)
    mandate = TextBody(_("mandate"), blank=True)

    objects = WorkingGroupQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")
        ordering = ["cycle", "team"]
        constraints = [models.UniqueConstraint("cycle", "team", name="working_groups_one_of_a_team")]

    def __str__(self):
        return self.get_team_display()


class TeamMember(StageBoundChild):
    """A seat in a team: a person, or a post such as "community development officer or representative"."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("Chair")
        VICE_CHAIR = "vice_chair", _("Vice chair")
        MEMBER = "member", _("Member")
        SECRETARY = "secretary", _("Secretary")
        ASSISTANT = "assistant_secretary", _("Assistant secretary")

    bound_through = "group"
    named_through = ("person",)
    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="members", verbose_name=_("team"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="team_seats",
        verbose_name=_("person"),
    )
    post = TextLine(_("post"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=20, choices=Role)

    class Meta(StageBoundChild.Meta):
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        ordering = ["group", "pk"]
        constraints = [
            models.UniqueConstraint("group", "person", name="working_groups_one_seat_a_person"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(post=""), name="working_groups_person_or_post"
            ),
        ]

    def __str__(self):
        return self.post or f"{self.person}"

    def clean(self):
        super().clean()
        if self.person_id is None and not self.post:
            raise ValidationError(_("Name a person or a post."))


class AppointmentOrderQuerySet(BoundQuerySet):
    def signed(self):
        return self.exclude(signed_on=None)


class AppointmentOrder(StageBound):
    """The order that appoints the committee and its teams."""

    stage = Stage.WORKING_GROUPS
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="appointment_orders", verbose_name=_("cycle"))
    number = TextLine(pgettext_lazy("order of appointment", "number"), max_length=60, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    signed_by = TextLine(_("signed by"), max_length=200, blank=True)

    objects = AppointmentOrderQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("appointment order")
        verbose_name_plural = _("appointment orders")
        constraints = [
            models.CheckConstraint(
                condition=Q(signed_on=None, signed_by="")
                | (Q(signed_on__isnull=False) & ~Q(signed_by="") & ~Q(number="")),
                name="working_groups_signed_by_someone",
                violation_error_message=_("A signed order has a number, a day and the name of who signed it."),
            )
        ]

    def __str__(self):
        return self.number


class WorkPlanQuerySet(BoundQuerySet):
    def adopted(self):
        return self.exclude(adopted_at=None)


class WorkPlan(StageBoundChild):
    """What a team will do, adopted by it."""

    bound_through = "group"
    group = models.OneToOneField(WorkingGroup, models.PROTECT, related_name="plan", verbose_name=_("team"))
    text = TextBody(_("plan"))
    adopted_at = models.DateTimeField(_("adopted at"), null=True, blank=True)
    adopted_by = who(_("adopted by"), blank=True, editable=True)

    objects = WorkPlanQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("work plan")
        verbose_name_plural = _("work plans")
        constraints = [who_and_when("adopted")]

    def __str__(self):
        return f"{self.group}"


class TeamMeeting(StageBoundChild):
    """A meeting that a team called."""

    bound_through = "group"
    named_through = ("meeting__cycle",)
    within = ("meeting",)
    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="meetings", verbose_name=_("team"))
    meeting = models.OneToOneField(Meeting, models.PROTECT, related_name="team_meeting", verbose_name=_("meeting"))

    class Meta(StageBoundChild.Meta):
        verbose_name = _("team meeting")
        verbose_name_plural = _("team meetings")

    def __str__(self):
        return f"{self.meeting}"

    def clean(self):
        super().clean()
        if self.meeting_id and self.meeting.kind != Meeting.Kind.TEAM:
            raise ValidationError({"meeting": _("Choose a meeting of a working team.")})
