"""The pages that fill late in a cycle: looked at where the demo is far on, and where it ends.

What is looked at is found by walking, and held against the table of addresses: a new page is looked at by itself, or
named in UNSEEN with the reason.
"""

import csv
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.browser import demo, walk
from tests.browser.chromium import DESKTOP, PHONE
from tests.browser.eyes import AXE, EVERYTHING, OUTSIDE, SMALL, UNFOCUSED, axe, refusals, show_whole

pytestmark = pytest.mark.browser

STANDINGS = (demo.FILLED, demo.LATE)
APPS = ("dashboard", "forums", "journal", "meetings", "partners", "pilot_areas", "process", "surveys", "working_groups")
NEEDED = {"dashboard": 9, "forums": 20, "pilot_areas": 40, "working_groups": 17}  # patterns, at the least
TABLE = Path(__file__).parents[1] / "access" / "table.csv"
UNSEEN = {
    # Answers of machines, and papers that are handed out as they were sent in.
    "dashboard:healthz",
    "dashboard:readyz",
    "pilot_areas:paper",
    "working_groups:order_copy",
    # What is there for some days only, all of them past where the demo stands.
    "forums:cancel",
    "forums:cancel_registration",
    "forums:enrol",
    "forums:invite",
    "forums:move",
    "forums:register",
    "forums:write_declaration",
    "meetings:object",
    "pilot_areas:declare_conflict",
    "pilot_areas:matching",
    "pilot_areas:receipt",
    "pilot_areas:record_conflict",
    "pilot_areas:score",
    "pilot_areas:withdraw",
    "surveys:give_back",
    "surveys:receipt",
    "working_groups:order_text",
    "working_groups:plan",
    "working_groups:sign_order",
}
# No mail goes out of the demo; every survey was looked through; all letters went; a list to sign ends in empty rows.
EMPTY = {"demo:mail", "forums:sheet", "surveys:follow_up:letters", "surveys:responses"}


@pytest.fixture(scope="module")
def sites(loaded):
    with ExitStack() as stack:
        yield {each.name: stack.enter_context(loaded(each).served("filled")) for each in STANDINGS}


@pytest.fixture(scope="module")
def found(sites):
    """All pages of our own that anyone reaches: page -> the name of its site."""
    pages = {}
    for name, site in sites.items():
        for role in demo.ROLES:
            for page in walk.reachable(site, role, with_admin=False):
                pages[page] = name
    return pages


@pytest.fixture
def look(found, sites, enter):
    """`look(pages, language)`: each of these pages, open in a browser of whoever reaches it."""

    def at(pages, **options):
        browsers = {}
        for each in pages:
            who = found[each], each.role
            if who not in browsers:
                browsers[who], _watch = enter(sites[found[each]], each.role, **options)
            browsers[who].set_viewport_size(PHONE)
            browsers[who].goto(each.path)
            yield each, browsers[who]

    return at


def of(app, pages):
    return [page for page in walk.richest(pages) if page.pattern.partition(":")[0] == app]


def test_every_address_of_the_table_was_looked_at(found):
    with TABLE.open(encoding="utf-8") as file:
        shown = {row["url"] for row in csv.DictReader(file) if row["method"] == "GET" and "200" in row.values()}
    assert shown - {page.pattern for page in found} == UNSEEN


def test_every_page_was_seen_with_rows(found):
    filled = {page.pattern for page in found if 'class="empty' not in page.text}
    assert {page.pattern for page in found} - filled == EMPTY


