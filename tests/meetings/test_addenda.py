"""Adopted minutes stay as they are; what a later meeting corrects stands under them."""

import pytest
from django.urls import reverse

from tests.factories import in_days, make_meeting, make_member, make_minutes, make_user
from welfare_movement.meetings.models import Addendum
from welfare_movement.process.refusals import Sealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return make_meeting(starts_at=in_days(-2))


def send(client, meeting, at):
    client.force_login(make_member(meeting.cycle))
    address = reverse("meetings:add_addendum", args=[*meeting.cycle.address, meeting.pk])
    return client.post(address, {"text": "ข้อ 4.1 แก้เป็น 48 องค์กร", "agreed_at": at.pk})


def test_a_correction_names_the_later_meeting_that_agreed_and_is_read_by_who_was_there(client, meeting):
    person = make_user()
    make_minutes(meeting, present=person, circulated=True, adopted=True)
    later = make_meeting(meeting.cycle, starts_at=in_days(-1))
    assert send(client, meeting, later).status_code == 302
    addendum = Addendum.objects.get()
    assert (addendum.agreed_at, addendum.minutes.meeting) == (later, meeting)
    client.force_login(person)
    assert "แก้เป็น 48 องค์กร" in client.get(meeting.get_absolute_url()).content.decode()


@pytest.mark.parametrize("days", [-3, 1])
def test_an_earlier_meeting_or_one_ahead_agrees_to_nothing(client, meeting, days):
    make_minutes(meeting, circulated=True, adopted=True)
    assert send(client, meeting, make_meeting(meeting.cycle, starts_at=in_days(days))).status_code == 422
    assert not Addendum.objects.exists()


def test_minutes_that_are_not_adopted_are_corrected_themselves(client, meeting):
    minutes = make_minutes(meeting, circulated=True)
    later = make_meeting(meeting.cycle, starts_at=in_days(-1))
    with pytest.raises(Sealed, match="not adopted yet"):
        Addendum.objects.create(minutes=minutes, text="x", agreed_at=later, written_by=make_user())
    assert send(client, meeting, later).status_code == 422
