"""Every hand-in is kept as a version, which is accepted or returned once; accepted ones are examples for others."""

from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from partners.models import Linkage, LinkageVersion
from partners.models.participation import Stance
from tests.factories import (
    close,
    make_cycle,
    make_linkage,
    make_member,
    make_participation,
    make_province,
    make_representative,
    make_user,
)
from welfare_movement.notices.models import Notice
from welfare_movement.process.refusals import CycleClosed
from welfare_movement.process.roles import Role
from welfare_movement.process.todos import owed
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return make_participation(make_cycle(), name="สำนักงานพัฒนาชุมชนจังหวัด")


@pytest.fixture
def sheet(asked):
    return make_linkage(asked)


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def page(name, asked, *args):
    return reverse(f"partners:{name}", args=[*asked.cycle.address, asked.pk, *args])


# ── Kept ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_each_hand_in_is_kept_as_it_was_whatever_is_written_later(sheet):
    by = make_user()
    first = sheet.hand_in(by=by)
    sheet.gives.create(kind="people", what="อสม.", quantity=Decimal("24.50"), unit="คน", period="เดือนละครั้ง")
    sheet.action = "เยี่ยมบ้าน"
    sheet.save()
    second = sheet.hand_in(by=by)
    assert [(each.number, each.sheet.action) for each in sheet.versions.all()] == [(1, "ทำใน 90 วัน"), (2, "เยี่ยมบ้าน")]
    assert (len(first.sheet.gives), second.sheet.gives[1].amount) == (1, "24.5 คน")
    assert LinkageVersion.objects.get(number=2).sheet == Linkage.objects.get().as_sheet()


def test_what_stands_as_it_was_handed_in_is_not_handed_in_twice(sheet):
    assert sheet.hand_in(by=make_user()) == sheet.hand_in(by=make_user())
    sheet.give_back(by=make_user(), comment="อธิบายเพิ่มทางโทรศัพท์")
    assert sheet.hand_in(by=make_user()).number == 2


def test_a_version_is_never_written_over(sheet):
    version = sheet.hand_in(by=make_user())
    version.kept = {}
    with pytest.raises(Refused, match="A version stays as it was handed in"):
        version.save()
    assert LinkageVersion.objects.get().sheet.action == "ทำใน 90 วัน"


def test_nothing_is_handed_in_accepted_or_returned_in_a_closed_cycle(sheet, asked):
    sheet.hand_in(by=make_user())
    close(asked.cycle)
    for deed in (
        lambda: sheet.hand_in(by=make_user()),
        lambda: sheet.accept(by=make_user()),
        lambda: sheet.give_back(by=make_user(), comment="x"),
    ):
        with pytest.raises(CycleClosed):
            deed()
    assert sheet.versions.count() == 1


# ── Accepted, returned ─────────────────────────────────────────────────────────────────────────────────────────────
def test_what_is_accepted_says_by_whom_and_a_later_version_is_accepted_anew(sheet):
    by = make_user()
    with pytest.raises(Refused, match="was not handed in yet"):
        sheet.accept(by=by)
    sheet.hand_in(by=by)
    sheet.accept(by=by)
    assert (sheet.state, sheet.accepted_by, sheet.versions.get().accepted_by) == ("accepted", by, by)
    with pytest.raises(Refused, match="accepted or returned already"):
        sheet.accept(by=make_user())
    sheet.action = "ต่อไป"
    sheet.save()
    sheet.hand_in(by=by)
    assert (sheet.state, sheet.accepted_by, [each.state for each in sheet.versions.all()]) == (
        "handed_in",
        None,
        ["accepted", "handed_in"],
    )


def test_the_comment_of_each_return_stays_with_its_version(sheet):
    for number in (1, 2):
        sheet.hand_in(by=make_user())
        sheet.give_back(by=make_user(), comment=f"ครั้งที่ {number}")
    assert [each.comment for each in sheet.versions.all()] == ["ครั้งที่ 1", "ครั้งที่ 2"]
    assert sheet.comment == "ครั้งที่ 2"
    with pytest.raises(Refused, match="returned already"):
        sheet.give_back(by=make_user(), comment="ครั้งที่ 3")
    with pytest.raises(Refused, match="accepted or returned already"):
        sheet.accept(by=make_user())


def test_an_accepted_sheet_that_is_returned_after_all_is_not_complete_and_no_example(sheet, asked):
    sheet.hand_in(by=make_user())
    sheet.accept(by=make_user())
    assert Linkage.objects.complete().exists()
    sheet.give_back(by=make_user(), comment="ตัวเลขผิด")
    assert (sheet.state, sheet.accepted_at, Linkage.objects.complete().exists()) == ("returned", None, False)
    assert list(LinkageVersion.objects.accepted()) == []


