"""Grade answers offline, from a file: for checking the method against another reckoning, without a database."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from surveys.grading import BadAnswer, grade
from surveys.method import Method, shipped_method
from surveys.questionnaire import sentence


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
        for line in lines:
            # A lone surrogate cannot be written, but its escape is JSON as well.
            written = json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace")
            self.stdout.write(written.decode())
        bad = sum("error" in line for line in lines)
        if bad:
            raise CommandError(f"{bad} of {len(lines)} responses could not be graded; see “error”.", returncode=1)


def _responses(file: str) -> list[Any]:
    try:
        content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
        responses = json.loads(content.decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise CommandError(f"{file} could not be read as JSON: {error}", returncode=2) from error
    if not isinstance(responses, list):
        raise CommandError(f"{file} must hold a JSON list of responses, each an object.", returncode=2)
    return responses


def _graded(response: Any, method: Method) -> dict[str, Any]:
    if not isinstance(response, dict):
        return {"error": "A response must be an object: question key to answer.", "field": None}
    named = {"id": response["id"]} if "id" in response else {}
    try:
        grading = grade(response, method)
    except BadAnswer as bad:
        return {**named, "error": sentence(bad), "field": bad.field}
    line = {**named, **grading.as_dict()}
    return {**line, "reason": method.answers.not_graded.name.th} if "reason" in line else line
