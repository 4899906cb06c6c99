"""Every page for everyone: axe finds nothing, nothing runs off a small screen, what is tapped is large enough."""

from pathlib import Path

import axe_playwright_python
import pytest

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.demo import ROLES

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
EVERYTHING = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
COLOURS = {"resultTypes": ["violations"], "runOnly": ["color-contrast", "link-in-text-block"]}
# 640 and 320 are what is left of 1280 and of 640 at a zoom of 200 %.
WIDTHS = (1200, 768, 640, 360, 320)

OUTSIDE = """() => {
  const wide = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= wide) return []
  return [...document.querySelectorAll("body *")]
    .filter(each => each.getBoundingClientRect().right > wide + 1 && !each.closest("svg svg, .visually-hidden"))
    .slice(-3).map(each => each.outerHTML.slice(0, 120)).concat([document.documentElement.scrollWidth])
}"""

# What is tapped: buttons and fields, and links that stand in the menu or look like buttons. A tick's label counts too.
SMALL = """() => {
  const box = each => {
    const mine = each.getBoundingClientRect()
    const label = each.matches("[type=checkbox], [type=radio]") && each.labels[0]?.getBoundingClientRect()
    const of = side => label ? Math[side[0]](mine[side[1]], label[side[1]]) : mine[side[1]]
    return {
      width: of(["max", "right"]) - of(["min", "left"]),
      height: of(["max", "bottom"]) - of(["min", "top"]),
    }
  }
  const tapped = `main button, main .btn, main summary, main input, main select, main textarea,
    .masthead button, .site-nav a`
  return [...document.querySelectorAll(tapped)]
    .filter(each => each.checkVisibility({visibilityProperty: true}))
    .filter(each => each.type !== "hidden" && !each.matches(".btn-check"))
    .map(each => [each, box(each), each.matches("[type=checkbox], [type=radio]") ? 24 : 44])
    .filter(([, box, least]) => box.width < 24 || box.height < least - 0.5)
    .map(([each, box]) => `${each.outerHTML.slice(0, 90)} ${Math.round(box.width)} x ${Math.round(box.height)}`)
}"""


@pytest.fixture
def ours(pages):
    """`ours(role)`: the pages of our own that no earlier role has been shown in the same shape."""

    def of(role):
        before = {(page.pattern, page.shape) for earlier in ROLES[: ROLES.index(role)] for page in pages(earlier)}
        return [page for page in pages(role) if page.is_ours and (page.pattern, page.shape) not in before]

    return of


@pytest.mark.parametrize("role", ROLES)
def test_axe_finds_nothing_on_phone_and_desktop_in_light_and_dark(role, ours, enter, quiet_site):
    page, _watch = enter(quiet_site, role)
    faults = []
    for each in ours(role):
        page.goto(each.path)
        page.evaluate(AXE)
        for size in (PHONE, DESKTOP):
            show_whole(page, size)
            faults += [(str(each), size["width"], *fault) for fault in axe(page, EVERYTHING)]
        page.emulate_media(color_scheme="dark")
        faults += [(str(each), "dark", *fault) for fault in axe(page, COLOURS)]
        page.emulate_media(color_scheme="light")
    assert faults == []


def show_whole(page, size):
    """Where something sticks to the lower edge, as tall as the page, so that it covers nothing."""
    page.set_viewport_size(size)
    if page.locator(".survey-end").count():
        page.set_viewport_size({**size, "height": page.evaluate("document.documentElement.scrollHeight")})


def axe(page, options):
    """What axe complains of: (rule, the first elements)."""
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return [(each["id"], [node["html"][:120] for node in each["nodes"][:3]]) for each in found]


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("role", ROLES)
def test_no_page_runs_off_a_small_screen_and_each_says_what_it_is(role, language, ours, enter, quiet_site):
    page, _watch = enter(quiet_site, role, language=language)
    faults = []
    for each in ours(role):
        page.goto(each.path)
        said = page.evaluate("[document.documentElement.lang, document.querySelectorAll('h1').length, document.title]")
        if said[:2] != [language, 1] or not said[2].partition("·")[0].strip():
            faults.append((str(each), said))
        for width in WIDTHS:
            page.set_viewport_size({**PHONE, "width": width})
            if outside := page.evaluate(OUTSIDE):
                faults.append((str(each), width, outside))
        page.set_viewport_size(PHONE)
        if small := page.evaluate(SMALL):
            faults.append((str(each), small))
    assert faults == []


def test_the_same_eyes_see_what_is_wrong(enter, quiet_site):
    """The control: a page made worse is noticed by each of them."""
    page, _watch = enter(quiet_site)
    page.goto("/accounts/login/")
    page.evaluate(AXE)
    assert (axe(page, EVERYTHING), page.evaluate(OUTSIDE), page.evaluate(SMALL)) == ([], [], [])
    page.evaluate("""() => {
      const button = document.querySelector("main form button")
      Object.assign(button.style, {minHeight: "0", height: "20px", padding: "0"})
      document.querySelector("h1").style.width = "500px"
      const email = document.querySelector("main input[type=email]")
      email.labels[0].remove()
      email.placeholder = ""
      document.querySelector("main p").style.color = "#ccc"
    }""")
    assert {rule for rule, _nodes in axe(page, EVERYTHING)} >= {"label", "color-contrast"}
    assert page.evaluate(OUTSIDE)[-1] > 500
    assert len(page.evaluate(SMALL)) == 1


# ── Forms that come back ───────────────────────────────────────────────────────────────────────────────────────────
EMPTY = """form => {
  for (const field of form.elements) {
    if (field.type === "hidden") continue
    if (field.type === "radio" || field.type === "checkbox") field.checked = false
    else if (field.tagName === "SELECT") field.value = [...field.options].some(one => !one.value) ? "" : field.value
    else if (field.tagName !== "BUTTON") field.value = ""
  }
}"""
NOWHERE = """() => [...document.querySelectorAll("main [role=alert] a[href^='#']")]
  .map(link => link.getAttribute("href"))
  .filter(href => !document.getElementById(href.slice(1))).map(href => `leads nowhere: ${href}`)"""
FILLABLE = "main form[method=post]:has(input:not([type=hidden]), textarea)"


@pytest.mark.parametrize("role", ["link", "coordinator", "admin", "village"])
def test_a_form_sent_empty_comes_back_saying_on_top_what_is_missing(role, ours, enter, site):
    page, _watch = enter(site, role)
    came_back, faults = 0, []
    for each in ours(role):
        page.goto(each.path)
        for number in range(page.locator(FILLABLE).count()):
            page.goto(each.path)
            form = page.locator(FILLABLE).nth(number)
            form.evaluate(EMPTY)
            with page.expect_navigation() as navigation:
                form.locator("button[type=submit]").first.click()
            if navigation.value.request.method == "POST":
                came_back += 1
                faults += [(str(each), number, fault) for fault in refusal(page)]
    assert faults == []
    assert came_back


def refusal(page):
    """What is wrong with a page that refuses a form."""
    page.evaluate(AXE)
    yield from axe(page, EVERYTHING)
    summary = page.locator("main [role=alert]")
    if summary.count() != 1:
        yield f"{summary.count()} summaries"
        return
    yield from page.evaluate(NOWHERE)
    if not summary.evaluate("each => each === document.activeElement"):
        yield "the summary is not in focus"
    yield from page.evaluate(OUTSIDE)
