"""Text as it may be stored: readable on both databases, written one way, without what hides or reorders it."""

import re
import unicodedata
from typing import Any

from django.utils.translation import gettext_lazy as _

from .refusal import Refused

SARA_AA, SARA_AM, NIKHAHIT = "\u0e32", "\u0e33", "\u0e4d"
TONES = "\u0e48-\u0e4b"
JOINERS = "\u200b\u200c\u200d"  # where Thai lines may break, and what holds an emoji together

# U+FFFD is what is left where bytes could not be decoded: the text is damaged already.
_UNREADABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffd-\uffff"
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0x10000, 0x110000, 0x10000))
    + "]"
)
_REORDERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_HIDDEN = re.compile(f"[{JOINERS}\u00ad\u2060]")
_SPLIT_SARA_AM = re.compile(f"{NIKHAHIT}([{TONES}]*){SARA_AA}")
_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")
_EDGES = "".join(char for char in map(chr, range(0x3001)) if char.isspace()) + JOINERS
_HIGHEST_TOWER = 3


class UnreadableText(Refused):
    """Holds a character that one of our databases, or every reader, would choke on."""


def is_readable(text: str) -> bool:
    return _UNREADABLE.search(text) is None


def require_readable(value: Any) -> None:
    """Raise UnreadableText, naming the first character at fault, for a text or for any text within a JSON value."""
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple):
        for each in value:
            require_readable(each)
    elif isinstance(value, str) and (fault := _UNREADABLE.search(value)):
        message = _("The text holds a character that cannot be read (%(code)s). Delete it or type the text again.")
        raise UnreadableText(message, {"code": f"U+{ord(fault.group()):04X}"})


def clean_text(text: str, *, lines: bool = False) -> str:
    """Return the text as it is stored: one line, or with `lines` as many as were typed, ending in "\\n".

    Cleaning twice changes nothing. Raises UnreadableText, naming the first character at fault.
    """
    require_readable(text)
    text = one_spelling(_REORDERING.sub("", text))
    text = _LINE_END.sub("\n", text).replace("\t", " ") if lines else " ".join(text.split())
    return text.strip(_EDGES)


def one_spelling(text: str) -> str:
    """Write what looks the same the same: NFC, a whole SARA AM, SARA AE as one letter, at most three marks in a row."""
    if text.isascii():
        return text
    text = _cut_towers(unicodedata.normalize("NFC", text))
    text = _SPLIT_SARA_AM.sub(rf"\1{SARA_AM}", text).replace("\u0e40\u0e40", "\u0e41")
    return unicodedata.normalize("NFC", text)


def visible(text: str) -> str:
    """Return the text without characters that nobody sees, as they come along when copying from a chat."""
    return _HIDDEN.sub("", _REORDERING.sub("", text))


def _cut_towers(text: str) -> str:
    kept: list[str] = []
    height = 0
    for char in text:
        height = height + 1 if unicodedata.category(char).startswith("M") else 0
        if height <= _HIGHEST_TOWER:
            kept.append(char)
    return "".join(kept)
