from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pilot_areas.models.area import PilotArea
from welfare_movement.journal.models import Entry
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.process.stages import Stage


class AreaEntryQuerySet(BoundQuerySet):
    def published(self):
        return self.filter(entry__in=Entry.objects.published())

    def drafts(self):
        return self.filter(entry__published_at=None)

    def for_list(self):
        """With its words and its area, the newest last."""
        return self.with_cycle().select_related("entry", "area__nomination__tambon__district").order_by("pk")


class AreaEntry(StageBoundChild):
    """A story or lesson of the journal that tells of a pilot area."""

    bound_through = "area"
    named_through = ("entry",)
    within = ("entry",)
    area = models.ForeignKey(PilotArea, models.PROTECT, related_name="entries", verbose_name=_("pilot area"))
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="area_entry", verbose_name=_("journal entry"))

    objects = AreaEntryQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("entry about an area")
        verbose_name_plural = _("entries about areas")

    def __str__(self):
        return f"{self.entry}"

    def get_absolute_url(self):
        return reverse("pilot_areas:story", args=[*self.area.nomination.cycle.address, self.pk])

    @classmethod
    @transaction.atomic
    def tell(cls, area, *, kind, title, body, by):
        """Write a story or a lesson of this area into the journal, as a draft that everyone will read."""
        entry = Entry(cycle=area.nomination.cycle, stage=Stage.PILOT_AREAS, kind=kind, title=title, body=body)
        entry.readership, entry.written_by = Entry.Readership.EVERYONE, by
        entry.save()
        return cls.objects.create(area=area, entry=entry)

    def rewrite(self, *, by, kind, title, body):
        """Change the words, published or not; see Entry.revise."""
        self.require_open()
        self.entry.revise(by=by, kind=kind, title=title, body=body)

    def publish(self, *, by):
        """Let everyone read it, once; see Entry.publish."""
        self.require_open()
        self.entry.publish(by=by)
