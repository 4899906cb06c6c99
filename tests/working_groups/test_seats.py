"""A seat is taken, answered, changed and left; who left or declined stays on record and counts no longer."""

import pytest
from django.db import IntegrityError, transaction

from tests.factories import close, in_days, make_group, make_open_cycle, make_user
from tests.factories_teams import make_asked_seat, make_committee, make_draft, make_seat, sign
from welfare_movement.notices.deliver import deliver
from welfare_movement.notices.models import Notice
from welfare_movement.process.refusals import CycleClosed
from welfare_movement.process.stages import Stage
from working_groups.models import CommitteeSeat, TeamMember
from working_groups.refusals import ChairTaken, SeatedAlready, SeatEnded

pytestmark = pytest.mark.django_db


# ── Taking ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_nobody_sits_twice_in_the_same_team():
    seat = make_seat(person=make_user("อารี"))
    with pytest.raises(SeatedAlready, match="อารี ใจดี has a seat here already"):
        TeamMember(group=seat.group, person=seat.person, role="secretary").take()
    assert TeamMember.objects.count() == 1


def test_one_person_may_sit_in_two_teams():
    seat = make_seat()
    other = make_group(seat.group.cycle, "coordination", roles=())
    assert TeamMember(group=other, person=seat.person, role="member").take().pk is not None


def test_a_team_has_one_chair():
    chair = make_seat(role="chair", person=make_user("อารี"))
    with pytest.raises(ChairTaken, match="อารี ใจดี is the chair already"):
        TeamMember(group=chair.group, person=make_user(), role="chair").take()
    chair.leave(by=make_user())
    assert TeamMember(group=chair.group, person=make_user(), role="chair").take().role == "chair"


def test_the_committee_has_many_advisers_and_one_chair():
    committee = make_committee()
    for post in ("ผู้ว่าราชการจังหวัด", "รองผู้ว่าราชการจังหวัด"):
        CommitteeSeat(committee=committee, post=post, role="adviser").take()
    CommitteeSeat(committee=committee, post="ประธานเครือข่าย", role="chair").take()
    with pytest.raises(ChairTaken, match="ประธานเครือข่าย is the chair already"):
        CommitteeSeat(committee=committee, post="อีกคน", role="chair").take()
    assert committee.seats.count() == 3


def test_who_left_may_be_seated_again_beside_the_record_of_the_first_time():
    seat = make_seat()
    seat.leave(by=make_user())
    again = TeamMember(group=seat.group, person=seat.person, role="member").take()
    assert (TeamMember.objects.count(), list(TeamMember.objects.standing())) == (2, [again])


def test_two_standing_seats_of_a_person_are_shut_by_the_database_too():
    seat = make_seat()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_seat(seat.group, person=seat.person)


@pytest.mark.parametrize(
    "columns",
    [
        {"person": None, "post": ""},
        {"asked_at": in_days(0)},
        {"left_at": in_days(0)},
        {"consented_at": in_days(0), "declined_at": in_days(0)},
    ],
)
def test_a_seat_that_contradicts_itself_is_shut_by_the_database(columns):
    seat = make_seat()
    with pytest.raises(IntegrityError), transaction.atomic():
        TeamMember.objects.filter(pk=seat.pk).update(**columns)


# ── Answering ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_one_says_yes_or_no_and_may_say_it_anew():
    seat = make_asked_seat()
    assert seat.state == "asked"
    seat.answer(False, reason="สุขภาพไม่ดี")
    seat.refresh_from_db()
    assert (seat.state, seat.reason, seat.answered_by) == ("declined", "สุขภาพไม่ดี", None)
    seat.answer(True, by=seat.person, reason="ไม่เก็บ")
    seat.refresh_from_db()
    assert (seat.state, seat.reason, seat.answered_by) == ("consented", "", seat.person)


def test_who_said_no_cannot_come_back_as_chair_beside_another():
    seat = make_asked_seat(role="chair")
    seat.answer(False)
    other = make_seat(seat.group, "chair")
    with pytest.raises(ChairTaken):
        seat.answer(True)
    seat.refresh_from_db()
    assert (seat.state, other.state) == ("declined", "unasked")


def test_a_seat_that_has_ended_is_not_answered_changed_or_ended_again():
    seat, same = make_asked_seat(), TeamMember.objects.get()
    seat.leave(by=make_user())
    for verb in (
        lambda: same.answer(True),
        lambda: same.change(role="chair", post="", place=0),
        lambda: same.leave(by=make_user()),
    ):
        with pytest.raises(SeatEnded):
            verb()
    same.refresh_from_db()
    assert (same.state, same.consented_at, same.role, same.left_by) == ("left", None, "member", seat.left_by)


def test_in_a_closed_cycle_nothing_is_said():
    seat = make_asked_seat()
    close(seat.group.cycle)
    with pytest.raises(CycleClosed):
        seat.answer(True)
    seat.refresh_from_db()
    assert seat.state == "asked"


def test_who_leaves_takes_the_link_and_the_waiting_message_along():
    seat, by = make_asked_seat(), make_user()
    seat.leave(by=by)
    seat.refresh_from_db()
    assert (seat.left_by, seat.link.is_usable) == (by, False)
    assert Notice.objects.get().state == "cancelled"


# ── Changing ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_changed_role_is_for_a_further_order_and_a_changed_place_is_not():
    order = sign(make_draft())
    chair, member = order.teammember_seats.get(role="chair"), order.teammember_seats.filter(role="member").first()
    member.change(role="member", post="", place=3)
    member.refresh_from_db()
    assert (member.place, member.order) == (3, order)
    chair.change(role="vice_chair", post="", place=0)
    chair.refresh_from_db()
    assert (chair.role, chair.order) == ("vice_chair", None)


def test_a_change_to_a_second_chair_is_refused_and_nothing_is_saved():
    chair = make_seat(role="chair")
    member = make_seat(chair.group)
    with pytest.raises(ChairTaken):
        member.change(role="chair", post="", place=0)
    member.refresh_from_db()
    assert member.role == "member"


# ── Messages that are no longer owed ───────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("meanwhile", "sent"),
    [
        (lambda seat: None, 1),
        (lambda seat: seat.answer(True), 0),
        (lambda seat: seat.answer(False), 0),
        (lambda seat: close(seat.group.cycle), 0),
    ],
)
def test_nobody_is_asked_who_has_answered_meanwhile(meanwhile, sent):
    seat = make_asked_seat()
    meanwhile(seat)
    assert deliver() == sent


def test_a_seat_of_the_committee_is_asked_too():
    make_asked_seat(make_committee(make_open_cycle(Stage.WORKING_GROUPS)), "adviser")
    assert deliver() == 1


def test_seats_are_listed_by_role_then_place():
    group = make_group(roles=("member", "assistant_secretary", "chair"))
    make_seat(group, place=0, role="secretary"), make_seat(group, place=9), make_seat(group, place=5)
    order = [(seat.role, seat.place) for seat in group.members.in_order()]
    assert order == [
        ("chair", 0),
        ("member", 0),
        ("member", 5),
        ("member", 9),
        ("secretary", 0),
        ("assistant_secretary", 0),
    ]
