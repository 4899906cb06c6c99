"""A planned event becomes a meeting: filled in, planned and marked in one press, once."""

from html import unescape

import pytest
from django.urls import reverse

from tests.factories import (
    close,
    in_days,
    make_cycle,
    make_meeting,
    make_member,
    make_minutes,
    make_open_cycle,
    make_user,
)
from tests.factories_journal import make_event
from welfare_movement.meetings.models import Meeting
from welfare_movement.process.models import PlannedEvent
from welfare_movement.process.refusals import AlreadyBecame
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.WORKING_GROUPS)


@pytest.fixture
def coordinator(client, cycle):
    person = make_member(cycle)
    client.force_login(person)
    return person


def plan_of(cycle, event):
    return f"{reverse('meetings:plan', args=cycle.address)}?event={event}"


def sent(stage, **changed):
    day = in_days(20)
    typed = f"{day.day}/{day.month}/{day.year + 543}"
    times = {"starts_at_date": typed, "starts_at_time": "9.00", "ends_at_date": typed, "ends_at_time": "12.00"}
    return {"stage": stage.value, "kind": "joint", "title": "ประชุมร่วม", "venue": "ศาลากลาง", **times, **changed}


@pytest.mark.parametrize(
    ("stage", "kind"),
    [(Stage.PARTNERS, "consultation"), (Stage.SURVEYS, "joint"), (Stage.WORKING_GROUPS, "other")],
)
def test_the_form_is_filled_in_with_what_was_planned_on_the_morning_of_its_day(client, cycle, coordinator, stage, kind):
    event = make_event(cycle, stage, title="ประชุมที่วางแผนไว้")
    answer = client.get(plan_of(cycle, event.pk))
    form = answer.context["form"]
    assert (form["stage"].value(), form["kind"].value(), form["title"].value()) == (stage, kind, "ประชุมที่วางแผนไว้")
    day = f"{event.on.day}/{event.on.month}/{event.on.year}"
    assert [form.fields[name].widget.decompress(form[name].value()) for name in ("starts_at", "ends_at")] == [
        [day, "09.00"],
        [day, "12.00"],
    ]
    shown = unescape(answer.content.decode())
    assert f'action="{plan_of(cycle, event.pk)}"' in shown
    assert "It is what the planned event “ประชุมที่วางแผนไว้” of" in shown


def test_planning_the_meeting_marks_the_event(client, cycle, coordinator):
    event, other = make_event(cycle, Stage.SURVEYS), make_event(cycle, Stage.SURVEYS)
    answer = client.post(plan_of(cycle, event.pk), sent(Stage.SURVEYS))
    assert answer["Location"] == Meeting.objects.get().get_absolute_url()
    assert dict(PlannedEvent.objects.values_list("pk", "became_by")) == {event.pk: coordinator.pk, other.pk: None}


def test_a_second_who_makes_it_a_meeting_is_told_who_was_first_and_plans_none(client, cycle, coordinator):
    event, first = make_event(cycle, Stage.SURVEYS), make_user("สมศรี")
    event.become(by=first)
    for answer in (client.get(plan_of(cycle, event.pk)), client.post(plan_of(cycle, event.pk), sent(Stage.SURVEYS))):
        assert (answer.status_code, f"{first} already made" in unescape(answer.content.decode())) == (409, True)
    assert Meeting.objects.count() == 0


def test_a_meeting_and_its_event_are_saved_together_or_not_at_all(cycle):
    event = make_event(cycle, Stage.SURVEYS)
    stale = PlannedEvent.objects.get(pk=event.pk)
    event.become(by=make_user())
    meeting = Meeting(
        cycle=cycle, stage=2, kind="joint", title="x", venue="x", starts_at=in_days(3), ends_at=in_days(4)
    )
    with pytest.raises(AlreadyBecame):
        meeting.plan(by=make_user(), event=stale)
    assert Meeting.objects.count() == 0
    waiting = make_event(cycle, Stage.SURVEYS)
    meeting.ends_at = in_days(2)
    with pytest.raises(Exception, match="meetings_ends_after_it_begins"):
        meeting.plan(by=make_user(), event=waiting)
    assert list(PlannedEvent.objects.waiting()) == [waiting]


def test_a_form_that_cannot_be_taken_leaves_the_event_waiting(client, cycle, coordinator):
    event = make_event(cycle, Stage.SURVEYS)
    answer = client.post(plan_of(cycle, event.pk), sent(Stage.SURVEYS, venue=""))
    assert (answer.status_code, answer.context["event"], Meeting.objects.count()) == (422, event, 0)
    assert list(PlannedEvent.objects.waiting()) == [event]


def test_an_event_whose_stage_is_locked_says_what_opens_it(client, cycle, coordinator):
    event = make_event(cycle, Stage.FORUMS)
    for answer in (client.get(plan_of(cycle, event.pk)), client.post(plan_of(cycle, event.pk), sent(Stage.SURVEYS))):
        assert (answer.status_code, "it opens when the gate of" in answer.content.decode()) == (409, True)
    assert (Meeting.objects.count(), list(PlannedEvent.objects.waiting())) == (0, [event])


def test_nothing_becomes_of_an_event_of_a_closed_cycle(client, cycle, coordinator):
    event = make_event(cycle, Stage.SURVEYS)
    close(cycle)
    assert client.post(plan_of(cycle, event.pk), sent(Stage.SURVEYS)).status_code == 409
    assert (Meeting.objects.count(), list(PlannedEvent.objects.waiting())) == (0, [event])


def test_an_event_that_is_not_of_this_cycle_or_none_at_all_is_not_found(client, cycle, coordinator):
    foreign = make_event(make_cycle(2571))
    for event in (foreign.pk, 0, "x", "-1", "1.5", "9" * 30):
        assert client.post(plan_of(cycle, event), sent(Stage.SURVEYS)).status_code == 404
    assert (Meeting.objects.count(), list(PlannedEvent.objects.waiting())) == (0, [foreign])


def test_a_meeting_without_an_event_is_planned_as_before(client, cycle, coordinator):
    event = make_event(cycle, Stage.SURVEYS)
    client.post(plan_of(cycle, ""), sent(Stage.SURVEYS))
    assert (Meeting.objects.count(), list(PlannedEvent.objects.waiting())) == (1, [event])


def test_meetings_are_recorded_once_they_were_held_and_their_minutes_are_adopted(cycle):
    meetings = [make_meeting(cycle, starts_at=in_days(-day)) for day in (4, 3, 2)]
    make_minutes(meetings[0], adopted=True), make_minutes(meetings[1], circulated=True)
    make_meeting(cycle)
    assert list(Meeting.objects.recorded()) == [meetings[0]]
