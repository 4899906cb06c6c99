import io
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from welfare_movement.sheets.reading import Column, read
from welfare_movement.sheets.writing import handed_out, workbook
from welfare_movement.thai.text import clean_text


def opened(content):
    return load_workbook(io.BytesIO(content)).active


def test_numbers_and_days_stay_what_they_are_and_nothing_is_a_formula():
    sheet = opened(workbook("ภาคี [1]", ["ชื่อ", "วัน"], [["=HYPERLINK(1)", date(2027, 2, 15)], ["+66", 3], [None, ""]]))
    assert (sheet.title, sheet.freeze_panes) == ("ภาคี  1 ", "A2")
    first = sheet["A2"]
    assert (first.value, first.data_type, first.quotePrefix) == ("=HYPERLINK(1)", "s", True)
    assert (sheet["B2"].value.date(), sheet["A3"].quotePrefix, sheet["B3"].value) == (date(2027, 2, 15), True, 3)
    assert sheet["A4"].value is None


@given(
    st.lists(st.text(st.characters(codec="utf-8", categories=["L", "M", "N", "P", "S", "Z"]), max_size=40), max_size=5)
)
def test_what_is_written_is_read_back(names):
    names = [name for name in (clean_text(name) for name in names) if name]
    if names:
        table = read(workbook("x", ["ชื่อ"], [[name] for name in names]), [Column("name", ["ชื่อ"], True)])
        assert [line.values["name"] for line in table.lines] == names


def test_it_is_handed_out_as_a_download():
    response = handed_out(b"PK", "partners-2570")
    assert response.headers["Content-Disposition"] == 'attachment; filename="partners-2570.xlsx"'
