from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models.linkage import Gives
from partners.models.participation import Participation
from welfare_movement.people.records import now, when, who, who_and_when
from welfare_movement.places.models import Tambon
from welfare_movement.process.models import BoundQuerySet, Cycle, StageBound
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody, TextLine


class CommitmentQuerySet(BoundQuerySet):
    def open(self):
        return self.filter(kept_at=None)

    def kept(self):
        return self.exclude(kept_at=None)

    def late(self):
        return self.open().filter(due_on__lt=timezone.localdate())

    def soonest(self):
        """The open ones first, the earliest due before the others; those without a day last."""
        return self.order_by(F("kept_at").asc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk")

    def for_list(self):
        """With who promised each, the earliest due first; those without a day last."""
        who_promised = ("participation__partner", "tambon__district", "kept_by")
        return self.with_cycle().select_related(*who_promised).order_by(F("due_on").asc(nulls_last=True), "pk")


class Commitment(StageBound):
    """A promise of a partner, or of a tambon, with the day by which it is kept; kept only with proof."""

    stage = Stage.PARTNERS
    named_through = ("participation__partner", "tambon")
    within = ("participation", "tambon")
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
    what = TextLine(_("what is promised"), max_length=300)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    made_at = models.DateTimeField(_("promised at"), default=now, editable=False)
    # NULL when it was given by a personal link, which is no sign-in.
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("recorded by"),
    )
    carried_from = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="carried_to",
        verbose_name=_("carried over from"),
    )
    kept_at = when(_("kept at"))
    kept_by = who(_("recorded by"))
    proof = TextBody(_("proof"), blank=True, editable=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        constraints = [
            who_and_when("kept"),
            models.CheckConstraint(
                condition=Q(participation=None, tambon__isnull=False) | Q(participation__isnull=False, tambon=None),
                name="partners_promised_by_one",
                violation_error_message=_("Say who promises: one partner, or one tambon."),
            ),
            models.CheckConstraint(
                condition=Q(kept_at=None, proof="") | (Q(kept_at__isnull=False) & ~Q(proof="")),
                name="partners_kept_with_proof",
            ),
        ]

    def __str__(self):
        return f"{self.promiser}: {self.what}"

    def get_absolute_url(self):
        return reverse("partners:commitment", args=[*self.cycle.address, self.pk])

    @property
    def promiser(self):
        """The partner or the tambon that promised."""
        return self.participation or self.tambon

    @property
    def is_late(self):
        return self.kept_at is None and self.due_on is not None and self.due_on < timezone.localdate()

    @transaction.atomic
    def keep(self, *, by, proof):
        """Record that it was kept, once, with what proves it."""
        if not proof.strip():
            raise Refused(_("Write what proves it: what was done, where, how much."))
        self.require_open()
        kept = {"kept_at": timezone.now(), "kept_by": by, "proof": proof}
        if not Commitment.objects.open().filter(pk=self.pk).update(**kept):
            raise Refused(_("This commitment is recorded as kept already; nothing more is needed."))
        self.refresh_from_db()
