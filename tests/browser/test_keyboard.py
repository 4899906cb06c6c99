"""Without a mouse: everything can be reached and pressed, and one sees where one is."""

import re

import pytest

from tests.browser.chromium import DESKTOP
from tests.factories import whole_answers

pytestmark = pytest.mark.browser

# What is in focus, and what is wrong with how it shows. A tick drawn by its label shows the focus there.
FOCUS = """() => {
  const each = document.activeElement
  if (each === document.body) return null
  const shown = each.matches(".btn-check") ? each.labels[0] : each
  const style = getComputedStyle(shown), box = shown.getClientRects()[0]
  const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2
  const spots = [[x, y], [box.left + 3, box.top + 3], [box.right - 3, box.bottom - 3]]
  const seen = ([x, y]) => shown.contains(document.elementFromPoint(x, y))
  const faults = []
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) faults.push("no outline")
  if (!spots.some(seen)) faults.push("hidden")
  return {
    what: shown.outerHTML.slice(0, 120), faults, name: each.name, type: each.type, value: each.value,
    checked: each.checked, text: shown.innerText?.trim(), place: Math.round(box.top + scrollY),
    inMain: Boolean(each.closest("main")),
  }
}"""


def tab(page, key="Tab"):
    page.keyboard.press(key)
    return page.evaluate(FOCUS)


def stops(page):
    """Every stop of the Tab key from the top of the page, until it leaves the page."""
    while here := tab(page):
        yield here


def tab_to(page, words, type_=None):
    """Press Tab until the stop with these words, or of this name."""
    for here in stops(page):
        if words in (here["name"], here["text"]) and type_ in (None, here["type"]):
            return here
    pytest.fail(f"Tab never came to “{words}” on {page.url}.")
    return None


def press(page, key="Enter"):
    """Press a key that opens a page; that page's answer."""
    with page.expect_navigation() as navigation:
        page.keyboard.press(key)
    return navigation.value


def into_main(page):
    """By the skip link, which is the first stop."""
    assert tab(page)["text"] == "Skip to the content"
    page.keyboard.press("Enter")


@pytest.fixture
def come(enter, site):
    """`come(role, path)`: an English page below the address of the cycle, and no mouse."""

    def at(role, path, **options):
        page, _watch = enter(site, role, language="en", **options)
        page.goto(site.cycle + path)
        return page

    return at


def test_the_skip_link_is_first_is_seen_and_leads_past_the_menu(come):
    page = come("coordinator", "board/", viewport=DESKTOP)
    first = tab(page)
    assert (first["text"], first["faults"]) == ("Skip to the content", [])
    page.keyboard.press("Enter")
    assert tab(page)["inMain"]


@pytest.mark.parametrize(
    ("role", "path"),
    [
        ("coordinator", "board/"),
        ("coordinator", "partners/"),
        ("coordinator", "partners/pile/"),
        ("coordinator", "partners/12/linkage/"),
        ("coordinator", "meetings/new/"),
        ("coordinator", "surveys/grades/1/"),
        ("village", "surveys/assignments/12/sections/B/"),
        ("village", "surveys/assignments/12/send/"),
    ],
)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_one_always_sees_where_one_is_and_goes_down_the_page(theme, role, path, come):
    page = come(role, path, color_scheme=theme)
    seen = list(stops(page))
    assert [(each["what"], each["faults"]) for each in seen if each["faults"]] == []
    places = [each["place"] for each in seen if each["inMain"]]
    assert len(places) > 5
    jumps = [(before, after) for before, after in zip(places, places[1:], strict=False) if after < before - 100]
    assert jumps == []


def test_the_same_eyes_notice_what_does_not_show(come):
    page = come("coordinator", "board/")
    page.evaluate("""() => {
      const [first, second] = document.querySelectorAll("main a")
      first.style.outline = "none"
      second.style.clipPath = "inset(100%)"
      second.style.pointerEvents = "none"
    }""")
    assert {fault for each in stops(page) for fault in each["faults"]} == {"no outline", "hidden"}


