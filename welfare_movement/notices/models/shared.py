from django.db import models
from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from welfare_movement.people.records import now, when


class SharedPageQuerySet(models.QuerySet):
    def count_opening(self, path):
        """Someone came to this page by an address that was passed on."""
        if not self._add_one(path):
            self.bulk_create([SharedPage(path=path)], ignore_conflicts=True)  # another may be the first as well
            self._add_one(path)

    def _add_one(self, path):
        at = now()
        first = Coalesce("first_opened_at", Value(at, DateTimeField()))
        return self.filter(path=path).update(first_opened_at=first, opened_at=at, openings=F("openings") + 1)


class SharedPage(models.Model):
    """How often a page was opened from a text that was passed on, as into a LINE group. Never by whom."""

    path = models.CharField(_("page"), max_length=300, unique=True)
    first_opened_at = when(_("first opened"))
    opened_at = when(_("last opened"))
    openings = models.PositiveIntegerField(_("times opened"), default=0, editable=False)

    objects = SharedPageQuerySet.as_manager()

    class Meta:
        verbose_name = _("shared page")
        verbose_name_plural = _("shared pages")

    def __str__(self):
        return self.path
