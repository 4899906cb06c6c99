from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from welfare_movement.people.records import now, when, who, who_and_when
from welfare_movement.process.models import Cycle, CycleBound
from welfare_movement.process.stages import Stage
from welfare_movement.thai.fields import TextBody, TextLine


class Entry(CycleBound):
    """Something written down for others to learn from: a note, a lesson, a story. `stage` is what it is about."""

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        LESSON = "lesson", _("Lesson")
        STORY = "story", _("Story")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="entries", verbose_name=_("cycle"))
    stage = models.PositiveSmallIntegerField(_("stage"), choices=Stage)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = TextLine(_("title"), max_length=200)
    body = TextBody(_("text"))
    written_at = models.DateTimeField(_("written at"), default=now, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    published_at = when(_("published at"))
    published_by = who(_("by"))

    class Meta(CycleBound.Meta):
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["-written_at", "-pk"]
        constraints = [who_and_when("published")]

    def __str__(self):
        return self.title
