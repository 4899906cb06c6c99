"""What was typed cannot be used, said in one friendly sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise


class Refused(ValueError):
    """Holds the lazy sentence and its values, so that str() speaks the language of whoever reads it."""

    def __init__(self, message: _StrOrPromise, params: dict[str, Any] | None = None) -> None:
        super().__init__(message, params)
        self.message = message
        self.params = params

    def __str__(self) -> str:
        sentence = str(self.message)
        return sentence % self.params if self.params else sentence
