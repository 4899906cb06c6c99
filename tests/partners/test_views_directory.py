"""The directory of partners: looked at, corrected, taken away, and filled from a sheet that is confirmed first."""

import io
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from partners.models import Participation, Partner, Representative
from tests.factories import (
    make_cycle,
    make_member,
    make_participation,
    make_partner,
    make_province,
    make_representative,
    make_user,
)
from welfare_movement.people.models import User
from welfare_movement.process.models import Cycle
from welfare_movement.process.roles import Role

pytestmark = pytest.mark.django_db

HEADS = "ชื่อหน่วยงาน,ชื่อย่อ,ระดับ,ภาคส่วน,ภารกิจ,ผู้ประสานงาน,โทรศัพท์,อีเมล\n"
SHEET = HEADS + (
    "สำนักงานเกษตรจังหวัด,กษจ.,จังหวัด,รัฐ,ส่งเสริมการเกษตร,นางสาวมาลี ใจดี,800000123,malee@demo.example\n"
    "มูลนิธิตัวอย่าง,,ท้องถิ่น,ภาคประชาสังคม,,,,\n"
)


@pytest.fixture
def cycle():
    return make_cycle()


@pytest.fixture
def coordinator(cycle):
    client = Client()
    client.force_login(make_member(cycle))
    return client


def at(name, cycle, *more):
    return reverse(f"partners:{name}", args=[*cycle.address, *more])


def words(answer):
    return unescape(answer.content.decode())


def sent(client, cycle, text, name="ภาคี.csv"):
    content = text if isinstance(text, bytes) else text.encode()
    return client.post(at("upload", cycle), {"sheet": SimpleUploadedFile(name, content)})


def sealed(answer):
    return re.search(r'name="sheet" value="([^"]+)"', words(answer)).group(1)


def confirmed(client, cycle, preview, **more):
    return client.post(at("take_in", cycle), {"sheet": sealed(preview), "ask_in": "on", **more})


def counts():
    return Partner.objects.count(), Participation.objects.count(), Representative.objects.count(), User.objects.count()


def test_a_sheet_shows_what_it_would_do_and_stores_it_when_confirmed_and_again_nothing(cycle, coordinator):
    before = counts()
    preview = sent(coordinator, cycle, SHEET)
    assert preview.status_code == 200
    assert ("สำนักงานเกษตรจังหวัด" in words(preview), counts()) == (True, before)
    assert confirmed(coordinator, cycle, preview).url == at("directory", cycle)
    office = Partner.objects.get(name="สำนักงานเกษตรจังหวัด")
    assert (office.short_name, office.level, office.sector, office.province) == (
        "กษจ.",
        "provincial",
        "state",
        cycle.province,
    )
    (contact,) = [each.user for each in office.representatives.all()]
    assert (str(contact), contact.phone, contact.email) == ("นางสาวมาลี ใจดี", "0800000123", "malee@demo.example")
    assert cycle.participations.count() == 2
    after = counts()
    again = sent(coordinator, cycle, SHEET)
    assert "2 lines say what is known already" in words(again)
    confirmed(coordinator, cycle, again)
    assert counts() == after


def test_without_the_tick_nobody_is_asked_in(cycle, coordinator):
    coordinator.post(at("take_in", cycle), {"sheet": sealed(sent(coordinator, cycle, SHEET))})
    assert (Partner.objects.count(), cycle.participations.count()) == (2, 0)


def test_faulty_lines_are_left_out_and_named(cycle, coordinator):
    preview = sent(coordinator, cycle, SHEET + "สำนักงานใหม่,,โลก,รัฐ,,,,\nมูลนิธิ ตัวอย่าง,,ท้องถิ่น,ภาคประชาสังคม,,,,\n")
    assert "“โลก” is no choice of “Level”" in words(preview)
    assert "Stands in line 3 already" in words(preview)
    confirmed(coordinator, cycle, preview)
    assert Partner.objects.count() == 2


def test_a_sheet_of_faults_only_offers_nothing_to_confirm(cycle, coordinator):
    preview = sent(coordinator, cycle, HEADS + "สำนักงานใหม่,,,,,,,\n")
    assert "Confirm: store it" not in words(preview)
    assert "Send the mended sheet" in words(preview)


@pytest.mark.parametrize("choice", ["known", "new", "skip"])
def test_of_a_name_that_is_nearly_one_the_coordinator_says_which_it_is(cycle, coordinator, choice):
    known = make_partner(cycle.province, name="มูลนิธิตัวอย่างเพื่อชุมชน", short_name="", function="")
    preview = sent(coordinator, cycle, HEADS + "มูลนิธิตัวอย่างเพื่อชุมชนไทย,มตช.,จังหวัด,รัฐ,ดูแลเด็ก,,,\n")
    unsaid = confirmed(coordinator, cycle, preview)
    assert (unsaid.status_code, Partner.objects.count()) == (422, 1)
    said = {"line_2": str(known.pk) if choice == "known" else choice}
    assert confirmed(coordinator, cycle, unsaid, **said).status_code == 302
    known.refresh_from_db()
    expected = {"known": (1, "ดูแลเด็ก"), "new": (2, ""), "skip": (1, "")}[choice]
    assert (Partner.objects.count(), known.function) == expected
    assert known.name == "มูลนิธิตัวอย่างเพื่อชุมชน"


