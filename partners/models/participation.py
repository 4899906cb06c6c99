from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models.partner import Partner
from partners.refusals import StanceMoved
from partners.sheet import balance
from welfare_movement.notices.models import Notice
from welfare_movement.people.records import now, who
from welfare_movement.process.models import BoundQuerySet, Cycle, StageBound, StageBoundChild
from welfare_movement.process.retry import retried
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody, TextLine


class Stance(models.TextChoices):
    NOT_CONTACTED = "not_contacted", _("Not contacted")
    CONSIDERING = "considering", _("Considering")
    CONDITIONAL = "joined_with_conditions", _("Joined with conditions")
    JOINED = "joined", _("Joined")
    DECLINED = "declined", _("Declined")

    @property
    def slug(self):
        """As the style sheets call it."""
        return {"not_contacted": "none", "joined_with_conditions": "conditional"}.get(self.value, self.value)

    @property
    def needs_reason(self):
        return self in NEEDS_REASON


JOINED = [Stance.JOINED, Stance.CONDITIONAL]
NEEDS_REASON = [Stance.CONDITIONAL, Stance.DECLINED]
UNDECIDED = [Stance.NOT_CONTACTED, Stance.CONSIDERING]


class ParticipationQuerySet(BoundQuerySet):
    def joined(self):
        """Joined, or joined with conditions."""
        return self.filter(stance__in=JOINED)

    def decided(self):
        """Joined or declined; the reason of a refusal is held by the database."""
        return self.filter(stance__in=[*JOINED, Stance.DECLINED])

    def central(self):
        return self.filter(partner__level=Partner.Level.CENTRAL)

    def provincial(self):
        return self.filter(partner__level=Partner.Level.PROVINCIAL)

    def linked(self):
        """With a complete linkage that was not returned."""
        linkages = apps.get_model("partners.Linkage").objects.complete()
        return self.filter(Exists(linkages.filter(participation=OuterRef("pk"))))

    def by_stance(self):
        """(stance, how many), for those stances that someone has."""
        return self.order_by().values_list("stance").annotate(number=Count("pk"))

    def touched(self, moment):
        """Those whose next touch is due by this day."""
        return self.filter(next_touch_on__lte=moment)

    def for_board(self):
        """With what a card shows, in the order of the board: who has stood undecided longest first, then by name."""
        doubts = apps.get_model("partners.Hesitation").objects.open().filter(participation=OuterRef("pk"))
        counted = doubts.order_by().values("participation").annotate(number=Count("pk")).values("number")
        return (
            self.select_related("partner", "linkage", "next_touch_by")
            .annotate(
                gives=Count("linkage__gives", distinct=True),
                gains=Count("linkage__gains", distinct=True),
                open_doubts=Coalesce(models.Subquery(counted), 0),
                undecided_since=models.Case(models.When(stance__in=UNDECIDED, then=F("stance_at"))),
            )
            .order_by(F("undecided_since").asc(nulls_last=True), "partner__sort_key", "pk")
        )


class Participation(StageBound):
    """A partner's standing in a cycle: asked in, and its stance, with the reason.

    The stance is changed by `take_stance` only, which leaves a StanceChange each time.
    """

    stage = Stage.PARTNERS
    named_through = ("partner",)
    within = ("partner",)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="participations", verbose_name=_("cycle"))
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="participations", verbose_name=_("partner"))
    stance = models.CharField(_("stance"), max_length=30, choices=Stance, default=Stance.NOT_CONTACTED, editable=False)
    reason = TextBody(_("reason or condition"), blank=True, editable=False)
    stance_at = models.DateTimeField(_("since"), default=now, editable=False)
    next_touch_on = models.DateField(_("next touch on"), null=True, blank=True, editable=False)
    next_touch = TextLine(_("next step"), max_length=200, blank=True, editable=False)
    next_touch_by = who(_("next touch by"))

    objects = ParticipationQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        constraints = [
            models.UniqueConstraint("cycle", "partner", name="partners_asked_once_a_cycle"),
            models.CheckConstraint(
                condition=~Q(stance__in=["joined_with_conditions", "declined"]) | ~Q(reason=""),
                name="partners_stance_has_reason",
            ),
        ]

    def __str__(self):
        return f"{self.partner}"

    def get_absolute_url(self):
        return reverse("partners:participation", args=[*self.cycle.address, self.pk])

    @property
    def has_joined(self):
        return self.stance in JOINED

    @property
    def balance(self):
        """Of a row of `for_board()`: how what it gives stands to what it gains."""
        return balance(self.gives, self.gains)

    @property
    def days_standing(self):
        """Whole days since the stance last changed."""
        return (timezone.localdate() - timezone.localtime(self.stance_at).date()).days

    def sheet(self):
        """Its linkage sheet, stored or not yet; a new one begins with the function that the directory knows."""
        linkages = apps.get_model("partners.Linkage")
        known = linkages.objects.filter(participation=self).first()
        if known is None:
            return linkages(participation=self, own_function=self.partner.function)
        known.participation = self
        return known

    @transaction.atomic
    def give_homework(self, *, due_on, by):
        """Give the partner its linkage sheet to fill in until this day, or set another day; its people are told."""
        sheet = self.sheet()
        if sheet.pk and sheet.due_on != due_on:
            Notice.objects.filter(about=sheet.about).cancel(_("The homework is due on another day now."))
        sheet.due_on = due_on
        sheet.save()
        sheet.hand_out(by=by)
        return sheet

    @property
    def is_undecided(self):
        return self.stance in UNDECIDED

    @property
    def is_touch_late(self):
        return self.next_touch_on is not None and self.next_touch_on < timezone.localdate()

    @retried
    @transaction.atomic
    def take_stance(self, stance, *, by, reason="", next_touch_on=None, next_touch="", next_touch_by=None, seen=None):
        """Change the stance, or renew it with a new reason or next step. Kept as a record each time.

        seen: the stance that whoever records it had before their eyes; refused when it is another by now.
        """
        if stance in NEEDS_REASON and not reason.strip():
            raise Refused(_("Write the reason, or the condition under which they join."))
        stored = Participation.objects.select_for_update().get(pk=self.pk)
        if seen is not None and seen != stored.stance:
            raise StanceMoved(stored)
        now = timezone.now()
        if stance != stored.stance:
            self.stance_at = now
        next_touch = {"next_touch_on": next_touch_on, "next_touch": next_touch, "next_touch_by": next_touch_by}
        for name, value in {"stance": stance, "reason": reason, **next_touch}.items():
            setattr(self, name, value)
        self.save()
        return self.changes.create(stance=stance, reason=reason, taken_at=now, taken_by=by, **next_touch)


class StanceChange(StageBoundChild):
    """One change of stance: who recorded it, when, why, and what comes next."""

    bound_through = "participation"
    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="changes", verbose_name=_("participation")
    )
    stance = models.CharField(_("stance"), max_length=30, choices=Stance)
    reason = TextBody(_("reason or condition"), blank=True)
    next_touch_on = models.DateField(_("next touch on"), null=True, blank=True)
    next_touch = TextLine(_("next step"), max_length=200, blank=True)
    next_touch_by = who(_("next touch by"), editable=True, blank=True)
    taken_at = models.DateTimeField(_("recorded at"), default=now)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )

    class Meta(StageBoundChild.Meta):
        verbose_name = _("change of stance")
        verbose_name_plural = _("changes of stance")
        ordering = ["-taken_at", "-pk"]

    def __str__(self):
        return f"{self.get_stance_display()}"
