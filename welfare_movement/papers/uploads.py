"""Papers that people send in, such as a signed order: known by what is in them, and given back only as attachments."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import FileResponse
from django.utils.deconstruct import deconstructible
from django.utils.translation import gettext_lazy as _

AT_MOST = 10 * 1024 * 1024  # bytes

# How a file of each kind begins -> (what it is called, its media type).
_BEGINNINGS = {
    b"%PDF-": ("pdf", "application/pdf"),
    b"\xff\xd8\xff": ("jpg", "image/jpeg"),
    b"\x89PNG\r\n\x1a\n": ("png", "image/png"),
}


def kind_of(beginning: bytes) -> tuple[str, str] | None:
    """(suffix, media type) of a file that begins so; None for every kind that is not taken."""
    return next((kind for sign, kind in _BEGINNINGS.items() if beginning.startswith(sign)), None)


@deconstructible
class IsPaper:
    """A PDF, JPEG or PNG of at most 10 MB, whatever its name says."""

    def __call__(self, file: Any) -> None:
        if file.size > AT_MOST:
            raise ValidationError(_("The file is larger than 10 MB; scan it smaller, or send it in parts."))
        if kind_of(_beginning(file)) is None:
            raise ValidationError(_("Send a PDF, or a photograph as JPEG or PNG; this file is none of them."))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, IsPaper)

    def __hash__(self) -> int:
        return hash(IsPaper)


def stored_as(instance: models.Model, filename: str) -> str:
    """A name that nobody can guess and that keeps nothing of what the sender's phone called it."""
    return f"{instance._meta.label_lower}/{uuid.uuid4().hex}"


class PaperField(models.FileField):
    """One paper, kept out of the reach of the web server; `handed_out` gives it to whom a page allows."""

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("upload_to", stored_as)
        options.setdefault("validators", [IsPaper()])
        super().__init__(*args, **options)


def handed_out(paper: Any, name: str) -> FileResponse:
    """The stored paper as a download called `name` and its true suffix; never shown in our pages' name."""
    file = paper.open("rb")
    suffix, media_type = kind_of(_beginning(file)) or ("bin", "application/octet-stream")
    return FileResponse(file, as_attachment=True, filename=f"{name}.{suffix}", content_type=media_type)


def _beginning(file: Any) -> bytes:
    file.seek(0)
    beginning: bytes = file.read(16)
    file.seek(0)
    return beginning
