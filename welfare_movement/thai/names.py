"""Names of people as Thai usage writes them, and the key by which duplicates are found."""

import re
import unicodedata

from .digits import to_arabic
from .text import SARA_AM, one_spelling

PREFIXES = (
    "นาย",
    "นาง",
    "นางสาว",
    "เด็กชาย",
    "เด็กหญิง",
    "ดร.",
    "ผศ.",
    "ผศ.ดร.",
    "รศ.",
    "รศ.ดร.",
    "ศ.",
    "ศ.ดร.",
    "นพ.",
    "พญ.",
    "ว่าที่ ร.ต.",
    "ว่าที่ ร.ต.หญิง",
    "พระ",
    "พระครู",
    "พระปลัด",
    "พระมหา",
    "พระอธิการ",
    "สามเณร",
)
ENGLISH_PREFIXES = ("Mr.", "Mrs.", "Ms.", "Miss", "Dr.", "Prof.")

_MONASTIC = ("พระ", "สามเณร")
# Posts that begin like a prefix. Registers of members hold them where the person is not yet known.
_OFFICE = re.compile(
    r"นาย(?:ก ?(?:เทศมนตรี|เทศบาล|องค์การ|อบ\.?[จต]|สมาคม|รัฐมนตรี|เหล่ากาชาด|เมือง|สภา|สโมสร)|อำเภอ|ทะเบียน|ช่าง|แพทย์)"
)
# A name begins with a letter, or a leading vowel before one; "นางสาวิตรี" is นาง, as no name begins with "ิ".
_GIVEN = re.compile(r"[เ-ไ]?[ก-ฮ][^ ]+|[A-Za-z][^ ]*")
_THAI_LETTER = re.compile("[\u0e01-\u0e2e\u0e40-\u0e44]")
_CLUSTER = re.compile(f"[\u0e31{SARA_AM}\u0e34-\u0e3a\u0e47-\u0e4e]{{2,}}")


def _typed(prefix: str) -> re.Pattern[str]:
    if prefix in ENGLISH_PREFIXES:
        return re.compile(rf"{re.escape(prefix.rstrip('.'))}(?:\. ?| )", re.IGNORECASE)
    return re.compile(re.escape(prefix).replace(r"\ ", " ?").replace(r"\.", r"\. ?") + " ?")


_LONGEST_FIRST = [(prefix, _typed(prefix)) for prefix in sorted((*PREFIXES, *ENGLISH_PREFIXES), key=len, reverse=True)]


def full_name(prefix: str, given: str, family: str) -> str:
    """Join a name: "นายสมชาย ใจดี", "ดร.สมชาย ใจดี", "Mr. John Smith"; a monk's family name is empty."""
    prefix, given, family = prefix.strip(), given.strip(), family.strip()
    thai = _THAI_LETTER.search(prefix) and not given[:1].isascii()
    return " ".join(part for part in (f"{prefix}{'' if thai else ' '}{given}".strip(), family) if part)


def split_name(text: str) -> tuple[str, str, str]:
    """Split a name into prefix, given and family name; what is missing is empty.

    The longest prefix wins that leaves a plausible name: at least two characters, beginning as Thai words can. A post
    such as "นายกเทศมนตรี" or "นายอำเภอ" stays whole. A monk has no family name: all that follows is his given name.
    """
    text = " ".join(text.split())
    if _OFFICE.match(text):
        return "", text, ""
    prefix, rest = _split_prefix(text)
    if prefix.startswith(_MONASTIC):
        return prefix, rest, ""
    given, _blank, family = rest.partition(" ")
    return prefix, given, family


def comparison_key(text: str) -> str:
    """Return what is left of a name when spelling, marks nobody sees, blanks, punctuation and case do not count.

    Two names with the same key are probably one; an empty key says nothing.
    """
    text = "".join(char for char in to_arabic(text).casefold() if unicodedata.category(char)[0] in "LMN")
    return unicodedata.normalize("NFC", _CLUSTER.sub(_in_order, one_spelling(text)))


def _split_prefix(text: str) -> tuple[str, str]:
    for prefix, typed in _LONGEST_FIRST:
        found = typed.match(text)
        if found and _GIVEN.match(text, found.end()):
            return prefix, text[found.end() :]
    return "", text


def _in_order(cluster: re.Match[str]) -> str:
    """Write each mark over or under a letter once, vowel before tone, SARA AM last."""
    return "".join(sorted(set(cluster.group()), key=lambda mark: (mark == SARA_AM, mark)))
