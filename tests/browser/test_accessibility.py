"""Every page for everyone: axe finds nothing, nothing runs off a small screen, what is tapped is large enough."""

import pytest

from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.demo import ROLES
from tests.browser.eyes import AXE, COLOURS, EVERYTHING, OUTSIDE, SMALL, WIDTHS, axe, refusals, show_whole

pytestmark = pytest.mark.browser


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


@pytest.mark.parametrize("role", ["link", "coordinator", "admin", "village"])
def test_a_form_sent_empty_comes_back_saying_on_top_what_is_missing(role, ours, enter, site):
    page, _watch = enter(site, role)
    came_back, faults = 0, []
    for each in ours(role):
        for number, wrong in refusals(page, each.path):
            came_back += 1
            faults += [(str(each), number, fault) for fault in wrong]
    assert faults == []
    assert came_back
