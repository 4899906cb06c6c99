"""What a meeting resolved is seen to by someone, until a day, and closed with proof; also below adopted minutes."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories import (
    close,
    in_days,
    make_cycle,
    make_meeting,
    make_member,
    make_minutes,
    make_user,
)
from tests.factories_promises import due, make_action
from welfare_movement.meetings.models import ActionItem, ActionReminder, Meeting
from welfare_movement.notices.kinds import kinds
from welfare_movement.notices.models import Notice
from welfare_movement.notices.promises import remind
from welfare_movement.process.keeping import Keeping
from welfare_movement.process.refusals import AlreadyKept, CycleClosed, ProofMissing, Sealed
from welfare_movement.process.todos import owed

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 scan"


def adopted(meeting):
    """The minutes of this meeting, adopted."""
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=in_days(-9), ends_at=in_days(-9, 12))
    meeting.refresh_from_db()
    make_minutes(meeting, adopted=True)


# ── Kept ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_action_is_kept_once_with_words_number_and_paper():
    action, first = make_action(), make_user("หนึ่ง")
    same = ActionItem.objects.get()
    paper = SimpleUploadedFile("../ภาพ.pdf", PDF)
    action.keep(by=first, proof="ประชุมแล้ว", amount=64, unit="คน", paper=paper)
    with pytest.raises(AlreadyKept, match="หนึ่ง ใจดี recorded already"):
        same.keep(by=make_user("สอง"), proof="อีกครั้ง")
    kept = ActionItem.objects.get()
    assert (kept.kept_by, kept.proof, kept.proof_amount, kept.proof_unit) == (first, "ประชุมแล้ว", 64, "คน")
    with kept.proof_paper.open() as file:
        assert file.read() == PDF
    assert "ภาพ" not in kept.proof_paper.name


@pytest.mark.parametrize(
    "sent", [{"proof": " "}, {"proof": "x", "amount": 3}, {"proof": "x", "unit": "คน"}, {"proof": "", "amount": 3}]
)
def test_an_action_without_whole_proof_stays_open(sent):
    action = make_action()
    with pytest.raises(ProofMissing):
        action.keep(by=make_user(), **sent)
    assert list(ActionItem.objects.open()) == [action]


@pytest.mark.parametrize(
    "columns",
    [
        {"kept_at": None, "kept_by": None},
        {"proof": ""},
        {"proof_amount": 3},
        {"proof_unit": "คน"},
    ],
)
def test_the_database_holds_what_proof_is(columns):
    make_action().keep(by=make_user(), proof="แล้ว")
    with pytest.raises(IntegrityError), transaction.atomic():
        ActionItem.objects.update(**columns)


def test_below_adopted_minutes_an_action_stays_as_it_is_and_is_kept_all_the_same():
    action = make_action()
    adopted(action.meeting)
    with pytest.raises(Sealed):
        action.save()
    with pytest.raises(Sealed):
        action.delete()
    with pytest.raises(Sealed):
        make_action(resolution=action.resolution)
    action.keep(by=action.owner, proof="แล้ว")
    assert ActionItem.objects.kept().get() == action


def test_in_a_closed_cycle_nothing_is_kept_any_more():
    action = make_action()
    close(action.within_cycle)
    with pytest.raises(CycleClosed):
        action.keep(by=action.owner, proof="แล้ว")


def test_how_actions_were_kept_is_counted_in_one_query(django_assert_num_queries):
    cycle = make_cycle()
    make_action(cycle, days=3), make_action(cycle, days=-3)
    make_action(cycle, days=0).keep(by=make_user(), proof="ทัน")
    make_action(cycle, days=-1).keep(by=make_user(), proof="ช้า")
    with django_assert_num_queries(1):
        assert ActionItem.objects.of_cycle(cycle).keeping() == Keeping(made=4, kept=2, late=2, overdue=1)
    owners = ActionItem.objects.keeping_by("owner")
    assert sum(owners.values(), Keeping()) == Keeping(made=4, kept=2, late=2, overdue=1)


# ── On the next agenda ─────────────────────────────────────────────────────────────────────────────────────────────
def arising(meeting):
    return [item.title.split(" (")[0] for item in meeting.items.filter(section=3, position__gt=0)]


def test_open_actions_come_onto_the_next_meeting_of_the_same_kind():
    cycle = make_cycle()
    make_action(cycle, days=9, what="ไกล"), make_action(cycle, days=1, what="ใกล้")
    make_action(cycle, what="แล้ว").keep(by=make_user(), proof="แล้ว")
    make_action(make_cycle(2571), what="รอบอื่น")
    consultation = make_meeting(cycle, starts_at=in_days(30))
    assert arising(consultation) == ["ใกล้", "ไกล"]
    assert arising(make_meeting(cycle, starts_at=in_days(31), kind=Meeting.Kind.OTHER)) == ["ใกล้", "ไกล"]
    make_action(meeting=Meeting.objects.filter(kind=Meeting.Kind.OTHER).get(), what="ของชนิดอื่น")
    assert arising(make_meeting(cycle, starts_at=in_days(32))) == ["ใกล้", "ไกล"]
    assert arising(make_meeting(cycle, starts_at=in_days(33), kind=Meeting.Kind.OTHER)) == ["ของชนิดอื่น"]


# ── Reminders ──────────────────────────────────────────────────────────────────────────────────────────────────────
def remind_on(days):
    return remind(ActionReminder, "meetings_action", now=timezone.now() + timedelta(days=days))


def test_an_owner_is_reminded_before_the_day_and_weekly_when_late_once_each():
    action = make_action(days=10)
    found = [(day, remind_on(day)) for day in range(50)]
    assert [day for day, number in found if number] == [3, 9, 11, 18, 25, 32]
    assert list(ActionReminder.objects.order_by("step").values_list("person", "step")) == [
        (action.owner_id, step) for step in (-7, -1, 1, 8, 15, 22)
    ]
    assert [remind_on(day) for day in (3, 9, 32)] == [0, 0, 0]


def test_an_action_of_today_for_tomorrow_is_not_reminded_of_at_once():
    make_action(days=1)
    assert (remind_on(0), remind_on(1), remind_on(2)) == (0, 0, 1)


def test_a_reminder_of_what_was_kept_meanwhile_is_not_sent():
    kept = make_action(days=-1, made_days_ago=9)
    open_ = make_action(resolution=kept.resolution, days=-1, made_days_ago=9)
    moved = make_action(resolution=kept.resolution, days=-1, made_days_ago=9)
    assert remind_on(0) == 3
    kept.keep(by=make_user(), proof="แล้ว")
    ActionItem.objects.filter(pk=moved.pk).update(due_on=due(9))
    still_owed = kinds["meetings_action"].still_owed(Notice.objects.all())
    assert [notice.about for notice in still_owed] == [open_.about]


def test_reminders_of_three_actions_take_as_many_queries_as_of_one(django_assert_max_num_queries):
    cycle = make_cycle()
    for _number in range(3):
        make_action(cycle, days=-1, made_days_ago=9)
    with django_assert_max_num_queries(12):
        assert remind_on(0) == 3


def test_a_reminder_leads_to_its_action_and_says_that_it_is_late():
    action = make_action(days=-1, made_days_ago=9, what="ส่งรายชื่อ")
    remind_on(0)
    notice = Notice.objects.get(about=action.about)
    assert notice.subject == "Late: ส่งรายชื่อ"
    assert action.get_absolute_url() in notice.body


# ── To do ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_owner_sees_it_to_do_and_coordinators_when_it_is_late():
    cycle = make_cycle()
    coordinator, owner = make_member(cycle), make_user()
    make_action(cycle, owner=owner, days=2, what="ใกล้"), make_action(cycle, owner=owner, days=-2, what="ช้า")
    make_action(cycle, owner=owner, what="แล้ว").keep(by=owner, proof="แล้ว")
    assert [(each.todo.key, each.title) for each in owed(owner, cycle)] == [
        ("meetings.action", "ช้า"),
        ("meetings.action", "ใกล้"),
    ]
    late = [each for each in owed(coordinator, cycle) if each.todo.key == "meetings.late_action"]
    assert [(each.title, each.all_url) for each in late] == [
        ("ช้า", "/nakhon-si-thammarat/2570/meetings/actions/?show=late")
    ]
