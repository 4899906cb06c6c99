from django.apps import apps
from django.db import models, transaction
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pilot_areas.models.criteria import DECIDED, DECIDED_SAYS
from pilot_areas.refusals import Withdrawn
from pilot_areas.selection import JUDGES_NEEDED
from welfare_movement.papers.uploads import PaperField
from welfare_movement.people.records import now, when, who, who_and_when
from welfare_movement.places.models import Tambon
from welfare_movement.process.models import BoundQuerySet, Cycle, StageBound
from welfare_movement.process.retry import retried
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody, TextLine


class NominationQuerySet(BoundQuerySet):
    def standing(self):
        return self.filter(withdrawn_at=None)

    def scored(self):
        """By at least three judges without a conflict, each in whole."""
        counting = apps.get_model("pilot_areas.PanelScore").objects.counting()
        enough = counting.values("nomination").annotate(judges=Count("pk")).filter(judges__gte=JUDGES_NEEDED)
        return self.filter(pk__in=enough.values("nomination"))

    def with_judges(self):
        """With how many judges' scores count."""
        counting = apps.get_model("pilot_areas.PanelScore").objects.counting()
        return self.annotate(judges=Count("scores", filter=Q(scores__in=counting), distinct=True))

    def for_list(self):
        shown = self.with_cycle().select_related("tambon__district", "withdrawn_by")
        return shown.order_by("tambon__district__sort_key", "tambon__sort_key", "pk")

    @retried
    @transaction.atomic
    def nominate(self, cycle, tambons, *, by, nominated_by=""):
        """Let these tambons stand; who stands already is left as is. Returns how many are new.

        nominated_by: who proposes them, in words: a network, the tambon itself.
        """
        cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
        self.model(cycle=cycle).require_open()
        if hasattr(cycle, "selection"):
            raise Refused(_("The scoring is closed, so nobody can be nominated any more."))
        standing = set(self.standing().filter(cycle=cycle).values_list("tambon", flat=True))
        new = [tambon for tambon in tambons if tambon.pk not in standing]
        if any(tambon.province_id != cycle.province_id for tambon in new):
            raise Refused(_("Choose tambons of this province."))
        said = {"nominated_by": nominated_by, "recorded_by": by}
        return len(self.bulk_create([self.model(cycle=cycle, tambon=tambon, **said) for tambon in new]))


class Nomination(StageBound):
    """A tambon that stands for selection, with what its local government says of matching money."""

    class Matching(models.TextChoices):
        NONE = "none", _("No promise")
        PROMISED = "promised", _("Promised, without a letter")
        CONFIRMED = "confirmed", _("Confirmed by a letter")

    stage = Stage.PILOT_AREAS
    sealed_when = DECIDED
    seal_says = DECIDED_SAYS
    named_through = ("tambon",)
    within = ("tambon",)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="nominations", verbose_name=_("cycle"))
    tambon = models.ForeignKey(Tambon, models.PROTECT, related_name="nominations", verbose_name=_("tambon"))
    nominated_at = models.DateTimeField(_("nominated at"), default=now, editable=False)
    nominated_by = TextLine(_("nominated by"), max_length=200, blank=True)
    recorded_by = who(_("recorded by"))
    matching = models.CharField(
        _("the local government's matching money"), max_length=20, choices=Matching, default=Matching.NONE
    )
    matching_evidence = TextBody(_("where that stands"), blank=True)
    matching_paper = PaperField(_("copy of the letter"), blank=True)
    matching_at = when(_("matching money recorded at"))
    matching_by = who(_("recorded by"))
    withdrawn_at = when(_("withdrawn at"))
    withdrawn_by = who(_("by"))
    withdrawn_reason = TextBody(_("reason"), blank=True, editable=False)

    objects = NominationQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        constraints = [
            who_and_when("matching"),
            who_and_when("withdrawn"),
            models.UniqueConstraint(
                "cycle", "tambon", condition=Q(withdrawn_at=None), name="pilot_areas_nominated_once"
            ),
            models.CheckConstraint(
                condition=Q(matching="none") | ~Q(matching_evidence=""),
                name="pilot_areas_matching_with_evidence",
                violation_error_message=_("Write where it stands: number and day of the letter, or who promised it."),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="pilot_areas_withdrawn_with_reason",
            ),
        ]

    def __str__(self):
        return f"{self.tambon}"

    def get_absolute_url(self):
        return reverse("pilot_areas:nomination", args=[*self.cycle.address, self.pk])

    def require_standing(self):
        stored = Nomination.objects.select_related("withdrawn_by").get(pk=self.pk)
        if stored.withdrawn_at is not None:
            raise Withdrawn(stored)

    @transaction.atomic
    def record_matching(self, *, by, matching, evidence="", paper=None):
        """Record what the local government says, with where it stands; a new copy of its letter replaces the old."""
        self.require_standing()
        if matching != self.Matching.NONE and not evidence.strip():
            raise Refused(_("Write where it stands: number and day of the letter, or who promised it."))
        self.matching, self.matching_evidence = matching, evidence
        if paper or matching != self.Matching.CONFIRMED:
            self.matching_paper = paper or ""
        self.matching_at, self.matching_by = timezone.now(), by
        names = ("matching", "matching_evidence", "matching_paper", "matching_at", "matching_by")
        self.save(update_fields=names)

    @transaction.atomic
    def withdraw(self, *, by, reason):
        """Take it back, once, with the reason; what was scored of it stays and counts no more."""
        if not reason.strip():
            raise Refused(_("Write the reason; it is shown to everyone."))
        self.require_open()
        gone = {"withdrawn_at": timezone.now(), "withdrawn_by": by, "withdrawn_reason": reason}
        if not Nomination.objects.standing().filter(pk=self.pk).update(**gone):
            self.require_standing()
        self.refresh_from_db()
