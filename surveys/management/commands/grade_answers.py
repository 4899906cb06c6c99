"""Grade answers offline, from a file: for checking the method against another reckoning, without a database."""

import json
import os
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from surveys.grading import BadAnswer, grade
from surveys.method import Method, shipped_method
from surveys.questionnaire import sentence

LONGEST_NUMBER = 4_000  # digits; Python itself reads no longer ones


class Command(BaseCommand):
    help = (
        "Grade the responses in a JSON file: a list of objects, question key to answer, with scope and age_months."
        " Writes one JSON object a line. Exits 1 if a response could not be graded, 2 if the file could not be read."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", help="the JSON file, or - for standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        method = shipped_method()
        lines = [_graded(response, method) for response in _responses(options["file"])]
        try:
            for line in lines:
                self.stdout.write(_written(line, self.stdout.encoding or "utf-8"))
        except BrokenPipeError:
            # Whoever reads has read enough, as `head` does; what is left goes nowhere.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if bad := sum("error" in line for line in lines):
            says = _("%(bad)s of %(all)s responses could not be graded; see “error”.")
            raise CommandError(says % {"bad": bad, "all": len(lines)}, returncode=1)


def _written(line: dict[str, Any], encoding: str) -> str:
    """On one line, in letters that people can read; escaped where the console lacks one or it would end the line."""
    text = json.dumps(line, ensure_ascii=False)
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return json.dumps(line)
    return text if len(text.splitlines()) == 1 else json.dumps(line)


def _responses(file: str) -> list[Any]:
    try:
        responses = _read(file)
    except OSError as error:
        says = _("%(file)s could not be opened: %(error)s. Name a file of JSON, or - for standard input.")
        raise CommandError(says % {"file": file, "error": error.strerror}, returncode=2) from error
    except (ValueError, RecursionError) as error:
        says = _("%(file)s could not be read as JSON: %(error)s")
        raise CommandError(says % {"file": file, "error": error}, returncode=2) from error
    if not isinstance(responses, list):
        says = _("%(file)s must hold a JSON list of responses, each an object.")
        raise CommandError(says % {"file": file}, returncode=2)
    return responses


def _read(file: str) -> Any:
    if file == "-" and sys.stdin is None:
        raise ValueError(_("standard input is closed"))
    content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    return json.loads(
        content.decode("utf-8-sig"), object_pairs_hook=_named_once, parse_constant=_no_number, parse_int=_whole
    )


def _named_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    named = dict(pairs)
    if len(named) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(_("“%(name)s” stands twice in one object.") % {"name": twice})
    return named


def _no_number(text: str) -> None:
    raise ValueError(_("%(text)s is no number.") % {"text": text})


def _whole(text: str) -> int | str:
    """The number; one that Python would not read stays a text, so that only its own response is refused."""
    return int(text) if len(text) <= LONGEST_NUMBER else text


def _graded(response: Any, method: Method) -> dict[str, Any]:
    if not isinstance(response, dict):
        return {"error": _("A response must be an object: question key to answer."), "field": None}
    named = {"id": response["id"]} if "id" in response else {}
    try:
        json.dumps(named, allow_nan=False)
        grading = grade(response, method)
    except ValueError as error:
        if not isinstance(error, BadAnswer):
            return {"error": _("Write a number that can be written down, or a text."), "field": "id"}
        return {**named, "error": _sentence(error, method), "field": error.field}
    line = {**named, **grading.as_dict()}
    return {**line, "reason": method.answers.not_graded.name.th} if "reason" in line else line


def _sentence(bad: BadAnswer, method: Method) -> str:
    """As the form says it, unless a file is written in another way than a form is filled in."""
    if bad.code == "not_a_number":
        return _("Write a whole number without quotes, such as 1480.")
    if bad.code == "not_an_option":
        offered = ", ".join(json.dumps(value) for value in method.answers.ranges[bad.field].values)
        return _("Choose from: %(offered)s.") % {"offered": offered}
    return sentence(bad)
