"""Fault 45: whatever people wrote, no script of theirs runs for anyone; it stands on the page as mere text."""

from urllib.parse import quote

import pytest

from tests.browser import walk
from tests.browser.demo import ROLES
from tests.browser.poison import CALL, PAYLOADS

pytestmark = pytest.mark.browser

# Elements, links and handlers that could only have come out of a text.
INTRUDERS = """call => [...document.querySelectorAll("*")].filter(each =>
    [...each.attributes].some(
        one => /^on/i.test(one.name) || /^\\s*javascript:/i.test(one.value) && one.name != 'value')
    || ['SCRIPT', 'STYLE'].includes(each.tagName) && each.textContent.includes(call)
).map(each => each.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="module")
def hostile(site):
    site.run("from tests.browser.poison import poison; poison()")
    return site


@pytest.mark.parametrize("role", ROLES)
def test_no_text_of_anyone_runs_on_any_page_of_any_role(role, hostile, enter):
    page, watch = enter(hostile, role)
    watch.told()
    shown, wrong = set(), []
    for each in walk.different(walk.reachable(hostile, role)):
        page.goto(each.path, wait_until="load")
        wrong += [(str(each), *fault) for fault in watch.told()]
        wrong += [(str(each), found) for found in page.evaluate(INTRUDERS, CALL)]
        words = page.locator("body").inner_text()
        shown |= {payload for payload in PAYLOADS if payload in words}
    assert wrong == []
    assert len(shown) > (20 if role in {"coordinator", "admin"} else 0)


@pytest.mark.parametrize("name", ["q", "state", "next", "page", "stage"])
def test_nothing_that_stands_in_an_address_runs(name, hostile, enter):
    (page, watch), (stranger, watch_of_stranger) = enter(hostile, "admin"), enter(hostile)
    paths = ["", "board/", "roles/", "meetings/", "meetings/5/invitations/", "meetings/4/attendance/", "surveys/"]
    for payload in PAYLOADS[:3] + PAYLOADS[13:16]:
        for path in paths:
            page.goto(f"{hostile.cycle}{path}?{name}={quote(payload)}", wait_until="load")
        stranger.goto(f"/accounts/login/?{name}={quote(payload)}", wait_until="load")
        assert page.evaluate(INTRUDERS, CALL) + stranger.evaluate(INTRUDERS, CALL) == []
    assert watch.told() + watch_of_stranger.told() == []


def test_the_same_eyes_see_a_text_that_is_let_through(hostile, enter):
    """The control: the same payloads, unescaped; first held back by the policy alone, then by nothing."""
    page, watch = enter(hostile)
    unseen = []
    for payload in PAYLOADS:
        let_through(page, payload)
        if not watch.told() and not page.evaluate(INTRUDERS, CALL):
            unseen.append(payload)
    assert len(unseen) < 12, unseen
    let_through(page, PAYLOADS[0], policy=False)
    assert ("dialog", "1") in watch.told()


def let_through(page, payload, *, policy=True):
    """Open a page that holds this text as it is; without its content security policy, if asked."""

    def tamper(route):
        answer = route.fetch()
        headers = {name: value for name, value in answer.headers.items() if policy or "content-security" not in name}
        route.fulfill(response=answer, headers=headers, body=answer.text().replace("</h1>", f"</h1>{payload}", 1))

    page.unroute_all()
    page.route("**/privacy/", tamper)
    page.goto("/privacy/", wait_until="load")
