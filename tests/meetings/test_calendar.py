"""The calendar entry of a meeting, read back by two libraries that have nothing in common."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from tests.factories import make_meeting, make_user
from welfare_movement.meetings.calendar import calendar

pytestmark = pytest.mark.django_db
BANGKOK = ZoneInfo("Asia/Bangkok")
NOW = datetime(2027, 1, 4, 9, tzinfo=BANGKOK)
LINK = "https://welfare.example.org/l/abc/"


@pytest.fixture
def meeting():
    start = datetime(2027, 2, 15, 9, 30, tzinfo=BANGKOK)
    return make_meeting(
        title="ประชุมหารือภาคี, นัดแรก; ทั้งวัน", venue="ห้องประชุม\\ศรีวิชัย", starts_at=start, ends_at=start + timedelta(hours=3)
    )


def made(meeting, **more):
    return calendar(meeting, host="welfare.example.org", link=LINK, sender="from@welfare.example.org", now=NOW, **more)


def event(text):
    (found,) = icalendar.Calendar.from_ical(text).walk("VEVENT")
    return found


def test_both_readers_read_what_the_meeting_is(meeting):
    text = made(meeting, attendee="malee@demo.example")
    one, other = event(text), vobject.readOne(text.decode()).vevent
    assert one["uid"] == other.uid.value == f"meeting-{meeting.pk}@welfare.example.org"
    assert str(one["summary"]) == other.summary.value == str(meeting)
    assert str(one["location"]) == other.location.value == "ห้องประชุม\\ศรีวิชัย"
    assert one["dtstart"].dt == meeting.starts_at
    assert one["dtend"].dt - one["dtstart"].dt == timedelta(hours=3)
    assert other.dtstart.value == meeting.starts_at
    assert one["dtstart"].params["TZID"] == "Asia/Bangkok"
    assert str(one["url"]) == other.url.value == LINK
    assert str(one["attendee"]) == "mailto:malee@demo.example"
    assert str(one["organizer"]) == "mailto:from@welfare.example.org"
    assert (int(one["sequence"]), str(one["status"])) == (0, "CONFIRMED")


def test_the_time_zone_stands_in_it_and_no_line_is_too_long(meeting):
    text = made(meeting)
    (zone,) = icalendar.Calendar.from_ical(text).walk("VTIMEZONE")
    assert str(zone["tzid"]) == "Asia/Bangkok"
    assert max(len(line) for line in text.split(b"\r\n")) <= 75
    assert b"METHOD:REQUEST" in text
    assert b"METHOD:PUBLISH" in made(meeting, published=True)


def test_a_move_and_the_end_are_each_one_more_of_the_same_entry(meeting):
    first = event(made(meeting))
    meeting.move(
        starts_at=meeting.starts_at + timedelta(days=1),
        ends_at=meeting.ends_at + timedelta(days=1),
        venue="ใหม่",
        by=make_user(),
    )
    moved = event(made(meeting))
    meeting.cancel(by=make_user(), reason="น้ำท่วม")
    text = made(meeting)
    ended = event(text)
    assert {str(each["uid"]) for each in (first, moved, ended)} == {str(first["uid"])}
    assert [int(each["sequence"]) for each in (first, moved, ended)] == [0, 1, 2]
    assert moved["dtstart"].dt - first["dtstart"].dt == timedelta(days=1)
    assert (str(ended["status"]), b"METHOD:CANCEL" in text) == ("CANCELLED", True)
