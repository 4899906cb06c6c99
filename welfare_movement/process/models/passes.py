from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from welfare_movement.people.records import when, who, who_and_when
from welfare_movement.process import gates
from welfare_movement.process.models.cycle import Cycle
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody


class StagePassQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(revoked_at=None)

    def for_history(self):
        return self.select_related("passed_by", "revoked_by").order_by("-passed_at", "-pk")

    def delete(self):
        raise Refused(_("A pass is history and stays; revoke it instead."))


class StagePass(models.Model):
    """A gate was passed: who, when, and what the evidence said then. A waiver is a pass with a reason.

    The one row that opens the next stage. Left by Cycle.pass_gate and Cycle.waive_gate only; never deleted.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="passes", verbose_name=_("cycle"))
    stage = models.PositiveSmallIntegerField(_("stage"), choices=Stage)
    passed_at = models.DateTimeField(_("passed at"))
    passed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("passed by")
    )
    findings = models.JSONField(_("findings"))
    reason = TextBody(_("reason of the waiver"), blank=True)
    follow_up_on = models.DateField(_("to be looked at again on"), null=True, blank=True)
    revoked_at = when(_("revoked at"))
    revoked_by = who(_("revoked by"))
    revoked_reason = TextBody(_("reason of the revocation"), blank=True, editable=False)

    objects = StagePassQuerySet.as_manager()

    class Meta:
        verbose_name = _("pass")
        verbose_name_plural = _("passes")
        constraints = [
            who_and_when("revoked"),
            models.UniqueConstraint("cycle", "stage", condition=Q(revoked_at=None), name="process_one_standing_pass"),
            models.CheckConstraint(
                condition=Q(reason="", follow_up_on=None) | (~Q(reason="") & Q(follow_up_on__isnull=False)),
                name="process_waiver_has_reason_and_follow_up",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_reason="") | (Q(revoked_at__isnull=False) & ~Q(revoked_reason="")),
                name="process_revocation_has_reason",
            ),
        ]

    def __str__(self):
        return f"{self.get_stage_display()}"

    @property
    def is_waiver(self):
        return bool(self.reason)

    @property
    def next_stage(self):
        """The stage that this pass opens; None for the last."""
        return Stage(self.stage).next

    @property
    def kept_findings(self):
        """The findings as they were then, for those requirements that still have a name."""
        return [
            gates.Finding(gates.requirements[kept["requirement"]], kept["have"], kept["of"], kept["need"])
            for kept in self.findings
            if kept["requirement"] in gates.requirements
        ]

    @property
    def unmet(self):
        """What a waiver let go by."""
        return [finding for finding in self.kept_findings if not finding.is_met]

    def save(self, **kwargs):
        if not self._state.adding:
            raise Refused(_("A pass is history and stays as it is; revoke it instead."))
        super().save(**kwargs)

    def delete(self, using=None, keep_parents=False):
        raise Refused(_("A pass is history and stays; revoke it instead."))

    def revoke(self, *, by, reason):
        """Take this pass back, if it is the latest of its cycle: an administrator's decision, with a reason."""
        self.cycle.revoke_pass(self, by=by, reason=reason)
