from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welfare_movement.journal.refusals import AlreadyPublished, AlreadyWithdrawn, NotPublished, ReasonMissing
from welfare_movement.people.records import now, when, who, who_and_when
from welfare_movement.process.models import BoundQuerySet, Cycle, CycleBound
from welfare_movement.process.retry import retried
from welfare_movement.process.stages import Stage
from welfare_movement.thai.fields import TextBody, TextLine


class EntryQuerySet(BoundQuerySet):
    def published(self):
        """What was published and not taken back."""
        return self.filter(published_at__isnull=False, withdrawn_at=None)

    def public(self):
        return self.published().filter(readership=Entry.Readership.EVERYONE)

    def about(self, *, kind="", stage=None):
        """Those of this kind and about this stage, of all where none is named."""
        entries = self.filter(kind=kind) if kind else self
        return entries.filter(stage=stage) if stage else entries

    def for_list(self):
        """With what a list shows of each, the latest first: by its publication, a draft by the day it was written."""
        return self.with_cycle().order_by(Coalesce("published_at", "written_at").desc(), "-pk")

    def for_page(self):
        return self.with_cycle().select_related("written_by", "edited_by", "published_by", "withdrawn_by")


class Entry(CycleBound):
    """Something written down for others to learn from: a note, a lesson, a story. `stage` is what it is about.

    A draft is published once, and may be taken back once; what was taken back stays as it was.
    """

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        LESSON = "lesson", _("Lesson")
        STORY = "story", _("Story")

    class Readership(models.TextChoices):
        MEMBERS = "members", _("Those who are known to this cycle")
        EVERYONE = "everyone", _("Everyone, without signing in")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="entries", verbose_name=_("cycle"))
    stage = models.PositiveSmallIntegerField(_("stage"), choices=Stage)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    title = TextLine(_("title"), max_length=200)
    body = TextBody(_("text"))
    readership = models.CharField(
        _("who may read it"), max_length=10, choices=Readership, default=Readership.MEMBERS.value
    )
    written_at = models.DateTimeField(_("written at"), default=now, editable=False)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("written by")
    )
    published_at = when(_("published at"))
    published_by = who(_("by"))
    # The last change after the publication; a draft changes as often as one likes.
    edited_at = when(_("changed at"))
    edited_by = who(_("by"))
    withdrawn_at = when(_("taken back at"))
    withdrawn_by = who(_("by"))
    withdrawn_reason = TextBody(_("reason"), blank=True, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta(CycleBound.Meta):
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["-written_at", "-pk"]
        constraints = [
            who_and_when("published"),
            who_and_when("edited"),
            who_and_when("withdrawn"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=False) | Q(edited_at=None, withdrawn_at=None),
                name="journal_published_before_the_rest",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_reason="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="journal_withdrawn_with_reason",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("journal:entry", args=[*self.cycle.address, self.pk])

    @property
    def is_draft(self):
        return self.published_at is None

    @property
    def is_public(self):
        return self.readership == self.Readership.EVERYONE

    # ── Verbs ──────────────────────────────────────────────────────────────────────────────────────────────────────
    @retried
    @transaction.atomic
    def revise(self, *, by, **written):
        """Write it anew; of a published entry it is kept who changed it last, and when. Raises AlreadyWithdrawn."""
        self.require_open()
        stored = self._held()
        edited = {} if stored.is_draft else {"edited_at": timezone.now(), "edited_by": by}
        Entry.objects.filter(pk=self.pk).update(**written, **edited)
        self.refresh_from_db()

    @retried
    @transaction.atomic
    def publish(self, *, by):
        """Show it to its readers, once; a new one is saved first. Raises AlreadyPublished, AlreadyWithdrawn."""
        if self._state.adding:
            self.save()
        self.require_open()
        stored = self._held()
        if not stored.is_draft:
            raise AlreadyPublished(stored)
        Entry.objects.filter(pk=self.pk).update(published_at=timezone.now(), published_by=by)
        self.refresh_from_db()
        return self

    @retried
    @transaction.atomic
    def withdraw(self, *, by, reason):
        """Take a published entry back, once, with the reason. Raises NotPublished, AlreadyWithdrawn, ReasonMissing."""
        self.require_open()
        if not reason.strip():
            raise ReasonMissing
        if self._held().is_draft:
            raise NotPublished
        withdrawn = {"withdrawn_at": timezone.now(), "withdrawn_by": by, "withdrawn_reason": reason}
        Entry.objects.filter(pk=self.pk).update(**withdrawn)
        self.refresh_from_db()

    def _held(self):
        """The stored row, locked until the transaction ends, so that changes follow one another."""
        stored = Entry.objects.select_for_update().get(pk=self.pk)
        if stored.withdrawn_at is not None:
            raise AlreadyWithdrawn(stored)
        return stored
