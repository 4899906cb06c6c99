"""A story does its deeds in order, each by its own clock, and empties the outbox as it goes without sending a mail."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests.factories import make_cycle, make_meeting, make_notice, make_user, moment
from welfare_movement.demo.story import Story
from welfare_movement.meetings.models import Reminder
from welfare_movement.notices.models import Notice

LOADED_AT = moment("2027-02-20 08:00")


@pytest.fixture
def story():
    return Story(LOADED_AT, loaded_on=128, year=2570)


def test_days_are_counted_from_the_first_consultation(story):
    assert story.day(0).isoformat() == "2026-10-15"
    assert story.moment(21, "09.30") == moment("2026-11-05 09:30")
    assert story.words("ภายในวันที่ {homework_due}") == "ภายในวันที่ 29\u00a0ต.ค.\u00a02569"


@pytest.mark.django_db
def test_what_lies_after_the_loading_is_not_played(story):
    done = []
    story.at(128, "07.59", done.append, "before")
    story.at(128, "08.01", done.append, "after")
    story.play()
    assert done == ["before"]


@pytest.mark.django_db
def test_a_story_whose_cycle_was_closed_ends_with_its_last_deed():
    """Else what is done at the end would be done at the moment of loading, when its cycle is only read."""
    story = Story(LOADED_AT, loaded_on=493, year=2569)
    assert story.is_over
    story.at(343, "16.00", make_notice, "demo:1", not_before=story.moment(400, "09.00"))
    story.play()
    assert Notice.objects.get().sent_at is None


@pytest.mark.django_db
def test_deeds_are_done_in_the_order_of_their_moments_and_may_add_later_ones(story):
    done = []

    def note(name):
        done.append((name, timezone.now()))

    def early():
        note("early")
        story.at(1, "10.00", note, "added")

    story.at(2, "09.00", note, "late")
    story.at(1, "09.00", early)
    story.play()
    assert done == [
        ("early", story.moment(1, "09.00")),
        ("added", story.moment(1, "10.00")),
        ("late", story.moment(2, "09.00")),
    ]


@pytest.mark.django_db
def test_a_story_without_deeds_is_told_at_once(story):
    story.play()


@pytest.mark.django_db
def test_notices_count_as_sent_at_their_moment_without_a_mail(story):
    story.at(1, "09.00", make_notice, "demo:1", kind="meetings_minutes")
    story.play()
    assert Notice.objects.get().sent_at == story.moment(1, "09.00")
    assert mail.outbox == []


@pytest.mark.django_db
def test_reminders_are_queued_when_their_leads_begin(story):
    def plan():
        meeting = make_meeting(make_cycle(), starts_at=story.moment(20, "09.30"))
        meeting.invite([make_user()], by=make_user())
        story.remind_of(meeting)

    story.at(14, "10.00", plan)
    story.play()
    sent = {reminder.lead: reminder.notice.sent_at for reminder in Reminder.objects.all()}
    assert sent == {
        timedelta(days=1): story.moment(19, "09.30"),
        timedelta(hours=2): story.moment(20, "07.30"),
    }
