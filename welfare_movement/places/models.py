"""Provinces, districts (amphoe) and sub-districts (tambon), by their DOPA codes.

Names and codes come from geothai (data CC BY 4.0: Department of Provincial Administration and Thailand Post).
"""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from welfare_movement.thai.fields import TextLine
from welfare_movement.thai.sorting import KEY_LENGTH

LONGEST_ON_MAP = 15  # letters


def _is_english():
    return (get_language() or "").startswith("en")


class Place(models.Model):
    """What the three levels share; `sort_key` gives Thai dictionary order on every database."""

    name_th = TextLine(_("Thai name"), max_length=100)
    name_en = TextLine(_("English name"), max_length=100)
    sort_key = models.CharField(max_length=KEY_LENGTH, editable=False, db_index=True)

    class Meta:
        abstract = True
        ordering = ["sort_key", "code"]

    def __str__(self):
        return self.name

    @property
    def name(self):
        """The name in the reader's language; Thai unless English was chosen."""
        return self.name_en if _is_english() else self.name_th


class Province(Place):
    code = models.CharField(_("code"), max_length=2, primary_key=True)
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    tile_rows = models.PositiveSmallIntegerField(_("rows of the tile map"), default=0)
    tile_columns = models.PositiveSmallIntegerField(_("columns of the tile map"), default=0)

    class Meta(Place.Meta):
        verbose_name = _("province")
        verbose_name_plural = _("provinces")


class District(Place):
    code = models.CharField(_("code"), max_length=4, primary_key=True)
    province = models.ForeignKey(Province, models.PROTECT, related_name="districts", verbose_name=_("province"))
    # For the small squares of the map; empty where the name is short anyway.
    short_th = TextLine(_("short Thai name"), max_length=20, blank=True)
    short_en = TextLine(_("short English name"), max_length=20, blank=True)
    tile_row = models.PositiveSmallIntegerField(_("row of the tile"), null=True, blank=True)
    tile_column = models.PositiveSmallIntegerField(_("column of the tile"), null=True, blank=True)
    villages = models.PositiveSmallIntegerField(_("villages"), null=True, blank=True)
    official_tambons = models.PositiveSmallIntegerField(_("official tambons"), null=True, blank=True)

    class Meta(Place.Meta):
        verbose_name = _("district")
        verbose_name_plural = _("districts")

    @property
    def short_name(self):
        return (self.short_en if _is_english() else self.short_th) or self.name

    @property
    def map_name(self):
        """The name where it fits on a tile of a wide screen, else the short one."""
        return self.name if len(self.name) <= LONGEST_ON_MAP else self.short_name


class Tambon(Place):
    code = models.CharField(_("code"), max_length=6, primary_key=True)
    district = models.ForeignKey(District, models.PROTECT, related_name="tambons", verbose_name=_("district"))
    postal_code = models.CharField(_("postal code"), max_length=5, blank=True)
    has_villages = models.BooleanField(
        _("has villages"),
        default=True,
        help_text=_("Wholly municipal tambons have none; the official count of tambons leaves them out."),
    )

    class Meta(Place.Meta):
        verbose_name = _("tambon")
        verbose_name_plural = _("tambons")

    @property
    def province_id(self):
        return self.district.province_id
