from django.db import models
from django.utils.translation import gettext_lazy as _

from welfare_movement.process.models.bound import CycleBound
from welfare_movement.process.models.cycle import Cycle
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


class PlannedEvent(CycleBound):
    """Something meant to happen, planned before its stage opens; becomes a meeting or gathering when it does."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="planned_events", verbose_name=_("cycle"))
    stage = models.PositiveSmallIntegerField(_("stage"), choices=Stage)
    title = TextLine(_("title"), max_length=200)
    on = models.DateField(_("day"))

    class Meta(CycleBound.Meta):
        verbose_name = _("planned event")
        verbose_name_plural = _("planned events")
        ordering = ["on", "pk"]

    def __str__(self):
        return self.title
