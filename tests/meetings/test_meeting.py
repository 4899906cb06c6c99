"""A meeting is planned, invited to, moved, cancelled; everyone is told what concerns them, once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.factories import close, in_days, make_cycle, make_meeting, make_minutes, make_open_cycle, make_user, moment
from welfare_movement.meetings.models import AgendaItem, Invitation, Meeting
from welfare_movement.meetings.refusals import AlreadyStarted, MeetingBegun, MeetingCancelled
from welfare_movement.notices.models import Notice
from welfare_movement.people.models import Link
from welfare_movement.process.refusals import CycleClosed, StageLocked
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db


def subjects(**fields):
    """The subjects of the waiting notices, oldest first."""
    return list(Notice.objects.waiting().filter(**fields).order_by("created_at").values_list("subject", flat=True))


def move(meeting, days=20, venue="หอประชุม"):
    starts_at = in_days(days)
    meeting.move(starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), venue=venue, by=make_user())


# ── Planning ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_new_meeting_has_the_next_number_of_its_kind_and_the_five_standard_items():
    cycle = make_cycle()
    first, second = make_meeting(cycle), make_meeting(cycle)
    other = make_meeting(cycle, kind=Meeting.Kind.OTHER)
    assert (first.number, second.number, other.number) == (1, 2, 1)
    assert [(item.number, item.heading) for item in first.items.all()] == [
        ("1", "Matters the chair reports"),
        ("2", "Adoption of the previous minutes"),
        ("3", "Matters arising"),
        ("4", "Matters for consideration"),
        ("5", "Other matters"),
    ]


def test_the_number_is_written_with_the_buddhist_year_of_the_day_in_bangkok():
    meeting = make_meeting(starts_at=moment("2027-01-01 00:30"))
    assert (meeting.full_number, str(meeting)) == ("1/2570", "ประชุมหารือภาคี 1/2570")


def test_a_number_is_taken_once_but_each_team_counts_its_own():
    cycle = make_open_cycle(Stage.WORKING_GROUPS)
    make_meeting(cycle, number=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_meeting(cycle, number=1)
    make_meeting(cycle, number=1, kind=Meeting.Kind.TEAM), make_meeting(cycle, number=1, kind=Meeting.Kind.TEAM)


def test_a_meeting_of_a_locked_stage_cannot_be_planned():
    with pytest.raises(StageLocked):
        make_meeting(stage=Stage.SURVEYS)


def test_sub_items_are_numbered_below_their_item():
    item = AgendaItem(section=AgendaItem.Section.CONSIDERATION, position=2, title="เกณฑ์จัดระดับ")
    assert str(item) == "4.2 เกณฑ์จัดระดับ"


# ── Inviting and answering ─────────────────────────────────────────────────────────────────────────────────────────
def test_each_person_is_invited_once_with_a_link_of_their_own():
    meeting, one, two = make_meeting(), make_user(), make_user(email=None)
    by = make_user()
    assert meeting.invite([one, two], by=by) == 2
    assert meeting.invite([one], by=by) == 0
    assert {invitation.link.target() for invitation in meeting.invitations.all()} == set(meeting.invitations.all())
    assert Notice.objects.due(in_days(1)).get().to == one
    assert Notice.objects.to_copy().get().to == two
    assert Link.objects.first().expires_at > meeting.ends_at


def test_inviting_many_costs_the_same_number_of_queries(queries):
    meeting, by = make_meeting(), make_user()
    few, many = [make_user() for _ in range(2)], [make_user() for _ in range(30)]
    with queries(6):
        meeting.invite(few, by=by)
    with queries(6):
        meeting.invite(many, by=by)


def test_an_invitation_is_answered_and_answered_anew_until_the_meeting_begins(time_machine):
    meeting = make_meeting()
    meeting.invite([make_user()], by=make_user())
    invitation = meeting.invitations.get()
    invitation.reply(Invitation.Answer.DECLINED, reason="ติดราชการ", substitute="ไม่ใช้")
    assert (invitation.reason, invitation.substitute) == ("ติดราชการ", "")
    invitation.reply(Invitation.Answer.SUBSTITUTE, substitute="นางมาลี ใจดี", reason="ไม่ใช้")
    invitation.refresh_from_db()
    assert (invitation.answer, invitation.substitute, invitation.reason) == ("substitute", "นางมาลี ใจดี", "")
    with pytest.raises(Refused, match="Write who comes instead of you."):
        invitation.reply(Invitation.Answer.SUBSTITUTE, substitute=" ")
    time_machine.move_to(meeting.starts_at)
    with pytest.raises(AlreadyStarted):
        invitation.reply(Invitation.Answer.ACCEPTED)


def test_an_invitation_to_a_cancelled_meeting_is_not_answered():
    meeting = make_meeting()
    meeting.invite([make_user()], by=make_user())
    meeting.cancel(by=make_user(), reason="น้ำท่วม")
    with pytest.raises(MeetingCancelled):
        Invitation.objects.get().reply(Invitation.Answer.ACCEPTED)


# ── Moving and cancelling ──────────────────────────────────────────────────────────────────────────────────────────
def test_a_move_cancels_what_waits_and_tells_everyone_who_has_not_declined_once():
    meeting, by = make_meeting(), make_user()
    meeting.invite([make_user(language="en"), make_user(language="en")], by=by)
    meeting.invitations.first().reply(Invitation.Answer.DECLINED)
    move(meeting)
    assert [subject.split(":")[0] for subject in subjects()] == ["Moved"]
    assert Notice.objects.exclude(cancelled_at=None).count() == 2
    move(meeting, days=21)
    assert [subject.split(":")[0] for subject in subjects()] == ["Moved"]
    assert (meeting.moves, Meeting.objects.get().venue) == (2, "หอประชุม")


def test_a_cancellation_is_told_with_its_reason_once():
    meeting = make_meeting()
    meeting.invite([make_user(language="en")], by=make_user())
    Notice.objects.update(sent_at=timezone.now())
    meeting.cancel(by=make_user(), reason="Floods")
    (notice,) = Notice.objects.waiting()
    assert (notice.subject.split(":")[0], "Reason: Floods" in notice.body) == ("Cancelled", True)
    with pytest.raises(MeetingCancelled):
        meeting.cancel(by=make_user(), reason="Floods")
    assert Notice.objects.waiting().count() == 1


def test_of_an_end_hears_whoever_heard_of_it_and_whoever_has_no_email():
    meeting, told, in_hand, by_hand = make_meeting(), make_user(), make_user(), make_user(email=None)
    meeting.invite([told, make_user(), in_hand, by_hand], by=make_user())
    Notice.objects.filter(to=told).update(sent_at=timezone.now())
    Notice.objects.filter(to=in_hand).update(tries=1)
    meeting.cancel(by=make_user(), reason="Floods")
    assert {notice.to for notice in Notice.objects.waiting()} == {told, in_hand, by_hand}


def test_a_meeting_that_did_not_take_place_is_cancelled_afterwards():
    past = {"starts_at": in_days(-1)}
    missed, held, written = [make_meeting(make_cycle(year), **past) for year in (2571, 2572, 2573)]
    missed.cancel(by=make_user(), reason="Nobody came")
    assert missed.cancelled_at is not None
    held.attend(make_user(), "present", by=make_user())
    make_minutes(written)
    for meeting in (held, written):
        with pytest.raises(MeetingBegun):
            Meeting.objects.get(pk=meeting.pk).cancel(by=make_user(), reason="Nobody came")


def test_of_two_who_cancel_at_once_the_second_is_told(monkeypatch):
    meeting = make_meeting()
    monkeypatch.setattr(Meeting, "hold", lambda self: self)
    meeting.cancel(by=make_user(), reason="Floods")
    with pytest.raises(MeetingCancelled):
        meeting.cancel(by=make_user(), reason="Floods")


@pytest.mark.parametrize(
    "verb",
    [
        lambda meeting: meeting.invite([make_user()], by=make_user()),
        move,
        lambda meeting: meeting.cancel(by=make_user(), reason="Floods"),
    ],
)
def test_a_meeting_that_took_place_or_is_cancelled_is_not_changed(verb):
    begun = make_meeting(starts_at=timezone.now() - timedelta(minutes=1))
    begun.attend(make_user(), "present", by=make_user())
    with pytest.raises(MeetingBegun):
        verb(begun)
    cancelled = make_meeting(make_cycle(2571))
    cancelled.cancel(by=make_user(), reason="Floods")
    with pytest.raises(MeetingCancelled):
        verb(cancelled)


def test_a_meeting_of_a_closed_cycle_is_not_changed():
    meeting = make_meeting()
    close(meeting.cycle)
    for verb in (
        lambda: move(meeting),
        lambda: meeting.cancel(by=make_user(), reason="Floods"),
        lambda: meeting.invite([make_user()], by=make_user()),
    ):
        with pytest.raises(CycleClosed):
            verb()
    assert Link.objects.count() == 0


def test_a_list_shows_how_many_are_invited_and_accepted():
    meeting = make_meeting()
    meeting.invite([make_user() for _ in range(4)], by=make_user())
    answers = iter(Invitation.Answer)
    for invitation in meeting.invitations.all()[:3]:
        invitation.reply(next(answers), substitute="นางมาลี")
    row = Meeting.objects.for_list().get()
    assert (row.invited, row.accepted) == (4, 2)


def test_each_cycle_numbers_its_own_meetings():
    make_meeting(make_cycle(2570))
    assert make_meeting(make_cycle(2571)).number == 1


def test_meetings_are_coming_or_have_begun_unless_they_are_cancelled():
    cycle = make_cycle()
    coming, begun = make_meeting(cycle), make_meeting(cycle, starts_at=in_days(-1))
    make_meeting(cycle).cancel(by=make_user(), reason="Floods")
    off = make_meeting(cycle)
    off.cancel(by=make_user(), reason="Floods")
    Meeting.objects.filter(pk=off.pk).update(starts_at=in_days(-2))
    assert (list(Meeting.objects.coming()), list(Meeting.objects.begun())) == ([coming], [begun])


def test_an_invitation_is_told_by_its_own_link_until_the_meeting_begins():
    meeting = make_meeting()
    meeting.invite([make_user()], by=make_user())
    invitation, notice = meeting.invitations.get(), Notice.objects.get()
    assert (notice.link, notice.not_after) == (invitation.link, meeting.starts_at)
    assert invitation.link.expires_at == meeting.ends_at + timedelta(days=30)
    assert list(Invitation.objects.unanswered()) == [invitation]
    invitation.reply(Invitation.Answer.ACCEPTED)
    assert list(Invitation.objects.unanswered()) == []


@pytest.mark.parametrize("verb", [move, lambda meeting: meeting.cancel(by=make_user(), reason="Floods")])
def test_a_change_is_told_by_the_same_link_until_the_meeting_ends(verb):
    meeting = make_meeting()
    meeting.invite([make_user(email=None)], by=make_user())
    verb(meeting)
    notice = Notice.objects.waiting().get()
    assert (notice.link, notice.not_after) == (meeting.invitations.get().link, meeting.ends_at)


def test_an_invitation_of_a_closed_cycle_is_not_answered():
    meeting = make_meeting()
    meeting.invite([make_user()], by=make_user())
    close(meeting.cycle)
    with pytest.raises(CycleClosed):
        Invitation.objects.get().reply(Invitation.Answer.ACCEPTED)
    assert Invitation.objects.get().answer == ""


@pytest.mark.parametrize("verb", [move, lambda meeting: meeting.cancel(by=make_user(), reason="Floods")])
def test_a_change_that_cannot_be_told_is_not_made(verb, monkeypatch):
    meeting = make_meeting()
    meeting.invite([make_user()], by=make_user())

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Meeting, "_tell", fail)
    with pytest.raises(RuntimeError):
        verb(Meeting.objects.get())
    stored = Meeting.objects.get()
    assert (stored.moves, stored.cancelled_at, Notice.objects.waiting().count()) == (0, None, 1)


def test_a_meeting_without_its_agenda_is_not_planned(monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    cycle = make_cycle()
    monkeypatch.setattr(AgendaItem.objects, "bulk_create", fail)
    with pytest.raises(RuntimeError):
        make_meeting(cycle)
    assert not Meeting.objects.exists()
