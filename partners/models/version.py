from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from partners.models.linkage import Linkage
from partners.sheet import Sheet
from welfare_movement.people.records import when, who, who_and_when
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody

EXAMPLES = 5  # at most, the newest first


class VersionQuerySet(BoundQuerySet):
    def keep(self, linkage, sheet, **record):
        """The sheet as it is handed in now, kept for good."""
        return self.create(linkage=linkage, kept=sheet.kept(), handed_in_at=timezone.now(), **record)

    def accepted(self):
        """The last accepted version of each sheet; one that was returned after all is none."""
        later = self.model.objects.filter(
            linkage=OuterRef("linkage"), number__gt=OuterRef("number"), accepted_at__isnull=False, returned_at=None
        )
        return self.filter(~Exists(later), accepted_at__isnull=False, returned_at=None)

    def like(self, participation):
        """Of agencies of the same level and sector in the province, in this cycle or an earlier one; never its own."""
        partner, cycle = participation.partner, participation.cycle
        return self.filter(
            linkage__participation__partner__level=partner.level,
            linkage__participation__partner__sector=partner.sector,
            linkage__participation__cycle__province=cycle.province_id,
            linkage__participation__cycle__year__lte=cycle.year,
        ).exclude(linkage__participation__partner=partner)

    def examples_for(self, participation):
        """What similar agencies wrote and coordinators accepted, the newest first."""
        similar = self.accepted().like(participation).select_related("linkage__participation__partner")
        newest = similar.select_related("linkage__participation__cycle").order_by(
            "-linkage__participation__cycle__year", "-accepted_at", "pk"
        )
        return newest[:EXAMPLES]

    def for_history(self):
        return self.select_related("handed_in_by", "through__person", "returned_by", "accepted_by").order_by("-number")


class LinkageVersion(StageBoundChild):
    """A linkage sheet as it was handed in once, and what became of it: returned with a comment, or accepted."""

    bound_through = "linkage"
    named_through = ("linkage__participation__partner",)
    linkage = models.ForeignKey(Linkage, models.PROTECT, related_name="versions", verbose_name=_("linkage sheet"))
    number = models.PositiveSmallIntegerField(_("version"))
    kept = models.JSONField(_("as it was handed in"))
    handed_in_at = models.DateTimeField(_("handed in at"))
    handed_in_by = who(_("by"))
    through = models.ForeignKey(
        "partners.HomeworkRecipient", models.PROTECT, null=True, related_name="+", verbose_name=_("by the link of")
    )
    returned_at = when(_("returned at"))
    returned_by = who(_("by"))
    comment = TextBody(_("comment on the return"), blank=True, editable=False)
    accepted_at = when(_("accepted at"))
    accepted_by = who(_("accepted by"))

    objects = VersionQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("version of a linkage sheet")
        verbose_name_plural = _("versions of linkage sheets")
        ordering = ["linkage", "number"]
        constraints = [
            who_and_when("returned"),
            who_and_when("accepted"),
            models.UniqueConstraint("linkage", "number", name="partners_version_once"),
            models.CheckConstraint(
                condition=Q(returned_at=None, comment="") | (Q(returned_at__isnull=False) & ~Q(comment="")),
                name="partners_returned_with_comment",
            ),
        ]

    def __str__(self):
        return f"{self.linkage} {self.number}"

    def get_absolute_url(self):
        here = self.linkage.participation
        return reverse("partners:version", args=[*here.cycle.address, here.pk, self.number])

    @cached_property
    def sheet(self):
        return Sheet.from_kept(self.kept)

    @property
    def state(self):
        """handed_in, returned or accepted."""
        return "returned" if self.returned_at else "accepted" if self.accepted_at else "handed_in"

    # ── Verbs ──────────────────────────────────────────────────────────────────────────────────────────────────────
    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise Refused(_("A version stays as it was handed in; change the sheet and hand it in again."))
        super().save(*args, **kwargs)

    def give_back(self, *, by, comment):
        """Returned, once. Returns the record of it."""
        returned = {"returned_at": timezone.now(), "returned_by": by, "comment": comment}
        if not LinkageVersion.objects.filter(pk=self.pk, returned_at=None).update(**returned):
            raise Refused(_("This sheet was returned already; wait until it is handed in again."))
        return returned

    def accept(self, *, by):
        """Accepted, once. Returns the record of it."""
        accepted = {"accepted_at": timezone.now(), "accepted_by": by}
        open_still = LinkageVersion.objects.filter(pk=self.pk, returned_at=None, accepted_at=None)
        if not open_still.update(**accepted):
            raise Refused(_("This sheet was accepted or returned already; see its versions."))
        return accepted
