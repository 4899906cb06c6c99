"""The questions of a questionnaire, and the parts and options that they have."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from surveys.grading import UNKNOWN
from surveys.method.source import Place, Text, named_once
from surveys.questionnaire.conditions import Condition, load_condition
from surveys.questionnaire.typed import PARSERS, is_blank, to_text

PART_TYPES = ("text", "integer", "phone", "consent")
MAY_BE_UNKNOWN = ("integer", "money", "choice")
TEXT_OF_AN_OPTION = 200
KEYS = (
    "code", "section", "key", "type", "text", "help", "example", "unit", "required", "unknown", "min", "max",
    "max_length", "options", "when", "parts", "used_by", "personal", "prefilled",
)  # fmt: skip


@dataclass(frozen=True)
class Section:
    code: str
    title: Text
    intro: Text


@dataclass(frozen=True)
class Option:
    """One answer to choose; `text`: asks to specify; `exclusive`: cannot be chosen with another."""

    value: int | str
    name: Text
    text: bool
    exclusive: bool


@dataclass(frozen=True)
class Part:
    key: str
    type: str
    name: Text
    required: bool
    most_letters: int | None

    @property
    def is_consent(self) -> bool:
        return self.type == "consent"


@dataclass(frozen=True)
class Question:
    """One question. `least` and `most` are inclusive (of a month: Christian years) and hold for each integer part.

    unknown: "not known" is offered; personal: never stored among the answers; prefilled: known from the registry
    used_by: the indicators that read the answer
    """

    code: str
    section: str
    key: str
    type: str
    text: Text
    help: Text
    example: Text
    unit: Text | None
    required: bool
    unknown: bool
    least: int | None
    most: int | None
    most_letters: int | None
    options: tuple[Option, ...]
    parts: tuple[Part, ...]
    when: Condition | None
    used_by: tuple[str, ...]
    personal: bool
    prefilled: bool

    def parse(self, raw: Any, known: Collection[str] | None = None) -> Any:
        """The answer that someone typed: a value to store, "unknown", or None where nothing was answered.

        raw: text, a list of texts, or for parts a mapping of them; a stored value comes back as it is
        known: the tambon codes or network keys that may be chosen, for the questions that need them
        Raises BadAnswer.
        """
        if raw == [] and self.type == "networks":
            return []
        if is_blank(raw):
            return None
        if raw == UNKNOWN and self.unknown:
            return UNKNOWN
        return PARSERS[self.type](self, raw, known)

    def option(self, value: Any) -> Option | None:
        return next((option for option in self.options if option.value == value), None)

    @property
    def specified(self) -> tuple[Specified, ...]:
        """The texts that go with the options which ask for one."""
        return tuple(Specified(f"{self.key}_{each.value}", self, each) for each in self.options if each.text)


@dataclass(frozen=True)
class Specified:
    """The text in which someone says what an option such as "other" means; stored beside the answer."""

    key: str
    question: Question
    option: Option

    def parse(self, raw: Any) -> str | None:
        return None if is_blank(raw) else to_text(self.key, raw, TEXT_OF_AN_OPTION)

    def is_asked(self, answers: Mapping[str, Any]) -> bool:
        answer = answers.get(self.question.key)
        return self.option.value in (answer if isinstance(answer, list | tuple) else [answer])


def load_section(place: Place) -> Section:
    place.only("code", "title", "intro")
    return Section(place["code"].text(), place["title"].words_in_both(), place["intro"].words_in_both())


def load_question(place: Place, sections: tuple[str, ...], asked: Mapping[str, Place]) -> Question:
    """`asked`: question key -> where it stands, of every question of the questionnaire."""
    place.only(*KEYS)
    kind = place["type"].one_of(tuple(PARSERS))
    question = Question(
        code=place["code"].text(),
        section=place["section"].one_of(sections),
        key=place["key"].text(),
        type=kind,
        text=place["text"].words_in_both(),
        help=place["help"].words_in_both(),
        example=_example(place["example"]),
        unit=place["unit"].words_in_both() if "unit" in place else None,
        required=place.yes("required"),
        unknown=place.yes("unknown"),
        least=_limit(place, "min"),
        most=_limit(place, "max"),
        most_letters=_limit(place, "max_length"),
        options=_options(place["options"]) if kind in ("choice", "multi_choice") else (),
        parts=_parts(place["parts"]) if kind == "parts" else (),
        when=load_condition(place["when"], asked) if "when" in place else None,
        used_by=tuple(entry.text() for entry in place["used_by"]) if "used_by" in place else (),
        personal=place.yes("personal"),
        prefilled=place.yes("prefilled"),
    )
    if question.unknown and kind not in MAY_BE_UNKNOWN:
        place["unknown"].fail(f"can only be offered for {', '.join(MAY_BE_UNKNOWN)}")
    if question.least is not None and question.most is not None and question.least > question.most:
        place.fail("“min” is greater than “max”")
    return question


def _example(place: Place) -> Text:
    """Examples are figures and invented names, so the Thai may stand for both."""
    place.only("th", "en")
    thai = place["th"].text()
    return Text(thai, place["en"].text() if "en" in place else thai)


def _limit(place: Place, name: str) -> int | None:
    return place[name].integer(0) if name in place else None


def _options(place: Place) -> tuple[Option, ...]:
    options = []
    for entry in place.some():
        entry.only("value", "th", "en", "text", "exclusive", "points")
        value = entry["value"].text() if isinstance(entry["value"].value, str) else entry["value"].integer(0)
        if "points" in entry and entry["points"].value != value:
            entry["points"].fail("must be the value")
        options.append(Option(value, entry.words_in_both(), entry.yes("text"), entry.yes("exclusive")))
    named_once([str(option.value) for option in options], place)
    return tuple(options)


def _parts(place: Place) -> tuple[Part, ...]:
    parts = []
    for entry in place.some():
        # "min" and "pattern" are for the browser: here the limits of the question and thai.phones say as much.
        entry.only("key", "type", "th", "en", "required", "min", "max_length", "pattern")
        kind = entry["type"].one_of(PART_TYPES)
        name, required = entry.words_in_both(), entry.yes("required")
        parts.append(Part(entry["key"].text(), kind, name, required, _limit(entry, "max_length")))
    named_once([part.key for part in parts], place)
    return tuple(parts)