def test_what_was_previewed_is_looked_through_again_where_the_directory_changed(cycle, coordinator):
    preview = sent(coordinator, cycle, SHEET)
    make_partner(cycle.province, name="มูลนิธิตัวอย่าง")
    before = counts()
    answer = confirmed(coordinator, cycle, preview)
    assert (answer.status_code, counts()) == (409, before)
    assert "The directory has changed since" in words(answer)
    assert confirmed(coordinator, cycle, answer).status_code == 302
    assert Partner.objects.count() == 2


def test_lines_that_nobody_previewed_are_not_taken(cycle, coordinator):
    other = make_cycle(year=2571, province=cycle.province)
    preview = sent(coordinator, cycle, SHEET)
    for path, sheet in ((at("take_in", cycle), f"{sealed(preview)}x"), (at("take_in", cycle), "")):
        assert coordinator.post(path, {"sheet": sheet}).url == at("upload", cycle)
    make_member(other, Role.COORDINATOR, user=User.objects.get(pk=coordinator.session["_auth_user_id"]))
    assert coordinator.post(at("take_in", other), {"sheet": sealed(preview)}).url == at("upload", other)
    assert Partner.objects.count() == 0


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\x00\xff", b"\xd0\xcf\x11\xe0", "ระดับ\nรัฐ\n".encode()])
def test_what_is_no_sheet_is_told_so(cycle, coordinator, content):
    answer = sent(coordinator, cycle, content)
    assert (answer.status_code, 'role="alert"' in words(answer)) == (422, True)


def test_a_closed_cycle_takes_no_sheet(cycle, coordinator):
    preview = sent(coordinator, cycle, SHEET)
    Cycle.objects.filter(pk=cycle.pk).update(closed_at="2027-09-30T00:00Z", closed_by=make_user())
    assert (confirmed(coordinator, cycle, preview).status_code, Partner.objects.count()) == (409, 0)


def test_all_are_taken_away_as_a_workbook_that_can_be_sent_again(cycle, coordinator):
    asked = make_participation(cycle, name="=HYPERLINK(1)", function="ก\nข")
    make_representative(asked, make_user(email="a@demo.example", phone="0800000123"))
    make_partner(cycle.province, name="หน่วยงานที่ยังไม่เชิญ")
    answer = coordinator.get(at("export", cycle))
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) == 3
    assert [
        cell.data_type for row in sheet.iter_rows(min_row=2, max_col=9) for cell in row if cell.data_type == "f"
    ] == []
    assert ("080-000-0123" in str(rows), "a@demo.example" in str(rows)) == (True, True)
    before = counts()
    confirmed(coordinator, cycle, sent(coordinator, cycle, answer.content, "ภาคี.xlsx"))
    assert Partner.objects.get(name="=HYPERLINK(1)").function == "ก\nข"
    assert counts() == (before[0], before[1] + 1, *before[2:])


def test_observers_take_away_no_phones(cycle):
    make_representative(make_participation(cycle), make_user(email="a@demo.example", phone="0800000123"))
    client = Client()
    client.force_login(make_member(cycle, Role.OBSERVER))
    rows = str(list(load_workbook(io.BytesIO(client.get(at("export", cycle)).content)).active.values))
    assert ("หน่วยงานตัวอย่าง" in rows, "a@demo" in rows, "080" in rows) == (True, False, False)
    page = words(client.get(at("directory", cycle)))
    assert ("หน่วยงานตัวอย่าง" in page, "080-000-0123" in page, "Import a sheet" in page) == (True, False, False)


def test_the_empty_sheet_has_the_heads_that_are_read(cycle, coordinator):
    sheet = load_workbook(io.BytesIO(coordinator.get(at("empty_sheet", cycle)).content)).active
    assert next(sheet.values)[:3] == ("Name of the agency", "Short name", "Level")


def test_a_partner_is_corrected_but_not_into_the_name_of_another(cycle, coordinator):
    one, two = (make_partner(cycle.province, name=name) for name in ("หนึ่ง", "สอง"))
    form = {"name": "หนึ่งแก้ไข", "level": "central", "sector": "state"}
    assert coordinator.post(at("edit", cycle, one.pk), form).url == at("directory", cycle)
    one.refresh_from_db()
    assert (one.name, one.level) == ("หนึ่งแก้ไข", "central")
    assert coordinator.post(at("edit", cycle, two.pk), form).status_code == 422
    elsewhere = make_partner(make_province("81", slug="krabi", name_th="กระบี่", name_en="Krabi"))
    assert coordinator.get(at("edit", cycle, elsewhere.pk)).status_code == 404


def test_the_directory_costs_the_same_whatever_its_length(cycle, coordinator, queries):
    for number in (1, 4):
        for _each in range(number):
            make_representative(make_participation(cycle))
        with queries(7):
            coordinator.get(at("directory", cycle))
