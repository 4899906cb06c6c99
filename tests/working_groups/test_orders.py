"""An order is drafted from the members, signed once, and kept in its words; what changes is for a further order."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories import make_group, make_open_cycle, make_user
from tests.factories_teams import PDF, make_committee, make_draft, make_seat, sign
from welfare_movement.process.refusals import StageLocked
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused
from welfare_movement.thai.digits import to_thai
from working_groups.models import AppointmentOrder, WorkingGroup
from working_groups.refusals import AlreadyDrafted, AlreadySigned, NobodyToAppoint, NotFounded

pytestmark = pytest.mark.django_db


def names(order):
    """The names that the order appoints, in its order."""
    return [line["name"] for part in order.paper()["parts"] for line in part["lines"]]


def group_of(order):
    return WorkingGroup.objects.get(cycle=order.cycle, team="academic")


# ── The draft ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_draft_names_who_stands_in_committee_and_teams_and_the_duties():
    cycle = make_open_cycle(Stage.WORKING_GROUPS)
    committee = make_committee(cycle)
    make_seat(committee, "chair", person=make_user("ประธาน"))
    make_seat(committee, "adviser", post="ผู้ว่าราชการจังหวัด")
    team = cycle.working_groups.get(team="coordination")
    make_seat(team, "secretary", person=make_user("เลขา", position="นักพัฒนาสังคม"))
    make_seat(team, post="พัฒนาการจังหวัด หรือผู้แทน")
    order = AppointmentOrder.draft(cycle, by=make_user("สุดา"))
    paper = order.paper()
    assert [(part["number"], part["title"]) for part in paper["parts"]] == [
        ("๑.", "คณะทำงานขับเคลื่อนงานสวัสดิการและการพัฒนาภาคประชาชนอย่างบูรณาการ"),
        ("๒.", "ทีมประสานขบวนภาคประชาชนกับภาคีสนับสนุน"),
    ]
    assert names(order) == ["ผู้ว่าราชการจังหวัด", "ประธาน ใจดี", "พัฒนาการจังหวัด หรือผู้แทน", "เลขา ใจดี"]
    assert paper["parts"][1]["lines"][1]["position"] == "นักพัฒนาสังคม"
    assert len(paper["parts"][1]["duties"]) == 4
    assert paper["about"] == "เรื่อง แต่งตั้งคณะทำงานขับเคลื่อนงานสวัสดิการและการพัฒนาภาคประชาชนอย่างบูรณาการ"
    assert paper["preamble"][0].startswith("ด้วยภาคีสนับสนุนและองค์กรชุมชนในจังหวัดนครศรีธรรมราช")
    assert (order.drafted_by.given_name, order.is_signed, str(order)) == ("สุดา", False, "Draft order")


def test_a_draft_follows_the_members_who_declined_or_left_are_not_in_it():
    order = make_draft()
    before = len(names(order))
    people = [make_user(name) for name in ("อยู่", "ปฏิเสธ", "ลา")]
    _stays, declines, leaves = [make_seat(group_of(order), person=person) for person in people]
    declines.answer(False), leaves.leave(by=make_user())
    assert len(names(order)) == before + 1
    assert "อยู่ ใจดี" in names(order)


def test_one_draft_stands_at_a_time():
    order = make_draft()
    with pytest.raises(AlreadyDrafted):
        AppointmentOrder.draft(order.cycle, by=make_user())
    with pytest.raises(IntegrityError), transaction.atomic():
        AppointmentOrder.objects.create(cycle=order.cycle)
    assert AppointmentOrder.objects.get() == order


def test_before_the_committee_stands_or_anyone_sits_there_is_nothing_to_draft():
    cycle = make_open_cycle(Stage.WORKING_GROUPS)
    with pytest.raises(NotFounded):
        AppointmentOrder.draft(cycle, by=make_user())
    make_committee(cycle)
    with pytest.raises(NobodyToAppoint):
        AppointmentOrder.draft(cycle, by=make_user())
    with pytest.raises(StageLocked):
        AppointmentOrder.draft(make_open_cycle(Stage.SURVEYS, year=2571), by=make_user())
    assert AppointmentOrder.objects.count() == 0


def test_its_words_are_changed_until_it_is_signed():
    order = make_draft()
    order.write(about="แต่งตั้งคณะทำงาน", preamble="ด้วยจังหวัด\nอาศัยอำนาจ")
    assert AppointmentOrder.objects.get().paper()["preamble"] == ("ด้วยจังหวัด", "อาศัยอำนาจ")
    sign(order)
    with pytest.raises(AlreadySigned, match="The order 9/2570 is signed"):
        AppointmentOrder.objects.get().write(about="อื่น", preamble="อื่น")
    assert AppointmentOrder.objects.get().about == "แต่งตั้งคณะทำงาน"


# ── Signing ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_signed_order_keeps_its_words_whatever_the_members_do_later():
    order, by = make_draft(), make_user()
    kept = names(order)
    sign(order, by=by)
    make_seat(group_of(order))
    order.teammember_seats.first().leave(by=by)
    stored = AppointmentOrder.objects.get()
    assert names(stored) == kept
    assert stored.paper()["number"] == "ที่ ๙/๒๕๗๐"
    assert stored.paper()["signed_by"] == "ผู้ว่าราชการจังหวัดนครศรีธรรมราช"
    assert (stored.recorded_by, stored.signed_on, stored.copy.name) == (by, timezone.localdate(), "")


def test_it_is_signed_once_and_keeps_what_the_first_wrote():
    order = make_draft()
    same = AppointmentOrder.objects.get()
    sign(order, number="1/2570")
    with pytest.raises(AlreadySigned, match="The order 1/2570 is signed"):
        sign(same, number="2/2570")
    assert AppointmentOrder.objects.get().number == "1/2570"


def test_an_order_is_not_signed_ahead_of_its_day_nor_without_anyone_in_it():
    order = make_draft()
    with pytest.raises(Refused, match="on a day ahead"):
        order.sign(
            by=make_user(), number="1/2570", signed_on=timezone.localdate() + timedelta(days=1), signed_by="ผวจ."
        )
    for seat in group_of(order).members.all():
        seat.leave(by=make_user())
    with pytest.raises(NobodyToAppoint):
        sign(order)
    stored = AppointmentOrder.objects.get()
    assert (stored.is_signed, stored.kept, stored.recorded_by) == (False, {}, None)


def test_what_was_written_meanwhile_is_signed_too():
    order = make_draft()
    AppointmentOrder.objects.get().write(about="แต่งตั้งคณะทำงานใหม่", preamble="ด้วย")
    sign(order)
    assert AppointmentOrder.objects.get().paper()["about"] == "เรื่อง แต่งตั้งคณะทำงานใหม่"


# ── A further order ────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_further_order_names_only_whom_no_signed_one_names():
    order = sign(make_draft())
    with pytest.raises(NobodyToAppoint):
        AppointmentOrder.draft(order.cycle, by=make_user())
    new = make_seat(group_of(order), person=make_user("ใหม่"))
    changed = order.teammember_seats.get(role="secretary")
    changed.change(role="assistant_secretary", post="", place=0)
    further = AppointmentOrder.draft(order.cycle, by=make_user())
    assert names(further) == ["ใหม่ ใจดี", to_thai(str(changed))]
    assert further.about.endswith(" (เพิ่มเติม)")
    assert "มีคำสั่งที่ 9/2570" in further.preamble
    assert further.paper()["parts"][0]["duties"] == ()
    sign(further, number="10/2570")
    new.refresh_from_db()
    assert new.order == further
    assert names(AppointmentOrder.objects.get(pk=order.pk)) == names(order)


def test_an_order_of_another_cycle_names_nobody_here():
    order = make_draft()
    elsewhere = make_open_cycle(Stage.WORKING_GROUPS, year=2571)
    make_group(elsewhere), make_committee(elsewhere)
    sign(AppointmentOrder.draft(elsewhere, by=make_user()))
    assert len(names(order)) == 5


# ── The copy ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_signed_copy_comes_with_the_signing_or_later():
    order = sign(make_draft(), copy=PDF)
    with AppointmentOrder.objects.get().copy.open() as stored:
        assert stored.read() == PDF
    assert order.copy.name.startswith("working_groups.appointmentorder/")


def test_a_draft_has_no_signed_copy():
    order = make_draft()
    with pytest.raises(Refused, match="Record first that the order was signed"):
        order.attach(PDF)
    assert AppointmentOrder.objects.get().copy.name == ""
