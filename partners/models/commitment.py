from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.models.linkage import Gives
from partners.models.participation import Participation
from partners.models.partner import Representative
from welfare_movement.meetings.models import Resolution
from welfare_movement.notices.models import PromiseReminder
from welfare_movement.places.models import Tambon
from welfare_movement.process.models import Cycle, Promise, PromiseQuerySet, StageBound
from welfare_movement.process.retry import retried
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused


class CommitmentQuerySet(PromiseQuerySet):
    def remindable(self):
        """Open ones with someone to remind: who sees to it, or whoever answers for the partner."""
        speaks = Representative.objects.filter(partner=OuterRef("participation__partner"), user__is_active=True)
        return self.open().filter(Q(owner__is_active=True) | Exists(speaks))

    def for_reminding(self):
        speak = Prefetch("participation__partner__representatives", Representative.objects.select_related("user"))
        return self.for_links().select_related("owner").prefetch_related(speak)

    def for_page(self):
        """With everything that its page tells of it."""
        recorded = ("owner", "made_by", "kept_by", "gives", "resolution__item__meeting__cycle__province")
        return self.with_cycle().select_related("participation__partner", "tambon__district", *recorded)

    def for_list(self):
        """With who promised each, the earliest due first; those without a day last."""
        who_promised = ("participation__partner", "tambon__district", "kept_by")
        return self.with_cycle().select_related(*who_promised).order_by(F("due_on").asc(nulls_last=True), "pk")


class Commitment(Promise, StageBound):
    """A promise of a partner, or of a tambon: given in a linkage sheet, at a meeting, at the forum, or by mouth."""

    stage = Stage.PARTNERS
    named_through = ("participation__partner", "tambon")
    within = ("participation", "tambon", "gives", "resolution")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="commitments", verbose_name=_("cycle"))
    participation = models.ForeignKey(
        Participation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("partner"),
    )
    tambon = models.ForeignKey(
        Tambon, models.PROTECT, null=True, blank=True, related_name="commitments", verbose_name=_("tambon")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Gives.Kind)
    # The line of a linkage sheet, or the resolution, from which it came.
    gives = models.OneToOneField(
        Gives,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="commitment",
        verbose_name=_("line of the linkage sheet"),
    )
    resolution = models.ForeignKey(
        Resolution,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="commitments",
        verbose_name=_("resolution"),
    )
    carried_from = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="carried_to",
        verbose_name=_("carried over from"),
    )

    objects: ClassVar[Any] = CommitmentQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            *Promise.Meta.constraints,
            models.CheckConstraint(
                condition=Q(participation=None, tambon__isnull=False) | Q(participation__isnull=False, tambon=None),
                name="partners_promised_by_one",
                violation_error_message=_("Say who promises: one partner, or one tambon."),
            ),
        ]

    def __str__(self):
        return f"{self.promiser}: {self.what}"

    def get_absolute_url(self):
        return reverse("partners:commitment", args=[*self.cycle.address, self.pk])

    @property
    def about(self):
        """As the outbox knows it."""
        return f"partners.commitment:{self.pk}"

    @property
    def promiser(self):
        """The partner or the tambon that promised."""
        return self.participation or self.tambon

    @property
    def reminded(self):
        """Whom a reminder goes to: who sees to it; without one, everyone who answers for the partner."""
        if self.owner is not None and self.owner.is_active:
            return [self.owner]
        speak = self.participation.partner.representatives.all() if self.participation else []
        return [each.user for each in speak if each.user.is_active]

    @retried
    @transaction.atomic
    def promise(self):
        """Save a new one. A line of a linkage sheet is promised once. Returns it."""
        if self.gives is not None:
            Gives.objects.select_for_update().get(pk=self.gives_id)  # so that of two at once the second finds the first
            if Commitment.objects.filter(gives=self.gives_id).exists():
                raise Refused(_("This line was promised already; find it among the commitments."))
        self.save()
        return self


class CommitmentReminder(PromiseReminder):
    promise = models.ForeignKey(Commitment, models.PROTECT, related_name="reminders", verbose_name=_("commitment"))

    class Meta(PromiseReminder.Meta):
        verbose_name = _("reminder of a commitment")
        verbose_name_plural = _("reminders of commitments")
