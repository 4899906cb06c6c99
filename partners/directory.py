"""What a sheet of partners says, beside the directory as it stands: new, changed, the same, doubtful, or faulty.

Pure: lines and known partners in, judgements out; nothing is stored here.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from welfare_movement.sheets.reading import Column, Line
from welfare_movement.thai.digits import to_arabic
from welfare_movement.thai.names import comparison_key
from welfare_movement.thai.phones import parse_phone
from welfare_movement.thai.refusal import Refused
from welfare_movement.thai.text import UnreadableText, clean_text

COLUMNS = [
    Column("name", [_("Name of the agency"), "Name of the agency", "ชื่อหน่วยงาน", "หน่วยงาน", "ชื่อ", "name"], True),
    Column("short_name", [_("Short name"), "Short name", "ชื่อย่อ"]),
    Column("level", [_("Level"), "Level", "ระดับ"]),
    Column("sector", [_("Sector"), "Sector", "ภาคส่วน", "ประเภท"]),
    Column("function", [_("Own function"), "Own function", "ภารกิจ", "บทบาทหน้าที่"]),
    Column("contact", [_("Contact person"), "Contact person", "ผู้ประสานงาน", "ผู้แทน"]),
    Column("position", [_("Position"), "Position", "ตำแหน่ง"]),
    Column("phone", [_("Phone"), "Phone", "โทรศัพท์", "เบอร์โทร"]),
    Column("email", [_("E-mail"), "E-mail", "อีเมล", "email"]),
]
LASTING = ("name", "short_name", "level", "sector", "function")
PERSONAL = ("contact", "position", "phone", "email")
LONGEST = {"name": 200, "short_name": 60, "contact": 240, "position": 200}
_ALIKE = 0.75  # Dice's coefficient of the pairs of letters; found by trying it on names of real kinds of offices
_OFFICES = ("สำนักงาน", "ที่ทำการ", "ประจำ", "จังหวัด", "ศูนย์", "officeof", "office", "provincial")


class Verdict(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    SIMILAR = "similar"
    TWICE = "twice"
    FAULTY = "faulty"


@dataclass(frozen=True)
class Known:
    """A partner of the directory. values: of the columns in LASTING."""

    pk: int
    values: Mapping[str, str]

    @property
    def name(self) -> str:
        return self.values["name"]


@dataclass(frozen=True)
class Judged:
    """One line and what it would do. changes: (column, before, after); candidates: whom it might be meant to be."""

    number: int
    verdict: Verdict
    values: dict[str, str]
    known: Known | None = None
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    candidates: list[Known] = field(default_factory=list)
    faults: list[Any] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.values["name"]

    @property
    def changes_shown(self) -> list[tuple[Any, str, str]]:
        """The same, by the heads of the columns."""
        return [(_head(key), before, after) for key, before, after in self.changes]


def judge(
    lines: Iterable[Line], known: Sequence[Known], choices: Mapping[str, Mapping[str, str]], place: str
) -> list[Judged]:
    """What each line would do, in the order of the sheet.

    choices: column -> how a choice may be written, folded -> its value. place: the province, which is no part of what
    tells two offices apart.
    """
    by_key = {comparison_key(each.name): each for each in known}
    shapes = [(each, _shape(each, place)) for each in known]
    first_at: dict[str, int] = {}
    judged = []
    for line in lines:
        values, faults = _read(line, choices)
        key = comparison_key(values["name"])
        found = by_key.get(key)
        if not faults and key in first_at:
            says = _("Stands in line %(line)s already; leave one of them.")
            judged.append(Judged(line.number, Verdict.TWICE, values, faults=[_Said(says, line=first_at[key])]))
            continue
        if key:
            first_at.setdefault(key, line.number)
        if found is None and not faults:
            faults = _lacking(values)
        if faults:
            judged.append(Judged(line.number, Verdict.FAULTY, values, found, faults=faults))
        elif found is not None:
            changes = changes_of(found, values)
            verdict = Verdict.CHANGED if changes else Verdict.SAME
            judged.append(Judged(line.number, verdict, values, found, changes))
        else:
            asked = _shape(Known(0, values), place)
            alike = [each for each, shape in shapes if _are_alike(asked, shape)]
            verdict = Verdict.SIMILAR if alike else Verdict.NEW
            judged.append(Judged(line.number, verdict, values, candidates=alike))
    return judged


def changes_of(known: Known, values: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """(column, before, after) of what the line says otherwise; an empty cell says nothing, and a name stays."""
    pairs = [(key, known.values[key], values[key]) for key in LASTING if key != "name"]
    return [(key, before, after) for key, before, after in pairs if after and after != before]


def folded(text: str) -> str:
    """A choice as it is compared: without case, blanks, and the words "level" and "sector" before it in Thai."""
    return "".join(text.casefold().split()).removeprefix("ระดับ").removeprefix("ภาค")


class _Said:
    """A sentence put into words when it is shown."""

    def __init__(self, says: Any, **values: Any) -> None:
        self.says, self.values = says, values

    def __str__(self) -> str:
        return str(self.says) % self.values


def _read(line: Line, choices: Mapping[str, Mapping[str, str]]) -> tuple[dict[str, str], list[Any]]:
    values: dict[str, str] = {}
    faults: list[Any] = []
    for column in COLUMNS:
        text = line.values.get(column.key, "")
        try:
            values[column.key] = clean_text(text, lines=column.key == "function")
        except UnreadableText as refusal:
            values[column.key] = ""
            faults.append(refusal)
    if not values["name"] or not comparison_key(values["name"]):
        faults.append(_("Write the name of the agency."))
    for key, most in LONGEST.items():
        if len(values[key]) > most:
            faults.append(_Said(_("“%(name)s” may have %(most)s characters."), name=_head(key), most=most))
    for key, written in choices.items():
        if values[key]:
            value = written.get(folded(values[key]))
            if value is None:
                says = _("“%(typed)s” is no choice of “%(name)s”; write one of: %(choices)s.")
                faults.append(_Said(says, typed=values[key], name=_head(key), choices=_Shown(written)))
            values[key] = value or ""
    return values, [*faults, *_faults_of_the_person(values)]


def _faults_of_the_person(values: dict[str, str]) -> list[Any]:
    faults: list[Any] = []
    if not values["contact"] and any(values[key] for key in PERSONAL):
        faults.append(_("Write whose position, phone or e-mail this is, in the column of the contact person."))
    if values["phone"]:
        try:
            values["phone"] = parse_phone(_with_zero(values["phone"]))
        except Refused as refusal:
            faults.append(refusal)
    if values["email"]:
        values["email"] = values["email"].lower()
        try:
            validate_email(values["email"])
        except ValidationError:
            faults.append(
                _Said(_("“%(typed)s” is no e-mail address; correct it, or leave it empty."), typed=values["email"])
            )
    return faults


def _with_zero(phone: str) -> str:
    """A spreadsheet that takes a phone for a number loses its first zero."""
    digits = to_arabic(phone)
    return f"0{digits}" if re.fullmatch("[2-9][0-9]{7,8}", digits) else phone


def _lacking(values: Mapping[str, str]) -> list[Any]:
    lacks = [(key, _head(key)) for key in ("level", "sector") if not values[key]]
    return [_Said(_("A new agency needs “%(name)s”."), name=head) for _key, head in lacks]


def _head(key: str) -> Any:
    return next(column.names[0] for column in COLUMNS if column.key == key)


class _Shown:
    """The choices of a column, as the reader's language has them."""

    def __init__(self, written: Mapping[str, str]) -> None:
        self.written = written

    def __str__(self) -> str:
        shown = getattr(self.written, "shown", lambda: sorted(set(self.written.values())))
        return ", ".join(str(each) for each in shown())


def _shape(known: Known, place: str) -> tuple[set[str], set[str]]:
    """(the pairs of letters of its name without what all offices share, the keys of its name and short name)."""
    core = comparison_key(known.name)
    for word in (*_OFFICES, comparison_key(place)):
        core = core.replace(comparison_key(word), "")
    keys = {comparison_key(known.values[key]) for key in ("name", "short_name")} - {""}
    return {core[at : at + 2] for at in range(len(core) - 1)}, keys


def _are_alike(one: tuple[set[str], set[str]], other: tuple[set[str], set[str]]) -> bool:
    (pairs, keys), (others, other_keys) = one, other
    if keys & other_keys:
        return True
    return bool(pairs and others) and 2 * len(pairs & others) / (len(pairs) + len(others)) >= _ALIKE
