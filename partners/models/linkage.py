from django.db import models, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models.participation import Participation
from partners.sheet import Aspect, Gained, Given, Kind, Sheet
from welfare_movement.notices.models import Notice
from welfare_movement.people.records import when, who, who_and_when
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.process.retry import retried
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody, TextLine

WORDS = ("own_function", "by_content", "by_method", "action", "wanted", "central_support")
TO_DO = Q(handed_in_at=None) | Q(returned_at__gte=F("handed_in_at"))


class LinkageQuerySet(BoundQuerySet):
    def complete(self):
        """Own function, a link by content or by method, something given, something gained, a 90-day action; and not
        returned for more work since it was handed in."""
        return self.exclude(Q(own_function="") | Q(action="") | Q(by_content="", by_method="")).filter(
            Q(returned_at=None) | Q(handed_in_at__gt=F("returned_at")),
            Exists(Gives.objects.filter(linkage=OuterRef("pk"))),
            Exists(Gains.objects.filter(linkage=OuterRef("pk"))),
        )

    def to_do(self):
        """Not handed in yet, or returned since."""
        return self.filter(TO_DO)

    def to_read(self):
        """Handed in, and neither accepted nor returned yet."""
        return self.exclude(TO_DO).filter(accepted_at=None)

    def late(self):
        return self.filter(handed_in_at=None, due_on__lt=timezone.localdate())


