"""From what a person typed to the answer that is stored, one function for each type of question."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING, Any

from surveys.grading import BadAnswer
from welfare_movement.thai.dates import ImpossibleDate, parse_month
from welfare_movement.thai.digits import NotANumber, plain, to_arabic, whole_number
from welfare_movement.thai.eras import BETWEEN_ERAS
from welfare_movement.thai.phones import BadPhone, parse_phone
from welfare_movement.thai.text import UnreadableText, clean_text, visible

if TYPE_CHECKING:
    from surveys.questionnaire.questions import Option, Part, Question

TICKED = ("true", "on", "yes", "1")
DOPA_CODE = re.compile("[0-9]{6}")


def is_blank(raw: Any) -> bool:
    """Nothing typed, nothing chosen, or only parts of which none is filled in."""
    if isinstance(raw, Mapping):
        return all(is_blank(each) for each in raw.values())
    if isinstance(raw, str):
        return not visible(raw).strip()
    return raw is None or raw is False or raw in ([], ())


def to_text(key: str, raw: Any, most: int | None, part: str | None = None) -> str:
    text = _cleaned(key, str(raw) if type(raw) is int else raw, part)
    if most is not None and len(text) > most:
        raise BadAnswer(key, "too_long", part=part, most=most, length=len(text))
    return text


def to_number(
    key: str, raw: Any, limits: tuple[int | None, int | None], part: str | None = None, hint: bool = False
) -> int:
    """`hint`: whether the person may say instead that it is not known."""
    least, most = limits
    if type(raw) is int:
        number = raw
    elif isinstance(raw, str):
        try:
            number = whole_number(raw)
        except NotANumber as refused:
            raise BadAnswer(key, "not_a_number", part=part, unknown=hint) from refused
    else:
        raise BadAnswer(key, "not_a_number", part=part, unknown=hint)
    if least is not None and number < least:
        raise BadAnswer(key, "too_small", part=part, least=least)
    if most is not None and number > most:
        raise BadAnswer(key, "too_large", part=part, most=most)
    return number


def _cleaned(key: str, raw: Any, part: str | None = None) -> str:
    if not isinstance(raw, str):
        raise BadAnswer(key, "not_a_text", part=part)
    try:
        return clean_text(raw)
    except UnreadableText as refused:
        raise BadAnswer(key, "unreadable_text", part=part) from refused


def _text(question: Question, raw: Any, known: Collection[str] | None) -> str:
    return to_text(question.key, raw, question.most_letters)


def _number(question: Question, raw: Any, known: Collection[str] | None) -> int:
    return to_number(question.key, _without_unit(question, raw), (question.least, question.most), hint=question.unknown)


def _without_unit(question: Question, raw: Any) -> Any:
    """The unit stands beside the box; whoever writes it once more means the same."""
    if not isinstance(raw, str) or question.unit is None:
        return raw
    figure = raw.strip()
    for unit in (question.unit.th, question.unit.en):
        figure = figure.removesuffix(unit) if unit else figure
    return figure


def _choice(question: Question, raw: Any, known: Collection[str] | None) -> int | str:
    return _option(question, raw).value


def _option(question: Question, raw: Any) -> Option:
    typed = to_arabic(raw).strip() if isinstance(raw, str) else raw
    for option in question.options:
        if type(typed) in (int, str) and str(option.value) == str(typed):
            return option
    raise BadAnswer(question.key, "not_an_option", unknown=question.unknown)


def _choices(question: Question, raw: Any, known: Collection[str] | None) -> list[int | str]:
    chosen = [_option(question, each) for each in (raw if isinstance(raw, list | tuple) else [raw])]
    in_order = [option for option in question.options if option in chosen]
    for option in in_order:
        if option.exclusive and len(in_order) > 1:
            raise BadAnswer(question.key, "exclusive", option=option.name)
    return [option.value for option in in_order]


def _place(question: Question, raw: Any, known: Collection[str] | None) -> str:
    code = plain(str(raw)) if type(raw) in (int, str) else ""
    if not DOPA_CODE.fullmatch(code) or (known is not None and code not in known):
        raise BadAnswer(question.key, "not_a_place")
    return code


def _networks(question: Question, raw: Any, known: Collection[str] | None) -> list[str]:
    keys = [_cleaned(question.key, each) for each in (raw if isinstance(raw, list | tuple) else [raw])]
    if known is not None and not set(keys) <= set(known):
        raise BadAnswer(question.key, "not_a_network")
    return list(dict.fromkeys(key for key in keys if key))


def _month(question: Question, raw: Any, known: Collection[str] | None) -> str:
    try:
        month = parse_month(_cleaned(question.key, str(raw) if type(raw) is int else raw))
    except ImpossibleDate as refused:
        raise BadAnswer(question.key, "not_a_month") from refused
    if question.least is not None and int(month[:4]) < question.least:
        raise BadAnswer(
            question.key, "too_early", buddhist=str(question.least + BETWEEN_ERAS), christian=str(question.least)
        )
    return month


def _parts(question: Question, raw: Any, known: Collection[str] | None) -> dict[str, Any] | None:
    if not isinstance(raw, Mapping):
        raise BadAnswer(question.key, "not_a_text")
    typed = {part.key: _ticked(raw.get(part.key)) if part.is_consent else raw.get(part.key) for part in question.parts}
    if is_blank(typed):
        return None
    missing = [part for part in question.parts if part.required and is_blank(typed[part.key])]
    if [part.is_consent for part in missing] == [True]:
        raise BadAnswer(question.key, "consent_needed", part=missing[0].key)
    if missing:
        code = "parts_missing" if question.required else "parts_all_or_none"
        raise BadAnswer(question.key, code, part=missing[0].key, parts=tuple(part.name for part in missing))
    given = [part for part in question.parts if not is_blank(typed[part.key])]
    return {part.key: _part(question, part, typed[part.key]) for part in given}


def _ticked(raw: Any) -> bool:
    return raw is True or (isinstance(raw, str) and raw.strip().lower() in TICKED)


def _part(question: Question, part: Part, raw: Any) -> Any:
    if part.is_consent:
        return True
    if part.type == "integer":
        return to_number(question.key, raw, (question.least, question.most), part.key)
    if part.type == "phone":
        return _phone(question, part, raw)
    return to_text(question.key, raw, part.most_letters, part.key)


def _phone(question: Question, part: Part, raw: Any) -> str:
    try:
        return parse_phone(_cleaned(question.key, raw, part.key))
    except BadPhone as refused:
        raise BadAnswer(question.key, "not_a_phone", part=part.key) from refused


PARSERS: Mapping[str, Callable[[Question, Any, Collection[str] | None], Any]] = {
    "text": _text,
    "integer": _number,
    "money": _number,
    "choice": _choice,
    "multi_choice": _choices,
    "place": _place,
    "networks": _networks,
    "month": _month,
    "parts": _parts,
}
