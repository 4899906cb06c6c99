"""The Chromium of this machine, and how the tests and the pictures start it."""

import shutil
from contextlib import contextmanager

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--num-raster-threads=1",  # with more, thin lines differ from picture to picture
]
MISSING = "browser tests need Chromium: apt install chromium"
PHONE = {"width": 360, "height": 800}
DESKTOP = {"width": 1280, "height": 900}


def found():
    """The path of the first browser found, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def running():
    """A Chromium without a window. While it runs, this thread has an event loop: no ORM, no asyncio.run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()
