"""Fault 46: each role walks its pages under the content security policy: nothing foreign, broken or complained of."""

import pytest

from tests.browser.demo import ROLES

pytestmark = pytest.mark.browser

POLICY = {
    "default-src": {"'self'"},
    "img-src": {"'self'", "data:"},
    "object-src": {"'none'"},
    "base-uri": {"'none'"},
    "form-action": {"'self'"},
    "frame-ancestors": {"'none'"},
}


@pytest.mark.parametrize("role", ROLES)
def test_no_page_breaks_the_policy_or_asks_anything_of_others(role, pages, enter, quiet_site):
    page, watch = enter(quiet_site, role)
    faults, watched = [], watch.told()
    for each in pages(role):
        response = page.goto(each.path, wait_until="load")
        watched += [(str(each), *fault) for fault in watch.told()]
        faults += [(str(each), fault) for fault in protection(response)]
    assert watched + faults == []
    assert len(pages(role)) > 9


def protection(response):
    """What the headers of an answer lack."""
    headers = response.all_headers()
    policy = {}
    for directive in headers["content-security-policy"].split(";"):
        name, *sources = directive.split()
        policy[name] = set(sources)
    if policy != POLICY:
        yield f"policy {policy}"
    expected = {"x-content-type-options": "nosniff", "x-frame-options": "DENY"}
    for name, value in expected.items():
        if headers.get(name) != value:
            yield f"{name} {headers.get(name)}"
    if headers.get("referrer-policy") not in ("same-origin", "strict-origin"):
        yield f"referrer-policy {headers.get('referrer-policy')}"


@pytest.mark.parametrize(
    ("piece", "complaint"),
    [
        ('<p style="color: red">red</p>', "style"),
        ("<script>document.title = 'theirs'</script>", "script"),
        ('<img src="/nothing.png" onerror="alert(1)">', "event handler"),
        ('<script src="https://elsewhere.example/x.js"></script>', "elsewhere.example"),
        ('<img src="/nothing.png">', "404"),
    ],
)
def test_the_same_listener_notices_what_a_page_must_not_hold(piece, complaint, enter, quiet_site):
    page, watch = enter(quiet_site)

    def tamper(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("<h1", f"{piece}<h1", 1))

    page.route("**/privacy/", tamper)
    page.goto("/privacy/", wait_until="load")
    told = watch.told()
    assert told
    assert any(complaint in words for _what, words in told), told


def test_the_listener_notices_an_error_of_a_script(enter, quiet_site):
    page, watch = enter(quiet_site)
    page.goto("/privacy/")
    page.evaluate("setTimeout(() => { throw new Error('broken') })")
    page.wait_for_function("new Promise(done => setTimeout(() => done(true)))")
    assert [what for what, _words in watch.told()] == ["page error"]


@pytest.mark.parametrize(
    ("path", "status"),
    [("/nothing-there/", 404), ("/?q=%00", 400), ("{cycle}board/", 403), ("/l/" + "x" * 24 + "/", 404)],
)
def test_pages_of_errors_are_as_well_protected(path, status, enter, quiet_site):
    page, _watch = enter(quiet_site, "village")
    response = page.goto(path.format(cycle=quiet_site.cycle))
    assert response.status == status
    assert list(protection(response)) == []
    assert page.locator("h1").count() == 1


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(enter, quiet_site):
    page, _watch = enter(quiet_site)
    page.goto("/accounts/login/")
    page.get_by_role("textbox").first.fill("village@demo.example")
    page.locator("input[type=password]").fill("sawasdee-2570")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url("**/me/")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator("button[name=theme]").click()
    cookies = {each["name"]: (each["httpOnly"], each["sameSite"]) for each in page.context.cookies()}
    assert cookies == {
        "sessionid": (True, "Lax"),
        "csrftoken": (False, "Lax"),
        "theme": (True, "Lax"),
    }
    assert "sessionid" not in page.evaluate("document.cookie")
