from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef
from django.utils.translation import gettext_lazy as _

from partners.models import Participation
from welfare_movement.people.records import now, who, who_and_when
from welfare_movement.places.models import District, Tambon
from welfare_movement.process.models import BoundQuerySet, Cycle, StageBound, StageBoundChild
from welfare_movement.process.stages import Stage
from welfare_movement.thai.fields import TextBody, TextLine


class GatheringQuerySet(BoundQuerySet):
    def forum(self):
        return self.filter(stage=Stage.FORUMS)

    def celebration(self):
        return self.filter(stage=Stage.CELEBRATION)

    def held(self):
        return self.exclude(held_at=None)


class Gathering(StageBound):
    """The large forum of a cycle, or its celebration; which of the two is its stage."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="gatherings", verbose_name=_("cycle"))
    stage = models.PositiveSmallIntegerField(
        _("stage"),
        choices=[(Stage.FORUMS.value, Stage.FORUMS.label), (Stage.CELEBRATION.value, Stage.CELEBRATION.label)],
    )
    title = TextLine(_("title"), max_length=200)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    venue = TextLine(_("venue"), max_length=200)
    capacity = models.PositiveIntegerField(_("seats"))
    held_at = models.DateTimeField(_("recorded as held at"), null=True, blank=True)
    held_by = who(_("recorded by"), blank=True, editable=True)

    objects = GatheringQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("gathering")
        verbose_name_plural = _("gatherings")
        ordering = ["-starts_at"]
        constraints = [
            who_and_when("held"),
            models.UniqueConstraint(
                "cycle",
                "stage",
                name="forums_one_a_stage",
                violation_error_message=_("This cycle has one already; change that one."),
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=F("starts_at")),
                name="forums_ends_after_it_begins",
                violation_error_message=_("It must end after it begins; change one of the two times."),
            ),
            models.CheckConstraint(
                condition=models.Q(held_at=None) | models.Q(held_at__gte=F("starts_at")),
                name="forums_held_after_it_began",
                violation_error_message=_("It cannot have been held before it begins; look at the two times."),
            ),
        ]

    def __str__(self):
        return self.title


class ExpectedDistrictQuerySet(BoundQuerySet):
    def forum(self):
        return self.filter(gathering__stage=Stage.FORUMS)

    def present(self):
        """With someone of the district checked in."""
        came = Registration.objects.checked_in().filter(
            gathering=OuterRef("gathering"), tambon__district=OuterRef("district")
        )
        return self.filter(Exists(came))


class ExpectedDistrict(StageBoundChild):
    """A district that is expected at a gathering, and its seats."""

    bound_through = "gathering"
    named_through = ("district",)
    within = ("district",)
    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="districts", verbose_name=_("gathering"))
    district = models.ForeignKey(District, models.PROTECT, related_name="+", verbose_name=_("district"))
    seats = models.PositiveIntegerField(_("seats"))

    objects = ExpectedDistrictQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("expected district")
        verbose_name_plural = _("expected districts")
        constraints = [models.UniqueConstraint("gathering", "district", name="forums_district_expected_once")]

    def __str__(self):
        return f"{self.district}"


class RegistrationQuerySet(BoundQuerySet):
    def checked_in(self):
        return self.exclude(checked_in_at=None)


class Registration(StageBoundChild):
    """A person registered for a gathering, and whether they came."""

    bound_through = "gathering"
    named_through = ("person",)
    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="registrations", verbose_name=_("gathering"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="registrations", verbose_name=_("person")
    )
    tambon = models.ForeignKey(Tambon, models.PROTECT, related_name="+", verbose_name=_("tambon"))
    registered_at = models.DateTimeField(_("registered at"), default=now)
    checked_in_at = models.DateTimeField(_("checked in at"), null=True, blank=True)
    checked_in_by = who(_("checked in by"), blank=True, editable=True)

    objects = RegistrationQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            who_and_when("checked_in"),
            models.UniqueConstraint("gathering", "person", name="forums_registered_once"),
        ]

    def __str__(self):
        return f"{self.person}"


class DeclarationQuerySet(BoundQuerySet):
    def adopted(self):
        return self.exclude(adopted_at=None)


class Declaration(StageBoundChild):
    """What the forum declared together."""

    bound_through = "gathering"
    gathering = models.OneToOneField(Gathering, models.PROTECT, related_name="declaration", verbose_name=_("gathering"))
    text = TextBody(_("wording"))
    adopted_at = models.DateTimeField(_("adopted at"), null=True, blank=True)
    adopted_by = who(_("recorded by"), blank=True, editable=True)

    objects = DeclarationQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        constraints = [who_and_when("adopted")]

    def __str__(self):
        return f"{self.gathering}"


class Pledge(StageBoundChild):
    """What a partner promised at a gathering."""

    bound_through = "gathering"
    within = ("participation",)
    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="pledges", verbose_name=_("gathering"))
    participation = models.ForeignKey(Participation, models.PROTECT, related_name="pledges", verbose_name=_("partner"))
    text = TextBody(_("pledge"))
    pledged_at = models.DateTimeField(_("pledged at"), default=now)

    class Meta(StageBoundChild.Meta):
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")

    def __str__(self):
        return self.text
