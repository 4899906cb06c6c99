"""`make messages` collects the sentences to translate; with --check it fails while one lacks its Thai words.

English stands in the source; locale/th holds the Thai. Sentences of the installed libraries that our pages show and
that lack Thai words there stand in BORROWED, a line each, a plural after a tab.
"""

import io
import re
import subprocess
import sys
from pathlib import Path

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "locale" / "th" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
BORROWED = ROOT / "locale" / "borrowed.txt"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|(?<!%)%[sd]|\{(\w*)\}")


def sources():
    tracked = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    for name in sorted(set(tracked.stdout.split())):
        path = ROOT / name
        if path.parts[len(ROOT.parts)] in ("tests", "benchmarks") or "migrations" in path.parts or not path.exists():
            continue
        if path.suffix == ".py":
            yield name, path.read_text(encoding="utf-8")
        elif path.suffix in (".html", ".txt") and path.parts[len(ROOT.parts)] == "templates":
            # Only the calls of gettext are left of a template; its indentation means nothing. The cookie spares Babel a
            # look at the first two lines for an encoding, which it takes by parsing them as Python.
            code = templatize(path.read_text(encoding="utf-8"), origin=name)
            yield name, "# -*- coding: utf-8 -*-\n" + "\n".join(line.strip() for line in code.split("\n"))


def collected():
    """(context, msgid, plural) -> the files in which it stands."""
    found = {}
    for name, code in sources():
        stream = io.BytesIO(code.encode())
        for _line, message, _comments, context in extract("python", stream, KEYWORDS, options={"encoding": "utf-8"}):
            msgid, plural = message if isinstance(message, tuple) else (message, "")
            found.setdefault((context or "", msgid, plural or ""), set()).add(name)
    for line in BORROWED.read_text(encoding="utf-8").splitlines():
        msgid, _tab, plural = line.replace("\\n", "\n").partition("\t")
        if msgid.strip():
            found.setdefault(("", msgid, plural), set()).add("locale/borrowed.txt")
    return found


def update():
    """Add what is new, drop what is gone, keep every translation."""
    known = {(each.msgctxt or "", each.msgid): each for each in _catalogue()}
    fresh = polib.POFile()
    fresh.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "th",
        "MIME-Version": "1.0",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    for (context, msgid, plural), places in sorted(collected().items(), key=lambda item: item[0][1].casefold()):
        old = known.get((context, msgid))
        entry = polib.POEntry(msgid=msgid, msgctxt=context or None, occurrences=[(name, "") for name in sorted(places)])
        if plural:
            entry.msgid_plural = plural
            entry.msgstr_plural = {0: (old.msgstr_plural.get(0, "") if old else "") or (old.msgstr if old else "")}
        else:
            entry.msgstr = old.msgstr if old else ""
        if any("python" in flag for flag in (old.flags if old else ())) or "%(" in msgid:
            entry.flags = ["python-format"]
        fresh.append(entry)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(CATALOGUE))


def faults():
    """What stands between the catalogue and complete Thai, a line each."""
    catalogue = {(each.msgctxt or "", each.msgid): each for each in _catalogue()}
    for (context, msgid, plural), places in collected().items():
        entry = catalogue.get((context, msgid))
        words = entry and (entry.msgstr_plural.get(0) if plural else entry.msgstr)
        if entry is None:
            yield f"not collected yet: {msgid!r} ({', '.join(sorted(places))})"
        elif not words:
            yield f"no Thai words for: {msgid!r} ({', '.join(sorted(places))})"
        elif entry.fuzzy:
            yield f"fuzzy: {msgid!r}"
        elif not _placeholders(words) <= _placeholders(msgid) | _placeholders(plural):
            yield f"other placeholders than the English: {msgid!r} -> {words!r}"
        elif _placeholders(plural or msgid) - _placeholders(words):  # Thai has one form, for every number
            yield f"a placeholder is missing: {msgid!r} -> {words!r}"
    wanted = {(context, msgid) for context, msgid, _plural in collected()}
    yield from (f"stands nowhere any more: {msgid!r}" for context, msgid in catalogue if (context, msgid) not in wanted)


def _catalogue():
    return polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else []


def _placeholders(text):
    return {match.group(0) for match in PLACEHOLDER.finditer(text or "")}


def main(arguments):
    if "--check" not in arguments:
        update()
    return "\n".join(faults()) or 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