@pytest.mark.parametrize("app", APPS)
def test_every_page_is_without_fault_in_thai_by_day_and_in_english_by_night(app, found, look):
    pages = of(app, found)
    assert len({page.pattern for page in pages}) >= NEEDED.get(app, 3)
    faults = []
    for each, page in look(pages, color_scheme="light"):
        page.evaluate(AXE)
        show_whole(page, PHONE)
        faults += [(str(each), "th", *fault) for fault in axe(page, EVERYTHING)]
        faults += [(str(each), "th", *fault) for fault in narrow(page)]
    for each, page in look(pages, language="en", color_scheme="dark"):
        faults += [(str(each), "en", *fault) for fault in narrow(page)]
        page.evaluate(AXE)
        show_whole(page, DESKTOP)
        faults += [(str(each), "en", *fault) for fault in axe(page, EVERYTHING)]
    assert not faults, "\n".join(map(str, faults))


def narrow(page):
    """What runs off at any width, and what is too small to be tapped on the phone."""
    for width in (1280, 1000, 700, 320, 360):
        page.set_viewport_size({**PHONE, "width": width})
        if outside := page.evaluate(OUTSIDE):
            yield width, outside
    if small := page.evaluate(SMALL):
        yield "small", small


@pytest.mark.parametrize("app", APPS)
def test_without_a_mouse_one_sees_every_stop_and_can_send_every_form(app, found, look):
    faults, stops = [], 0
    for each, page in look(of(app, found)):
        page.keyboard.press("Tab")
        seen, wrong = page.evaluate(UNFOCUSED)
        stops += seen
        faults += [(str(each), fault) for fault in wrong]
    assert not faults, "\n".join(map(str, faults))
    assert stops > 30


@pytest.fixture(scope="module")
def written(loaded):
    """A copy of each site to write into."""
    with ExitStack() as stack:
        yield {each.name: stack.enter_context(loaded(each).served("written")) for each in STANDINGS}


@pytest.mark.parametrize("app", ["forums", "pilot_areas", "working_groups"])
def test_a_form_sent_empty_comes_back_saying_on_top_what_is_missing(app, found, written, enter):
    came_back, faults = 0, []
    # The cycle that is under way: what is finished is only read.
    pages = [page for page in found if page.role == "coordinator" and page.path.startswith(written["late"].cycle)]
    for name, site in written.items():
        page, _watch = enter(site, "coordinator")
        for each in of(app, [page for page in pages if found[page] == name]):
            for number, wrong in refusals(page, each.path):
                came_back += 1
                faults += [(str(each), number, fault) for fault in wrong]
    assert not faults, "\n".join(map(str, faults))
    assert came_back > 5


# ── Papers ─────────────────────────────────────────────────────────────────────────────────────────────────────────
PAPERS = {
    "dashboard:report_paper",
    "forums:declaration_paper",
    "forums:sheet",
    "pilot_areas:certificate",
    "pilot_areas:certificates",
    "pilot_areas:award",
    "pilot_areas:criteria_paper",
    "pilot_areas:sheet",
    "surveys:letters",
    "working_groups:order_paper",
}
LONG, SHORT = 1123, 794  # the sides of A4, in pixels of 1/96 inch
ON_PAPER = """() => [...document.querySelectorAll(".masthead, .foot, .btn, .no-print, .demo-note, form")]
  .filter(each => each.checkVisibility()).map(each => each.outerHTML.slice(0, 90))"""


def test_papers_print_themselves_and_nothing_else(found, look):
    papers = [page for page in walk.richest(found) if page.pattern in PAPERS]
    assert {page.pattern for page in papers} == PAPERS
    faults = []
    for each, page in look(papers):
        page.emulate_media(media="print")
        is_across = page.locator("body.is-wide, body.is-certificate").count()
        page.set_viewport_size({"width": LONG if is_across else SHORT, "height": SHORT if is_across else LONG})
        faults += [(str(each), fault) for fault in page.evaluate(ON_PAPER) + page.evaluate(OUTSIDE)]
        certificates = page.locator(".certificate").count()
        printed = page.pdf(prefer_css_page_size=True)
        sheets = printed.count(b"/Type /Page\n")
        if not (sheets == certificates if certificates else sheets >= 1):
            faults.append((str(each), f"{sheets} sheets"))
        page.emulate_media(media="screen")
    assert not faults, "\n".join(map(str, faults))
