"""What happened in a cycle, for everyone."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    close,
    in_days,
    make_cycle,
    make_meeting,
    make_member,
    make_minutes,
    make_open_cycle,
    make_passes,
    make_response,
    make_round,
    make_user,
)
from welfare_movement.process.models import Cycle
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


def history_of(cycle):
    return reverse("dashboard:history", args=cycle.address)


def shown(client, cycle):
    return client.get(history_of(cycle)).context["happenings"]


def text(client, cycle):
    return unescape(client.get(history_of(cycle)).content.decode())


def test_everything_stands_in_the_order_of_its_time(client, time_machine):
    start, later = in_days(-40), in_days(60).date()
    time_machine.move_to(start, tick=False)
    cycle = make_cycle()
    administrator = make_member(cycle, Role.ADMINISTRATOR)
    make_minutes(make_meeting(cycle, starts_at=start), adopted=True)
    held_later = make_meeting(cycle, starts_at=start + timedelta(days=4))
    for days, deed in (
        (1, lambda: make_passes(cycle, Stage.PARTNERS)),
        (2, lambda: cycle.passes.get().revoke(by=administrator, reason="นับผิด")),
        (5, lambda: make_minutes(held_later, adopted=True)),
        (
            6,
            lambda: cycle.waive_gate(Stage.PARTNERS, by=administrator, reason="น้ำท่วม", follow_up_on=later),
        ),
        (7, lambda: make_passes(cycle, Stage.CELEBRATION)),
        (7, lambda: close(cycle)),
    ):
        time_machine.move_to(start + timedelta(days=days), tick=False)
        deed()
    found = [((each.at - start).days, each.kind) for each in shown(client, cycle)]
    assert found == [
        (0, "opened"),
        (0, "met"),
        (1, "passed"),
        (2, "revoked"),
        (4, "met"),
        (6, "passed"),
        *[(7, "passed")] * 5,
        (7, "closed"),
    ]


def test_a_publication_of_grades_is_told_and_a_later_one_too(client):
    survey_round = make_round()
    cycle = survey_round.cycle
    assignment = survey_round.assignments.get()
    make_response(assignment, verified=True)
    survey_round.publish(by=make_user())
    cycle.plans.filter(stage=Stage.SURVEYS).update(title="สำรวจทั้งจังหวัด")
    other = make_round(make_open_cycle(Stage.SURVEYS, year=2571))
    make_response(other.assignments.get(), verified=True)
    other.publish(by=make_user())
    assert [each.kind for each in shown(client, cycle) if each.kind == "published"] == ["published"]
    assert "Grades were published</b>: สำรวจทั้งจังหวัด" in text(client, cycle)


def test_a_waiver_is_told_with_its_reason_what_was_missing_and_the_day_to_look_again(client):
    cycle = make_cycle()
    administrator = make_member(cycle, Role.ADMINISTRATOR)
    day = timezone.localdate() + timedelta(days=30)
    cycle.waive_gate(Stage.PARTNERS, by=administrator, reason="น้ำท่วมสามอำเภอ", follow_up_on=day)
    words = text(client, cycle)
    assert "Passed by waiver</b>: Support partners consult" in words
    assert "Reason: น้ำท่วมสามอำเภอ" in words
    assert "What was missing: Consultations with adopted minutes 0 / 1" in words
    assert "Looked at again by" in words
    cycle.passes.get().revoke(by=administrator, reason="ฝนหยุดแล้ว")
    assert ("The pass was taken back</b>: Support partners consult" in text(client, cycle)) is True
    assert "ฝนหยุดแล้ว" in text(client, cycle)


def test_meetings_stand_with_title_and_day_only_once_their_minutes_are_adopted(client):
    cycle = make_cycle()
    held = make_meeting(cycle, title="ประชุมหารือ", venue="วัดพระมหาธาตุ", chair="พระครูตัวอย่าง", starts_at=in_days(-9))
    make_minutes(held, adopted=True)
    for made in ({"circulated": True}, {}):
        make_minutes(make_meeting(cycle, title="ยังไม่รับรอง", starts_at=in_days(-5)), **made)
    make_meeting(cycle, title="ข้างหน้า")
    make_minutes(make_meeting(make_cycle(2571), title="รอบอื่น", starts_at=in_days(-9)), adopted=True)
    words = text(client, cycle)
    assert [each.what for each in shown(client, cycle) if each.kind == "met"] == [held]
    assert f"<b>Meeting</b>: {held}" in words
    for secret in ("วัดพระมหาธาตุ", "พระครูตัวอย่าง", "ยังไม่รับรอง", "ข้างหน้า", "รอบอื่น", held.get_absolute_url()):
        assert secret not in words


def test_people_are_named_to_members_only(client):
    cycle = make_cycle()
    named = {name: make_user(name) for name in ("ผู้ผ่าน", "ผู้ถอน", "ผู้ปิด")}
    make_passes(cycle, Stage.PARTNERS, by=named["ผู้ผ่าน"])
    make_member(cycle, Role.ADMINISTRATOR, user=named["ผู้ถอน"])
    cycle.passes.get().revoke(by=named["ผู้ถอน"], reason="นับผิด")
    observer = make_member(cycle, Role.OBSERVER)
    close(cycle, by=named["ผู้ปิด"])
    for person, is_named in (
        (None, False),
        (make_user(), False),
        (make_member(make_cycle(2571)), False),
        (observer, True),
    ):
        if person:
            client.force_login(person)
        words = text(client, cycle)
        assert [str(someone) in words for someone in named.values()] == [is_named] * 3


def test_a_cycle_remembers_when_it_was_opened(client):
    cycle = make_cycle()
    opened = cycle.opened_at
    cycle.title = "รอบแรก"
    cycle.save()
    assert (timezone.now() - opened < timedelta(minutes=1), Cycle.objects.get().opened_at) == (True, opened)
    assert [each.kind for each in shown(client, cycle)] == ["opened"]


@pytest.mark.parametrize("name", ["dashboard:cycle", "process:ladder"])
def test_the_public_page_and_the_ladder_lead_to_the_history(client, name):
    cycle = make_cycle()
    assert f'href="{history_of(cycle)}"' in client.get(reverse(name, args=cycle.address)).content.decode()
