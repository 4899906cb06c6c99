"""The texts of minutes as several people write them at once: whoever began from an older text is shown both."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models.meeting import Meeting
from welfare_movement.meetings.models.minutes import Minutes
from welfare_movement.process.retry import retried
from welfare_movement.refusals import Refused


def mark(text: str) -> str:
    """What a page keeps of the text that its writer began from."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class TextConflict(Refused):
    """Someone else stored another text meanwhile. stored: theirs; sent: what was to be stored. Nothing was."""

    def __init__(self, stored: str, sent: str):
        self.stored, self.sent = stored, sent
        super().__init__(_("Someone else wrote here meanwhile; look at both texts and choose."))


@dataclass(frozen=True)
class Text:
    """One text of the minutes of a meeting: the field of the row that holds it. key: how a page names it."""

    key: str
    row: Any
    field: str

    @property
    def stored(self) -> str:
        text: str = getattr(self.row, self.field)
        return text

    @property
    def mark(self) -> str:
        return mark(self.stored)

    @property
    def words(self):
        return self.row._meta.get_field(self.field)

    def cleaned(self, sent: str) -> str:
        """As it would be stored. Raises ValidationError for a text that cannot be."""
        text: str = self.words.clean(sent, self.row)
        return text

    @retried
    @transaction.atomic
    def write(self, sent, *, base, by):
        """Store this text, if the writer changed it and began from what is stored.

        base: the mark of the text that the writer began from. Sending again what is stored, or what one began from,
        changes nothing. Raises TextConflict with both texts, or Sealed once the minutes are adopted.
        """
        sent = self.cleaned(sent)
        Meeting.objects.select_for_update().get(pk=self.row.meeting_id)  # the texts of a meeting follow one another
        row = self._current(by)
        stored = getattr(row, self.field)
        if sent != stored and mark(sent) != base:
            if mark(stored) != base:
                raise TextConflict(stored, sent)
            setattr(row, self.field, sent)
            row.save(update_fields=[self.field] if row.pk else None)
            if not isinstance(row, Minutes):
                Minutes.objects.get_or_create(meeting_id=self.row.meeting_id, defaults={"drafted_by": by})
            stored = sent
        return stored

    def _current(self, by):
        """The row as it is now; the minutes are begun with their first text."""
        rows = type(self.row).objects
        if not isinstance(self.row, Minutes):
            return rows.get(pk=self.row.pk)
        return rows.filter(meeting=self.row.meeting_id).first() or Minutes(
            meeting_id=self.row.meeting_id, drafted_by=by
        )


def texts_of(meeting, items):
    """Every text of the minutes of this meeting, by key: those of the items of its agenda, and the minutes' own."""
    minutes = getattr(meeting, "minutes", None) or Minutes(meeting_id=meeting.pk)
    own = [Text(field, minutes, field) for field in ("summary", "taken_by")]
    return {text.key: text for text in [*[Text(f"item-{item.pk}", item, "discussion") for item in items], *own]}
