"""Numbers as people type and read them, in Thai or Arabic digits."""

import re
from decimal import Decimal

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
_WITH_PART = re.compile(r"(?P<whole>[^.]*)(?:\.(?P<part>[0-9]+))?")
_MOST_DIGITS = 15  # what a spreadsheet and JavaScript keep exactly


class NotANumber(Refused):
    """Not a number that can be counted with."""


def to_arabic(text: str) -> str:
    return text.translate(_TO_ARABIC)


def to_thai(text: str) -> str:
    return text.translate(_TO_THAI)


def plain(text: str) -> str:
    """Return what was typed in Arabic digits, with single blanks and nothing hidden: ready to be parsed."""
    return " ".join(to_arabic(visible(text)).split())


def grouped(number: int | Decimal) -> str:
    """Show a number with its separators; of a decimal part, what is not nought at its end."""
    if isinstance(number, int):
        return f"{number:,}"
    whole, _dot, part = f"{number:,f}".partition(".")
    return f"{whole}.{part}".rstrip("0").rstrip(".") if part else whole


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


def amount(text: str, places: int = 2) -> Decimal:
    """Read an amount of anything, above nought or nought: "12", "๑,๔๘๐.๕๐" or ".5".

    places: how many decimals it may have. Raises NotANumber, naming the remedy.
    """
    typed = plain(text)
    found = _WITH_PART.fullmatch(typed)
    if not found or typed in ("", "."):
        raise NotANumber(_("Write a number in digits only, such as 1,480 or 2.5."))
    part = (found["part"] or "").rstrip("0")
    if len(part) > places:
        raise NotANumber(_("Write at most %(places)s digits after the point."), {"places": places})
    whole = whole_number(found["whole"]) if found["whole"] else 0
    if whole < 0 or found["whole"].startswith(("-", "\u2212")):
        raise NotANumber(_("Write a number that is not below nought."))
    return Decimal(f"{whole}.{part}") if part else Decimal(whole)
