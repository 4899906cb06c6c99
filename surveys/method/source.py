"""Reading a shipped data file piece by piece, so that every complaint names its place in words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, NoReturn

DECIMAL = re.compile(r"-?[0-9]+(\.[0-9]+)?")
NAMES = ("code", "key", "letter", "value")
"""What an entry of a list is called by, where it has one of these."""


@dataclass(frozen=True)
class Text:
    """What a person reads, in both languages."""

    th: str
    en: str

    def said(self, language: str | None) -> str:
        """English for any English, Thai for all else."""
        return self.en if (language or "").startswith("en") else self.th


class Place:
    """A value in a data file, and where it stands."""

    def __init__(self, value: Any, words: str, error: type[ValueError]) -> None:
        self.value = value
        self.words = words
        self.error = error

    def fail(self, need: str) -> NoReturn:
        raise self.error(f"{self.words}: {need}")

    def __contains__(self, key: str) -> bool:
        return self.mapping().get(key) is not None

    def __getitem__(self, key: str) -> Place:
        if key not in self:
            self.fail(f"“{key}” is missing")
        return self._child(self.value[key], key)

    def _child(self, value: Any, name: str) -> Place:
        return Place(value, f"{self.words}, {name}", self.error)

    def only(self, *keys: str) -> Place:
        """A misspelt key would be a rule silently left out."""
        for key in self.mapping():
            if key not in keys:
                self.fail(f"“{key}” is not known here; known are {', '.join(keys)}")
        return self

    def mapping(self) -> Mapping[str, Any]:
        if not isinstance(self.value, Mapping):
            self.fail("must be an object")
        return self.value

    def entries(self) -> Iterator[tuple[str, Place]]:
        return ((key, self._child(value, key)) for key, value in self.mapping().items())

    def some(self) -> Place:
        """A list that has at least one entry."""
        if self.value == []:
            self.fail("must have at least one entry")
        return self

    def __iter__(self) -> Iterator[Place]:
        if not isinstance(self.value, list):
            self.fail("must be a list")
        for number, value in enumerate(self.value, start=1):
            names = [value[name] for name in NAMES if name in value] if isinstance(value, Mapping) else []
            yield self._child(value, str(names[0] if names else number))

    def text(self) -> str:
        if not isinstance(self.value, str) or not self.value.strip():
            self.fail("must be a text")
        return self.value

    def integer(self, least: int | None = None) -> int:
        if type(self.value) is not int:
            self.fail("must be a whole number")
        if least is not None and self.value < least:
            self.fail(f"must be at least {least}")
        return self.value

    def fraction(self) -> Fraction:
        """An exact figure; a JSON number with decimals would not be one."""
        written = str(self.value) if type(self.value) in (int, str) else ""
        if not DECIMAL.fullmatch(written):
            self.fail("must be a whole number, or a decimal number in quotes")
        return Fraction(written)

    def hundredths(self) -> int:
        """A figure from 0 to 100 with at most two decimals, counted in hundredths."""
        figure = self.fraction() * 100
        if figure.denominator != 1 or not 0 <= figure <= 10000:
            self.fail("must be from 0 to 100, with at most two decimals")
        return figure.numerator

    def one_of(self, known: Mapping[str, Any] | tuple[str, ...]) -> str:
        if self.text() not in known:
            self.fail(f"“{self.value}” is not one of {', '.join(known)}")
        return str(self.value)

    def words_in_both(self) -> Text:
        return Text(self["th"].text(), self["en"].text())

    def yes(self, key: str) -> bool:
        """Whether the key is there and true."""
        if key not in self:
            return False
        if not isinstance(self[key].value, bool):
            self[key].fail("must be true or false")
        return bool(self[key].value)


def shipped(folder: str, version: str, error: type[ValueError]) -> dict[str, Any]:
    """The data file of one version, from a folder beside the code."""
    files = {path.stem: path for path in sorted((Path(__file__).resolve().parents[1] / folder).glob("*.json"))}
    if version not in files:
        raise error(f"No version “{version}” in {folder}; shipped are {', '.join(files)}.")
    definition: dict[str, Any] = json.loads(files[version].read_text(encoding="utf-8"))
    return definition


def named_once(names: list[str], place: Place) -> None:
    for name in names:
        if names.count(name) > 1:
            place.fail(f"“{name}” stands here more than once")
