"""The same paper as PDF: printed by an installed Chromium, whose text layer keeps every Thai mark."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_QUIET = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--no-pdf-header-footer",
)
SECONDS = 60


class NotPrinted(Exception):
    """No Chromium is installed, or it did not print."""


def printer() -> str | None:
    """Where the printing browser is installed; None where it is not."""
    return next((found for name in _NAMES if (found := shutil.which(name))), None)


def pdf_of(html: str, beside: Mapping[str, bytes]) -> bytes:
    """A whole page of HTML as PDF. beside: the files that it links to, by their names. Raises NotPrinted."""
    browser = printer()
    if browser is None:
        raise NotPrinted("no Chromium is installed")
    with tempfile.TemporaryDirectory(prefix="paper-") as folder:
        page, paper = Path(folder, "paper.html"), Path(folder, "paper.pdf")
        page.write_text(html, encoding="utf-8")
        for name, content in beside.items():
            Path(folder, name).write_bytes(content)
        as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
        command = [
            browser,
            *_QUIET,
            *as_root,
            f"--user-data-dir={folder}/profile",
            f"--print-to-pdf={paper}",
            str(page),
        ]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)  # noqa: S603 - our own words only
        except (subprocess.SubprocessError, OSError) as error:
            raise NotPrinted(type(error).__name__) from error
        if not paper.exists():
            raise NotPrinted("nothing was printed")
        return paper.read_bytes()
