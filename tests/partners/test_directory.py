"""A sheet of partners beside the directory: every verdict, by examples."""

import pytest

from partners.directory import COLUMNS, Known, Verdict, judge
from welfare_movement.sheets.reading import Line

CHOICES = {"level": {"จังหวัด": "provincial", "provincial": "provincial"}, "sector": {"รัฐ": "state"}}
OFFICE = "สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดนครศรีธรรมราช"
KNOWN = [
    Known(1, {"name": OFFICE, "short_name": "พมจ.", "level": "provincial", "sector": "state", "function": "ดูแล"}),
    Known(2, {"name": "หอการค้า", "short_name": "", "level": "provincial", "sector": "private", "function": ""}),
]


def line(number=2, **values):
    return Line(number, {column.key: "" for column in COLUMNS} | values)


def judged(*lines):
    return judge(lines, KNOWN, CHOICES, "นครศรีธรรมราช")


def one(**values):
    (each,) = judged(line(**values))
    return each


NEW = {"name": "มหาวิทยาลัยตัวอย่าง", "level": "จังหวัด", "sector": "รัฐ"}


def test_who_is_not_known_is_new_with_the_values_of_its_choices():
    each = one(**NEW, function="สอน\nวิจัย")
    assert (each.verdict, each.values["level"], each.values["function"]) == (Verdict.NEW, "provincial", "สอน\nวิจัย")


def test_who_is_known_is_the_same_however_its_name_is_typed_and_empty_cells_change_nothing():
    each = one(name="สำนักงาน พัฒนาสังคม และความมั่นคงของมนุษย์ จังหวัดนครศรีธรรมราช")
    assert (each.verdict, each.known.pk, each.changes) == (Verdict.SAME, 1, [])


def test_what_a_line_says_otherwise_is_a_change():
    each = one(name=OFFICE, short_name="พม.", function="ดูแล")
    assert (each.verdict, each.changes) == (Verdict.CHANGED, [("short_name", "พมจ.", "พม.")])
    assert [(str(head), old, new) for head, old, new in each.changes_shown] == [("Short name", "พมจ.", "พม.")]


@pytest.mark.parametrize("name", ["พัฒนาสังคมและความมั่นคงของมนุษย์ จ.นครศรีธรรมราช", "พมจ", "สนง.พัฒนาสังคมและความมั่นคงของมนุษย์"])
def test_a_name_that_is_nearly_one_is_asked_about(name):
    each = one(**{**NEW, "name": name})
    assert (each.verdict, [known.pk for known in each.candidates]) == (Verdict.SIMILAR, [1])


def test_offices_of_one_pattern_are_not_mixed_up():
    assert one(**{**NEW, "name": "สำนักงานเกษตรจังหวัดนครศรีธรรมราช"}).verdict is Verdict.NEW


def test_a_name_that_stands_twice_is_taken_once():
    first, second = judged(line(2, **NEW), line(7, **{**NEW, "name": "มหาวิทยาลัย ตัวอย่าง"}))
    assert (first.verdict, second.verdict, str(second.faults[0])[:22]) == (
        Verdict.NEW,
        Verdict.TWICE,
        "Stands in line 2 alrea",
    )


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({**NEW, "name": ""}, "Write the name of the agency."),
        ({**NEW, "name": "-"}, "Write the name of the agency."),
        ({**NEW, "name": "ก" * 201}, "may have 200 characters"),
        ({**NEW, "level": "โลก"}, "“โลก” is no choice of “Level”; write one of: provincial"),
        ({**NEW, "sector": ""}, "A new agency needs “Sector”."),
        ({**NEW, "phone": "0800000123"}, "Write whose position, phone or e-mail this is"),
        ({**NEW, "contact": "นางสาวมาลี ใจดี", "phone": "080"}, "A mobile number has 10 digits"),
        ({**NEW, "contact": "นางสาวมาลี ใจดี", "email": "มาลี"}, "“มาลี” is no e-mail address"),
        ({**NEW, "function": "a\x00b"}, "cannot be read"),
    ],
)
def test_a_line_with_a_fault_is_told_what_to_mend(values, words):
    each = one(**values)
    assert each.verdict is Verdict.FAULTY
    assert words in " ".join(str(fault) for fault in each.faults)


@pytest.mark.parametrize("typed", ["800000123", "0800000123", "080-000-0123", "๐๘๐ ๐๐๐ ๐๑๒๓"])
def test_a_phone_that_a_spreadsheet_took_for_a_number_gets_its_zero_back(typed):
    assert one(**NEW, contact="มาลี", phone=typed).values["phone"] == "0800000123"
