"""One version of the grading method, as data that has been checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from surveys.method.answers import Answers, load_answers
from surveys.method.indicators import Dimension, Indicator, load_dimensions, load_indicators
from surveys.method.letters import Cap, Letter, load_caps, load_letters, one_character
from surveys.method.source import Place, Text, shipped
from surveys.method.tambon import TambonMethod, load_tambon


class BadMethod(ValueError):
    """The method cannot grade; the message names the place and what it needs."""


@dataclass(frozen=True)
class Completeness:
    """Below this share of known indicators, in hundredths of a per cent, no letter but this one is given."""

    below: int
    letter: str
    name: Text


@dataclass(frozen=True, eq=False)
class Method:
    """A version of the method: equal only to itself, so that a draft is never taken for what is published."""

    version: str
    title: Text
    most: int
    answers: Answers
    dimensions: tuple[Dimension, ...]
    indicators: tuple[Indicator, ...]
    completeness: Completeness
    letters: tuple[Letter, ...]
    caps: tuple[Cap, ...]
    tambon: TambonMethod

    def indicator(self, code: str) -> Indicator:
        """Raises KeyError."""
        return {indicator.code: indicator for indicator in self.indicators}[code]

    def rank(self, letter: str) -> int:
        """0 for the best letter, so that the worst of several is the greatest."""
        return [each.letter for each in self.letters].index(letter)


def load_method(data: Mapping[str, Any]) -> Method:
    """The method that the data describe, complete and consistent.

    Raises BadMethod, which names the place, such as "method, indicators, M2, bands, 3".
    """
    place = Place(data, "method", BadMethod)
    place.only(
        "version", "title", "max_points", "answers", "totals", "not_graded", "dimensions", "indicators",
        "completeness", "letters", "caps", "tambon",
    )  # fmt: skip
    most = place["max_points"].integer(1)
    answers = load_answers(place)
    dimensions = load_dimensions(place["dimensions"])
    codes = tuple(dimension.code for dimension in dimensions)
    indicators = load_indicators(place["indicators"], codes, answers, most)
    letters = load_letters(place["letters"])
    named = tuple(letter.letter for letter in letters)
    return Method(
        version=place["version"].text(),
        title=place["title"].words_in_both(),
        most=most,
        answers=answers,
        dimensions=dimensions,
        indicators=indicators,
        completeness=_completeness(place["completeness"], named),
        letters=letters,
        caps=load_caps(place["caps"], named, codes, indicators, answers),
        tambon=load_tambon(place["tambon"], named),
    )


def _completeness(place: Place, letters: tuple[str, ...]) -> Completeness:
    place.only("below", "letter", "th", "en")
    if place["letter"].text() in letters:
        place["letter"].fail("must not be one of the letters that a score gives")
    return Completeness(place["below"].hundredths(), one_character(place["letter"]), place.words_in_both())


def shipped_definition(version: str = "nst-sg-1.0") -> dict[str, Any]:
    """The data of a version that comes with the project. Raises BadMethod, naming those that do."""
    return shipped("methods", version, BadMethod)


@lru_cache
def shipped_method(version: str = "nst-sg-1.0") -> Method:
    """A version that comes with the project; the same object each time."""
    return load_method(shipped_definition(version))
