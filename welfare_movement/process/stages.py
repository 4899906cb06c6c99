"""The six stages of a cycle, in the founders' order. No database."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stage(models.IntegerChoices):
    PARTNERS = 1, _("Support partners consult")
    SURVEYS = 2, _("Partners and community representatives survey and grade")
    WORKING_GROUPS = 3, _("Three working teams")
    FORUMS = 4, _("The large provincial forum")
    PILOT_AREAS = 5, _("Pilot areas are selected and driven")
    CELEBRATION = 6, _("Celebration")

    @property
    def slug(self):
        """As it stands in addresses: the label of the stage's app, and `celebration`."""
        return self.name.lower()

    @property
    def previous(self):
        return Stage(self - 1) if self > Stage.PARTNERS else None

    @property
    def next(self):
        return Stage(self + 1) if self < Stage.CELEBRATION else None

    @classmethod
    def from_slug(cls, slug):
        """The stage of an address. Raises KeyError for any other word."""
        return _BY_SLUG[slug]


_BY_SLUG = {stage.slug: stage for stage in Stage}