def test_the_people_of_the_partner_are_told_what_became_of_it(asked, sheet):
    make_representative(asked)
    sheet.hand_out(by=make_user())
    sheet.hand_in(by=make_user())
    sheet.give_back(by=make_user(), comment="เติมจำนวนคน")
    returned = Notice.objects.get(kind="partners_homework_returned")
    assert "เติมจำนวนคน" in returned.body
    sheet.hand_in(by=make_user())
    returned.refresh_from_db()
    assert returned.state == "cancelled"  # it had not left yet
    sheet.accept(by=make_user())
    assert Notice.objects.get(kind="partners_homework_accepted").state == "due"


def test_a_sheet_that_was_handed_in_is_the_coordinators_to_read(asked, sheet):
    boss = make_member(asked.cycle)
    assert owed(boss, asked.cycle) == []
    sheet.hand_in(by=make_user())
    found = owed(boss, asked.cycle)
    assert [(each.todo.key, each.url) for each in found] == [("partners.handed_in", page("ledger", asked))]
    assert owed(make_member(asked.cycle, Role.OBSERVER), asked.cycle) == []
    sheet.accept(by=make_user())
    assert owed(boss, asked.cycle) == []


# ── The pages ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_ledger_tells_what_it_lacks_what_changed_and_its_versions(asked, sheet):
    theirs = signed_in(make_representative(asked))
    sheet.gains.all().delete()
    text = theirs.get(page("ledger", asked)).text
    assert ("To be complete it still lacks:" in text, "only gives" in text, page("hand_in", asked) in text) == (
        True,
        True,
        False,
    )
    sheet.gains.create(what="ตัวชี้วัด", target="แผนจังหวัด")
    theirs.post(page("hand_in", asked))
    sheet.gives.create(kind="money", what="สมทบ", quantity=5000)
    text = theirs.get(page("ledger", asked)).text
    assert all(words in text for words in ("Version 1", "5,000 baht", "Changed since it was handed in"))
    assert page("hand_in", asked) in text
    theirs.post(page("hand_in", asked))
    second = theirs.get(page("version", asked, 2))
    assert [each.new for each in second.context["changed"]] == [("Money · สมทบ · 5,000 baht",)]
    assert theirs.get(page("version", asked, 1)).context["changed"] == []
    assert theirs.get(page("version", asked, 3)).status_code == 404


def test_a_coordinator_accepts_it_from_the_ledger(asked, sheet):
    boss = signed_in(make_member(asked.cycle))
    assert page("accept", asked) not in boss.get(page("ledger", asked)).text
    sheet.hand_in(by=make_user())
    assert page("accept", asked) in boss.get(page("ledger", asked)).text
    assert boss.post(page("accept", asked)).url == page("ledger", asked)
    sheet.refresh_from_db()
    assert sheet.state == "accepted"
    assert boss.post(page("accept", asked)).status_code == 409


def test_the_printed_page_is_thai_with_thai_numerals_and_says_whether_it_is_a_draft(asked, sheet):
    sheet.gives.create(kind="people", what="วิทยากร", quantity=24, unit="คน")
    boss = signed_in(make_member(asked.cycle))
    text = boss.get(page("ledger_paper", asked)).text
    assert all(words in text for words in ("๒๔ คน", "(ร่าง)", "สำนักงานพัฒนาชุมชนจังหวัด"))
    sheet.hand_in(by=make_user())
    text = boss.get(page("ledger_paper", asked)).text
    assert ("ฉบับที่ ๑" in text, "(ร่าง)" in text) == (True, False)
    sheet.action = "เพิ่ม"
    sheet.save()
    assert "(ร่าง)" in boss.get(page("ledger_paper", asked)).text


def test_a_partner_without_a_sheet_has_a_ledger_that_says_so(asked):
    boss = signed_in(make_member(asked.cycle))
    assert {boss.get(page(name, asked)).status_code for name in ("ledger", "ledger_paper", "linkage")} == {200}
    assert Linkage.objects.count() == 0


# ── Examples ───────────────────────────────────────────────────────────────────────────────────────────────────────
def make_accepted(cycle=None, partner=None, **fields):
    sheet = make_linkage(make_participation(cycle, partner=partner, **fields), wanted="ลับเฉพาะขบวน")
    sheet.hand_in(by=make_user())
    sheet.accept(by=make_user())
    return sheet


