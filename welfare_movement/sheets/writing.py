"""Spreadsheets that people take away: XLSX, in which no cell is a formula, whatever was typed into it."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDEST = 50  # characters
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def workbook(title: str, heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A workbook of one sheet: heads that stay in sight, one line for each row; numbers and days stay what they are."""
    rows = [list(row) for row in rows]
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_name(title))
    sheet.freeze_panes = "A2"
    for number, head in enumerate(heads, 1):
        longest = max([len(head), *(_longest_line(row[number - 1]) for row in rows)])
        sheet.column_dimensions[get_column_letter(number)].width = min(longest + 3, _WIDEST)
    sheet.append([_cell(sheet, head, font=Font(bold=True)) for head in heads])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def handed_out(content: bytes, name: str) -> HttpResponse:
    """The workbook as a download."""
    response = HttpResponse(content, content_type=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _cell(sheet: Any, value: Any, font: Font | None = None) -> WriteOnlyCell:
    plain = value if isinstance(value, int | float | Decimal | date) else "" if value is None else str(value)
    cell = WriteOnlyCell(sheet, plain)
    if isinstance(plain, str):
        cell.data_type = "s"  # else "=…" would be taken for a formula
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        # So marked, it stays text when it is edited, or saved as CSV and opened again.
        cell.quotePrefix = plain.startswith(_FORMULA)
    if font:
        cell.font = font
    return cell


def _longest_line(value: Any) -> int:
    return max((len(line) for line in str("" if value is None else value).splitlines()), default=0)


def _sheet_name(title: str) -> str:
    """At most 31 characters, none of those that Excel does not take."""
    return "".join(" " if char in "[]:*?/\\" else char for char in title)[:31] or "1"
