"""Pages of a meeting where what was sent does not fit what is there."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.conftest import MARKS
from tests.factories import in_days, make_meeting, make_member, make_minutes, make_open_cycle, make_user
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    """A meeting that was held yesterday."""
    return make_meeting(starts_at=in_days(-1))


@pytest.fixture
def send(client, meeting):
    client.force_login(make_member(meeting.cycle))
    return lambda name, **sent: client.post(
        reverse(f"meetings:{name}", args=[*meeting.cycle.address, meeting.pk]),
        {name.replace("__", "-"): value for name, value in sent.items()},
    )


def test_a_line_of_the_sheet_made_blank_is_taken_off_the_record_and_one_left_as_it_is_stays(send, meeting):
    kept, dropped, by = make_user(), make_user(), make_user()
    for person in (kept, dropped):
        meeting.attend(person, "present", by=by)
    recorded = meeting.attendances.get(person=kept).recorded_at
    shown = {f"initial-p{person.pk}-status": "present" for person in (kept, dropped)}
    lines = {f"p{kept.pk}__status": "present", f"p{dropped.pk}__status": "", **shown}
    assert send("attendance", **lines).status_code == 302
    attendance = meeting.attendances.get()
    assert (attendance.person, attendance.recorded_by, attendance.recorded_at) == (kept, by, recorded)


def test_a_line_without_an_answer_records_nothing_whatever_else_is_written_in_it(send, meeting):
    person = make_user()
    make_member(meeting.cycle, user=person)
    send("attendance", person=person.pk, **{f"p{person.pk}__status": "", f"p{person.pk}__substitute": "รองประธาน"})
    assert not meeting.attendances.exists()
    send("attendance", person=person.pk, **{f"p{person.pk}__status": "represented", f"p{person.pk}__substitute": "รอง"})
    assert meeting.attendances.values_list("person", "status", "substitute").get() == (person.pk, "represented", "รอง")


@pytest.mark.parametrize("days", [-2, 3])
def test_minutes_are_not_adopted_at_an_earlier_meeting_or_one_that_is_still_ahead(send, meeting, days):
    minutes = make_minutes(meeting, circulated=True)
    other = make_meeting(meeting.cycle, starts_at=in_days(days))
    assert send("adopt", at=other.pk).status_code == 409
    minutes.refresh_from_db()
    assert minutes.adopted_at is None


def test_what_is_written_of_a_meeting_is_refused_once_its_minutes_are_adopted(client, meeting):
    make_minutes(meeting, circulated=True, adopted=True)
    client.force_login(make_member(meeting.cycle))
    for name in ("attendance", "add_item"):
        answer = client.get(reverse(f"meetings:{name}", args=[*meeting.cycle.address, meeting.pk]))
        assert (answer.status_code, "adopted and locked" in answer.content.decode()) == (409, True)
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert reverse("meetings:attendance", args=[*meeting.cycle.address, meeting.pk]) not in page


def test_a_move_into_the_past_is_told_at_its_field_and_the_rest_stays(client):
    meeting = make_meeting(starts_at=in_days(3))
    client.force_login(make_member(meeting.cycle))
    sent = {"starts_at_date": "1/2/2560", "starts_at_time": "9.00", "ends_at_date": "1/2/2560", "ends_at_time": "10.00"}
    address = reverse("meetings:move", args=[*meeting.cycle.address, meeting.pk])
    answer = client.post(address, {**sent, "venue": "วัดใหม่"})
    assert (answer.status_code, [*answer.context["form"].errors]) == (422, ["starts_at"])
    assert 'value="วัดใหม่"' in answer.content.decode()


def test_a_reply_that_is_refused_is_not_shown_as_given(client):
    meeting, person = make_meeting(starts_at=in_days(3)), make_user()
    meeting.invite([person], by=make_user())
    client.force_login(person)
    invitation = meeting.invitations.get()
    answer = client.post(invitation.get_absolute_url(), {"answer": "substitute", "substitute": ""})
    assert (answer.status_code, answer.context["invitation"].answer) == (422, "")


def test_a_meeting_is_planned_in_the_stage_that_is_open(client, meeting):
    client.force_login(make_member(meeting.cycle))
    form = client.get(reverse("meetings:plan", args=meeting.cycle.address)).context["form"]
    assert form["stage"].value() == max(value for value, _label in form.fields["stage"].choices)


@pytest.mark.parametrize("signed_in", ["coordinator", "guest"])
def test_the_page_of_a_meeting_costs_at_most_twelve_queries_with_three_and_with_three_hundred(client, signed_in):
    asked = []
    for number in (3, 300):
        meeting = make_meeting(make_open_cycle(Stage.PARTNERS, year=2570 + (number == 300)), starts_at=in_days(3))
        people = [make_user() for _each in range(number)]
        meeting.invite(people, by=make_user())
        for person in people[::2]:
            meeting.attend(person, "present", by=people[0])
        meeting.items.create(section=4, position=1, title="เรื่อง", duration=10)
        make_minutes(make_meeting(meeting.cycle, starts_at=in_days(-1)))
        client.force_login(make_member(meeting.cycle) if signed_in == "coordinator" else people[0])
        client.get(meeting.get_absolute_url())
        with CaptureQueriesContext(connection) as captured:
            assert client.get(meeting.get_absolute_url()).status_code == 200
        asked.append([query["sql"] for query in captured.captured_queries if not query["sql"].startswith(MARKS)])
    assert len(asked[0]) == len(asked[1]) <= 12, "\n".join(sql[:120] for sql in asked[1])
