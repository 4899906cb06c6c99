"""Planned events: what waits, what may become something, and that it does so once."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import close, make_cycle, make_district, make_member, make_open_cycle, make_user
from tests.factories_journal import make_event
from welfare_movement.process import becoming as registry
from welfare_movement.process.becoming import becoming, prospects
from welfare_movement.process.models import PlannedEvent
from welfare_movement.process.refusals import AlreadyBecame, CycleClosed, StageLocked
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage
from welfare_movement.process.todos import owed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.SURVEYS)


@pytest.fixture
def only_meetings(monkeypatch):
    """Meetings for all stages and nothing else, whatever later stages register."""
    monkeypatch.setattr(registry, "becomings", {"meetings": registry.becomings["meetings"]})


def text(answer):
    return unescape(answer.content.decode())


def dates_of(cycle):
    return reverse("process:dates", args=cycle.address)


# ── The verb ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_event_becomes_something_once_and_keeps_who_and_when(cycle):
    event, first = make_event(cycle, Stage.SURVEYS), make_user("สมศรี")
    stale = PlannedEvent.objects.get(pk=event.pk)
    event.become(by=first)
    assert (event.became_by, event.became_at is None) == (first, False)
    with pytest.raises(AlreadyBecame, match=f"{first} already made a meeting or gathering of “เวทีใหญ่”"):
        stale.become(by=make_user())
    assert PlannedEvent.objects.values_list("became_by", "became_at").get() == (first.pk, event.became_at)


@pytest.mark.parametrize(
    ("stage", "closed", "refusal"), [(Stage.WORKING_GROUPS, False, StageLocked), (Stage.PARTNERS, True, CycleClosed)]
)
def test_an_event_becomes_nothing_before_its_stage_is_open_or_after_the_cycle_is_closed(cycle, stage, closed, refusal):
    event = make_event(cycle, stage)
    if closed:
        close(cycle)
    with pytest.raises(refusal):
        event.become(by=make_user())
    assert list(PlannedEvent.objects.waiting()) == [event]


def test_what_waits_may_become_something_while_its_stage_is_open(cycle):
    elsewhere = make_cycle(2571)
    events = {stage: make_event(cycle, stage, days=stage) for stage in Stage}
    make_event(cycle, became=True), make_event(elsewhere, Stage.SURVEYS)
    first = make_event(elsewhere, days=9)
    assert list(PlannedEvent.objects.ready()) == [events[Stage.PARTNERS], events[Stage.SURVEYS], first]
    listed = PlannedEvent.objects.filter(cycle=cycle, became_at=None).for_list()
    assert [event.is_ready for event in listed] == [True, True, False, False, False, False]
    close(cycle)
    assert list(PlannedEvent.objects.ready()) == [first]


def test_a_pass_that_was_taken_back_opens_no_stage(cycle):
    administrator = make_member(cycle, Role.ADMINISTRATOR)
    event = make_event(cycle, Stage.SURVEYS)
    cycle.passes.get().revoke(by=administrator, reason="นับผิด")
    assert (list(PlannedEvent.objects.ready()), list(PlannedEvent.objects.waiting())) == ([], [event])


def test_what_became_something_stays_on_record(cycle):
    kept, dropped = make_event(cycle, became=True), make_event(cycle)
    dropped.drop()
    with pytest.raises(AlreadyBecame, match=str(kept.became_by)):
        kept.drop()
    assert list(PlannedEvent.objects.all()) == [kept]


def test_nothing_is_taken_off_the_plan_of_a_closed_cycle(cycle):
    event = make_event(cycle)
    close(cycle)
    with pytest.raises(CycleClosed):
        event.drop()
    assert list(PlannedEvent.objects.all()) == [event]


# ── What it can become ─────────────────────────────────────────────────────────────────────────────────────────────
def test_an_app_says_once_what_an_event_can_become():
    with pytest.raises(ValueError, match="What an event can become, meetings, is registered twice"):
        becoming("meetings", "Make it a meeting", page="meetings:plan")


def test_an_event_offers_what_fits_its_stage(cycle, monkeypatch, only_meetings):
    becoming("forums", "Make it a gathering", page="process:ladder", stages=[Stage.SURVEYS, Stage.FORUMS])
    for stage in (Stage.PARTNERS, Stage.SURVEYS, Stage.FORUMS):
        make_event(cycle, stage, days=stage)
    meeting, gathering = reverse("meetings:plan", args=cycle.address), reverse("process:ladder", args=cycle.address)
    assert [
        [(str(words), address.replace(f"?event={event.pk}", "")) for words, address in offers]
        for event, offers in prospects(cycle.planned_events.for_list())
    ] == [
        [("Make it a meeting", meeting)],
        [("Make it a meeting", meeting), ("Make it a gathering", gathering)],
        [],
    ]


# ── The pages ──────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def coordinator(client, cycle):
    person = make_member(cycle)
    client.force_login(person)
    return person


def test_the_dates_offer_what_is_open_and_say_when_the_others_open_or_who_made_them_what(client, cycle, coordinator):
    ready, locked, became = make_event(cycle), make_event(cycle, Stage.FORUMS), make_event(cycle, became=True)
    shown = text(client.get(dates_of(cycle)))
    plan = reverse("meetings:plan", args=cycle.address)
    assert [f'href="{plan}?event={event.pk}"' in shown for event in (ready, locked, became)] == [True, False, False]
    assert f"{StageLocked(Stage.FORUMS)}" in shown
    assert f"by {became.became_by}" in shown
    removals = [reverse("process:remove_event", args=[*cycle.address, event.pk]) for event in (ready, locked, became)]
    assert [address in shown for address in removals] == [True, True, False]


@pytest.mark.parametrize(
    ("stage", "became", "says"),
    [
        (Stage.SURVEYS, False, "Its stage is open"),
        (Stage.FORUMS, False, "is not open yet; it opens when the gate of"),
        (Stage.SURVEYS, True, "Became a meeting or gathering on"),
    ],
)
def test_the_page_of_an_event_says_how_it_stands(client, cycle, coordinator, stage, became, says):
    event = make_event(cycle, stage, became=became)
    answer = client.get(event.get_absolute_url())
    assert says in text(answer)
    assert bool(answer.context["offers"]) == (says == "Its stage is open")
    assert (reverse("process:remove_event", args=[*cycle.address, event.pk]) in text(answer)) != became


@pytest.mark.parametrize("stage", [Stage.PARTNERS, Stage.FORUMS])
def test_in_a_closed_cycle_an_event_is_only_shown(client, cycle, coordinator, stage):
    event = make_event(cycle, stage)
    close(cycle)
    for address in (event.get_absolute_url(), dates_of(cycle)):
        shown = text(client.get(address))
        assert (event.title in shown, "Make it a meeting" in shown, "Its stage is open" in shown) == (
            True,
            False,
            False,
        )


def test_what_became_something_is_not_taken_off_by_the_page_either(client, cycle, coordinator):
    event = make_event(cycle, became=True)
    answer = client.post(reverse("process:remove_event", args=[*cycle.address, event.pk]))
    assert (answer.status_code, str(event.became_by) in text(answer)) == (409, True)
    assert list(PlannedEvent.objects.all()) == [event]


def test_the_board_names_those_whose_stage_is_open_to_coordinators(client, cycle, coordinator):
    ready = make_event(cycle)
    make_event(cycle, Stage.FORUMS), make_event(cycle, became=True)
    board = reverse("dashboard:board", args=cycle.address)
    answer = client.get(board)
    assert [event for event, _offers in answer.context["prospects"]] == [ready]
    offer = f"{reverse('meetings:plan', args=cycle.address)}?event={ready.pk}"
    assert offer in text(answer)
    client.force_login(make_member(cycle, Role.OBSERVER))
    assert offer not in text(client.get(board))


def test_the_timetable_shows_what_waits_and_not_what_became_a_meeting(client, cycle):
    make_event(cycle, title="รออยู่"), make_event(cycle, title="เป็นการประชุมแล้ว", became=True)
    shown = text(client.get(cycle.get_absolute_url()))
    assert ("รออยู่" in shown, "เป็นการประชุมแล้ว" in shown) == (True, False)


# ── What must be done ──────────────────────────────────────────────────────────────────────────────────────────────
def reminders(user, cycle):
    return [each.title for each in owed(user, cycle) if each.todo.key == "process.event"]


def test_a_coordinator_is_told_of_events_within_a_fortnight_whose_stage_is_open(cycle):
    coordinator = make_member(cycle)
    for title, days in (("เลยแล้ว", -3), ("วันนี้", 0), ("สองสัปดาห์", 14), ("ไกลไป", 15)):
        make_event(cycle, Stage.SURVEYS, days=days, title=title)
    make_event(cycle, Stage.WORKING_GROUPS, title="ยังไม่เปิด"), make_event(cycle, became=True, title="เป็นแล้ว")
    make_event(make_cycle(2571), title="รอบอื่น")
    assert reminders(coordinator, cycle) == ["เลยแล้ว", "วันนี้", "สองสัปดาห์"]
    for other in (make_user(), make_member(cycle, Role.OBSERVER), make_member(cycle, district=make_district())):
        assert reminders(other, cycle) == []
    close(cycle)
    assert reminders(coordinator, cycle) == []


def test_an_event_whose_day_is_over_is_late_and_leads_to_its_page(cycle):
    event = make_event(cycle, days=-2)
    (task,) = [each for each in owed(make_member(cycle, Role.ADMINISTRATOR), cycle) if each.todo.key == "process.event"]
    assert (task.due, task.days_late, task.url) == (
        timezone.localdate() - timedelta(days=2),
        2,
        event.get_absolute_url(),
    )
