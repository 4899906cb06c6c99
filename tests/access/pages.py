"""What a page offers: the addresses that it leads to, and those that its forms send to."""

from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin


class _Offers(HTMLParser):
    def __init__(self, address):
        super().__init__()
        self.address = address
        self.found = set()

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "a" and "href" in attrs:
            self._offer("GET", attrs["href"])
        elif tag == "form":
            self._offer(attrs.get("method", "get").upper(), attrs.get("action") or self.address)

    def _offer(self, method, there):
        there = urldefrag(urljoin(self.address, there)).url
        if there.startswith("/"):
            self.found.add((method, there))


def offered(address, response):
    """(method, address) of everything on this site that the page offers."""
    if response.streaming or not response.headers["Content-Type"].startswith("text/html"):  # a file that is handed out
        return set()
    offers = _Offers(address)
    offers.feed(response.content.decode())
    return offers.found