def test_one_signs_in(enter, site):
    page, _watch = enter(site, language="en")
    page.goto("/accounts/login/")
    tab_to(page, "login")
    page.keyboard.type("officer@demo.example")
    tab_to(page, "password")
    page.keyboard.type("sawasdee-2570")
    press(page)
    assert page.url.endswith("/me/")


def test_the_menu_of_the_phone_opens_closes_and_leads_on(come):
    page = come("coordinator", "board/")
    menu = page.locator("#nav:popover-open")
    tab_to(page, "Menu")
    page.keyboard.press("Enter")
    assert menu.count() == 1
    assert tab(page)["text"] == "Board"
    page.keyboard.press("Escape")
    assert menu.count() == 0
    assert page.evaluate(FOCUS)["text"] == "Menu"
    page.keyboard.press("Enter")
    tab_to(page, "Partners")
    press(page)
    assert page.url.endswith("/partners/")


def test_the_table_beside_the_map_opens(come):
    page = come("public", "")
    table = page.locator("details.more table").first
    assert not table.is_visible()
    for here in stops(page):
        if here["what"].startswith("<summary"):
            break
    page.keyboard.press("Enter")
    assert table.is_visible()


def test_a_refused_form_puts_one_before_its_faults_and_each_leads_to_its_field(come):
    page = come("coordinator", "meetings/new/")
    into_main(page)
    tab_to(page, "Plan it", "submit")
    assert press(page).status == 422
    assert page.evaluate("document.activeElement.matches('[role=alert]')")
    assert page.evaluate(FOCUS)["faults"] == []
    first = tab(page)
    assert first["what"].startswith('<a href="#id_')
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id || location.hash").strip("#") == page.url.partition("#")[2]


def test_a_survey_is_answered_section_by_section_and_sent(come):
    page = come("village", "surveys/assignments/12/sections/A/")
    answers = by_name(whole_answers(founded_month="2/2562"))
    del answers["tambon_code"], answers["networks"]  # as the registry has them
    for _section in range(8):
        assert answer(page, answers).ok
    assert page.url.endswith("/send/")
    into_main(page)
    tab_to(page, "confirmed")
    page.keyboard.press("Space")
    tab_to(page, "Send", "submit")
    press(page)
    assert page.url.endswith("/receipt/")
    assert page.locator("h1").inner_text().startswith("The survey has arrived.")


def by_name(answers):
    """Answers by the names of their fields."""
    flat = {}
    for key, value in answers.items():
        parts = value if isinstance(value, dict) else {}
        flat.update({f"{key}.{part}": each for part, each in parts.items()} or {key: value})
    return flat


def answer(page, answers):
    """Fill in a section from its first field to its button, and press that."""
    into_main(page)
    for here in stops(page):
        if here["type"] == "submit" and here["inMain"]:
            return press(page)
        wanted = answers.get(here["name"])
        if here["type"] == "radio" and wanted is not None:
            choose(page, here, str(wanted))
        elif here["type"] == "checkbox" and here["name"] in answers:
            if here["checked"] != (wanted is True or here["value"] in wanted):
                page.keyboard.press("Space")
        elif here["type"] == "text" and wanted is not None:
            page.keyboard.press("Control+A")
            page.keyboard.type(str(wanted))
    pytest.fail(f"No button ended {page.url}.")
    return None


def choose(page, here, wanted):
    """Of a group of radio buttons the one with this value."""
    page.keyboard.press("Space")
    for _option in range(20):
        if here["value"] == wanted:
            return
        here = tab(page, "ArrowDown")
    pytest.fail(f"The arrows never came to {wanted} of {here['name']}.")


def test_a_gate_is_passed(come):
    page = come("coordinator", "stages/surveys/")
    into_main(page)
    tab_to(page, "Pass this gate", "submit")
    press(page)
    assert re.search(r"/stages/\w+/$", page.url)
    page.goto(page.url.replace("working_groups", "surveys"))
    assert "Passed" in page.locator(".page-head").inner_text()
