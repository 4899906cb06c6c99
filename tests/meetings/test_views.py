"""Pages of a meeting where what was sent does not fit what is there."""

import pytest
from django.urls import reverse

from tests.factories import in_days, make_meeting, make_member, make_minutes, make_user

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
    lines = {f"p{kept.pk}__status": "present", f"p{dropped.pk}__status": ""}
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
