"""What a page costs on a weak signal: bytes over the wire and requests, on the first visit.

Files come compressed from the site itself; of the pages nginx compresses, at its lowest level, which is counted here.
"""

import gzip

import pytest

pytestmark = pytest.mark.browser

NGINX_LEVEL = 1
KB = 1000
# What came over the wire, not from the browser's own store.
FETCHED = "kind => performance.getEntriesByType(kind).filter(each => each.transferSize).map(each => each.name)"


@pytest.mark.parametrize(
    ("role", "path", "bytes_at_most", "requests_at_most"),
    [
        ("public", "", 50 * KB, 6),
        ("village", "surveys/assignments/12/", 45 * KB, 6),
        ("village", "surveys/assignments/12/sections/A/", 45 * KB, 6),
        ("village", "surveys/assignments/12/sections/C/", 45 * KB, 6),
        ("coordinator", "board/", 80 * KB, 10),
        ("coordinator", "partners/", 80 * KB, 10),
        ("coordinator", "partners/pile/", 80 * KB, 10),
        ("coordinator", "surveys/", 80 * KB, 10),
    ],
)
def test_a_page_is_light(role, path, bytes_at_most, requests_at_most, enter, quiet_site):
    page, _watch = enter(quiet_site, role)
    costs = costs_of(page, quiet_site.cycle + path)
    assert sum(costs.values()) <= bytes_at_most, costs
    assert len(costs) <= requests_at_most, costs


def test_a_second_page_asks_for_nothing_but_itself(enter, quiet_site):
    page, _watch = enter(quiet_site)
    page.goto(quiet_site.cycle, wait_until="networkidle")
    page.goto(f"{quiet_site.cycle}stages/", wait_until="networkidle")
    assert page.evaluate(FETCHED, "resource") == []
    assert page.evaluate(FETCHED, "navigation") == [page.url]


def test_the_same_scales_notice_what_is_heavy(enter, quiet_site):
    """The control: a page with a picture of 60 kB on it, and its own text, which nothing compresses."""
    page, _watch = enter(quiet_site)
    heavy = "/heavy.png"
    page.route(f"**{heavy}", lambda route: route.fulfill(body=b"x" * 60 * KB, content_type="image/png"))

    def tamper(route):
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("<h1", f'<img src="{heavy}" alt=""><h1', 1))

    page.route(f"**{quiet_site.cycle}", tamper)
    costs = costs_of(page, quiet_site.cycle)
    assert costs[quiet_site.address + heavy] > 59 * KB
    assert len(costs) == 7


def costs_of(page, path):
    """Bytes over the wire by address, of the page and all that it asks for."""
    requests = []

    def note(request):
        requests.append(request)

    page.on("requestfinished", note)
    page.goto(path, wait_until="networkidle")
    page.remove_listener("requestfinished", note)
    return {each.url: _bytes(each) for each in requests}


def _bytes(request):
    response = request.response()
    if request.is_navigation_request():
        assert "content-encoding" not in response.headers, "The site compresses its pages itself: count those bytes."
        return len(gzip.compress(response.body(), NGINX_LEVEL))
    return request.sizes()["responseBodySize"]