def test_examples_are_accepted_sheets_of_similar_partners_of_this_province_not_of_later_cycles(asked):
    cycle, elsewhere = asked.cycle, make_province("84", slug="surat-thani", name_th="สุราษฎร์ธานี")
    alike = make_accepted(cycle)
    before = make_accepted(make_cycle(2569))
    make_accepted(make_cycle(2571))
    make_accepted(cycle, level="central"), make_accepted(cycle, sector="academic")
    make_accepted(make_cycle(province=elsewhere))
    make_accepted(make_cycle(2568), partner=asked.partner)  # its own
    make_linkage(make_participation(cycle)).hand_in(by=make_user())  # not accepted
    assert [each.linkage for each in LinkageVersion.objects.examples_for(asked)] == [alike, before]


def test_of_each_sheet_only_the_last_accepted_version_is_an_example(asked):
    sheet = make_accepted(asked.cycle)
    sheet.action = "ใหม่กว่า"
    sheet.save()
    sheet.hand_in(by=make_user())
    (shown,) = LinkageVersion.objects.examples_for(asked)
    assert shown.number == 1
    sheet.accept(by=make_user())
    (shown,) = LinkageVersion.objects.examples_for(asked)
    assert shown.sheet.action == "ใหม่กว่า"


def test_an_example_shows_the_link_and_not_what_is_for_the_movement_alone(asked):
    make_accepted(asked.cycle)
    theirs = signed_in(make_representative(asked))
    assert page("examples", asked) in theirs.get(page("linkage", asked)).text
    text = theirs.get(page("examples", asked)).text
    assert ("ทำใน 90 วัน" in text, "ลับเฉพาะขบวน" in text) == (True, False)


def test_without_an_example_none_is_offered(asked):
    theirs = signed_in(make_representative(asked))
    assert page("examples", asked) not in theirs.get(page("linkage", asked)).text
    assert "No similar agency has an accepted sheet yet." in theirs.get(page("examples", asked)).text


# ── What is given ──────────────────────────────────────────────────────────────────────────────────────────────────
def sent(*gives):
    data = {"own_function": "ภารกิจ", "gains-TOTAL_FORMS": 0, "gains-INITIAL_FORMS": 0}
    data |= {"gives-TOTAL_FORMS": len(gives), "gives-INITIAL_FORMS": 0}
    for number, line in enumerate(gives):
        data |= {f"gives-{number}-{name}": value for name, value in {"what": "x", **line}.items()}
    return data


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"kind": "people", "quantity": "๒๔", "unit": "คน", "period": "มี.ค. 2570"}, (Decimal(24), "คน", "มี.ค. 2570")),
        ({"kind": "money", "quantity": "1,200,000"}, (Decimal(1200000), "", "")),
        ({"kind": "money", "quantity": "1.5", "unit": "ล้านบาท"}, (Decimal("1.5"), "ล้านบาท", "")),
        ({"kind": "money", "quantity": "500", "unit": "บาท"}, (Decimal(500), "", "")),
        ({"kind": "money", "unit": "บาท"}, (None, "", "")),
        ({"kind": "data"}, (None, "", "")),
    ],
)
def test_how_much_is_read_as_people_type_it(asked, typed, kept):
    theirs = signed_in(make_representative(asked))
    assert theirs.post(page("linkage", asked), sent(typed)).status_code == 302
    line = asked.linkage.gives.get()
    assert (line.quantity, line.unit, line.period) == kept


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"kind": "people", "quantity": "24"}, "unit", "Write of what, such as people, days or sets."),
        ({"kind": "people", "unit": "คน"}, "quantity", "Write how many, or leave the unit empty."),
        ({"kind": "people", "quantity": "0", "unit": "คน"}, "quantity", "Write a number above nought"),
        ({"kind": "people", "quantity": "มาก", "unit": "คน"}, "quantity", "Write a whole number in digits only"),
    ],
)
def test_half_an_amount_is_told_at_its_field_and_kept(asked, typed, field, says):
    theirs = signed_in(make_representative(asked))
    answer = theirs.post(page("linkage", asked), sent(typed))
    assert (answer.status_code, Linkage.objects.count()) == (422, 0)
    (line,) = answer.context["gives"]
    assert list(line.errors) == [field]
    assert says in line.errors[field][0]
    assert line["quantity"].value() == typed.get("quantity")


# ── Balance ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_board_marks_who_only_gives_or_only_gains(asked):
    make_linkage(asked, gains=0)
    make_linkage(make_participation(asked.cycle, stance=Stance.JOINED), gives=0)
    make_linkage(make_participation(asked.cycle))
    page = signed_in(make_member(asked.cycle)).get(reverse("partners:board", args=asked.cycle.address))
    assert sorted(str(each.balance) for each in page.context["cards"]) == ["both", "only_gains", "only_gives"]
    assert (page.text.count("only gives"), page.text.count("only gains")) == (1, 1)
