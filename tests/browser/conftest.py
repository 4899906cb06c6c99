"""One Chromium and one loaded demo for all tests of this folder; where no Chromium is found, they are left out."""

import os
import re
from contextlib import ExitStack

import pytest

from tests.browser import chromium, demo, walk
from tests.browser.watch import Watch
from tests.faults.conftest import database_url

IS_REQUIRED = os.environ.get("REQUIRE_BROWSER") == "1"


def pytest_collection_modifyitems(config, items):
    """Leave the browser tests out where there is no browser; with REQUIRE_BROWSER=1 they stay, and fail."""
    left_out = [item for item in items if item.get_closest_marker("browser")]
    if chromium.found() or IS_REQUIRED or not left_out:
        return
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)
    if getattr(config, "workerinput", {}).get("workerid") == "gw0":
        # A worker of xdist has no summary of its own; its line goes where the controller writes.
        with config.pluginmanager.get_plugin("capturemanager").global_and_fixture_disabled():
            os.write(2, f"{chromium.MISSING}\n".encode())


def pytest_terminal_summary(terminalreporter):
    if not chromium.found():
        terminalreporter.write_line(chromium.MISSING)


# Of the package, not of the session: while Playwright runs, this thread has an event loop, which others cannot bear.
@pytest.fixture(scope="package", autouse=True)
def browser():
    if not chromium.found():
        pytest.fail(f"REQUIRE_BROWSER=1: {chromium.MISSING}", pytrace=False)
    with chromium.running() as running:
        yield running


@pytest.fixture(scope="package")
def loaded(tmp_path_factory):
    """`loaded(standing)`: the demo as it stands there, loaded once."""
    url = database_url()
    url = url if url.startswith("postgres") else ""
    known = {}
    with ExitStack() as stack:

        def at(standing):
            if standing not in known:
                folder = tmp_path_factory.mktemp(standing.name)
                known[standing] = stack.enter_context(demo.loaded(standing, folder, url))
            return known[standing]

        yield at


@pytest.fixture(scope="package")
def loaded_demo(loaded):
    return loaded(demo.EARLY)


@pytest.fixture(scope="package")
def quiet_site(loaded_demo):
    """The demo as it was loaded: for those who only look."""
    with loaded_demo.served("quiet") as site:
        yield site


@pytest.fixture(scope="module")
def site(loaded_demo, request):
    """A copy of the demo for the tests of one file, which write into it."""
    with loaded_demo.served(re.sub(r"\W", "_", request.module.__name__.rpartition(".")[2])) as served:
        yield served


@pytest.fixture(scope="package")
def pages(quiet_site):
    """`pages(role)`: the pages of the quiet site that are different for this role."""
    found = {}

    def of(role):
        if role not in found:
            found[role] = walk.different(walk.reachable(quiet_site, role))
        return found[role]

    return of


@pytest.fixture
def enter(browser):
    """`enter(site, role, **options)`: a page in a browser of its own, where that role is at the door; and its watch."""
    contexts = []

    def come_in(site, role=demo.PUBLIC, *, language=None, **options):
        options = {"viewport": chromium.PHONE, "reduced_motion": "reduce", "locale": "th-TH", **options}
        context = browser.new_context(base_url=site.address, **options)
        contexts.append(context)
        context.add_cookies(site.cookies_for_browser(role, **({"django_language": language} if language else {})))
        page = context.new_page()
        if role == demo.LINK:
            for door in site.links.values():
                page.goto(door)
                with page.expect_navigation():
                    page.locator("main button[type=submit]").first.click()
                assert door not in page.url, page.locator("main").inner_text()
        return page, Watch(context, site.address)

    yield come_in
    for context in contexts:
        context.close()
