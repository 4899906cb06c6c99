"""Model fields for text: whatever way it is written, what is stored is clean."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from .text import UnreadableText, clean_text


class _Clean(models.Field):  # type: ignore[type-arg]
    keeps_lines = False

    def to_python(self, value: Any) -> Any:
        value = super().to_python(value)
        try:
            return self._cleaned(value)
        except UnreadableText as refusal:
            raise ValidationError(refusal.message, code="unreadable", params=refusal.params) from refusal

    def get_prep_value(self, value: Any) -> Any:
        """Bulk and shell writes pass here without validation: unreadable text raises UnreadableText."""
        return value if hasattr(value, "resolve_expression") else self._cleaned(value)

    def _cleaned(self, value: Any) -> str | None:
        return None if value is None else clean_text(str(value), lines=self.keeps_lines)


class TextLine(_Clean, models.CharField):  # type: ignore[type-arg]
    """One line of clean text."""


class TextBody(_Clean, models.TextField):  # type: ignore[type-arg]
    """Clean text of any number of lines."""

    keeps_lines = True
