"""Numbers as people type and read them, in Thai or Arabic digits."""

import re

from django.utils.translation import gettext_lazy as _

from .refusal import Refused
from .text import visible

_THAI, _ARABIC = "๐๑๒๓๔๕๖๗๘๙", "0123456789"
_TO_ARABIC = str.maketrans(_THAI, _ARABIC)
_TO_THAI = str.maketrans(_ARABIC, _THAI)
# A grouped number has no leading zero: "0,123" is more likely a decimal from elsewhere.
_WHOLE = re.compile(
    r"(?P<sign>[-\u2212]?)(?P<digits>[1-9][0-9]{0,2}(?P<gap>[, ])[0-9]{3}(?:(?P=gap)[0-9]{3})*|[0-9]+)(?:\.0+)?"
)
_DECIMAL = re.compile(r"[-\u2212]?[0-9, ]*\.[0-9]+")
_MOST_DIGITS = 15  # what a spreadsheet and JavaScript keep exactly


class NotANumber(Refused):
    """Not a whole number that can be counted with."""


def to_arabic(text: str) -> str:
    return text.translate(_TO_ARABIC)


def to_thai(text: str) -> str:
    return text.translate(_TO_THAI)


def plain(text: str) -> str:
    """Return what was typed in Arabic digits, with single blanks and nothing hidden: ready to be parsed."""
    return " ".join(to_arabic(visible(text)).split())


def grouped(number: int) -> str:
    return f"{number:,}"


def whole_number(text: str) -> int:
    """Read "1,480", "๑ ๔๘๐" or "-50.00". Raises NotANumber, naming the remedy."""
    typed = plain(text)
    found = _WHOLE.fullmatch(typed)
    if not found:
        if _DECIMAL.fullmatch(typed):
            raise NotANumber(_("Round this to a whole number, without a decimal part."))
        raise NotANumber(_("Write a whole number in digits only, such as 1,480."))
    digits = found["digits"].replace(",", "").replace(" ", "")
    if len(digits) > _MOST_DIGITS:
        raise NotANumber(_("Write a number of at most %(digits)s digits."), {"digits": _MOST_DIGITS})
    return -int(digits) if found["sign"] else int(digits)
