from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models.agenda import AgendaItem
from welfare_movement.papers.uploads import PaperField
from welfare_movement.people.records import now
from welfare_movement.process.models import StageBoundChild
from welfare_movement.thai.fields import TextLine


class AgendaPaper(StageBoundChild):
    """A paper attached to an item of the agenda, for everyone who may see the meeting."""

    bound_through = "item"
    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="papers", verbose_name=_("agenda item"))
    title = TextLine(_("title of the paper"), max_length=200)
    file = PaperField(_("paper"), help_text=_("A PDF, or a photograph, of at most 10 MB."))
    added_at = models.DateTimeField(_("added at"), default=now, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("added by")
    )

    class Meta(StageBoundChild.Meta):
        verbose_name = _("paper of an agenda item")
        verbose_name_plural = _("papers of agenda items")
        ordering = ["added_at", "pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        meeting = self.item.meeting
        return reverse("meetings:paper", args=[*meeting.cycle.address, meeting.pk, self.pk])

    @transaction.atomic
    def remove(self):
        """Take it off the agenda, and its file with it."""
        file = self.file
        self.delete()
        transaction.on_commit(lambda: file.storage.delete(file.name))
