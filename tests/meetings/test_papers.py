"""The papers of a meeting: their words, who may take them, and that the PDF can be read by a machine."""

import io
import unicodedata
from decimal import Decimal
from html import unescape

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from tests.factories import in_days, make_meeting, make_member, make_minutes, make_user
from welfare_movement.meetings import official, printing
from welfare_movement.meetings.models import Letter, Meeting, Minutes, Printed
from welfare_movement.notices.jobs import work_one
from welfare_movement.notices.models import Job
from welfare_movement.papers import pdf
from welfare_movement.process.roles import Role

pytestmark = pytest.mark.django_db
SAID = "ที่ประชุมซักถามถึงระเบียบเบิกจ่าย ซึ่งเกินอำนาจของพื้นที่ ปู่ย่าตายายได้รับการเยี่ยม จำนวน 12 ครั้ง"


@pytest.fixture
def coordinator():
    return make_user(given_name="มาลี", family_name="ใจดี")


@pytest.fixture
def meeting(coordinator):
    meeting = make_meeting(title="ประชุมหารือภาคี", venue="ห้องศรีวิชัย ชั้น 2")
    make_member(meeting.cycle, user=coordinator)
    meeting.invite(
        [make_user(given_name="สมชาย", family_name="มาแน่", position="พัฒนาการ", phone="0800000123")], by=coordinator
    )
    return meeting


@pytest.fixture
def held(meeting, coordinator):
    """It began, one came, one not invited came too, one sent a reason; something was said and resolved."""
    guest, absent = make_user(given_name="แขก", family_name="ตัวอย่าง"), make_user(given_name="ลา", family_name="ป่วย")
    invited = meeting.invitations.get().person
    meeting.invite([absent], by=coordinator)
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=in_days(-1), ends_at=in_days(-1, 23), chair="นายประธาน ตัวอย่าง"
    )
    meeting.refresh_from_db()
    make_minutes(meeting, present=invited, by=coordinator)
    meeting.attend(guest, "present", by=coordinator)
    meeting.attend(absent, "excused", by=coordinator)
    item = meeting.items.get(section=4)
    item.discussion = SAID
    item.save()
    item.resolutions.create(outcome="endorsed", text="ให้เปิดรอบ 2")
    return meeting


def browser(person=None):
    client = Client()
    if person:
        client.force_login(person)
    return client


def at(name, meeting, *more):
    return reverse(f"meetings:{name}", args=[*meeting.cycle.address, meeting.pk, *more])


def words(answer):
    return unescape(answer.content.decode()).replace("\xa0", " ")


def test_the_letter_is_drafted_in_the_usual_words_and_says_money_twice(meeting, coordinator):
    client = browser(coordinator)
    page = client.get(at("letter", meeting)).context["form"]
    form = {name: page.initial.get(name) or "" for name in page.fields} | {
        "number": "นศ 0017/ว 123",
        "dated_on": "2/2/2570",
        "addressed_to": "หัวหน้าหน่วยงานตามบัญชีแนบท้าย",
        "support": "200.50",
        "signer": "นายผู้ลงนาม ตัวอย่าง",
    }
    assert client.post(at("letter", meeting), form).url == at("letter_paper", meeting)
    assert Letter.objects.get().support == Decimal("200.50")
    paper = words(client.get(at("letter_paper", meeting)))
    for part in (
        "ที่ นศ ๐๐๑๗/ว ๑๒๓",
        "๒ กุมภาพันธ์ ๒๕๗๐",
        "ขอเชิญประชุมหารือภาคี ครั้งที่ ๑/๒๕๗๐",
        "คนละ ๒๐๐.๕๐ บาท (สองร้อยบาทห้าสิบสตางค์)",
        "ณ ห้องศรีวิชัย ชั้น ๒",
        "แบบตอบรับ",
        "มอบหมายผู้แทน",
    ):
        assert part in paper


def test_the_next_letter_of_the_cycle_remembers_who_signs(meeting, coordinator):
    Letter.objects.create(
        meeting=meeting, addressed_to="ก", reason="ข", request="ค", signer="ผู้ลงนาม", written_by=coordinator
    )
    other = make_meeting(meeting.cycle, title="อื่น")
    drafted = printing.drafted_letter(other)
    assert (drafted.pk, drafted.signer, "อื่น" in drafted.reason) == (None, "ผู้ลงนาม", True)


@pytest.mark.parametrize("title", ["ประชุมหารือ", "หารือ"])
def test_a_title_is_called_a_meeting_once(title):
    assert official.titled(title) == "ประชุมหารือ"


