"""A version of the questionnaire: which questions are shown, what is missing, what is stored, what is graded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache, partial
from typing import Any, NamedTuple

from surveys.grading import UNKNOWN, BadAnswer
from surveys.method.source import Place, Text, named_once, shipped
from surveys.questionnaire.checks import REFERENCE_MONTH, Check, Problem, load_check
from surveys.questionnaire.conditions import AGE
from surveys.questionnaire.questions import Question, Section, Specified, load_question, load_section
from surveys.questionnaire.typed import is_blank
from welfare_movement.thai.dates import months_between

Answers = Mapping[str, Any]


class BadQuestionnaire(ValueError):
    """The questionnaire cannot be asked; the message names the place and what it needs."""


class Parsed(NamedTuple):
    """Answers by key, None where a blank takes back an earlier answer; and what could not be read, by key."""

    answers: dict[str, Any]
    bad: dict[str, BadAnswer]

    def read(self, raw: Answers, key: str, parse: Callable[[Any], Any]) -> None:
        if key not in raw:
            return
        try:
            self.answers[key] = parse(raw[key])
        except BadAnswer as bad:
            self.bad[key] = bad


class Settled(NamedTuple):
    """The answers to store, and apart from them what is personal."""

    answers: dict[str, Any]
    personal: dict[str, Any]


@dataclass(frozen=True, eq=False)
class Questionnaire:
    """One version. `reference_month` is any day of the round's survey month; `section` limits a rule to one section.

    Answers are stored values by key, with the personal ones among them until `settle` splits them off.
    """

    version: str
    title: Text
    unknown: Text
    age_from: str
    sections: tuple[Section, ...]
    questions: tuple[Question, ...]
    checks: tuple[Check, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Question]:
        return {question.key: question for question in self.questions}

    @cached_property
    def specified(self) -> Mapping[str, Specified]:
        """The texts that go with options, by their own key."""
        return {each.key: each for question in self.questions for each in question.specified}

    def in_section(self, section: str | None) -> tuple[Question, ...]:
        """The questions of one section, or all."""
        return tuple(question for question in self.questions if section in (None, question.section))

    def parse(
        self,
        raw: Answers,
        *,
        section: str | None = None,
        places: Collection[str] | None = None,
        networks: Collection[str] | None = None,
    ) -> Parsed:
        """Read what was typed, by key; keys that are not there are left out, keys that are not ours are ignored.

        places, networks: the tambon codes and network keys that may be chosen; None leaves that to the caller
        """
        known = {"place": places, "networks": networks}
        parsed = Parsed({}, {})
        for question in self.in_section(section):
            parsed.read(raw, question.key, partial(question.parse, known=known.get(question.type)))
            for each in question.specified:
                parsed.read(raw, each.key, each.parse)
        return parsed

    def parse_shown(
        self,
        raw: Answers,
        reference_month: date,
        *,
        places: Collection[str] | None = None,
        networks: Collection[str] | None = None,
    ) -> Parsed:
        """The same for all sections, where what could not be read in a question that is hidden is nobody's trouble."""
        parsed = self.parse(raw, places=places, networks=networks)
        shown = self.shown(parsed.answers, reference_month)
        return Parsed(parsed.answers, {key: bad for key, bad in parsed.bad.items() if key in shown})

    def age_months(self, answers: Answers, reference_month: date) -> int | None:
        """Whole months from the founding to the survey month; None where that cannot be reckoned."""
        founded = answers.get(self.age_from)
        months = months_between(str(founded), reference_month) if _is_known(founded) else None
        return months if months is None or months >= 0 else None

    def shown(self, answers: Answers, reference_month: date) -> frozenset[str]:
        """The keys that are asked, given these answers; what is hidden counts as blank for the others."""
        age = self.age_months(answers, reference_month)
        known: dict[str, Any] = {}
        shown = set()
        for question in self._in_order:
            if question.when is None or question.when.holds(known):
                answer = answers.get(question.key)
                shown.add(question.key)
                shown.update(each.key for each in question.specified if each.is_asked(answers))
                if _is_known(answer):
                    known[question.key] = answer
                if question.key == self.age_from and age is not None:
                    known[AGE] = age
        return frozenset(shown)

    def missing(self, answers: Answers, reference_month: date, section: str | None = None) -> tuple[str, ...]:
        """The keys that are shown and must be answered but are not, in the order of the questionnaire."""
        shown = self.shown(answers, reference_month)
        keys: list[str] = []
        for question in self.in_section(section):
            required = [question.key] if question.required else []
            required += [each.key for each in question.specified]
            keys += [key for key in required if key in shown and is_blank(answers.get(key))]
        return tuple(keys)

    def check(self, answers: Answers, reference_month: date, section: str | None = None) -> list[Problem]:
        """The cross checks that do not hold; with a section, those that look at a question of it."""
        keys = {question.key for question in self.in_section(section)}
        numbers = dict(self._numbers(answers, reference_month))
        problems = (check.problem(numbers) for check in self.checks if keys.intersection(check.questions))
        return [problem for problem in problems if problem]

    def settle(self, answers: Answers, reference_month: date) -> Settled:
        """What is stored when the response is sent: nothing hidden, blank or unasked, and nothing personal."""
        shown = self.shown(answers, reference_month)
        kept = {key: answer for key, answer in answers.items() if key in shown and answer is not None}
        personal = {question.key for question in self.questions if question.personal}
        return Settled(
            {key: answer for key, answer in kept.items() if key not in personal},
            {key: answer for key, answer in kept.items() if key in personal},
        )

    def grading_input(self, answers: Answers, reference_month: date) -> dict[str, Any]:
        """What `grade` takes: the answers as settled, without the personal ones, and the age."""
        settled = self.settle(answers, reference_month).answers
        return {**settled, AGE: self.age_months(settled, reference_month)}

    def _numbers(self, answers: Answers, reference_month: date) -> Iterator[tuple[str, int]]:
        """Every answer, part and month that a check may reckon with, as a whole number."""
        yield REFERENCE_MONTH, 0
        for key in self.shown(answers, reference_month).intersection(self.by_key):
            answer, question = answers.get(key), self.by_key[key]
            if question.type == "month" and _is_known(answer):
                yield key, -months_between(str(answer), reference_month)
            elif isinstance(answer, Mapping):
                yield from ((part, value) for part, value in answer.items() if type(value) is int)
            elif type(answer) is int:
                yield key, answer

    @cached_property
    def _in_order(self) -> tuple[Question, ...]:
        """Every question after those that its condition looks at."""
        return _ordered(self.questions, self.age_from)


