from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from welfare_movement.places.models import Province
from welfare_movement.thai.fields import TextBody, TextLine
from welfare_movement.thai.named import Named


class Partner(Named):
    """An agency or body that supports the movement of a province; lasts from cycle to cycle.

    A central agency has one row in each province that works with it.
    """

    class Level(models.TextChoices):
        CENTRAL = "central", _("Central")
        PROVINCIAL = "provincial", _("Provincial")
        LOCAL = "local", _("Local")

    class Sector(models.TextChoices):
        STATE = "state", pgettext_lazy("sector", "State")
        PUBLIC_ORGANISATION = "public_organisation", _("Public organisation")
        ACADEMIC = "academic", _("Academic")
        CIVIL = "civil", _("Civil society")
        PRIVATE = "private", _("Private")
        RELIGIOUS = "religious", _("Religious")
        MEDIA = "media", _("Media")

    province = models.ForeignKey(Province, models.PROTECT, related_name="partners", verbose_name=_("province"))
    short_name = TextLine(_("short name"), max_length=60, blank=True)
    level = models.CharField(_("level"), max_length=20, choices=Level)
    sector = models.CharField(_("sector"), max_length=30, choices=Sector)
    function = TextBody(_("own function"), blank=True, help_text=_("What the agency is there for, in its own words."))

    class Meta(Named.Meta):
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        constraints = [
            models.UniqueConstraint(
                "province",
                "comparison_key",
                name="partners_name_once_a_province",
                violation_error_message=_("A partner of this name is known already; open it instead."),
            )
        ]

    @property
    def shown(self):
        """As lists and cards call it."""
        return self.short_name or self.name


class Representative(models.Model):
    """A person who answers for a partner."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="representatives", verbose_name=_("partner"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="representations", verbose_name=_("person")
    )

    class Meta:
        verbose_name = _("representative")
        verbose_name_plural = _("representatives")
        ordering = ["partner", "user__sort_key"]
        constraints = [models.UniqueConstraint("partner", "user", name="partners_represents_once")]

    def __str__(self):
        return f"{self.user}"
