"""What the pages of the survey need to know of an assignment: what is known, what may be chosen, how far it is."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from surveys.models import Network
from surveys.questionnaire import Question
from welfare_movement.places.models import Tambon
from welfare_movement.thai.dates import show_month
from welfare_movement.thai.digits import grouped


def prefilled(assignment):
    """What the registry knows already, as a draft begins with it; a difference is a proposal, never an overwrite."""
    organisation = assignment.organisation
    return {
        "org_name": organisation.name,
        "org_type": organisation.type,
        "tambon_code": organisation.tambon_id,
        "scope": organisation.scope,
        "networks": [str(pk) for pk in organisation.networks.values_list("pk", flat=True)],
    }


def choices_of(assignment):
    """The tambons and networks of the province, as pairs."""
    province = assignment.round.cycle.province_id
    tambons = Tambon.objects.filter(district__province=province).select_related("district")
    networks = Network.objects.filter(province=province)
    return {
        "place": [(t.code, f"{t.district} · {t}") for t in tambons.order_by("district__sort_key", "sort_key")],
        "networks": [(str(network.pk), network.name) for network in networks],
    }


@dataclass(frozen=True)
class SectionState:
    """One section as the list of sections shows it."""

    code: str
    number: int
    title: str
    state: str
    is_current: bool


def filled(assignment, current=""):
    """The sections with how far each is: done, begun or empty."""
    questionnaire = assignment.round.questionnaire.questionnaire
    month = assignment.round.reference_month
    typed = assignment.response.typed if hasattr(assignment, "response") else {}
    parsed = questionnaire.parse(typed)
    shown = questionnaire.shown(parsed.answers, month)
    lines = []
    for number, section in enumerate(questionnaire.sections, 1):
        keys = [each.key for each in questionnaire.in_section(section.code) if each.key in shown]
        missing = questionnaire.missing(parsed.answers, month, section.code)
        is_begun = any(key in typed for key in keys)
        is_done = is_begun and not missing and not any(key in parsed.bad for key in keys)
        state = "done" if is_done else "begun" if is_begun else "empty"
        title = section.title.said(get_language())
        lines.append(SectionState(section.code, number, title, state, section.code == current))
    return lines


@dataclass(frozen=True)
class Answered:
    """A question with its answer in words; `before` is what the registry says, where it differs."""

    question: Question
    words: str
    is_unknown: bool
    differs: str = ""


def in_words(assignment, answers, choices=None):
    """Every answer of a response in words, by section: [(section, [Answered])]."""
    questionnaire = assignment.round.questionnaire.questionnaire
    choices = choices or choices_of(assignment)
    known = prefilled(assignment)
    sections = []
    for section in questionnaire.sections:
        lines = []
        for question in questionnaire.in_section(section.code):
            if question.key not in answers:
                continue
            value = answers[question.key]
            words = _words(question, value, answers, choices, questionnaire)
            differs = question.prefilled and known.get(question.key) not in (None, "", value)
            before = _words(question, known[question.key], {}, choices, questionnaire) if differs else ""
            lines.append(Answered(question, words, value == "unknown", before))
        sections.append((section, lines))
    return sections


def _words(question, value: Any, answers, choices, questionnaire):
    language = get_language()
    if value == "unknown" and question.option(value) is None:
        return questionnaire.unknown.said(language)
    if question.type in ("place", "networks"):
        names = dict(choices["place" if question.type == "place" else "networks"])
        return ", ".join(names.get(each, each) for each in (value if isinstance(value, list) else [value]))
    if question.type == "month":
        return show_month(value)
    if question.type == "parts":
        names = {part.key: part.name.said(language) for part in question.parts}
        return ", ".join(f"{names[key]} {grouped(number)}" for key, number in value.items())
    if question.options:
        chosen = value if isinstance(value, list) else [value]
        return ", ".join(_option_words(question, each, answers, language) for each in chosen)
    return f"{grouped(value)} {question.unit.said(language)}" if isinstance(value, int) else str(value)


def _option_words(question, value, answers, language):
    option = question.option(value)
    words = option.name.said(language) if option else str(value)
    specified = answers.get(f"{question.key}_{value}")
    return f"{words}: {specified}" if specified else words
