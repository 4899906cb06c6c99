"""Whoever planned a meeting is reminded of missing minutes after three and after seven days."""

from datetime import timedelta

import pytest

from tests.factories import in_days, make_meeting, make_minutes, make_user
from welfare_movement.meetings.missing import AFTER, remind
from welfare_movement.meetings.models import Meeting, MinutesReminder
from welfare_movement.notices.kinds import kinds
from welfare_movement.notices.models import Notice

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def organiser():
    return make_user(language="en")


@pytest.fixture
def meeting(organiser):
    return make_meeting(starts_at=in_days(-1), by=organiser)


def told():
    return list(Notice.objects.filter(kind="meetings_minutes_missing").order_by("key"))


def test_the_organiser_is_told_after_three_days_and_after_seven_once_each(meeting, organiser):
    for after, number in ((timedelta(0), 0), (3 * DAY, 1), (4 * DAY, 1), (7 * DAY, 2), (90 * DAY, 2)):
        for _twice in range(2):
            remind(now=meeting.ends_at + after)
        assert len(told()) == number, after
    assert {notice.to for notice in told()} == {organiser}
    assert "ended 3 days ago" in told()[0].text
    assert "/minutes/" in told()[0].text


def test_after_an_outage_over_both_times_only_one_message_goes(meeting):
    remind(now=meeting.ends_at + 8 * DAY)
    remind(now=meeting.ends_at + 9 * DAY)
    assert MinutesReminder.objects.values_list("after", flat=True).get() == AFTER[0]


def test_nothing_is_owed_of_minutes_that_went_round_or_of_a_meeting_that_was_cancelled(meeting, organiser):
    make_minutes(meeting, circulated=True)
    make_meeting(meeting.cycle, starts_at=in_days(-1)).cancel(by=organiser, reason="น้ำท่วม")
    assert remind(now=meeting.ends_at + 8 * DAY) == 0


def test_a_draft_that_did_not_go_round_is_missing_still(meeting):
    make_minutes(meeting)
    assert remind(now=meeting.ends_at + 8 * DAY) == 1


def test_a_message_that_waits_is_not_sent_once_the_minutes_went_round(meeting):
    remind(now=meeting.ends_at + 3 * DAY)
    still_owed = kinds["meetings_minutes_missing"].still_owed
    waiting = Notice.objects.filter(kind="meetings_minutes_missing")
    assert still_owed(waiting).count() == 1
    make_minutes(meeting, circulated=True)
    assert still_owed(waiting).count() == 0


def test_many_meetings_cost_as_much_as_one(queries, meeting):
    for _each in range(5):
        make_meeting(meeting.cycle, starts_at=in_days(-1))
    with queries(5):
        remind(now=meeting.ends_at + 3 * DAY)
    assert Meeting.objects.filter(minutes_reminders__isnull=False).count() == 6
