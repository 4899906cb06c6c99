from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums import refusals
from forums.models.gathering import Gathering
from welfare_movement.people.records import now, who, who_and_when
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.thai.fields import TextBody


class DeclarationQuerySet(BoundQuerySet):
    def adopted(self):
        return self.exclude(adopted_at=None)


class Declaration(StageBoundChild):
    """What the forum declared together; its wording is final once it was adopted."""

    bound_through = "gathering"
    sealed_when = Q(declaration__adopted_at__isnull=False)
    seal_says = _("The declaration is adopted, so its wording is final.")
    gathering = models.OneToOneField(Gathering, models.PROTECT, related_name="declaration", verbose_name=_("gathering"))
    text = TextBody(_("wording"))
    drafted_at = models.DateTimeField(_("drafted at"), default=now, editable=False)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("drafted by"),
    )
    adopted_at = models.DateTimeField(_("adopted at"), null=True, blank=True)
    adopted_by = who(_("recorded by"), blank=True, editable=True)

    objects = DeclarationQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        constraints = [who_and_when("adopted")]

    def __str__(self):
        return f"{self.gathering}"

    def get_absolute_url(self):
        return reverse("forums:declaration", args=[*self.gathering.cycle.address, self.gathering_id])

    @transaction.atomic
    def adopt(self, *, by):
        """Record, once, that the forum adopted it; from then on the wording is final."""
        self.gathering.require_open()
        here = self.gathering.held_row()
        if not here.has_begun:
            raise refusals.GatheringAhead
        if not Declaration.objects.filter(pk=self.pk, adopted_at=None).update(adopted_at=timezone.now(), adopted_by=by):
            raise refusals.AlreadyAdopted(Declaration.objects.select_related("adopted_by").get(pk=self.pk))
        self.refresh_from_db()
