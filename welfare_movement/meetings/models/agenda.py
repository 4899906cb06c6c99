from django.db import models, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from welfare_movement.meetings.models.meeting import Meeting
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.thai.fields import TextBody, TextLine

ADOPTED_SAYS = _(
    "The minutes of this meeting are adopted and locked; write a correction as an addendum at the next one."
)


class AgendaItemQuerySet(BoundQuerySet):
    def for_agenda(self):
        return self.prefetch_related("resolutions").order_by("section", "position", "pk")

    @transaction.atomic
    def add_last(self, meeting, section, *, title):
        """Add an item to the end of a section; two who add at once get numbers of their own."""
        Meeting.objects.select_for_update().get(pk=meeting.pk)
        last = self.filter(meeting=meeting, section=section).aggregate(last=Max("position"))["last"]
        return self.create(meeting=meeting, section=section, position=1 if last is None else last + 1, title=title)


class AgendaItem(StageBoundChild):
    """One of the five standard items of an agenda (position 0), or a sub-item below it, with what was said."""

    class Section(models.IntegerChoices):
        CHAIR = 1, _("Matters the chair reports")
        MINUTES = 2, _("Adoption of the previous minutes")
        ARISING = 3, _("Matters arising")
        CONSIDERATION = 4, _("Matters for consideration")
        OTHER = 5, _("Other matters")

    bound_through = "meeting"
    sealed_when = Q(minutes__adopted_at__isnull=False)
    seal_says = ADOPTED_SAYS
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items", verbose_name=_("meeting"))
    section = models.PositiveSmallIntegerField(_("item"), choices=Section)
    position = models.PositiveSmallIntegerField(pgettext_lazy("order", "position"), default=0)
    title = TextLine(_("subject"), max_length=300, blank=True)
    discussion = TextBody(_("what was said"), blank=True)

    objects = AgendaItemQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["section", "position", "pk"]
        constraints = [models.UniqueConstraint("meeting", "section", "position", name="meetings_item_once")]

    def __str__(self):
        return f"{self.number} {self.heading}"

    @property
    def number(self):
        """As papers write it: 4 or 4.1."""
        return f"{self.section}.{self.position}" if self.position else f"{self.section}"

    @property
    def heading(self):
        return self.title or self.get_section_display()


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
