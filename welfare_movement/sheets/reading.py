"""Spreadsheets that people send in, XLSX or CSV: known by what is in them, read as lines of plain text.

A sheet is data, never a program: formulas count as the values that were saved with them, and what would unpack to an
unreasonable size is turned down before it is unpacked.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy
from openpyxl import load_workbook

AT_MOST = 5 * 1024 * 1024  # bytes, as sent
UNPACKED_AT_MOST = 60 * 1024 * 1024  # bytes
MOST_LINES = 2000
MOST_COLUMNS = 60
MOST_CHARACTERS = 2000  # of a cell
_HEADER_WITHIN = 10  # lines from the top: a title may stand above the names of the columns

_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class Column:
    """A column that a sheet may have. names: how its head may be written, the first is how we write it."""

    key: str
    names: Sequence[Any]
    is_required: bool = False
    example: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a sheet. number: as the spreadsheet counts; values: column key -> text, "" where nothing stands."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True)
class Table:
    """The lines below the heads, and the heads that no column is called by."""

    lines: list[Line]
    unknown: list[str] = field(default_factory=list)


def read(content: bytes, columns: Sequence[Column]) -> Table:
    """The table in a file of either kind; empty lines are left out. Raises ValidationError that names the remedy."""
    if len(content) > AT_MOST:
        raise ValidationError(_("The file is larger than 5 MB; send it in parts, without pictures."))
    if content.startswith(_OLD_EXCEL):
        raise ValidationError(_("This is the format of old Excel; save the file as .xlsx, and send that."))
    rows = _rows_of_xlsx(content) if content.startswith(_ZIP) else _rows_of_csv(content)
    return _table(list(rows), columns)


def _table(rows: Sequence[Sequence[str]], columns: Sequence[Column]) -> Table:
    called = {_plain(str(name)): column for column in columns for name in column.names}
    at = max(range(min(len(rows), _HEADER_WITHIN)), key=lambda number: _known(rows[number], called), default=None)
    if at is None:
        raise ValidationError(_("There is nothing in the file."))
    heads = [called.get(_plain(cell)) for cell in rows[at]]
    _require_heads(heads, columns)
    lines = [
        Line(number, {head.key: cell for head, cell in zip(heads, row, strict=False) if head})
        for number, row in enumerate(rows[at + 1 :], at + 2)
        if any(row)
    ]
    missing = {column.key: "" for column in columns}
    if not lines:
        raise ValidationError(_("Below the heads of the columns stands nothing; write one line for each."))
    unknown = [cell for cell, head in zip(rows[at], heads, strict=True) if cell and head is None]
    return Table([Line(line.number, missing | line.values) for line in lines], unknown)


def _require_heads(heads: Sequence[Column | None], columns: Sequence[Column]) -> None:
    found = [head.key for head in heads if head]
    for column in columns:
        if column.is_required and column.key not in found:
            says = _("The sheet has no column “%(name)s”. Write the heads of the columns as the empty sheet has them.")
            raise ValidationError(says, params={"name": column.names[0]})
        if found.count(column.key) > 1:
            says = _("The column “%(name)s” stands twice in the sheet; leave one of them.")
            raise ValidationError(says, params={"name": column.names[0]})


def _known(row: Sequence[str], called: dict[str, Column]) -> int:
    return sum(_plain(cell) in called for cell in row)


def _plain(head: str) -> str:
    """A head as it is compared: without case, blanks, and the marks by which people say that it must be filled in."""
    return "".join(head.casefold().split()).strip("*:()")


def _rows_of_xlsx(content: bytes) -> Iterable[list[str]]:
    damaged = ValidationError(_("The file cannot be opened; open it in Excel, save it anew as .xlsx, and send that."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            unpacked = sum(each.file_size for each in packed.infolist())
        if unpacked > UNPACKED_AT_MOST:
            raise ValidationError(_("The file unpacks to an unreasonable size; copy the lines into a new sheet."))
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        rows = list(islice(book.worksheets[0].iter_rows(values_only=True, max_col=MOST_COLUMNS), _most_rows() + 1))
    except ValidationError:
        raise
    except Exception as error:  # openpyxl raises whatever its parsers do
        raise damaged from error
    return _cut([[_text(cell) for cell in row] for row in rows])


def _rows_of_csv(content: bytes) -> Iterable[list[str]]:
    text = _decoded(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    try:
        read = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        rows = list(islice(read, _most_rows() + 1))
    except csv.Error as error:
        raise ValidationError(_("The file is no table that can be read; save it as .xlsx, and send that.")) from error
    return _cut([[_text(cell) for cell in row[:MOST_COLUMNS]] for row in rows])


def _cut(rows: list[list[str]]) -> list[list[str]]:
    if len(rows) > _most_rows():
        says = ngettext_lazy(
            "The sheet has more than %(number)s line; send it in parts.",
            "The sheet has more than %(number)s lines; send it in parts.",
            MOST_LINES,
        )
        raise ValidationError(says, params={"number": MOST_LINES})
    for number, row in enumerate(rows, 1):
        if any(len(cell) > MOST_CHARACTERS for cell in row):
            says = _("A cell of line %(number)s holds more text than a table is for; shorten it.")
            raise ValidationError(says, params={"number": number})
    return rows


def _most_rows() -> int:
    return MOST_LINES + _HEADER_WITHIN


def _decoded(content: bytes) -> str:
    """Text as Excel saves it in Thailand: UTF-8 with or without its mark, UTF-16, or the old Thai code page."""
    spellings = ["utf-16"] if content.startswith(_UTF_16) else ["utf-8-sig", "cp874"]
    for spelling in spellings:
        try:
            text = content.decode(spelling)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise ValidationError(_("This is neither a spreadsheet nor a text table; send it as .xlsx or .csv."))


def _text(cell: Any) -> str:
    """What stands in a cell, as text; a whole number without its decimals, a day as 2027-02-15."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return str(cell).strip()
