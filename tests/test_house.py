"""Rules of the house that a reader would have to remember; a machine remembers them better."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
APPS = ("partners", "surveys", "working_groups", "forums", "pilot_areas", "welfare_movement")
SOURCES = [path for app in APPS for path in (ROOT / app).rglob("*.py") if "migrations" not in path.parts]


def offending(pattern, paths):
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if re.search(pattern, line)
    ]


@pytest.mark.parametrize(
    ("pattern", "where"),
    [
        # For an anonymous visitor the key is NULL, of which an outer join is full; Visitor.stands() knows.
        (r"__(user|person)(_id)?=\w*\.?user\.pk", "access.py"),
        # Fetch and authorise are one call.
        (r"\.objects\.get\(pk=", "views"),
        (r"mark_safe|\|safe\b", ".py"),
        (r"datetime\.now\(|date\.today\(", ".py"),
    ],
)
def test_nobody_writes(pattern, where):
    paths = [path for path in SOURCES if where in str(path.relative_to(ROOT))]
    assert paths
    assert [each for each in offending(pattern, paths) if "# noqa" not in _line(each)] == []


def _line(place):
    path, _colon, number = place.rpartition(":")
    return (ROOT / path).read_text(encoding="utf-8").splitlines()[int(number) - 1]


def test_no_template_says_that_a_text_is_safe():
    assert offending(r"\|\s*safe\b|autoescape off", (ROOT / "templates").rglob("*.html")) == []


def test_no_template_carries_a_style_or_a_script_of_its_own():
    of_its_own = r"\sstyle=|<style|\son[a-z]+=\"|<script(?![^>]*\bsrc=)"
    assert offending(of_its_own, (ROOT / "templates").rglob("*.html")) == []
