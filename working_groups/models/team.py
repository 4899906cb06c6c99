from django.apps import apps
from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models import Meeting
from welfare_movement.process.models import BoundQuerySet, Cycle, StageBound
from welfare_movement.process.retry import retried
from welfare_movement.process.stages import Stage
from welfare_movement.thai.fields import TextBody
from working_groups.models.seat import Seat, SeatQuerySet

MEMBERS_NEEDED = 5
STANDING = Q(members__left_at=None, members__declined_at=None)


class WorkingGroupQuerySet(BoundQuerySet):
    def with_size(self):
        """With how many stand in each; who left or declined is not among them."""
        return self.annotate(size=Count("members", filter=STANDING))

    def manned(self):
        """With a chair, a secretary and at least five members, those two among them; who left or declined is none."""
        held = TeamMember.objects.standing().filter(group=OuterRef("pk"))
        return self.with_size().filter(
            Exists(held.filter(role=TeamMember.Role.CHAIR)),
            Exists(held.filter(role=TeamMember.Role.SECRETARY)),
            size__gte=MEMBERS_NEEDED,
        )

    def planned(self):
        return self.filter(plan__adopted_at__isnull=False)

    def met(self):
        """With a meeting of their own, in this cycle, whose minutes are adopted."""
        adopted = Meeting.objects.filter(kind=Meeting.Kind.TEAM, minutes__adopted_at__isnull=False)
        met = adopted.filter(team_meeting__group=OuterRef("pk"), cycle=OuterRef("cycle"))
        return self.filter(Exists(met))

    def for_board(self):
        """With what the card of a team shows: who sits in it, how far its plan and tasks are, and its meetings."""
        members = Prefetch("members", TeamMember.objects.standing().in_order(), to_attr="seats")
        meetings = Prefetch("meetings", apps.get_model("working_groups.TeamMeeting").objects.for_list())
        return self.with_cycle().select_related("plan").prefetch_related(members, "tasks", meetings)


class WorkingGroup(StageBound):
    """One of the three teams of the committee."""

    class Team(models.TextChoices):
        ACADEMIC = "academic", _("Academic team")
        PLAN_TO_WELFARE = "plan_to_welfare", _("Team from community master plan to welfare")
        COORDINATION = "coordination", _("Team coordinating people and partners")

    stage = Stage.WORKING_GROUPS
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="working_groups", verbose_name=_("cycle"))
    team = models.CharField(_("team"), max_length=20, choices=Team)
    mandate = TextBody(
        _("mandate"), blank=True, help_text=_("One duty a line; the appointment order numbers and prints them.")
    )

    objects = WorkingGroupQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")
        ordering = ["cycle", "team"]
        constraints = [models.UniqueConstraint("cycle", "team", name="working_groups_one_of_a_team")]

    def __str__(self):
        return self.get_team_display()

    def get_absolute_url(self):
        return reverse("working_groups:team", args=[*self.cycle.address, self.pk])

    @property
    def duties(self):
        """The mandate, one duty each."""
        return [line.strip() for line in self.mandate.splitlines() if line.strip()]

    # ── Of those of for_board ──────────────────────────────────────────────────────────────────────────────────────
    @property
    def heads(self):
        """Its chair and its secretary."""
        return [seat for seat in self.seats if seat.role in (TeamMember.Role.CHAIR, TeamMember.Role.SECRETARY)]

    @property
    def willing(self):
        return [seat for seat in self.seats if seat.state == "consented"]

    @property
    def silent(self):
        """Those of its people who have not said yes or no, asked or not."""
        return [seat for seat in self.seats if seat.state in ("asked", "unasked")]

    @property
    def kept_tasks(self):
        return [task for task in self.tasks.all() if task.state != "dropped"]

    @property
    def done_tasks(self):
        return [task for task in self.tasks.all() if task.state == "done"]

    @property
    def late_tasks(self):
        return [task for task in self.tasks.all() if task.is_late]

    # ── Verbs ──────────────────────────────────────────────────────────────────────────────────────────────────────
    @retried
    @transaction.atomic
    def plan_meeting(self, meeting, *, by):
        """Plan a new meeting of this team: with the team's next number, and tied to the team. Returns it."""
        self.require_open()
        meeting.cycle, meeting.stage, meeting.kind = self.cycle, Stage.WORKING_GROUPS, Meeting.Kind.TEAM
        meeting.plan(by=by, alike=Meeting.objects.filter(team_meeting__group=self))
        self.meetings.create(meeting=meeting)
        meeting.bring_open(by=by)  # now that it is the team's, what the team's earlier meetings left open
        return meeting


class TeamMember(Seat):
    """A seat in a team."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("Chair")
        VICE_CHAIR = "vice_chair", _("Vice chair")
        MEMBER = "member", _("Member")
        SECRETARY = "secretary", _("Secretary")
        ASSISTANT = "assistant_secretary", _("Assistant secretary")

    # Who keeps the tasks, plan and mandate of their own team.
    KEEPERS = (Role.CHAIR, Role.SECRETARY, Role.ASSISTANT)

    bound_through = "group"
    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="members", verbose_name=_("team"))
    role = models.CharField(_("role"), max_length=20, choices=Role)

    objects = SeatQuerySet.as_manager()

    class Meta(Seat.Meta):
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        ordering = ["group", "pk"]
        constraints = [
            *Seat.Meta.constraints,
            models.UniqueConstraint(
                "group",
                "person",
                condition=Q(left_at=None, declined_at=None),
                name="working_groups_one_seat_a_person",
            ),
        ]

    def get_absolute_url(self):
        """Where whoever is asked answers."""
        return reverse("working_groups:seat", args=[*self.group.cycle.address, self.pk])

    @property
    def home(self):
        """Where the seat is listed."""
        return self.group.get_absolute_url()

    @property
    def body(self):
        """What one is asked to serve in."""
        return self.group

    @property
    def mandate(self):
        return self.group.mandate
