from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models import Participation
from surveys.models import CommunityOrganisation
from welfare_movement.people.records import now
from welfare_movement.places.models import Tambon
from welfare_movement.process.models import BoundQuerySet, Cycle, StageBound
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody, TextLine

# To whom an award may go, each with what stands there when it goes to another.
RECIPIENTS = {"organisation": None, "participation": None, "tambon": None, "recipient": ""}


def _to(name):
    """The condition that an award goes to this one and to no other."""
    others = {other: empty for other, empty in RECIPIENTS.items() if other != name}
    return Q(**others) & ~Q(**{name: RECIPIENTS[name]})


def _once(name, **options):
    says = _("This award was given already; look at the list of the awards.")
    constraint = f"pilot_areas_awarded_once_{name}"
    return models.UniqueConstraint(
        fields=["cycle", "category", name], name=constraint, violation_error_message=says, **options
    )


class AwardQuerySet(BoundQuerySet):
    def for_list(self):
        """With to whom each goes, by category."""
        whom = ("organisation__tambon__district", "participation__partner", "tambon__district")
        return self.with_cycle().select_related(*whom).order_by("category", "awarded_at", "pk")


class Award(StageBound):
    """An award of the celebration: what for, to whom, and why. Nothing ranks those who get none."""

    class Category(models.TextChoices):
        GROWTH = "growth", _("A fund that grows well")
        ACCOUNTS = "accounts", _("Open accounts")
        CARE = "care", _("Care for the vulnerable")
        MATCHING = "matching", _("Local government that contributes")
        WIN_WIN = "win_win", _("A partner with whom both sides win")
        PLAN = "plan", _("A tambon from plan to welfare")
        FACILITATOR = "facilitator", _("A facilitator (khun amnuai)")
        INNOVATION = "innovation", _("Something new")

    stage = Stage.CELEBRATION
    named_through = ("organisation", "participation__partner", "tambon")
    within = ("organisation", "participation", "tambon")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="awards", verbose_name=_("cycle"))
    category = models.CharField(_("award"), max_length=20, choices=Category)
    organisation = models.ForeignKey(
        CommunityOrganisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="awards",
        verbose_name=_("organisation"),
    )
    participation = models.ForeignKey(
        Participation, models.PROTECT, null=True, blank=True, related_name="awards", verbose_name=_("partner")
    )
    tambon = models.ForeignKey(
        Tambon, models.PROTECT, null=True, blank=True, related_name="awards", verbose_name=_("tambon")
    )
    recipient = TextLine(_("someone else, in words"), max_length=200, blank=True)
    reason = TextBody(_("why"))
    awarded_at = models.DateTimeField(_("awarded at"), default=now, editable=False)
    awarded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("recorded by")
    )

    objects = AwardQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("award")
        verbose_name_plural = _("awards")
        constraints = [
            models.CheckConstraint(
                condition=_to("organisation") | _to("participation") | _to("tambon") | _to("recipient"),
                name="pilot_areas_awarded_to_one",
                violation_error_message=_("Say to whom: one organisation, one partner, one tambon, or one in words."),
            ),
            *(_once(name) for name in ("organisation", "participation", "tambon")),
            _once("recipient", condition=~Q(recipient="")),
        ]

    def __str__(self):
        return f"{self.get_category_display()}: {self.to}"

    def get_absolute_url(self):
        return reverse("pilot_areas:award", args=[*self.cycle.address, self.pk])

    @property
    def to(self):
        """Who gets it."""
        return self.organisation or self.participation or self.tambon or self.recipient

    @property
    def to_field(self):
        """Which of its fields says who."""
        return next(name for name, empty in RECIPIENTS.items() if getattr(self, self._attname(name)) != empty)

    @property
    def to_pk(self):
        return getattr(self, self._attname(self.to_field))

    @classmethod
    def _attname(cls, name):
        return cls._meta.get_field(name).attname

    def give(self, *, by):
        """Record it, once: the same award does not go to the same one twice."""
        self.awarded_at, self.awarded_by = timezone.now(), by
        try:
            with transaction.atomic():
                self.save()
        except IntegrityError as error:
            raise Refused(_("This award was given already; look at the list of the awards.")) from error
