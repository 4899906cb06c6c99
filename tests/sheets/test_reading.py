"""Sheets as people really send them: by Excel, by hand, in old code pages, with titles above, and with bombs inside."""

import io
import zipfile
from datetime import date, datetime

import pytest
from django.core.exceptions import ValidationError
from openpyxl import Workbook

from welfare_movement.sheets.reading import MOST_LINES, Column, Line, read

COLUMNS = [Column("name", ["ชื่อ", "Name"], True), Column("phone", ["โทรศัพท์", "Phone"])]
TWO = [Line(2, {"name": "ก", "phone": "1"}), Line(4, {"name": "ข", "phone": ""})]


def xlsx(*rows):
    book, packed = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(packed)
    return packed.getvalue()


def says(content):
    with pytest.raises(ValidationError) as refused:
        read(content, COLUMNS)
    return " ".join(refused.value.messages)


TEXT = "ชื่อ,โทรศัพท์\nก,1\n\nข,\n"


@pytest.mark.parametrize(
    "content",
    [
        xlsx(["ชื่อ", "โทรศัพท์"], ["ก", 1], [], ["ข"]),
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("cp874"),
        TEXT.replace(",", ";").encode(),
        TEXT.replace(",", "\t").encode(),
        TEXT.replace("\n", "\r\n").encode(),
    ],
)
def test_the_same_table_is_read_from_every_spelling(content):
    assert read(content, COLUMNS).lines == TWO


def test_heads_are_known_in_either_language_with_stars_and_below_a_title():
    table = read(xlsx(["บัญชีรายชื่อ"], [], [" NAME *", "เลขที่", "phone"], ["ก", 7, "1"]), COLUMNS)
    assert (table.lines, table.unknown) == ([Line(4, {"name": "ก", "phone": "1"})], ["เลขที่"])


def test_cells_become_text_as_a_reader_sees_them():
    cells = [12.0, 1.5, True, date(2027, 2, 15), datetime(2027, 2, 15), datetime(2027, 2, 15, 9, 30)]  # noqa: DTZ001 - a sheet knows no zones
    lines = read(xlsx(["ชื่อ"], *([cell] for cell in cells)), COLUMNS).lines
    shown = ["12", "1.5", "TRUE", "2027-02-15", "2027-02-15", "2027-02-15 09:30"]
    assert [line.values["name"] for line in lines] == shown


def test_a_formula_counts_as_what_was_saved_with_it_which_is_nothing_here():
    assert read(xlsx(["ชื่อ", "โทรศัพท์"], ["ก", "=1+1"]), COLUMNS).lines[0].values["phone"] == ""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "nothing in the file"),
        (b"\xd0\xcf\x11\xe0 old", "old Excel"),
        (b"PK\x03\x04 no archive", "cannot be opened"),
        (b"\x89PNG\r\n\x1a\n\x00\x01\xff", "neither a spreadsheet nor"),
        ("โทรศัพท์\n1\n".encode(), "no column “ชื่อ”"),
        ("ชื่อ,Name\nก,ข\n".encode(), "stands twice"),
        ("ชื่อ,โทรศัพท์\n".encode(), "stands nothing"),
        ('ชื่อ\n"ก\n'.encode(), "no table that can be read"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
        (("ชื่อ\n" + "ก\n" * (MOST_LINES + 10)).encode(), "more than 2000 lines"),
        (f"ชื่อ\n{'ก' * 2001}\n".encode(), "A cell of line 2"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_remedy(content, words):
    assert words in says(content)


def test_a_bomb_is_turned_down_before_it_is_unpacked():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * (70 * 1024 * 1024))
    assert len(packed.getvalue()) < 100_000
    assert "unreasonable size" in says(packed.getvalue())


def test_entities_of_the_xml_are_not_unfolded():
    sheet = xlsx(["ชื่อ"], ["ก"])
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet)) as old, zipfile.ZipFile(changed, "w") as new:
        for each in old.infolist():
            text = old.read(each)
            if each.filename == "xl/workbook.xml":
                head = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
                text = text.replace(b"<workbook", head + b"<workbook", 1)
            new.writestr(each, text)
    assert "cannot be opened" in says(changed.getvalue())
