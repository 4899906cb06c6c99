from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models.partner import Partner
from partners.sheet import balance
from welfare_movement.notices.models import Notice
from welfare_movement.people.records import now, when, who, who_and_when
from welfare_movement.places.models import District
from welfare_movement.process.models import BoundQuerySet, Cycle, StageBound, StageBoundChild
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


JOINED = [Stance.JOINED, Stance.CONDITIONAL]
NEEDS_REASON = [Stance.CONDITIONAL, Stance.DECLINED]


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

    def for_board(self):
        """With what a card shows, in the order of the board."""
        gives = Count("linkage__gives", distinct=True)
        gains = Count("linkage__gains", distinct=True)
        return (
            self.select_related("partner", "linkage")
            .annotate(gives=gives, gains=gains)
            .order_by("partner__sort_key", "pk")
        )

    def for_pile(self):
        works = Prefetch("works", Work.objects.select_related("district"))
        return self.select_related("partner").prefetch_related(works).order_by("partner__sort_key", "pk")


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

    @transaction.atomic
    def take_stance(self, stance, *, by, reason="", next_touch_on=None, next_touch=""):
        """Change the stance, or renew it with a new reason or next step. Kept as a record each time."""
        if stance in NEEDS_REASON and not reason.strip():
            raise Refused(_("Write the reason, or the condition under which they join."))
        now = timezone.now()
        if stance != self.stance:
            self.stance_at = now
        self.stance, self.reason = stance, reason
        self.next_touch_on, self.next_touch = next_touch_on, next_touch
        self.save()
        return self.changes.create(
            stance=stance, reason=reason, next_touch_on=next_touch_on, next_touch=next_touch, taken_at=now, taken_by=by
        )


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


class Work(StageBoundChild):
    """Something a partner already does, laid on the pile for all to see: what, where, for whom, how."""

    bound_through = "participation"
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="works", verbose_name=_("partner"))
    what = TextLine(_("what"), max_length=200)
    district = models.ForeignKey(
        District,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("district"),
        help_text=_("Empty: the whole province."),
    )
    where = TextLine(_("where, in words"), max_length=200, blank=True)
    for_whom = TextLine(_("for whom"), max_length=200)
    how = TextLine(_("how"), max_length=300)

    class Meta(StageBoundChild.Meta):
        verbose_name = _("running work")
        verbose_name_plural = _("running works")
        ordering = ["participation", "pk"]

    def __str__(self):
        return self.what


class Hesitation(StageBoundChild):
    """A doubt of a partner, in the founders' three questions, and the answer to it."""

    class Question(models.TextChoices):
        WHERE = "where", _("Where can we join?")
        HOW = "how", _("How can we join?")
        WHETHER = "whether", _("Should we join at all?")

    bound_through = "participation"
    participation = models.ForeignKey(
        Participation, models.PROTECT, related_name="hesitations", verbose_name=_("partner")
    )
    question = models.CharField(_("question"), max_length=10, choices=Question)
    text = TextBody(_("doubt"))
    raised_at = models.DateTimeField(_("raised at"), default=now, editable=False)
    answer = TextBody(_("answer"), blank=True)
    answered_at = when(_("answered at"))
    answered_by = who(_("answered by"))

    class Meta(StageBoundChild.Meta):
        verbose_name = _("hesitation")
        verbose_name_plural = _("hesitations")
        ordering = ["raised_at", "pk"]
        constraints = [who_and_when("answered")]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return f"{self.participation.get_absolute_url()}#doubts"

    def reply(self, answer, *, by):
        """Answer the doubt; a later answer replaces the words, and says who gave it."""
        if not answer.strip():
            raise Refused(_("Write the answer first."))
        self.answer, self.answered_at, self.answered_by = answer, timezone.now(), by
        self.save(update_fields=["answer", "answered_at", "answered_by"])
