"""Thai phone numbers: stored as digits, shown in groups."""

import re

from django.utils.translation import gettext_lazy as _

from .digits import plain
from .refusal import Refused

_SEPARATORS = re.compile("[ .()\u2010-\u2015-]")
_COUNTRY = re.compile(r"^\+660?")
_MOBILE = re.compile("0[689][0-9]{8}")
_LANDLINE = re.compile("0[23457][0-9]{7}")  # 06 is mobile: with nine digits one is missing
_BANGKOK = "02"


class BadPhone(Refused):
    """Not a Thai phone number."""


def parse_phone(text: str) -> str:
    """Read "080-000-0123", "+66 80 000 0123" or "๐๗๕ ๑๒๓ ๔๕๖" into its digits. Raises BadPhone."""
    digits = _COUNTRY.sub("0", _SEPARATORS.sub("", plain(text)))
    if _known(digits):
        return digits
    if re.fullmatch("0[689][0-9]*", digits):
        raise BadPhone(_("A mobile number has 10 digits; this one has %(count)s."), {"count": len(digits)})
    if re.fullmatch("0[23457][0-9]*", digits):
        raise BadPhone(_("A landline number has 9 digits; this one has %(count)s."), {"count": len(digits)})
    raise BadPhone(_("Write one Thai phone number, such as 080-000-0123 or 075-123-456."))


def show_phone(digits: str) -> str:
    """Show stored digits in groups; what is no phone number is shown as it is."""
    if not _known(digits):
        return digits
    area = 2 if digits.startswith(_BANGKOK) else 3
    last = 4 if len(digits) - area > 6 else 3
    return f"{digits[:area]}-{digits[area:-last]}-{digits[-last:]}"


def mask_phone(digits: str) -> str:
    """Show the first group and the last three digits only: "080-xxx-x123"."""
    if not _known(digits):
        return "x" * len(digits)
    first, _dash, rest = show_phone(digits).partition("-")
    return f"{first}-{re.sub('[0-9]', 'x', rest[:-3])}{rest[-3:]}"


def _known(digits: str) -> bool:
    return bool(_MOBILE.fullmatch(digits) or _LANDLINE.fullmatch(digits))
