"""The stored key by which names sort as in a Thai dictionary, on every database and under every collation."""

import re

from .digits import to_arabic
from .text import one_spelling, visible

KEY_LENGTH = 400  # of the column; a longer key is cut, and names alike so far share their place

_LEVELS_APART = "00"
_IGNORED_FIRST = re.compile("[\u0e47-\u0e4c]")
_LEADING_VOWEL = re.compile("([\u0e40-\u0e44])([\u0e01-\u0e2e])")
_NUMBER = re.compile("[0-9]+")
_NUMBER_WIDTH = 6


def sort_key(text: str) -> str:
    """Return the key whose plain comparison gives dictionary order: letters first, tone marks where those agree.

    Leading vowels follow their consonant, and the numbers in a name count by value up to six digits. The key is
    written in hexadecimal: other collations than code-point order would treat Thai letters their own way again.
    """
    spelt = " ".join(one_spelling(text).split())
    letters = _IGNORED_FIRST.sub("", visible(to_arabic(spelt)).casefold())
    letters = _NUMBER.sub(_by_value, _LEADING_VOWEL.sub(r"\2\1", letters))
    return (_hexadecimal(letters) + _LEVELS_APART + _hexadecimal(spelt))[:KEY_LENGTH]


def _by_value(found: re.Match[str]) -> str:
    return found.group().lstrip("0").zfill(_NUMBER_WIDTH)


def _hexadecimal(text: str) -> str:
    return "".join(_code(ord(char)) for char in text)


def _code(point: int) -> str:
    """Return two digits for ASCII and Thai, more for what lies before, between and after; order is kept, 00 is free."""
    if 0x20 <= point < 0x7F:
        return f"{point:02x}"
    if 0x0E01 <= point < 0x0E5C:
        return f"{point - 0x0E00 + 0x80:02x}"
    return f"{'7f' if point < 0x0E00 else 'ff'}{point:06x}"
