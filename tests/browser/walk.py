"""Finds the pages that someone can reach: by following links, and by every address that needs nothing but a cycle."""

import logging
import re
from collections import Counter, deque
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import httpx
from django.urls import NoReverseMatch, Resolver404, get_resolver, resolve, reverse

from tests.browser.demo import LINK

A_PATTERN = 5  # pages of one pattern that are fetched, among which the different ones are chosen
ADMIN = "admin:"
logging.getLogger("httpx").setLevel(logging.WARNING)  # a line for each page is no news


@dataclass(frozen=True)
class Page:
    """One page as one role sees it. pattern: the name of its URL. shape: its tags, each with its classes."""

    role: str
    pattern: str
    path: str
    shape: frozenset
    text: str

    def __str__(self):
        return f"{self.role} {self.path}"

    @property
    def is_ours(self):
        """Not one of Django's own pages."""
        return not self.pattern.startswith(ADMIN)

    @property
    def kind(self):
        """The pattern; of Django's admin only what it does, since all models are shown by the same templates."""
        return self.pattern if self.is_ours else ADMIN + self.pattern.rpartition("_")[2]


@contextmanager
def client(site, role):
    """A plain HTTP client that is this role, and the paths from which it sets out."""
    cookies = site.cookies_of(role)
    with httpx.Client(base_url=site.address, cookies=cookies, follow_redirects=True, timeout=60) as them:
        them.event_hooks["response"] = [lambda _response: _unlock(them.cookies.jar)]
        doors = list(site.links.values()) if role == LINK else []
        yield them, [*doors, *(_path(take(them, door).url) for door in doors), *_starts(site)]


def _unlock(cookies):
    """The site's cookies are for HTTPS only; a browser sends them to its own machine all the same."""
    for cookie in cookies:
        cookie.secure = False


def take(them, path):
    """Go in by a personal link: open its page and press its button."""
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', them.get(path).text)[1]
    return them.post(path, data={"csrfmiddlewaretoken": token}).raise_for_status()


def reachable(site, role, *, with_admin=True):
    """All pages found for this role, in the order found; of the pages of one pattern, a few.

    with_admin: whether Django's own administration is among them.
    """
    pages, asked, number = {}, set(), Counter()
    with client(site, role) as (them, starts):
        waiting = deque(starts)
        while waiting:
            path = waiting.popleft()
            pattern = _pattern(path)
            if pattern is None or path in asked or number[pattern] >= _at_most(pattern, path, with_admin):
                continue
            asked.add(path)
            number[pattern] += 1
            answer = them.get(path)
            path = _path(answer.url)  # where a redirect led
            if answer.status_code != 200 or "html" not in answer.headers["content-type"] or path in pages:
                continue
            asked.add(path)
            seen = _Seen(answer.text)
            shape = seen.shape if not pattern.startswith(ADMIN) else {tag for tag, _name in seen.shape}
            pages[path] = Page(role, _pattern(path), path, frozenset(shape), answer.text)
            waiting.extend(_path(link) for link in _ours(site, answer.url, seen.links))
    return list(pages.values())


def different(pages):
    """The first page of each pattern, and every other that shows a piece not seen on those before it."""
    chosen, seen = [], {}
    for page in pages:
        known = seen.setdefault(page.kind, set())
        if not known or not page.shape <= known:
            chosen.append(page)
            known |= page.shape
    return chosen


def richest(pages):
    """Of each pattern the page that shows most, and every other that shows a piece not seen on those before it."""
    return different(sorted(pages, key=lambda page: -len(page.shape)))


def _at_most(pattern, path, with_admin):
    """Of Django's own admin one page of each pattern, as it first shows itself."""
    if pattern.startswith(ADMIN):
        return int(with_admin and "?" not in path)
    return A_PATTERN


def _starts(site):
    """Every address without a variable but a cycle."""
    yield "/"
    cycles = [cycle.strip("/").split("/") for cycle in site.cycles]
    for name in _names(get_resolver()):
        for arguments in ([], *([province, int(year)] for province, year in cycles)):
            with suppress(NoReverseMatch):
                yield reverse(name, args=arguments)


def _names(resolver, prefix=""):
    for each in resolver.url_patterns:
        if hasattr(each, "url_patterns"):
            if each.app_name == "admin":
                yield "admin:index"
            else:
                yield from _names(each, f"{prefix}{each.namespace}:" if each.namespace else prefix)
        elif each.name:
            yield f"{prefix}{each.name}"


def _pattern(path):
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


def _path(address):
    parts = urlsplit(str(address))
    return parts.path + (f"?{parts.query}" if parts.query else "")


def _ours(site, here, links):
    absolute = (urljoin(str(here), link) for link in links)
    return [link for link in absolute if link.startswith(f"{site.address}/")]


class _Seen(HTMLParser):
    """The links and the shape of a page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.shape = [], set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        for name in (attributes.get("class") or "").split() or [""]:
            self.shape.add((tag, name))
        if tag == "a" and attributes.get("href"):
            self.links.append(attributes["href"])
