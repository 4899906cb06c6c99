"""With scripts switched off nothing is missing: a survey is answered and sent, a menu opened."""

import pytest

from tests.browser.demo import LINK
from tests.browser.test_keyboard import by_name
from tests.factories import whole_answers

pytestmark = pytest.mark.browser


@pytest.fixture
def page(enter, site):
    page, _watch = enter(site, LINK, language="en", java_script_enabled=False)
    page.goto(site.links["surveys.Assignment"])
    go(page, "Open the page")
    return page


def go(page, words):
    """Press the link or button with these words; the answer of the page that it opens."""
    with page.expect_navigation() as navigation:
        page.locator("main").locator("a, button").filter(has_text=words).first.click()
    return navigation.value


def fill(page, answers):
    """Fill in what stands on this page."""
    for name, value in answers.items():
        fields = page.locator(f'main [name="{name}"]')
        if not fields.count():
            continue
        kind = fields.first.get_attribute("type")
        if kind in ("radio", "checkbox"):
            for each in value if isinstance(value, list) else [value]:
                (fields if each is True else fields.and_(page.locator(f'[value="{each}"]'))).check()
        else:
            fields.fill(str(value))


def test_scripts_are_off(page):
    page.set_content("<h1>off</h1><script>document.querySelector('h1').textContent = 'on'</script>")
    assert page.locator("h1").inner_text() == "off"


def test_a_survey_is_answered_by_a_personal_link_and_sent(page):
    answers = by_name(whole_answers(founded_month="๒/๒๕๖๒"))
    del answers["tambon_code"], answers["networks"]  # as the registry has them
    go(page, "Begin")
    fill(page, {"founded_month": "๑๓/๒๕๖๒"})
    assert go(page, "Save, on to part 2").status == 422
    assert page.locator("main [role=alert] a").count() == 1
    for part in range(2, 9):
        fill(page, answers)
        assert go(page, f"Save, on to part {part}").ok
    fill(page, answers)
    assert go(page, "Save, look it over and send").ok
    page.locator("[name=confirmed]").check()
    assert go(page, "Send").ok
    assert page.locator("h1").inner_text().startswith("The survey has arrived.")


def test_the_menu_of_the_phone_opens(page):
    assert not page.locator("#nav").is_visible()
    page.locator(".menu-button").click()
    assert page.locator("#nav").is_visible()
