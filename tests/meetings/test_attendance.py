"""Attendance: by list, typed by several at once, at the door, and with the number that a meeting needs."""

import pytest
from django.urls import reverse

from tests.factories import in_days, make_meeting, make_member, make_minutes, make_user
from welfare_movement.meetings.models import Meeting
from welfare_movement.meetings.quorum import Count, needed
from welfare_movement.meetings.refusals import DoorClosed
from welfare_movement.people.models import User
from welfare_movement.process.refusals import Sealed

pytestmark = pytest.mark.django_db


def held(people, *, days=0, **fields):
    """A meeting that these were invited to and that began on that day."""
    meeting = make_meeting(starts_at=in_days(3), **fields)
    meeting.invite(people, by=make_user())
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=in_days(days, 0, 1), ends_at=in_days(days, 23, 58))
    meeting.refresh_from_db()
    return meeting


def record(meeting):
    return dict(meeting.attendances.values_list("person", "status"))


def address(name, meeting, *more):
    return reverse(f"meetings:{name}", args=[*meeting.cycle.address, meeting.pk, *more])


@pytest.fixture
def keeper(client):
    """Signs a coordinator of a meeting in."""

    def sign_in(meeting):
        user = make_member(meeting.cycle)
        client.force_login(user)
        return user

    return sign_in


# ── The list ───────────────────────────────────────────────────────────────────────────────────────────────────────
def line(person, status, *, shown="", substitute="", shown_substitute=""):
    prefix = f"p{person.pk}"
    return {
        f"{prefix}-status": status,
        f"{prefix}-substitute": substitute,
        f"initial-{prefix}-status": shown,
        f"initial-{prefix}-substitute": shown_substitute,
    }


def test_two_who_take_attendance_at_once_store_what_each_changed(client, keeper):
    one, other = make_user(), make_user()
    meeting = held([one, other])
    keeper(meeting)
    client.post(address("attendance", meeting), {**line(one, "present"), **line(other, "")})
    client.post(address("attendance", meeting), {**line(one, ""), **line(other, "excused")})
    assert record(meeting) == {one.pk: "present", other.pk: "excused"}


def test_a_line_that_another_changed_meanwhile_is_shown_again(client, keeper):
    person = make_user()
    meeting, first = held([person]), make_user()
    keeper(meeting)
    meeting.attend(person, "present", by=first)
    answer = client.post(address("attendance", meeting), line(person, "absent"))
    page = answer.content.decode()
    assert (answer.status_code, record(meeting)) == (422, {person.pk: "present"})
    assert f"{first} recorded this meanwhile: Present" in page
    assert f'name="initial-p{person.pk}-status" value="present"' in page
    assert client.post(address("attendance", meeting), line(person, "absent", shown="present")).status_code == 302
    assert record(meeting) == {person.pk: "absent"}


def test_two_who_record_the_same_are_not_in_each_others_way(client, keeper):
    person = make_user()
    meeting = held([person])
    keeper(meeting)
    meeting.attend(person, "present", by=make_user())
    assert client.post(address("attendance", meeting), line(person, "present")).status_code == 302


def test_those_on_the_paper_whom_nobody_knew_become_people(client, keeper):
    known = make_user(given_name="สมชาย", family_name="ใจดี")
    meeting = held([known])
    keeper(meeting)
    rows = {"w0-name": "นางสาวมาลี ยมตัวอย่าง", "w0-position": "กองทุนตำบลกำแพงเซา", "w1-name": "", "w1-position": ""}
    assert client.post(address("attendance", meeting), rows).status_code == 302
    came = User.objects.get(given_name="มาลี")
    assert (came.prefix, came.family_name, came.position) == ("นางสาว", "ยมตัวอย่าง", "กองทุนตำบลกำแพงเซา")
    assert record(meeting) == {came.pk: "present"}
    assert not came.has_usable_password()
    for wrong in ({"w0-name": "สมชาย ใจดี"}, {"w0-position": "ประธาน"}, {"w0-name": "..."}, {"w0-name": "ก" * 121}):
        assert client.post(address("attendance", meeting), wrong).status_code == 422
    assert record(meeting) == {came.pk: "present"}


def test_all_who_accepted_came_in_one_press_and_who_is_recorded_already_stays(client, keeper):
    accepted, sends, declined, silent, late = [make_user() for _ in range(5)]
    meeting = make_meeting(starts_at=in_days(3))
    meeting.invite([accepted, sends, declined, silent, late], by=make_user())
    for person, answer in ((accepted, "accepted"), (declined, "declined"), (late, "accepted")):
        meeting.invitations.get(person=person).reply(answer)
    meeting.invitations.get(person=sends).reply("substitute", substitute="นางมาลี")
    meeting.attend(late, "absent", by=make_user())
    by = keeper(meeting)
    for _twice in range(2):
        assert client.post(address("accepted", meeting)).status_code == 302
    assert record(meeting) == {accepted.pk: "present", sends.pk: "represented", late.pk: "absent"}
    assert meeting.attendances.get(person=sends).substitute == "นางมาลี"
    assert meeting.attendances.get(person=accepted).recorded_by == by


