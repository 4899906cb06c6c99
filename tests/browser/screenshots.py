"""`make screenshots`: the pictures of the README, of the demo as it stands on one fixed day.

python -m tests.browser.screenshots [folder]
"""

import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from tests.browser import chromium, demo

DAY = "2027-02-24"  # a Wednesday, on which the demo's first consultation was on Monday, 19 October 2569
FOLDER = demo.ROOT / "docs" / "pictures"
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2}
DESKTOP = {"viewport": {"width": 1280, "height": 1050}, "device_scale_factor": 1}


@dataclass(frozen=True)
class Picture:
    """path: below the address of the cycle, or of the site. steps: what is clicked from there on."""

    name: str
    screen: dict
    role: str
    path: str
    steps: tuple = ()


PICTURES = [
    Picture("board-desktop", DESKTOP, "coordinator", "board/"),
    Picture("front-phone", PHONE, demo.PUBLIC, ""),
    Picture("survey-phone", PHONE, "village", "/me/", ("main .todo .btn", "main .btn-primary")),
    Picture("grade-phone", PHONE, "coordinator", "surveys/grades/", ("main th a",)),
]


def take(browser, site, picture, folder):
    context = browser.new_context(base_url=site.address, locale="th-TH", reduced_motion="reduce", **picture.screen)
    context.add_cookies(site.cookies_for_browser(picture.role))
    page = context.new_page()
    page.goto(urljoin(site.cycle, picture.path))
    for step in picture.steps:
        with page.expect_navigation():
            page.locator(step).first.click()
    page.evaluate("document.fonts.ready")
    page.screenshot(path=folder / f"{picture.name}.png")
    context.close()


def main(folder=FOLDER):
    if not chromium.found():
        return chromium.MISSING.replace("browser tests need", "pictures need")
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as scratch,
        demo.loaded(demo.EARLY, Path(scratch), "", STORY_DATE=DAY) as loaded,
        loaded.served("pictures") as site,
        chromium.running() as browser,
    ):
        for picture in PICTURES:
            take(browser, site, picture, folder)
            sys.stdout.write(f"{os.path.relpath(folder / picture.name)}.png\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