def _is_known(answer: Any) -> bool:
    return not is_blank(answer) and answer != UNKNOWN


def _ordered(questions: tuple[Question, ...], age_from: str) -> tuple[Question, ...]:
    placed: dict[str, Question] = {}
    while len(placed) < len(questions):
        waiting = [question for question in questions if question.key not in placed]
        ready = {each.key: each for each in waiting if _looks_at(each, age_from) <= placed.keys()}
        if not ready:
            names = ", ".join(question.key for question in waiting)
            raise BadQuestionnaire(f"questionnaire, questions: the conditions of {names} look round in a circle")
        placed |= ready
    return tuple(placed.values())


def _looks_at(question: Question, age_from: str) -> set[str]:
    reads = question.when.reads if question.when else ()
    return {age_from if key == AGE else key for key in reads}


def load_questionnaire(data: Mapping[str, Any]) -> Questionnaire:
    """The questionnaire that the data describe, checked.

    Raises BadQuestionnaire, which names the place, such as "questionnaire, questions, QB3, when".
    """
    place = Place(data, "questionnaire", BadQuestionnaire)
    place.only("version", "title", "unknown", "age_from", "sections", "questions", "checks")
    sections = tuple(load_section(entry) for entry in place["sections"].some())
    named_once([section.code for section in sections], place["sections"])
    codes = tuple(section.code for section in sections)
    asked = {entry["key"].text(): entry for entry in place["questions"].some()}
    questions = tuple(load_question(entry, codes, asked) for entry in place["questions"])
    _check_names(questions, place["questions"])
    numbers = {question.key for question in questions if question.type in ("integer", "money", "month")}
    numbers |= {part.key for question in questions for part in question.parts if part.type == "integer"}
    questionnaire = Questionnaire(
        version=place["version"].text(),
        title=place["title"].words_in_both(),
        unknown=place["unknown"].words_in_both(),
        age_from=place["age_from"].one_of(tuple(each.key for each in questions if each.type == "month")),
        sections=sections,
        questions=questions,
        checks=tuple(load_check(entry, tuple(asked), numbers | {REFERENCE_MONTH}) for entry in place["checks"]),
    )
    named_once([check.code for check in questionnaire.checks], place["checks"])
    _ordered(questions, questionnaire.age_from)
    return questionnaire


def _check_names(questions: tuple[Question, ...], place: Place) -> None:
    """Answers, texts of options and parts share one space of names."""
    named_once([question.code for question in questions], place)
    keys = [question.key for question in questions] + [AGE, REFERENCE_MONTH]
    keys += [each.key for question in questions for each in question.specified]
    keys += [part.key for question in questions for part in question.parts]
    named_once(keys, place)


def shipped_definition(version: str = "nst-survey-1.0") -> dict[str, Any]:
    """The data of a version that comes with the project. Raises BadQuestionnaire, naming those that do."""
    return shipped("questionnaires", version, BadQuestionnaire)


@lru_cache
def shipped_questionnaire(version: str = "nst-survey-1.0") -> Questionnaire:
    """A version that comes with the project; the same object each time."""
    return load_questionnaire(shipped_definition(version))
