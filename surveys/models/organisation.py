from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from surveys.models.network import Network
from welfare_movement.places.models import Province, Tambon
from welfare_movement.thai.named import Named


class OrganisationQuerySet(models.QuerySet):
    def standing(self):
        """Without those that were dissolved."""
        return self.filter(dissolved_on=None)

    def for_registry(self):
        networks = Prefetch("networks", Network.objects.order_by("sort_key"))
        return self.select_related("tambon__district").prefetch_related(networks).order_by("sort_key", "pk")


class CommunityOrganisation(Named):
    """A community organisation of a province: fund, group, club or council; lasts from cycle to cycle."""

    class Type(models.TextChoices):
        """As the questionnaire asks it; the words of both are the same."""

        WELFARE_FUND = "welfare_fund", _("Community welfare fund")
        SATJA_BAHT = "satja_baht", _("One-baht-a-day group (satja)")
        SAVINGS_GROUP = "savings_group", _("Savings group for production")
        VILLAGE_FUND = "village_fund", _("Village or urban community fund")
        COMMUNITY_BANK = "community_bank", _("Community financial institution or village bank")
        OCCUPATION_GROUP = "occupation_group", _("Occupation group or community enterprise")
        ELDERLY_CLUB = "elderly_club", _("Elderly club")
        WOMENS_GROUP = "womens_group", _("Women's group")
        HEALTH_VOLUNTEERS = "health_volunteers", _("Village health volunteers")
        COMMUNITY_COUNCIL = "community_council", _("Community organisation council")
        FAITH_BASED = "faith_based", _("Temple or mosque group")
        OTHER = "other", _("Other")

    class Scope(models.TextChoices):
        VILLAGE = "village", _("One village or community")
        MULTI_VILLAGE = "multi_village", _("Several villages")
        TAMBON = "tambon", _("The whole tambon")
        MUNICIPALITY = "municipality", _("Municipality")

    province = models.ForeignKey(Province, models.PROTECT, related_name="organisations", verbose_name=_("province"))
    tambon = models.ForeignKey(Tambon, models.PROTECT, related_name="organisations", verbose_name=_("tambon"))
    type = models.CharField(_("type"), max_length=30, choices=Type)
    scope = models.CharField(_("area of service"), max_length=20, choices=Scope, blank=True)
    networks = models.ManyToManyField(Network, blank=True, related_name="organisations", verbose_name=_("networks"))
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta(Named.Meta):
        verbose_name = _("community organisation")
        verbose_name_plural = _("community organisations")
        constraints = [
            models.UniqueConstraint(
                "tambon",
                "comparison_key",
                name="surveys_organisation_once_a_tambon",
                violation_error_message=_("An organisation of this name is known in this tambon already."),
            )
        ]

    def clean(self):
        super().clean()
        if self.tambon_id and self.province_id and self.tambon.district.province_id != self.province_id:
            raise ValidationError({"tambon": _("Choose a tambon of the province.")})


class Respondent(models.Model):
    """A person who is asked to answer for an organisation."""

    organisation = models.ForeignKey(
        CommunityOrganisation, models.PROTECT, related_name="respondents", verbose_name=_("organisation")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="respondings", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("respondent")
        verbose_name_plural = _("respondents")
        ordering = ["organisation", "user__sort_key"]
        constraints = [models.UniqueConstraint("organisation", "user", name="surveys_responds_once")]

    def __str__(self):
        return f"{self.user}"
