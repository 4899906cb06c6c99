"""The stance board: a card is pulled with a mouse, or moved by its own buttons, by keyboard or without scripts."""

import pytest

from tests.browser.chromium import DESKTOP
from tests.browser.test_keyboard import into_main, press, stops

pytestmark = pytest.mark.browser

CHAMBER = "หอการค้า"
NHSO = "สปสช. เขต"


@pytest.fixture
def come(enter, site):
    """`come(…)`: the board of the demo, on a desktop, in English; and what is told of its faults."""

    def at(**options):
        page, watch = enter(site, "coordinator", language="en", **{"viewport": DESKTOP, **options})
        page.goto(f"{site.cycle}partners/")
        return page, watch

    return at


def card(page, name):
    return page.locator("[data-card]").filter(has=page.get_by_role("link", name=name, exact=True))


def column(page, name):
    """The stance in whose column this card stands."""
    return page.locator("[data-stance]").filter(has=card(page, name)).get_attribute("data-stance")


def drag(page, name, stance):
    """Take the card by its name and let it go beside where it was, in that column, which is as long as the longest."""
    held = card(page, name).locator("h3")
    held.scroll_into_view_if_needed()
    box, there = held.bounding_box(), page.locator(f"#{stance}").bounding_box()
    y = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, y)
    page.mouse.down()
    page.mouse.move(there["x"] + there["width"] / 2, y, steps=8)
    page.mouse.up()


def pull(page, name, stance):
    with page.expect_navigation():
        drag(page, name, stance)


def move(page, name, stance):
    """By the buttons on the card."""
    card(page, name).locator("summary").click()
    with page.expect_navigation():
        card(page, name).locator(f'[data-to="{stance}"]').click()


def test_a_card_is_pulled_to_where_no_reason_is_needed_and_stays_there(come):
    page, watch = come()
    assert column(page, CHAMBER) == "considering"
    pull(page, CHAMBER, "joined")
    assert (column(page, CHAMBER), watch.told()) == ("joined", [])
    assert "is recorded" in page.locator("main [role=status]").inner_text()
    pull(page, CHAMBER, "considering")
    assert column(page, CHAMBER) == "considering"


def test_a_card_that_is_pulled_to_where_a_reason_is_needed_opens_the_form_of_that_stance(come):
    page, watch = come()
    pull(page, NHSO, "declined")
    assert page.locator("input[name=stance]:checked").get_attribute("value") == "declined"
    page.locator("[name=reason]").fill("อัตรากำลังไม่พอ")
    with page.expect_navigation():
        page.locator("main button[type=submit]").click()
    assert (column(page, NHSO), watch.told()) == ("declined", [])
    assert "อัตรากำลังไม่พอ" in card(page, NHSO).inner_text()
    move(page, NHSO, "considering")


def test_a_card_that_is_let_go_where_it_stands_stays(come):
    page, _watch = come()
    there = page.url
    drag(page, CHAMBER, "considering")
    assert page.locator(".is-held, .is-over").count() == 0
    assert (page.url, column(page, CHAMBER)) == (there, "considering")


def test_a_card_is_moved_with_the_keyboard(come):
    page, _watch = come()
    into_main(page)
    next(here for here in stops(page) if here["text"].split("\n")[0] == "Change stance" and NHSO in here["text"])
    page.keyboard.press("Enter")
    assert next(here for here in stops(page) if here["value"] == "joined")["faults"] == []
    press(page)
    assert column(page, NHSO) == "joined"
    move(page, NHSO, "considering")


def test_without_scripts_the_buttons_do_the_same_and_nothing_can_be_pulled(come):
    page, _watch = come(java_script_enabled=False)
    assert page.locator("[draggable=true]").count() == 0
    move(page, CHAMBER, "not_contacted")
    assert column(page, CHAMBER) == "not_contacted"
    move(page, CHAMBER, "joined_with_conditions")
    assert page.locator("input[name=stance]:checked").get_attribute("value") == "joined_with_conditions"
    page.goto(page.url.partition("partners/")[0] + "partners/")
    move(page, CHAMBER, "considering")
