from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from welfare_movement.people.records import now, when, who, who_and_when
from welfare_movement.places.models import Province
from welfare_movement.process import gates, legacy
from welfare_movement.process.refusals import (
    AlreadyBegun,
    AlreadyPassed,
    CycleClosed,
    GateClosed,
    NotClosedYet,
    NothingToRevoke,
    NothingToWaive,
    ReasonMissing,
    StageLocked,
)
from welfare_movement.process.retry import retried
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextLine


class CycleQuerySet(models.QuerySet):
    def open(self):
        return self.filter(closed_at=None)

    def for_front(self):
        """For lists of cycles: the province with each, the newest first."""
        return self.select_related("province").order_by("-year", "province__sort_key")


class Cycle(models.Model):
    """One climb of a province up the six stages; read-only once closed."""

    province = models.ForeignKey(Province, models.PROTECT, related_name="cycles", verbose_name=_("province"))
    year = models.PositiveSmallIntegerField(_("Buddhist year"), help_text=_("For example 2570."))
    title = TextLine(_("title"), max_length=200, blank=True)
    previous = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="next",
        verbose_name=_("started from"),
    )
    opened_at = models.DateTimeField(_("opened at"), default=now, editable=False)
    closed_at = when(_("closed at"))
    closed_by = who(_("closed by"))

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        ordering = ["-year", "province"]
        constraints = [
            who_and_when("closed"),
            models.UniqueConstraint("province", "year", name="process_cycle_once_a_year"),
            models.CheckConstraint(condition=models.Q(year__range=(2540, 2700)), name="process_cycle_buddhist_year"),
        ]

    def __str__(self):
        return _("%(province)s, cycle %(year)s") % {"province": self.province, "year": self.year}

    def get_absolute_url(self):
        return reverse("dashboard:cycle", args=self.address)

    @property
    def address(self):
        """The two words that stand at the front of every address of this cycle: (province slug, Buddhist year)."""
        return (self.province.slug, self.year)

    def save(self, **kwargs):
        """A new cycle comes with an empty plan for each of its stages, for someone to date."""
        is_new = self._state.adding
        with transaction.atomic():
            if not is_new:
                self._held()  # a closed cycle is only read, and a copy from before its end must not open it again
            super().save(**kwargs)
            if is_new:
                self.plans.bulk_create([self.plans.model(cycle=self, stage=stage) for stage in Stage])

    @cached_property
    def successor(self):
        """The cycle that started from this one; None without one."""
        return type(self).objects.select_related("province").filter(previous=self).first()

    # ── What stands ────────────────────────────────────────────────────────────────────────────────────────────────
    def is_open(self, stage):
        """Whether work may be done in this stage: the cycle is not closed and the stage before is passed. One query."""
        if stage.previous is None:
            return type(self).objects.open().filter(pk=self.pk).exists()
        return self.passes.standing().filter(stage=stage.previous, cycle__closed_at=None).exists()

    def require_open(self):
        """Raise CycleClosed once the cycle is closed. One query, asked anew."""
        if not type(self).objects.open().filter(pk=self.pk).exists():
            raise CycleClosed

    def held_by(self, user):
        """What this person holds here: [(role, code of a district or None)]. Asked once for each cycle object."""
        if user.pk not in self._held_by:
            self._held_by[user.pk] = list(self.memberships.filter(user=user.pk).values_list("role", "district"))
        return self._held_by[user.pk]

    @cached_property
    def _held_by(self):
        return {}

    def findings(self, *stages):
        """What the evidence says now: stage -> findings. Two queries, whatever the number of stages."""
        needs = dict(self.needs.values_list("requirement", "need"))
        return gates.findings([self.pk], stages or Stage, {self.pk: needs})[self.pk]

    # ── Verbs ──────────────────────────────────────────────────────────────────────────────────────────────────────
    @retried
    @transaction.atomic
    def pass_gate(self, stage, *, by):
        """Pass the gate of an open stage on its evidence. The pass of CELEBRATION closes the cycle.

        Raises CycleClosed, StageLocked, AlreadyPassed (naming who was first), or GateClosed with what is missing.
        """
        cycle = self._held_for_passing(stage)
        findings = cycle.findings(stage)[stage]
        if not all(finding.is_met for finding in findings):
            raise GateClosed(stage, findings)
        return cycle._leave_pass(stage, by, findings)

    @retried
    @transaction.atomic
    def waive_gate(self, stage, *, by, reason, follow_up_on):
        """Let the movement go on without the evidence: an administrator's decision, shown to everyone.

        reason: why, in words. follow_up_on: the day, today or later, by which what is missing is looked at again.
        """
        cycle = self._held_for_passing(stage)
        cycle._require_administrator(by)
        if not reason.strip():
            raise ReasonMissing
        if follow_up_on < timezone.localdate():
            raise Refused(_("The day to look again cannot lie in the past; choose today or later."))
        findings = cycle.findings(stage)[stage]
        if all(finding.is_met for finding in findings):
            raise NothingToWaive
        return cycle._leave_pass(stage, by, findings, reason=reason, follow_up_on=follow_up_on)

    @retried
    @transaction.atomic
    def revoke_pass(self, gate_pass, *, by, reason):
        """Take the latest pass back, which locks the stages after it again; see StagePass.revoke."""
        cycle = self._held()
        cycle._require_administrator(by)
        if not reason.strip():
            raise ReasonMissing
        latest = cycle.passes.standing().order_by("-stage").first()
        if latest is None or latest.pk != gate_pass.pk:
            raise NothingToRevoke
        cycle.passes.filter(pk=latest.pk).update(revoked_at=timezone.now(), revoked_by=by, revoked_reason=reason)

    @retried
    @transaction.atomic
    def begin_next(self, *, by, year, title=""):
        """Begin the next cycle of the province from this closed one, with everything that it hands on.

        year: Buddhist, after the year of this cycle. Raises NotClosedYet, or AlreadyBegun when it has a next one.
        """
        cycle = type(self).objects.select_for_update().get(pk=self.pk)
        cycle._require_administrator(by)
        if cycle.closed_at is None:
            raise NotClosedYet
        if begun := type(self).objects.filter(previous=cycle).select_related("province").first():
            raise AlreadyBegun(begun)
        if year <= cycle.year or type(self).objects.filter(province=cycle.province, year=year).exists():
            raise Refused(_("Choose a later year that has no cycle yet."))
        begun = type(self).objects.create(province=cycle.province, year=year, title=title, previous=cycle)
        legacy.carry_all(cycle, begun, by=by)
        return begun

    # ── How ────────────────────────────────────────────────────────────────────────────────────────────────────────
    def _held(self):
        """This cycle, locked until the transaction ends, so that gates are passed one after another."""
        cycle = type(self).objects.select_for_update().get(pk=self.pk)
        if cycle.closed_at is not None:
            raise CycleClosed
        return cycle

    def _held_for_passing(self, stage):
        cycle = self._held()
        standing = {gate_pass.stage: gate_pass for gate_pass in cycle.passes.standing().select_related("passed_by")}
        if stage in standing:
            raise AlreadyPassed(standing[stage])
        if stage.previous is not None and stage.previous not in standing:
            raise StageLocked(stage)
        return cycle

    def _require_administrator(self, person):
        if not self.memberships.filter(user=person, role=Role.ADMINISTRATOR).exists():
            raise Refused(_("Only an administrator of this cycle may do this; ask one of them."))

    def _leave_pass(self, stage, by, findings, **waiver):
        now = timezone.now()
        gate_pass = self.passes.create(
            stage=stage, passed_at=now, passed_by=by, findings=[finding.as_dict() for finding in findings], **waiver
        )
        if stage.next is None:
            type(self).objects.filter(pk=self.pk).update(closed_at=now, closed_by=by)
        return gate_pass
