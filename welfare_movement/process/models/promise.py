"""A promise: what someone will do, by which day; it is closed only with what proves that it was done."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Q
from django.db.models.functions import TruncDate
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welfare_movement.papers.uploads import PaperField
from welfare_movement.people.records import now, when, who, who_and_when
from welfare_movement.process.keeping import Keeping
from welfare_movement.process.models.bound import Bound, BoundQuerySet, require_open
from welfare_movement.process.refusals import AlreadyKept, ProofMissing
from welfare_movement.process.retry import retried
from welfare_movement.thai.fields import TextBody, TextLine

KEPT = Q(kept_at__isnull=False)
SHOWN = {"open": _("Open"), "late": _("Late"), "kept": _("Kept")}


class PromiseQuerySet(BoundQuerySet):
    def open(self):
        return self.filter(kept_at=None)

    def kept(self):
        return self.filter(KEPT)

    def late(self):
        """Past their day, and still open."""
        return self.filter(_overdue())

    def soonest(self):
        """The open ones first, the earliest due before the others; those without a day last."""
        return self.order_by(F("kept_at").asc(nulls_first=True), F("due_on").asc(nulls_last=True), "pk")

    def shown(self, which):
        """Those that a list shows: the open, late or kept ones, or all."""
        return getattr(self, which)() if which in SHOWN else self

    def filters(self):
        """[(which, its words, how many)] for a list that can be narrowed. One query."""
        found = self.keeping()
        numbers = {"open": found.open, "late": found.overdue, "kept": found.kept}
        return [(which, words, numbers[which]) for which, words in SHOWN.items()]

    def keeping(self):
        """How these were kept. One query."""
        return Keeping(**self.order_by().aggregate(**_counts()))

    def keeping_by(self, path):
        """What stands at this path -> how its promises were kept. One query."""
        rows = self.order_by().values(path).annotate(**_counts())
        return {row.pop(path): Keeping(**row) for row in rows}


class Promise(Bound):
    """What promises of partners and actions of resolutions have in common.

    owner: the person who sees to it, and is reminded. what, owner and day belong to the row and its guard; that it was
    kept is recorded by `keep` only, also where the row itself is finished, as below adopted minutes.
    """

    what = TextLine(_("what is promised"), max_length=300)
    owner: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who sees to it"),
    )
    due_on: Any = models.DateField(_("due on"), null=True, blank=True)
    made_at = models.DateTimeField(_("promised at"), default=now, editable=False)
    # NULL when it was given by a personal link, which is no sign-in.
    made_by = who(_("recorded by"))
    kept_at = when(_("kept at"))
    kept_by = who(_("recorded by"))
    proof = TextBody(_("proof"), blank=True, editable=False)
    proof_amount = models.PositiveBigIntegerField(_("how much"), null=True, editable=False)
    proof_unit = TextLine(_("unit"), max_length=60, blank=True, editable=False)
    proof_paper = PaperField(verbose_name=_("paper or photograph"), blank=True, editable=False)

    objects: ClassVar[Any] = PromiseQuerySet.as_manager()

    class Meta(Bound.Meta):
        abstract = True
        constraints = [
            who_and_when("kept"),
            models.CheckConstraint(
                condition=Q(kept_at=None, proof="") | (KEPT & ~Q(proof="")),
                name="%(app_label)s_%(class)s_kept_with_proof",
            ),
            models.CheckConstraint(
                condition=Q(proof_amount=None, proof_unit="") | (Q(proof_amount__isnull=False) & ~Q(proof_unit="")),
                name="%(app_label)s_%(class)s_amount_with_unit",
            ),
            models.CheckConstraint(
                condition=KEPT | Q(proof_amount=None, proof_paper=""),
                name="%(app_label)s_%(class)s_proof_of_keeping",
            ),
        ]

    def __str__(self):
        return self.what

    @property
    def within_cycle(self):
        return self._cycle()

    @property
    def is_late(self):
        """Past its day, and still open."""
        return self.kept_at is None and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def was_late(self):
        """Kept, but after its day."""
        return self.kept_at is not None and self.due_on is not None and timezone.localdate(self.kept_at) > self.due_on

    def require_keepable(self):
        """Raise CycleClosed or StageLocked; a seal on what stands above it does not matter here. One query."""
        stored = type(self)._base_manager.filter(pk=self.pk)
        require_open(stored, cycle=self.cycle_path(), stage=self.stage_expression())

    @retried
    @transaction.atomic
    def keep(self, *, by, proof, amount=None, unit="", paper=None):
        """Record that it was kept, once, with what proves it. Raises AlreadyKept, naming who was first.

        amount, unit: a number that shows it, such as 64 people; both or neither. paper: a scan or photograph.
        """
        if not proof.strip():
            raise ProofMissing(_("Write what proves it: what was done, where, how much."))
        if (amount is None) != (not unit.strip()):
            raise ProofMissing(_("Write a number together with its unit, such as 64 people; or leave both empty."))
        self.require_keepable()
        # The lock takes this row alone: a caller who waited for it then reads by whom it was kept meanwhile.
        stored = type(self)._base_manager.select_for_update().get(pk=self.pk)
        if stored.kept_at is not None:
            raise AlreadyKept(stored)
        kept = {"kept_at": timezone.now(), "kept_by": by, "proof": proof, "proof_amount": amount, "proof_unit": unit}
        if paper:
            stored.proof_paper.save(paper.name, paper, save=False)
            kept["proof_paper"] = stored.proof_paper.name
        if not type(self).objects.open().filter(pk=self.pk).update(**kept):
            raise AlreadyKept(type(self)._base_manager.get(pk=self.pk))
        self.refresh_from_db()


def _overdue():
    return Q(kept_at=None, due_on__lt=timezone.localdate())


def _counts():
    kept_late = KEPT & Q(due_on__lt=TruncDate("kept_at"))
    return {
        "made": Count("pk"),
        "kept": Count("kept_at"),
        "late": Count("pk", filter=_overdue() | kept_late),
        "overdue": Count("pk", filter=_overdue()),
    }
