from django.db import models
from django.utils.translation import gettext_lazy as _

from surveys.models import CommunityOrganisation
from welfare_movement.people.records import now, who, who_and_when
from welfare_movement.process.models import BoundQuerySet, Cycle, StageBound
from welfare_movement.process.stages import Stage
from welfare_movement.thai.fields import TextBody


class Thanks(StageBound):
    """A surveyed organisation was thanked."""

    stage = Stage.CELEBRATION
    named_through = ("organisation",)
    within = ("organisation",)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="thanks", verbose_name=_("cycle"))
    organisation = models.ForeignKey(
        CommunityOrganisation, models.PROTECT, related_name="thanks", verbose_name=_("organisation")
    )
    thanked_at = models.DateTimeField(_("thanked at"), default=now)

    class Meta(StageBound.Meta):
        verbose_name = _("thanks")
        verbose_name_plural = _("thanks")
        constraints = [models.UniqueConstraint("cycle", "organisation", name="pilot_areas_thanked_once")]

    def __str__(self):
        return f"{self.organisation}"


class CycleReportQuerySet(BoundQuerySet):
    def published(self):
        return self.exclude(published_at=None)


class CycleReport(StageBound):
    """What the cycle came to, published for everyone."""

    stage = Stage.CELEBRATION
    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="report", verbose_name=_("cycle"))
    summary = TextBody(_("summary"))
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = who(_("published by"), blank=True, editable=True)

    objects = CycleReportQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("report of a cycle")
        verbose_name_plural = _("reports of cycles")
        constraints = [who_and_when("published")]

    def __str__(self):
        return f"{self.cycle}"