class Linkage(StageBoundChild):
    """The homework of a partner: how its own function links to community welfare, so that both sides win.

    It may be written on at any time. What was handed in is kept as a version each time; returned or accepted is a
    record of its last version.
    """

    bound_through = "participation"
    named_through = ("participation__partner",)
    participation = models.OneToOneField(Participation, models.PROTECT, verbose_name=_("partner"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    own_function = TextBody(_("our own function"), blank=True)
    by_content = TextBody(_("it links by content"), blank=True)
    by_method = TextBody(_("it links by method"), blank=True)
    economy = models.BooleanField(_("touches the economy"), default=False)
    society = models.BooleanField(_("touches society"), default=False)
    environment = models.BooleanField(_("touches the environment"), default=False)
    mind = models.BooleanField(_("touches the mind"), default=False)
    action = TextBody(_("what we will do in 90 days"), blank=True)
    wanted = TextBody(_("what we want from the movement"), blank=True)
    central_support = TextBody(
        _("what goes beyond the province's power"), blank=True, help_text=_("What would need the centre's support.")
    )
    handed_in_at = when(_("handed in at"))
    # NULL when it was handed in by a personal link, which is no sign-in.
    handed_in_by = who(_("by"))
    returned_at = when(_("returned at"))
    returned_by = who(_("by"))
    comment = TextBody(_("comment on the return"), blank=True, editable=False)
    accepted_at = when(_("accepted at"))
    accepted_by = who(_("accepted by"))

    objects = LinkageQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("linkage sheet")
        verbose_name_plural = _("linkage sheets")
        constraints = [
            who_and_when("returned"),
            who_and_when("accepted"),
            models.CheckConstraint(
                condition=Q(handed_in_at__isnull=False) | Q(handed_in_by=None, returned_at=None, accepted_at=None),
                name="partners_handed_in_before_read",
            ),
        ]

    def __str__(self):
        return f"{self.participation}"

    def get_absolute_url(self):
        return reverse("partners:ledger", args=[*self.participation.cycle.address, self.participation_id])

    @property
    def about(self):
        """As the outbox knows it."""
        return f"partners.linkage:{self.pk}"

    @property
    def needs_central_support(self):
        return bool(self.central_support)

    @property
    def is_returned(self):
        return self.returned_at is not None and (self.handed_in_at is None or self.handed_in_at <= self.returned_at)

    @property
    def is_late(self):
        return self.handed_in_at is None and self.is_past_due

    @property
    def is_past_due(self):
        return self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def state(self):
        """draft, handed_in, returned or accepted."""
        if self.is_returned:
            return "returned"
        return "accepted" if self.accepted_at else "handed_in" if self.handed_in_at else "draft"

    @property
    def aspects(self):
        return tuple(each.value for each in Aspect if getattr(self, each.value))

    def as_sheet(self):
        """All that stands on it now, as plain values. Three queries; none for a sheet that is not stored yet."""
        lines = {} if self.pk is None else self._lines()
        return Sheet(**{name: getattr(self, name) for name in WORDS}, aspects=self.aspects, **lines)

    def _lines(self):
        others = self.together.select_related("participation__partner").order_by("participation__partner__sort_key")
        return {
            "together": tuple(str(each) for each in others),
            "gives": tuple(each.as_given() for each in self.gives.all()),
            "gains": tuple(Gained(each.what, each.target) for each in self.gains.all()),
        }

    def missing(self):
        """What the sheet still lacks to be complete, in words."""
        return self.as_sheet().lacking()

    # ── Verbs ──────────────────────────────────────────────────────────────────────────────────────────────────────
    @retried
    @transaction.atomic
    def hand_in(self, *, by=None, through=None):
        """Hand the sheet in, or in again; kept as a version, which is returned. Refused with what is missing.

        by: the account; None when it is handed in `through` a personal link. What stands already as it was handed in
        is not handed in twice.
        """
        self._hold()
        sheet, last = self.as_sheet(), self.versions.last()
        if missing := sheet.lacking():
            says = _("The sheet still lacks: %(missing)s.")
            raise Refused(says % {"missing": ", ".join(str(words) for words in missing)})
        if last is not None and last.sheet == sheet and not self.is_returned:
            return last
        number = last.number + 1 if last else 1
        version = self.versions.keep(self, sheet, number=number, handed_in_by=by, through=through)
        self._stand(handed_in_at=version.handed_in_at, handed_in_by=by, accepted_at=None, accepted_by=None)
        Notice.objects.filter(about=self.about).cancel(_("The sheet was handed in."))
        return version

    @retried
    @transaction.atomic
    def give_back(self, *, by, comment):
        """Return what was handed in last for more work, with a comment that says what; whoever writes it is told."""
        if not comment.strip():
            raise Refused(_("Write what is to be changed."))
        self._hold()
        version = self.versions.last()
        if version is None:
            raise Refused(_("This sheet was not handed in yet; remind the partner instead."))
        returned = version.give_back(by=by, comment=comment)
        self._stand(**returned, accepted_at=None, accepted_by=None)
        self.recipients.tell(self, "partners_homework_returned", version.number)

    @retried
    @transaction.atomic
    def accept(self, *, by):
        """Accept what was handed in last; what is handed in later is accepted anew."""
        self._hold()
        version = self.versions.last()
        if version is None:
            raise Refused(_("This sheet was not handed in yet; remind the partner instead."))
        self._stand(**version.accept(by=by))
        self.recipients.tell(self, "partners_homework_accepted", version.number)

    @retried
    @transaction.atomic
    def hand_out(self, *, by):
        """Bring the homework to everyone who answers for the partner, with a personal link each; once for each day
        on which it is due, however often this is done."""
        self._hold()
        self.recipients.reach(self, by=by)
        self.recipients.tell(self, "partners_homework", self.due_on)

    def _hold(self):
        """Lock the stored sheet until the transaction ends, and read it anew."""
        self.require_open()
        self.refresh_from_db(from_queryset=Linkage.objects.select_for_update())

    def _stand(self, **columns):
        Linkage.objects.filter(pk=self.pk).update(**columns)
        self.refresh_from_db()


class LinkagePartner(StageBoundChild):
    """Together with which other partner the link is made."""

    bound_through = "linkage"
    named_through = ("participation__partner",)
    within = ("participation",)
    linkage = models.ForeignKey(Linkage, models.PROTECT, related_name="together", verbose_name=_("linkage sheet"))
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="+", verbose_name=_("together with"))

    class Meta(StageBoundChild.Meta):
        verbose_name = _("partner in the link")
        verbose_name_plural = _("partners in the link")
        constraints = [models.UniqueConstraint("linkage", "participation", name="partners_linked_once")]

    def __str__(self):
        return f"{self.participation}"


class Gives(StageBoundChild):
    """Something that a partner gives to the movement: how much of it and when, where that can be said."""

    Kind = Kind

    bound_through = "linkage"
    linkage = models.ForeignKey(Linkage, models.PROTECT, related_name="gives", verbose_name=_("linkage sheet"))
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    what = TextLine(_("what we give"), max_length=300)
    quantity = models.DecimalField(_("how much"), max_digits=14, decimal_places=2, null=True, blank=True)
    # Of money, empty: baht.
    unit = TextLine(_("unit"), max_length=40, blank=True)
    period = TextLine(_("when, or how often"), max_length=100, blank=True)

    class Meta(StageBoundChild.Meta):
        verbose_name = _("what a partner gives")
        verbose_name_plural = _("what partners give")
        ordering = ["linkage", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(quantity=None, unit="") | (Q(quantity__gt=0) & (~Q(unit="") | Q(kind="money"))),
                name="partners_quantity_with_unit",
                violation_error_message=_("Write both how much and its unit, such as 24 and “people”; or neither."),
            )
        ]

    def __str__(self):
        return self.what

    def as_given(self):
        return Given(self.kind, self.what, self.quantity, self.unit, self.period)


class Gains(StageBoundChild):
    """Something that a partner gains, and which of its own targets that serves."""

    bound_through = "linkage"
    linkage = models.ForeignKey(Linkage, models.PROTECT, related_name="gains", verbose_name=_("linkage sheet"))
    what = TextLine(_("what we gain"), max_length=300)
    target = TextLine(_("for which of our own targets"), max_length=200, blank=True)

    class Meta(StageBoundChild.Meta):
        verbose_name = _("what a partner gains")
        verbose_name_plural = _("what partners gain")
        ordering = ["linkage", "pk"]

    def __str__(self):
        return self.what
