"""Minutes save themselves while they are written; two who write at once are shown both texts; nothing typed is lost."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chromium import DESKTOP

pytestmark = pytest.mark.browser

# A meeting that was held, with minutes that nobody adopted: planned here, so that the test says what it needs.
PLAN = """
from datetime import timedelta
from django.utils import timezone
from welfare_movement.meetings.models import Meeting
from welfare_movement.process.models import Cycle
from welfare_movement.people.models import User
by = User.objects.get(email="coordinator@demo.example")
now = timezone.now()
Meeting(cycle=Cycle.objects.get(), stage=1, kind="other", title="ประชุมทดสอบการจด", venue="ศาลากลาง",
        starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=2)).plan(by=by)
"""
SAVED = re.compile("^saved ")
TITLE = "ประชุมทดสอบการจด"


@pytest.fixture(scope="module")
def address(site):
    site.run(PLAN)
    return f"{site.cycle}meetings/"


@pytest.fixture
def write(enter, site, address):
    """Opens the minutes in a browser of its own."""

    def opened(role="coordinator"):
        page, watch = enter(site, role, language="en", viewport=DESKTOP)
        page.goto(address)
        page.get_by_role("link", name=re.compile(TITLE)).first.click()
        page.locator("main").get_by_role("link", name="Minutes").first.click()
        page.wait_for_load_state()
        return page, watch

    return opened


def text(page, number=1):
    return page.get_by_label(f"What was said on {number}", exact=True)


def state(page, number=1):
    return page.locator(".writing-items > li").nth(number - 1).locator(".text-state")


def conflict(page, number=1):
    return page.locator(".writing-items > li").nth(number - 1).locator(".conflict")


def test_a_text_saves_itself_and_is_there_on_another_device(write):
    page, watch = write()
    text(page).fill("ประธานแจ้งว่า ภาคีมาครบ")
    expect(state(page)).to_have_text(SAVED)
    other, _watch = write("admin")
    expect(text(other)).to_have_value("ประธานแจ้งว่า ภาคีมาครบ")
    assert page.evaluate("Object.keys(localStorage).length") == 0
    assert not watch.told()


def test_the_second_of_two_writers_sees_both_texts_and_keeps_both(write):
    one, _watch = write()
    other, _watch = write("admin")
    text(one, 2).fill("ข้อเสนอของ พมจ.")
    expect(state(one, 2)).to_have_text(SAVED)
    text(other, 2).fill("ข้อเสนอของ อบจ.")
    expect(conflict(other, 2)).to_contain_text("ข้อเสนอของ พมจ.")
    expect(conflict(other, 2)).to_contain_text("ข้อเสนอของ อบจ.")
    other.reload()  # the choice is not made yet, and the page is closed
    expect(conflict(other, 2)).to_contain_text("ข้อเสนอของ อบจ.")
    conflict(other, 2).get_by_role("button", name="Keep both").click()
    expect(state(other, 2)).to_have_text(SAVED)
    one.reload()
    expect(text(one, 2)).to_have_value("ข้อเสนอของ พมจ.\n\nข้อเสนอของ อบจ.")


def test_with_a_forged_mark_the_first_text_is_lost(write):
    """The negative control of the test above: a writer who claims to have begun from the newest text overwrites it."""
    one, _watch = write()
    other, _watch = write("admin")
    text(one, 3).fill("ข้อเสนอของ พมจ.")
    expect(state(one, 3)).to_have_text(SAVED)
    mark = one.locator(".writing-items > li").nth(2).locator("input[type=hidden]").input_value()
    other.locator(".writing-items > li").nth(2).locator("input[type=hidden]").evaluate(
        "(field, mark) => { field.value = mark }", mark
    )
    text(other, 3).fill("ข้อเสนอของ อบจ.")
    expect(state(other, 3)).to_have_text(SAVED)
    one.reload()
    expect(text(one, 3)).to_have_value("ข้อเสนอของ อบจ.")


def test_what_was_typed_without_a_connection_survives_the_closing_of_the_page(write):
    page, _watch = write()
    page.context.set_offline(True)
    text(page, 4).fill("พิมพ์ตอนไม่มีสัญญาณ")
    expect(state(page, 4)).to_contain_text("kept on this device")
    here = page.url
    page.close()
    page.context.set_offline(False)
    again = page.context.new_page()
    again.goto(here)
    expect(text(again, 4)).to_have_value("พิมพ์ตอนไม่มีสัญญาณ")
    expect(state(again, 4)).to_have_text(SAVED)


def test_without_a_script_the_button_saves_and_shows_both_texts(write, enter, site):
    one, _watch = write()
    plain, _watch = enter(site, "admin", language="en", java_script_enabled=False)
    plain.goto(one.url)
    text(one, 5).fill("ของคนแรก")
    expect(state(one, 5)).to_have_text(SAVED)
    text(plain, 5).fill("ของคนที่สอง")
    plain.get_by_role("button", name="Save", exact=True).click()
    expect(conflict(plain, 5)).to_contain_text("ของคนแรก")
    expect(text(plain, 5)).to_have_value("ของคนที่สอง")
    conflict(plain, 5).get_by_role("button", name="Keep my text").click()
    expect(text(plain, 5)).to_have_value("ของคนที่สอง")
    expect(conflict(plain, 5)).to_have_count(0)