def test_the_attendance_sheet_has_who_is_invited_and_ten_empty_rows(meeting, coordinator):
    people = printing.paper("attendance", meeting)["people"]
    assert [each.name for _number, each in people] == ["สมชาย มาแน่", *[""] * 10]
    assert (people[0][0], people[-1][0], people[0][1].phone) == ("๑.", "๑๑.", "๐๘๐-๐๐๐-๐๑๒๓")
    assert "สมชาย มาแน่" in words(browser(coordinator).get(at("attendance_paper", meeting)))


def test_minutes_tell_who_came_who_did_not_and_what_was_resolved(held):
    paper = printing.paper("minutes", held)
    named = {part: [each.name for _number, each in paper[part]] for part in ("present", "joined", "missing")}
    assert named == {"present": ["สมชาย มาแน่"], "joined": ["แขก ตัวอย่าง"], "missing": ["ลา ป่วย"]}
    (item,) = [item for item in paper["items"] if item.section == 4]
    assert item.heading == "ระเบียบวาระที่ ๔ เรื่องเพื่อพิจารณา"
    assert item.said == [SAID.replace("12", "๑๒")]
    assert item.resolutions == ["มติที่ประชุม เห็นชอบ ให้เปิดรอบ ๒"]
    assert paper["is_draft"] is True


def test_who_may_take_which_paper(held, coordinator):
    observer, invited = browser(make_member(held.cycle, Role.OBSERVER)), browser(held.invitations.first().person)
    for paper, seen_by_observer in (("agenda", 200), ("minutes", 200), ("attendance", 403), ("letter", 403)):
        assert observer.get(at(f"{paper}_paper", held)).status_code == seen_by_observer
        assert browser(coordinator).get(at(f"{paper}_paper", held)).status_code == 200
    assert invited.get(at("minutes_paper", held)).status_code == 404
    Minutes.objects.update(circulated_at=in_days(0), circulated_by=coordinator)
    assert invited.get(at("minutes_paper", held)).status_code == 200
    assert browser(make_user()).get(at("agenda_paper", held)).status_code == 404


def test_the_entry_for_the_calendar_is_taken_by_whoever_sees_the_meeting(meeting, coordinator):
    answer = browser(coordinator).get(at("entry", meeting))
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert f"UID:meeting-{meeting.pk}@".encode() in answer.content
    assert b"METHOD:PUBLISH" in answer.content
    assert browser(make_user()).get(at("entry", meeting)).status_code == 404


# ── PDF ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def text_of(content):
    """The text of a PDF as a search finds it: without blanks and breaks, in one spelling."""
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return unicodedata.normalize("NFC", "".join(text.split())).replace("\u0e4d\u0e32", "\u0e33")


@pytest.mark.browser
def test_in_the_pdf_every_tone_mark_is_found(held, coordinator):
    client = browser(coordinator)
    assert client.post(at("print_pdf", held, "minutes")).status_code == 302
    assert client.post(at("print_pdf", held, "minutes")).status_code == 302
    assert Job.objects.count() == 1  # pressed twice, printed once
    assert work_one() is True
    answer = client.get(at("pdf", held, "minutes"))
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    text = text_of(b"".join(answer.streaming_content))
    assert "".join(SAID.replace("12", "๑๒").split()) in text
    assert "มติที่ประชุมเห็นชอบ" in text
    client.post(at("print_pdf", held, "minutes"))
    work_one()
    assert Printed.objects.count() == 1


@pytest.mark.browser
def test_the_command_prints_the_same(held, tmp_path):
    call_command("print_pdf", str(held.pk), "agenda", str(tmp_path / "a.pdf"))
    assert "ระเบียบวาระที่๔เรื่องเพื่อพิจารณา" in text_of((tmp_path / "a.pdf").read_bytes())


def test_where_no_browser_is_installed_the_button_is_not_offered_and_the_command_says_what_to_do(
    held, coordinator, tmp_path, monkeypatch
):
    monkeypatch.setattr(pdf.shutil, "which", lambda name: None)
    assert "Make a PDF" not in words(browser(coordinator).get(at("minutes_paper", held)))
    with pytest.raises(CommandError, match="Install Chromium"):
        call_command("print_pdf", str(held.pk), "minutes", str(tmp_path / "a.pdf"))
    with pytest.raises(CommandError, match="no meeting 9999"):
        call_command("print_pdf", "9999", "minutes", str(tmp_path / "a.pdf"))


def test_no_other_paper_is_printed(held, coordinator):
    assert browser(coordinator).post(at("print_pdf", held, "secrets")).status_code == 404
    assert Job.objects.count() == 0
