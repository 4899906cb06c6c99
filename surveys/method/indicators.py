"""Dimensions, and the indicators in them: what each reads, and the points that it gives."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from surveys.method.answers import Answers
from surveys.method.source import Place, Text, named_once

KINDS = ("ratio", "value", "count_positive", "count_chosen", "points")
OPERATORS = ("eq", "lt", "le", "gt", "ge")


@dataclass(frozen=True)
class Dimension:
    code: str
    weight: int
    name: Text


@dataclass(frozen=True)
class Condition:
    """Something about one answer or total; false while that is not known."""

    key: str
    operator: str
    value: int | str


@dataclass(frozen=True)
class Rule:
    """Conditions that hold together: with `points`, those are given; without, the indicator is not applicable."""

    conditions: tuple[Condition, ...]
    points: int | None = None


@dataclass(frozen=True)
class Band:
    """From this figure on (`ge`, `gt`), or up to it (`le`, `lt`), the indicator gives these points."""

    points: int
    operator: str
    threshold: Fraction

    @property
    def higher_is_better(self) -> bool:
        return self.operator in ("ge", "gt")


@dataclass(frozen=True)
class Term:
    sign: int
    key: str


@dataclass(frozen=True)
class Indicator:
    """One thing that is measured, from 0 points to the method's most.

    ratio: `times` × the sum of `terms` / `denominator`, looked up in `bands`
    value, points: one answer, looked up in `bands` (for points, the bands are the answer's own values)
    count_positive: how many of the answers are above 0; count_chosen: how many values are chosen
    """

    code: str
    dimension: str
    name: Text
    kind: str
    terms: tuple[Term, ...]
    denominator: str | None
    times: int
    bands: tuple[Band, ...]
    not_applicable: tuple[Rule, ...]
    special: tuple[Rule, ...]

    @property
    def reads(self) -> tuple[str, ...]:
        """The answers and totals whose lack makes the indicator unknown, each once."""
        keys = [term.key for term in self.terms] + ([self.denominator] if self.denominator else [])
        rules = (*self.not_applicable, *self.special)
        keys += [condition.key for rule in rules for condition in rule.conditions]
        return tuple(dict.fromkeys(keys))

    @property
    def level(self) -> str | None:
        """The answer whose value is the points."""
        return self.terms[0].key if self.kind == "points" else None


def load_dimensions(place: Place) -> tuple[Dimension, ...]:
    dimensions = []
    for entry in place.some():
        entry.only("code", "weight", "th", "en")
        dimensions.append(Dimension(entry["code"].text(), entry["weight"].integer(1), entry.words_in_both()))
    named_once([dimension.code for dimension in dimensions], place)
    return tuple(dimensions)


def load_indicators(place: Place, codes: tuple[str, ...], answers: Answers, most: int) -> tuple[Indicator, ...]:
    indicators = tuple(_indicator(entry, codes, answers, most) for entry in place.some())
    named_once([indicator.code for indicator in indicators], place)
    for code in codes:
        if code not in {indicator.dimension for indicator in indicators}:
            place.fail(f"dimension {code} has no indicator")
    if all(indicator.not_applicable for indicator in indicators):
        place.fail("at least one indicator must apply to every organisation")
    return indicators


def _indicator(place: Place, dimensions: tuple[str, ...], answers: Answers, most: int) -> Indicator:
    place.only("code", "dimension", "th", "en", "kind", "of", "per", "times", "bands", "not_applicable", "special")
    kind = place["kind"].one_of(KINDS)
    terms = tuple(_term(entry, kind, answers) for entry in place["of"].some())
    if kind not in ("ratio", "count_positive") and len(terms) > 1:
        place["of"].fail(f"{kind} reads one answer")
    indicator = Indicator(
        code=place["code"].text(),
        dimension=place["dimension"].one_of(dimensions),
        name=place.words_in_both(),
        kind=kind,
        terms=terms,
        denominator=place["per"].text() if kind == "ratio" else None,
        times=place["times"].integer(1) if kind == "ratio" else 1,
        bands=_points(place, terms[0].key, answers, most) if kind == "points" else _bands(place["bands"], most),
        not_applicable=_not_applicable(place, answers),
        special=_special(place, answers, most),
    )
    _check_denominator(indicator, place, answers)
    return indicator


def _term(place: Place, kind: str, answers: Answers) -> Term:
    sign, key = (-1, place.text()[1:]) if place.text().startswith("-") else (1, place.text())
    if kind in ("count_chosen", "points"):
        need = "choices" if kind == "count_chosen" else "choice"
        if key not in answers.ranges or answers.ranges[key].type != need:
            place.fail(f"“{key}” is not among the answers of type {need}")
    elif not answers.is_number(key):
        place.fail(f"“{key}” is not a number among the answers or totals")
    if sign < 0 and kind != "ratio":
        place.fail("only a ratio may subtract")
    return Term(sign, key)


def _points(place: Place, key: str, answers: Answers, most: int) -> tuple[Band, ...]:
    """The bands of an answer whose value is its points."""
    values = answers.ranges[key].values
    if any(type(value) is not int for value in values) or not {0, most} <= set(values) <= set(range(most + 1)):
        place["of"].fail(f"the values of “{key}” must be points from 0 to {most}, with both ends")
    if "bands" in place:
        place["bands"].fail("an answer that is points has no bands")
    return tuple(Band(value, "ge", Fraction(value)) for value in sorted(map(int, values), reverse=True) if value)


def _bands(place: Place, most: int) -> tuple[Band, ...]:
    bands = tuple(_band(entry, most) for entry in place.some())
    if bands[0].points != most:
        place.fail(f"the first must give {most} points")
    for better, worse in zip(bands, bands[1:], strict=False):
        if worse.points >= better.points:
            place.fail("points must fall from one to the next")
        if worse.higher_is_better != better.higher_is_better:
            place.fail("all must look the same way: from a figure on, or up to one")
        if (worse.threshold >= better.threshold) == better.higher_is_better or worse.threshold == better.threshold:
            place.fail("thresholds must follow the points")
    return bands


def _band(place: Place, most: int) -> Band:
    place.only("points", "ge", "gt", "le", "lt")
    operators = [operator for operator in ("ge", "gt", "le", "lt") if operator in place]
    if len(operators) != 1:
        place.fail("exactly one of ge, gt, le, lt is needed")
    points = place["points"].integer(1)
    if points > most:
        place.fail(f"points must be from 1 to {most}")
    return Band(points, operators[0], place[operators[0]].fraction())


def _not_applicable(place: Place, answers: Answers) -> tuple[Rule, ...]:
    if "not_applicable" not in place:
        return ()
    return tuple(Rule(_conditions(alternative, answers)) for alternative in place["not_applicable"])


def _special(place: Place, answers: Answers, most: int) -> tuple[Rule, ...]:
    if "special" not in place:
        return ()
    rules = []
    for entry in place["special"]:
        points = entry.only("points", "when")["points"].integer(0)
        if points > most:
            entry.fail(f"points must be from 0 to {most}")
        rules.append(Rule(_conditions(entry["when"], answers), points))
    return tuple(rules)


def _conditions(place: Place, answers: Answers) -> tuple[Condition, ...]:
    return tuple(_condition(entry, answers) for entry in place.some())


def _condition(place: Place, answers: Answers) -> Condition:
    place.only("answer", *OPERATORS)
    operators = [operator for operator in OPERATORS if operator in place]
    if len(operators) != 1:
        place.fail(f"exactly one of {', '.join(OPERATORS)} is needed")
    key, operator = place["answer"].text(), operators[0]
    if answers.is_number(key):
        return Condition(key, operator, place[operator].integer())
    if key not in answers.ranges or answers.ranges[key].type != "choice":
        place.fail(f"“{key}” is neither a number nor a choice among the answers or totals")
    if operator != "eq" or place[operator].value not in answers.ranges[key].values:
        place.fail(f"“{key}” can only be equal to one of its values")
    return Condition(key, operator, place[operator].value)


def _check_denominator(indicator: Indicator, place: Place, answers: Answers) -> None:
    key = indicator.denominator
    if key is None:
        return
    if not answers.is_number(key) or answers.least(key) < 0:
        place["per"].fail(f"“{key}” is not a number from 0 up among the answers or totals")
    if answers.least(key) == 0:
        zero = (Condition(key, "eq", 0),)
        if zero not in [rule.conditions for rule in (*indicator.not_applicable, *indicator.special)]:
            place.fail(f"a rule of its own must say what happens when “{key}” is 0")
