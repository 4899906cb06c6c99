from django.db import models, transaction
from django.db.models import Max, ProtectedError, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from welfare_movement.meetings.models.meeting import Meeting
from welfare_movement.meetings.refusals import HasResolutions, ReferredTo, StandardItem
from welfare_movement.meetings.sources import note_brought, note_taken_off, source_of, waiting_for
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.process.retry import retried
from welfare_movement.thai.fields import TextBody, TextLine

ADOPTED_SAYS = _(
    "The minutes of this meeting are adopted and locked; write a correction as an addendum at the next one."
)


class AgendaItemQuerySet(BoundQuerySet):
    def for_agenda(self):
        return self.prefetch_related("resolutions__actions__owner", "papers").order_by("section", "position", "pk")

    def bring(self, meeting, source, title, *, by):
        """The sub-item of this meeting that came from `source`, a key such as `partners.hesitation:12`; made once.

        It goes to the end of the item that its source names. Two who bring the same at once get the same one.
        """
        self.bring_all(meeting, [(source, title)], by=by)
        return self.get(meeting=meeting, source=source)

    @retried
    @transaction.atomic
    def bring_all(self, meeting, found, *, by):
        """Put each of these (key, title) onto the agenda that is not on it yet, in their order. Returns how many.

        What came from a source that keeps who brought its rows, and where to, is told to it.
        """
        meeting.hold()
        here = list(self.filter(meeting=meeting).values_list("source", flat=True))
        new = [(key, title) for key, title in dict(found).items() if key not in here]
        last = dict(self.filter(meeting=meeting).order_by().values_list("section").annotate(last=Max("position")))
        items = []
        for key, title in new:
            section = source_of(key).section
            last[section] = last.get(section, 0) + 1
            position = last[section]
            title = title[: self.model.TITLE_AT_MOST]
            items.append(self.model(meeting=meeting, section=section, position=position, title=title, source=key))
        self.bulk_create(items)
        note_brought(items, by=by)
        return len(items)

    def bring_open(self, meeting, *, by):
        """Put onto the agenda whatever its sources hold ready for it. Returns how many are new."""
        return self.bring_all(meeting, waiting_for(meeting), by=by)


class AgendaItem(StageBoundChild):
    """One of the five standard items of an agenda (position 0), or a sub-item below it, with what was said."""

    class Section(models.IntegerChoices):
        CHAIR = 1, _("Matters the chair reports")
        MINUTES = 2, _("Adoption of the previous minutes")
        ARISING = 3, _("Matters arising")
        CONSIDERATION = 4, _("Matters for consideration")
        OTHER = 5, _("Other matters")

    TITLE_AT_MOST = 300

    begins_at = None  # the clock time of a timed item, on the pages that show one
    origin = None  # what a brought one came from, on the pages that show it

    bound_through = "meeting"
    sealed_when = Q(minutes__adopted_at__isnull=False)
    seal_says = ADOPTED_SAYS
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items", verbose_name=_("meeting"))
    section = models.PositiveSmallIntegerField(_("item"), choices=Section)
    position = models.PositiveSmallIntegerField(pgettext_lazy("order", "position"), default=0)
    title = TextLine(_("subject"), max_length=TITLE_AT_MOST, blank=True)
    duration = models.PositiveSmallIntegerField(
        _("planned minutes"), null=True, blank=True, help_text=_("Empty: no time of its own.")
    )
    discussion = TextBody(_("what was said"), blank=True)
    # What it came from: the key of a source, and of its row; see `meetings.sources`.
    source = models.CharField(max_length=100, blank=True, editable=False)

    objects = AgendaItemQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["section", "position", "pk"]
        constraints = [
            models.UniqueConstraint("meeting", "section", "position", name="meetings_item_once"),
            models.UniqueConstraint("meeting", "source", condition=~Q(source=""), name="meetings_brought_once"),
        ]

    def __str__(self):
        return f"{self.number} {self.heading}"

    def get_absolute_url(self):
        return f"{self.meeting.get_absolute_url()}#item-{self.pk}"

    @property
    def number(self):
        """As papers write it: 4 or 4.1."""
        return f"{self.section}.{self.position}" if self.position else f"{self.section}"

    @property
    def heading(self):
        return self.title or self.get_section_display()

    # ── Verbs ──────────────────────────────────────────────────────────────────────────────────────────────────────
    @retried
    @transaction.atomic
    def move(self, *, up):
        """Change places with the item before it, or after it, below the same standard item; at the edge it stays."""
        self._hold()
        alike = AgendaItem.objects.filter(meeting=self.meeting_id, section=self.section, position__gt=0)
        place = AgendaItem.objects.values_list("position", flat=True).get(pk=self.pk)
        beside = alike.filter(position__lt=place).last() if up else alike.filter(position__gt=place).first()
        if beside is not None:
            # No two items have the same place, not even for a moment: this one steps aside first.
            self._stand(alike.aggregate(last=Max("position"))["last"] + 1)
            beside._stand(place)
            self._stand(beside.position)

    @retried
    @transaction.atomic
    def remove(self):
        """Take it off the agenda with its papers; the items after it move up. Not once something was resolved on it."""
        self._hold()
        self.require_removable()
        files = [paper.file for paper in self.papers.all()]
        self.papers.all().delete()
        after = list(
            AgendaItem.objects.filter(meeting=self.meeting_id, section=self.section, position__gt=self.position)
        )
        note_taken_off(self)
        try:
            self.delete()
        except ProtectedError as referred:
            raise ReferredTo from referred
        for item in after:
            item._stand(item.position - 1)
        transaction.on_commit(lambda: [file.storage.delete(file.name) for file in files])

    def require_removable(self):
        """Raise StandardItem or HasResolutions unless it may be deleted."""
        if not self.position:
            raise StandardItem
        if self.resolutions.exists():
            raise HasResolutions

    def _hold(self):
        """Changes to the agenda of a meeting follow one another. Raises StandardItem, or what the guard says."""
        if not self.position:
            raise StandardItem
        Meeting.objects.select_for_update().get(pk=self.meeting_id)
        self.require_open()

    def _stand(self, position):
        AgendaItem.objects.filter(pk=self.pk).update(position=position)


class ResolutionQuerySet(BoundQuerySet):
    def agreed(self):
        return self.filter(outcome__in=Resolution.AGREEING)


class Resolution(StageBoundChild):
    """What a meeting resolved on an item, as a record that later decisions point at."""

    class Outcome(models.TextChoices):
        NOTED = "noted", _("Noted")
        APPROVED = "approved", _("Adopted")
        ENDORSED = "endorsed", _("Agreed")
        REJECTED = "rejected", _("Not agreed")
        ASSIGNED = "assigned", _("Assigned")

    AGREEING = (Outcome.ENDORSED, Outcome.APPROVED)

    bound_through = "item"
    seal_says = ADOPTED_SAYS
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="resolutions", verbose_name=_("agenda item"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome)
    text = TextBody(_("wording"), blank=True)

    objects = ResolutionQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering = ["item", "pk"]

    def __str__(self):
        return f"{self.get_outcome_display()} {self.text}".strip()
