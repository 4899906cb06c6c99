"""The same paper as PDF: printed by an installed Chromium, with a text layer that keeps every Thai mark.

Many Thai fonts draw a raised or lowered mark by a glyph of its own, which the PDF then says to be a character of
the private use area: "ร่าง" is seen and not found. What such a glyph stands for is written in its place.
"""

import io
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pypdf import PdfWriter

_HEX = re.compile(rb"<([0-9A-Fa-f]{4})>")
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

# Where the glyphs of Thai fonts stand in the private use area -> the character, by ranges that run alike.
_DRAWN = [(0xF700, 0xF700, 0x0E10), (0xF701, 0xF704, 0x0E34), (0xF705, 0xF709, 0x0E48), (0xF70A, 0xF70E, 0x0E48)]
_DRAWN += [(0xF70F, 0xF70F, 0x0E0D), (0xF710, 0xF710, 0x0E31), (0xF711, 0xF711, 0x0E4D), (0xF712, 0xF712, 0x0E47)]
_DRAWN += [(0xF713, 0xF717, 0x0E48), (0xF718, 0xF71A, 0x0E38)]
_MEANT = {drawn: meant + drawn - first for first, last, meant in _DRAWN for drawn in range(first, last + 1)}


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
        return _findable(paper.read_bytes())


def _findable(printed: bytes) -> bytes:
    """The same PDF, whose fonts say which characters their glyphs stand for."""
    writer = PdfWriter(clone_from=io.BytesIO(printed))
    for page in writer.pages:
        for font in page["/Resources"].get("/Font", {}).values():
            table = font.get_object().get("/ToUnicode")
            if table is not None:
                table.get_object().set_data(_HEX.sub(_meant, table.get_object().get_data()))
    whole = io.BytesIO()
    writer.write(whole)
    return whole.getvalue()


def _meant(code: re.Match[bytes]) -> bytes:
    number = int(code.group(1), 16)
    return b"<%04X>" % _MEANT.get(number, number)
