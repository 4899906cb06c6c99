from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pilot_areas.models.selection import Nomination
from welfare_movement.journal.models import Entry
from welfare_movement.people.records import now, who, who_and_when
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody, TextLine


class PilotAreaQuerySet(BoundQuerySet):
    def explained(self):
        """With reasons that everyone can read."""
        return self.exclude(published_at=None)

    def planned(self):
        return self.filter(Exists(AreaPlan.objects.adopted().filter(area=OuterRef("pk"))))

    def settled(self):
        """With milestones, each of them reached, or decided otherwise with a reason."""
        milestones = Milestone.objects.filter(area=OuterRef("pk"))
        return self.filter(Exists(milestones), ~Exists(milestones.open()))

    def for_stories(self):
        """With everything that was told of each, in the order of their tambons."""
        told = Prefetch("entries", AreaEntry.objects.for_list())
        return (
            self.with_cycle()
            .select_related("nomination__tambon__district")
            .prefetch_related(told)
            .order_by("nomination__tambon__district__sort_key", "nomination__tambon__sort_key", "pk")
        )

    def told(self):
        """With a published story and a published lesson of the journal of this cycle."""
        entries = AreaEntry.objects.filter(
            area=OuterRef("pk"), entry__published_at__isnull=False, entry__cycle=OuterRef("nomination__cycle")
        )
        return self.filter(
            Exists(entries.filter(entry__kind=Entry.Kind.STORY)), Exists(entries.filter(entry__kind=Entry.Kind.LESSON))
        )


class PilotArea(StageBoundChild):
    """A tambon that was selected and is driven."""

    bound_through = "nomination"
    named_through = ("nomination__tambon",)
    nomination = models.OneToOneField(Nomination, models.PROTECT, related_name="area", verbose_name=_("nomination"))
    selected_at = models.DateTimeField(_("selected at"), default=now)
    selected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    reasons = TextBody(_("reasons"), blank=True)
    published_at = models.DateTimeField(_("reasons published at"), null=True, blank=True)
    published_by = who(_("published by"), blank=True, editable=True)

    objects = PilotAreaQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("pilot area")
        verbose_name_plural = _("pilot areas")
        constraints = [
            who_and_when("published"),
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(reasons=""),
                name="pilot_areas_published_with_reasons",
                violation_error_message=_("Write the reasons before they are published."),
            ),
        ]

    def __str__(self):
        return f"{self.nomination}"


class AreaPlanQuerySet(BoundQuerySet):
    def adopted(self):
        return self.exclude(adopted_at=None)


class AreaPlan(StageBoundChild):
    """What is to be done in a pilot area."""

    bound_through = "area"
    named_through = ("area__nomination__tambon",)
    area = models.OneToOneField(PilotArea, models.PROTECT, related_name="plan", verbose_name=_("pilot area"))
    text = TextBody(_("plan"))
    adopted_at = models.DateTimeField(_("adopted at"), null=True, blank=True)
    adopted_by = who(_("adopted by"), blank=True, editable=True)

    objects = AreaPlanQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("plan of an area")
        verbose_name_plural = _("plans of areas")
        constraints = [who_and_when("adopted")]

    def __str__(self):
        return f"{self.area}"


class MilestoneQuerySet(BoundQuerySet):
    def open(self):
        return self.filter(reached_at=None, dropped_at=None)


class Milestone(StageBoundChild):
    """A point to reach in a pilot area: reached, or dropped with a reason."""

    bound_through = "area"
    area = models.ForeignKey(PilotArea, models.PROTECT, related_name="milestones", verbose_name=_("pilot area"))
    title = TextLine(_("milestone"), max_length=200)
    due_on = models.DateField(_("due on"))
    reached_at = models.DateTimeField(_("reached at"), null=True, blank=True)
    reached_by = who(_("recorded by"), blank=True, editable=True)
    dropped_at = models.DateTimeField(_("decided otherwise at"), null=True, blank=True)
    dropped_by = who(_("decided by"), blank=True, editable=True)
    dropped_reason = TextBody(_("reason"), blank=True)

    objects = MilestoneQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due_on", "pk"]
        constraints = [
            who_and_when("reached"),
            who_and_when("dropped"),
            models.CheckConstraint(
                condition=Q(dropped_at=None, dropped_reason="")
                | (Q(dropped_at__isnull=False, reached_at=None) & ~Q(dropped_reason="")),
                name="pilot_areas_dropped_with_reason",
                violation_error_message=_("A milestone that is given up needs a reason, and cannot be reached too."),
            ),
        ]

    def __str__(self):
        return self.title


class AreaEntryQuerySet(BoundQuerySet):
    def published(self):
        return self.filter(entry__published_at__isnull=False)

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
        """Write a story or a lesson of this area into the journal, as a draft."""
        entry = Entry(cycle=area.nomination.cycle, stage=Stage.PILOT_AREAS, kind=kind, title=title, body=body)
        entry.written_by = by
        entry.save()
        return cls.objects.create(area=area, entry=entry)

    def rewrite(self, *, kind, title, body):
        """Change the words, published or not; when it was published stays."""
        self.require_open()
        self.entry.kind, self.entry.title, self.entry.body = kind, title, body
        self.entry.save(update_fields=["kind", "title", "body"])

    def publish(self, *, by):
        """Let everyone read it, once."""
        self.require_open()
        draft = Entry.objects.filter(pk=self.entry_id, published_at=None)
        if not draft.update(published_at=timezone.now(), published_by=by):
            raise Refused(_("It is published already; nothing more is needed."))
        self.entry.refresh_from_db()
