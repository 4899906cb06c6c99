from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pilot_areas.models.area import PilotArea
from pilot_areas.models.plan import AreaPlan
from pilot_areas.refusals import InTheFuture, MilestoneSettled, PlanAdopted
from welfare_movement.meetings.models import Resolution
from welfare_movement.papers.uploads import PaperField
from welfare_movement.people.records import now, who, who_and_when
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.process.refusals import ReasonMissing
from welfare_movement.process.retry import retried
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody, TextLine


class MilestoneQuerySet(BoundQuerySet):
    def open(self):
        return self.filter(reached_at=None, dropped_at=None)

    def late(self, today=None):
        return self.open().filter(due_on__lt=today or timezone.localdate())

    def for_list(self):
        return self.select_related("reached_by", "dropped_by", "resolution").order_by("due_on", "pk")


class Milestone(StageBoundChild):
    """A point to reach in a pilot area: reached with evidence, or dropped with a reason."""

    bound_through = "area"
    named_through = ("area__nomination__tambon",)
    within = ("resolution",)
    area = models.ForeignKey(PilotArea, models.PROTECT, related_name="milestones", verbose_name=_("pilot area"))
    title = TextLine(_("milestone"), max_length=200)
    due_on = models.DateField(_("due on"))
    reached_at = models.DateTimeField(_("reached at"), null=True, blank=True)
    reached_by = who(_("recorded by"), blank=True, editable=True)
    reached_on = models.DateField(_("reached on"), null=True, blank=True)
    evidence = TextBody(_("evidence"), blank=True)
    paper = PaperField(verbose_name=_("paper or photograph"), blank=True)
    dropped_at = models.DateTimeField(_("decided otherwise at"), null=True, blank=True)
    dropped_by = who(_("decided by"), blank=True, editable=True)
    dropped_reason = TextBody(_("reason"), blank=True)
    resolution = models.ForeignKey(
        Resolution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by the resolution")
    )

    objects = MilestoneQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due_on", "pk"]
        constraints = [
            who_and_when("reached"),
            who_and_when("dropped"),
            models.CheckConstraint(
                condition=Q(reached_at__isnull=False) | Q(reached_on=None, evidence="", paper=""),
                name="pilot_areas_evidence_of_reaching",
            ),
            models.CheckConstraint(
                condition=Q(dropped_at=None, dropped_reason="", resolution=None)
                | (Q(dropped_at__isnull=False, reached_at=None) & ~Q(dropped_reason="")),
                name="pilot_areas_dropped_with_reason",
                violation_error_message=_("A milestone that is given up needs a reason, and cannot be reached too."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("pilot_areas:milestone", args=[*self.area.cycle.address, self.area_id, self.pk])

    @property
    def is_open(self):
        return self.reached_at is None and self.dropped_at is None

    @property
    def days_late(self):
        """Whole days since the due day, while it is open."""
        return max((timezone.localdate() - self.due_on).days, 0) if self.is_open else 0

    # ── Verbs ──────────────────────────────────────────────────────────────────────────────────────────────────────
    @retried
    @transaction.atomic
    def revise(self, *, title, due_on):
        """Change what is not adopted yet."""
        self._held_before_adoption()
        self.title, self.due_on = title, due_on
        self.save(update_fields=["title", "due_on"])

    @retried
    @transaction.atomic
    def remove(self):
        """Take it out again, while the plan is not adopted."""
        self._held_before_adoption()
        if self.moves.exists() or self.undoings.exists() or not self.is_open:
            raise Refused(_("Something is recorded of this milestone already; give it up with a reason instead."))
        self.delete()

    @retried
    @transaction.atomic
    def move(self, *, due_on, reason, by):
        """Move the due day of an open milestone; the earlier day and the reason are kept."""
        if not reason.strip():
            raise ReasonMissing
        milestone = self._held()
        if due_on == milestone.due_on:
            raise Refused(_("This is the day it is due already; choose another one."))
        self.moves.create(from_day=milestone.due_on, to_day=due_on, reason=reason, moved_by=by)
        Milestone.objects.filter(pk=self.pk).update(due_on=due_on)
        self.refresh_from_db()

    @retried
    @transaction.atomic
    def reach(self, *, by, on, evidence, paper=None):
        """Record once that it is reached, with what shows it."""
        if not evidence.strip():
            raise Refused(_("Write what shows it: what was done, where, how many."))
        if on > timezone.localdate():
            raise InTheFuture
        milestone = self._held()
        milestone.reached_at, milestone.reached_by = timezone.now(), by
        milestone.reached_on, milestone.evidence = on, evidence
        if paper:
            milestone.paper = paper
        milestone.save(update_fields=["reached_at", "reached_by", "reached_on", "evidence", "paper"])
        self.refresh_from_db()

    @retried
    @transaction.atomic
    def drop(self, *, by, reason, resolution=None):
        """Decide otherwise, once, with the reason that everyone can read."""
        if not reason.strip():
            raise ReasonMissing
        self._held()
        dropped = {"dropped_at": timezone.now(), "dropped_by": by, "dropped_reason": reason}
        Milestone.objects.filter(pk=self.pk).update(**dropped, resolution=resolution)
        self.refresh_from_db()

    @retried
    @transaction.atomic
    def take_back(self, *, by, reason):
        """It was recorded as reached wrongly: it is open again, and what was recorded is kept."""
        if not reason.strip():
            raise Refused(_("Write what was wrong; it is kept with what was recorded."))
        self.require_open()
        milestone = Milestone.objects.select_for_update().get(pk=self.pk)
        if milestone.reached_at is None:
            raise Refused(_("This milestone is not recorded as reached; there is nothing to take back."))
        kept = {
            name: getattr(milestone, name) for name in ("reached_at", "reached_by", "reached_on", "evidence", "paper")
        }
        self.undoings.create(undone_by=by, reason=reason, **kept)
        blank = {"reached_at": None, "reached_by": None, "reached_on": None, "evidence": "", "paper": ""}
        Milestone.objects.filter(pk=self.pk).update(**blank)
        self.refresh_from_db()

    # ── How ────────────────────────────────────────────────────────────────────────────────────────────────────────
    def _held(self):
        """This milestone, locked until the transaction ends. Raises MilestoneSettled, naming who was first."""
        self.require_open()
        milestone = Milestone.objects.select_for_update().get(pk=self.pk)
        if not milestone.is_open:
            raise MilestoneSettled(milestone)
        return milestone

    def _held_before_adoption(self):
        self.require_open()
        if AreaPlan.objects.adopted().filter(area=self.area.held()).exists():
            raise PlanAdopted


class MilestoneMove(StageBoundChild):
    """A due day was moved: from when to when, why, by whom."""

    bound_through = "milestone"
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="moves", verbose_name=_("milestone"))
    from_day = models.DateField(_("from"))
    to_day = models.DateField(_("to"))
    reason = TextBody(_("reason"))
    moved_at = models.DateTimeField(_("moved at"), default=now)
    moved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("moved by"))

    class Meta(StageBoundChild.Meta):
        verbose_name = _("move of a milestone")
        verbose_name_plural = _("moves of milestones")
        ordering = ["moved_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="pilot_areas_moved_with_reason"),
            models.CheckConstraint(condition=~Q(from_day=F("to_day")), name="pilot_areas_moved_somewhere"),
        ]

    def __str__(self):
        return f"{self.from_day} → {self.to_day}"


class MilestoneUndoing(StageBoundChild):
    """A milestone was recorded as reached and was not: what had been recorded, and why it was taken back."""

    bound_through = "milestone"
    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="undoings", verbose_name=_("milestone"))
    reached_at = models.DateTimeField(_("reached at"))
    reached_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    reached_on = models.DateField(_("reached on"), null=True)
    evidence = TextBody(_("evidence"), blank=True)
    paper = PaperField(verbose_name=_("paper or photograph"), blank=True)
    reason = TextBody(_("reason"))
    undone_at = models.DateTimeField(_("taken back at"), default=now)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("taken back by")
    )

    class Meta(StageBoundChild.Meta):
        verbose_name = _("milestone taken back")
        verbose_name_plural = _("milestones taken back")
        ordering = ["undone_at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="pilot_areas_undone_with_reason")]

    def __str__(self):
        return f"{self.milestone}"
