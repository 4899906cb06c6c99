from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welfare_movement.people.records import when, who, who_and_when
from welfare_movement.process.models.bound import BoundQuerySet, CycleBound
from welfare_movement.process.models.cycle import Cycle
from welfare_movement.process.models.passes import StagePass
from welfare_movement.process.refusals import AlreadyBecame, StageLocked
from welfare_movement.process.retry import retried
from welfare_movement.process.stages import Stage
from welfare_movement.thai.fields import TextLine


class StagePlan(CycleBound):
    """When a stage of a cycle is meant to begin and end, and what this cycle calls it."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="plans", verbose_name=_("cycle"))
    stage = models.PositiveSmallIntegerField(_("stage"), choices=Stage)
    title = TextLine(_("name in this cycle"), max_length=200, blank=True)
    starts_on = models.DateField(_("planned start"), null=True, blank=True)
    ends_on = models.DateField(_("planned end"), null=True, blank=True)

    class Meta(CycleBound.Meta):
        verbose_name = _("planned stage")
        verbose_name_plural = _("planned stages")
        ordering = ["cycle", "stage"]
        constraints = [
            models.UniqueConstraint("cycle", "stage", name="process_one_plan_a_stage"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on"))
                | models.Q(ends_on=None)
                | models.Q(starts_on=None),
                name="process_plan_ends_after_it_starts",
                violation_error_message=_("A stage cannot end before it starts; change one of the two days."),
            ),
        ]

    def __str__(self):
        return self.title or str(Stage(self.stage).label)


class PlannedEventQuerySet(BoundQuerySet):
    def waiting(self):
        """What has not become a meeting or gathering."""
        return self.filter(became_at=None)

    def ready(self):
        """Those that wait and may become something now: their stage is open."""
        passed = StagePass.objects.standing().filter(cycle=OuterRef("cycle"), stage=OuterRef("stage") - 1)
        return self.waiting().filter(Q(stage=Stage.PARTNERS) | Exists(passed), cycle__closed_at=None)

    def for_list(self):
        """With what a list shows of each: whether it may become something now, and who made it something."""
        ready = self.model.objects.ready().filter(pk=OuterRef("pk"))
        return self.with_cycle().select_related("became_by").annotate(is_ready=Exists(ready))


class PlannedEvent(CycleBound):
    """Something meant to happen, planned before its stage opens; becomes a meeting or gathering when it does."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="planned_events", verbose_name=_("cycle"))
    stage = models.PositiveSmallIntegerField(_("stage"), choices=Stage)
    title = TextLine(_("title"), max_length=200)
    on = models.DateField(_("day"))
    became_at = when(_("became a meeting or gathering at"))
    became_by = who(_("by"))

    objects: ClassVar[Any] = PlannedEventQuerySet.as_manager()

    class Meta(CycleBound.Meta):
        verbose_name = _("planned event")
        verbose_name_plural = _("planned events")
        ordering = ["on", "pk"]
        constraints = [who_and_when("became")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("process:event", args=[*self.cycle.address, self.pk])

    @property
    def locked_says(self):
        """The sentence that names what must be passed before it can become something."""
        return str(StageLocked(Stage(self.stage)))

    def require_ready(self):
        """Raise CycleClosed, StageLocked, or AlreadyBecame naming who was first, unless it may become something now."""
        self.require_open()
        if not self.cycle.is_open(Stage(self.stage)):
            raise StageLocked(Stage(self.stage))
        stored = PlannedEvent.objects.select_related("became_by").get(pk=self.pk)
        if stored.became_at is not None:
            raise AlreadyBecame(stored)

    @retried
    @transaction.atomic
    def become(self, *, by):
        """Record, once, that it became a meeting or gathering; call it in the transaction that makes the one."""
        self.require_ready()
        became = {"became_at": timezone.now(), "became_by": by}
        if not PlannedEvent.objects.waiting().filter(pk=self.pk).update(**became):
            raise AlreadyBecame(PlannedEvent.objects.select_related("became_by").get(pk=self.pk))
        self.refresh_from_db()

    def drop(self):
        """Take it off the plan; what has become a meeting or gathering stays as history."""
        if PlannedEvent.objects.waiting().filter(pk=self.pk).delete()[0] == 0:
            raise AlreadyBecame(PlannedEvent.objects.select_related("became_by").get(pk=self.pk))
