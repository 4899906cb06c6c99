"""The letters, best first, and the caps that hold an organisation below one."""

from __future__ import annotations

from dataclasses import dataclass

from surveys.method.answers import Answers
from surveys.method.indicators import Indicator
from surveys.method.source import Place, Text, named_once


@dataclass(frozen=True)
class Letter:
    """A letter and the score, in hundredths, from which it is given."""

    letter: str
    threshold: int
    name: Text


@dataclass(frozen=True)
class DimensionCap:
    """At most this letter while the dimension (without one: any that applies) scores below, in hundredths."""

    code: str
    at_most: str
    name: Text
    dimension: str | None
    below: int


@dataclass(frozen=True)
class AnswerCap:
    """At most this letter while the answer is below a value, or not known: not to know is never worth more."""

    code: str
    at_most: str
    name: Text
    answer: str
    below: int


Cap = DimensionCap | AnswerCap


def load_letters(place: Place) -> tuple[Letter, ...]:
    letters = []
    for entry in place.some():
        entry.only("letter", "from", "th", "en")
        letters.append(Letter(one_character(entry["letter"]), entry["from"].hundredths(), entry.words_in_both()))
    named_once([letter.letter for letter in letters], place)
    thresholds = [letter.threshold for letter in letters]
    if thresholds != sorted(set(thresholds), reverse=True) or thresholds[-1] != 0:
        place.fail("thresholds must fall from one to the next, and the last be 0")
    return tuple(letters)


def one_character(place: Place) -> str:
    """A letter as it stands in badges and is stored."""
    if len(place.text()) != 1:
        place.fail("must be one character")
    return place.text()


def load_caps(
    place: Place,
    letters: tuple[str, ...],
    dimensions: tuple[str, ...],
    indicators: tuple[Indicator, ...],
    answers: Answers,
) -> tuple[Cap, ...]:
    levels = {indicator.level for indicator in indicators}
    caps = tuple(
        _dimension_cap(entry, letters, dimensions)
        if "dimension" in entry
        else _answer_cap(entry, letters, levels, answers)
        for entry in place
    )
    named_once([cap.code for cap in caps], place)
    return caps


def _dimension_cap(place: Place, letters: tuple[str, ...], dimensions: tuple[str, ...]) -> DimensionCap:
    place.only("code", "at_most", "th", "en", "dimension", "below")
    dimension = place["dimension"].one_of(("any", *dimensions))
    return DimensionCap(
        code=place["code"].text(),
        at_most=place["at_most"].one_of(letters),
        name=place.words_in_both(),
        dimension=None if dimension == "any" else dimension,
        below=place["below"].hundredths(),
    )


def _answer_cap(place: Place, letters: tuple[str, ...], levels: set[str | None], answers: Answers) -> AnswerCap:
    place.only("code", "at_most", "th", "en", "answer", "below")
    answer, below = place["answer"].text(), place["below"].integer(1)
    if answer not in levels:
        place["answer"].fail(f"no indicator takes its points from “{answer}”, so nobody could be told how to lift it")
    if below > max(map(int, answers.ranges[answer].values)):
        place["below"].fail(f"no value of “{answer}” reaches it")
    return AnswerCap(place["code"].text(), place["at_most"].one_of(letters), place.words_in_both(), answer, below)