def test_someone_new_or_known_who_came_unannounced_is_present(client, keeper):
    meeting = held([])
    keeper(meeting)
    assert client.post(address("walk_in", meeting), {"given_name": "มาลี"}).status_code == 302
    known = make_member(meeting.cycle)
    assert client.post(address("walk_in", meeting), {"known": known.pk}).status_code == 302
    assert set(record(meeting)) == {User.objects.get(given_name="มาลี").pk, known.pk}


# ── The quorum ─────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("quorum", "unit", "invited", "asks"),
    [
        (None, "people", 9, None),
        (5, "people", 9, 5),
        (50, "percent", 9, 5),
        (50, "percent", 8, 4),
        (100, "percent", 3, 3),
    ],
)
def test_a_quorum_is_a_number_or_a_share_of_those_invited_rounded_up(quorum, unit, invited, asks):
    assert needed(quorum, unit, invited) == asks


def test_who_sent_someone_counts_and_who_is_excused_does_not():
    people = [make_user() for _ in range(4)]
    meeting = held(people, quorum=50, quorum_unit="percent")
    for person, status in zip(people, ("present", "excused", "absent"), strict=False):
        meeting.attend(person, status, by=make_user())
    count = Count.of(meeting, meeting.invitations.all(), meeting.attendances.all())
    assert (count.came, count.needed, count.is_reached, count.missing) == (1, 2, False, 1)
    meeting.attend(people[1], "represented", substitute="นางมาลี", by=make_user())
    assert Count.of(meeting, meeting.invitations.all(), meeting.attendances.all()).is_reached


def test_chair_and_quorum_are_changed_without_telling_anyone(client, keeper):
    meeting = held([make_user()])
    keeper(meeting)
    sent = {"chair": "รองผู้ว่าฯ", "quorum": 50, "quorum_unit": "percent"}
    assert client.post(address("particulars", meeting), sent).status_code == 302
    assert "quorum of 1 not reached" in client.get(meeting.get_absolute_url()).content.decode()
    assert client.post(address("particulars", meeting), {**sent, "quorum": 101}).status_code == 422
    assert client.post(address("particulars", meeting), {**sent, "quorum": 0}).status_code == 422


# ── The door ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_someone_invited_says_by_their_link_that_they_are_here_once(client):
    person = make_user()
    meeting = held([person])
    invitation = meeting.invitations.get()
    door = address("presence", meeting, meeting.door_key)
    assert client.post(door).status_code == 403  # nobody knows who holds this phone
    client.post(reverse("people:link", args=[invitation.link.token]))
    for _twice in range(2):
        assert client.post(door).status_code == 302
    came = meeting.attendances.get()
    assert (came.person, came.status, came.recorded_by, came.is_own_record) == (person, "present", person, True)


def test_a_member_who_was_not_invited_says_so_signed_in_and_a_stranger_does_not(client, keeper):
    meeting = held([])
    member = keeper(meeting)
    door = address("presence", meeting, meeting.door_key)
    assert client.post(door).status_code == 302
    client.force_login(make_user())
    assert client.post(door).status_code == 403
    assert set(record(meeting)) == {member.pk}
    assert client.get(address("presence", meeting, "x" * 20)).status_code == 404


@pytest.mark.parametrize("days", [-1, 1])
def test_on_another_day_the_door_is_closed(client, days):
    person = make_user()
    meeting = held([person], days=days)
    client.force_login(person)
    assert client.post(address("presence", meeting, meeting.door_key)).status_code == 409
    with pytest.raises(DoorClosed):
        meeting.arrive(person, by=make_user())
    assert not meeting.attendances.exists()


def test_the_keeper_checks_in_by_six_digits_or_by_the_picture(client, keeper):
    one, other = make_user(), make_user()
    meeting = held([one, other])
    by = keeper(meeting)
    codes = dict(meeting.invitations.values_list("person", "code"))
    assert len(set(codes.values())) == 2
    assert all(len(code) == 6 for code in codes.values())
    typed = f"{codes[one.pk][:3]} {codes[one.pk][3:]}"
    client.post(address("arrive_by_code", meeting), {"code": typed})
    client.post(address("arrive_by_code", meeting), {"code": ""})
    picture = reverse("meetings:arrival", args=[*meeting.cycle.address, meeting.invitations.get(person=other).pk])
    assert client.get(picture).status_code == 200
    assert meeting.attendances.count() == 1
    client.post(picture)
    assert set(meeting.attendances.values_list("person", "recorded_by")) == {(one.pk, by.pk), (other.pk, by.pk)}


def test_who_stands_on_the_record_as_absent_may_still_come_and_who_came_stays_as_first_recorded():
    person, first = make_user(), make_user()
    meeting = held([person])
    meeting.attend(person, "absent", by=make_user())
    came, is_new = meeting.arrive(person, by=first)
    again, is_new_again = meeting.arrive(person, by=make_user())
    assert (is_new, is_new_again, came.pk, again.recorded_by) == (True, False, again.pk, first)


def test_nobody_arrives_once_the_minutes_are_adopted():
    person = make_user()
    meeting = held([person])
    make_minutes(meeting, circulated=True, adopted=True)
    with pytest.raises(Sealed):
        meeting.arrive(person, by=make_user())
