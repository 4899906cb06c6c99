from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models.meeting import Meeting
from welfare_movement.meetings.models.minutes import Minutes
from welfare_movement.people.records import now
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.thai.fields import TextBody


class AddendumQuerySet(BoundQuerySet):
    def for_list(self):
        return self.select_related("agreed_at__cycle__province", "written_by").order_by("written_at", "pk")


class Addendum(StageBoundChild):
    """A correction of adopted minutes that a later meeting agreed; what was adopted stays as it stands."""

    bound_through = "minutes"
    sealed_with_parent = False  # adopted minutes are locked, and that is when corrections begin
    sealed_when = Q(adopted_at__isnull=True)
    seal_says = _("These minutes are not adopted yet; correct the text itself.")
    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="addenda", verbose_name=_("minutes"))
    text = TextBody(_("correction"))
    agreed_at = models.ForeignKey(Meeting, models.PROTECT, related_name="+", verbose_name=_("agreed at the meeting"))
    written_at = models.DateTimeField(_("written at"), default=now, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("written by")
    )

    objects = AddendumQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("addendum")
        verbose_name_plural = _("addenda")
        ordering = ["written_at", "pk"]

    def __str__(self):
        return self.text
