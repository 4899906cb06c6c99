from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welfare_movement.people.records import when, who, who_and_when
from welfare_movement.process.models import BoundQuerySet, Cycle, StageBound
from welfare_movement.process.refusals import Sealed
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody


class CycleReportQuerySet(BoundQuerySet):
    def published(self):
        return self.exclude(published_at=None)


class CycleReport(StageBound):
    """What the cycle came to, published for everyone: the words, and the figures as they were on that day.

    Once published it stays as it is, whatever becomes of the evidence.
    """

    stage = Stage.CELEBRATION
    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="report", verbose_name=_("cycle"))
    summary = TextBody(_("summary"))
    figures = models.JSONField(_("figures"), default=list, blank=True, editable=False)
    published_at = when(_("published at"))
    published_by = who(_("published by"))

    objects = CycleReportQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("report of a cycle")
        verbose_name_plural = _("reports of cycles")
        constraints = [who_and_when("published")]

    def __str__(self):
        return f"{self.cycle}"

    def get_absolute_url(self):
        return reverse("dashboard:report", args=self.cycle.address)

    @classmethod
    def of(cls, cycle):
        """The report of this cycle, stored or not yet."""
        return cls.objects.filter(cycle=cycle).select_related("published_by").first() or cls(cycle=cycle)

    @transaction.atomic
    def publish(self, *, by, figures):
        """Publish it once, with the figures as they are now; a second caller is told who was first.

        figures: what `dashboard.report` reads from the records, as plain data.
        """
        if not self.summary.strip():
            raise Refused(_("Write the summary first; figures alone tell little."))
        CycleReport(cycle=self.cycle).require_open()
        published = {"published_at": timezone.now(), "published_by": by, "figures": figures}
        unpublished = CycleReport.objects.filter(pk=self.pk, published_at=None)
        if not unpublished.update(**published):
            first = CycleReport.objects.select_related("published_by").get(pk=self.pk).published_by
            raise Refused(_("%(person)s published this report already; it stays as it is.") % {"person": first})
        self.refresh_from_db()

    # ── What is published is kept ──────────────────────────────────────────────────────────────────────────────────
    @classmethod
    def _require_new_open(cls, objs):
        super()._require_new_open(objs)
        cls._require_unpublished(cls.objects.filter(pk__in=[each.pk for each in objs if each.pk]))

    @classmethod
    def _require_rows_open(cls, rows):
        super()._require_rows_open(rows)
        cls._require_unpublished(cls.objects.filter(pk__in=rows.order_by().values("pk")))

    @classmethod
    def _require_unpublished(cls, reports):
        if reports.published().exists():
            raise Sealed(_("The report is published and stays as it is; go on in the journal."))
