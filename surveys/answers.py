"""What the pages of the survey need to know of an assignment: what is known, what may be chosen, how far it is."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import get_language

from surveys.models import Network
from surveys.questionnaire import Question, sentence
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
        "place": [(t.code, f"{t.district} · {t}") for t in tambons.order_by("district__sort_key", "sort_key", "code")],
        "networks": [(str(network.pk), network.name) for network in networks],
    }


@dataclass(frozen=True)
class SectionState:
    """One section as the list of sections shows it."""

    code: str
    number: int
    title: str
    intro: str
    state: str
    is_current: bool


def filled(assignment, current=""):
    """The sections with how far each is: done, begun or empty."""
    questionnaire = assignment.round.questionnaire.questionnaire
    month = assignment.round.reference_month
    response = getattr(assignment, "response", None)
    typed = response.typed if response else {}
    is_settled = bool(response and response.sent_at and not response.draft)
    parsed = questionnaire.parse(typed)
    shown = questionnaire.shown(parsed.answers, month)
    lines = []
    for number, section in enumerate(questionnaire.sections, 1):
        keys = [each.key for each in questionnaire.in_section(section.code) if each.key in shown]
        missing = questionnaire.missing(parsed.answers, month, section.code)
        # What may stay empty is complete once it was sent so.
        is_begun = is_settled or any(key in typed for key in keys)
        is_done = is_begun and not missing and not any(key in parsed.bad for key in keys)
        state = "done" if is_done else "begun" if is_begun else "empty"
        title, intro = section.title.said(get_language()), section.intro.said(get_language())
        lines.append(SectionState(section.code, number, title, intro, state, section.code == current))
    return lines


def twelve_months(reference_month):
    """The first and the last of the 12 full months before the survey month, as days in them."""
    last = reference_month - timedelta(days=1)
    return date(reference_month.year - 1, reference_month.month, 1), last


@dataclass(frozen=True)
class Pointed:
    """A question as a list points at it."""

    key: str
    section: str
    words: str


def in_the_way(assignment, parsed, confirmed):
    """What stands between a draft and its sending: unreadable, missing, errors between answers; and the warnings."""
    questionnaire = assignment.round.questionnaire.questionnaire
    month, language = assignment.round.reference_month, get_language()

    def pointed(key):
        question = questionnaire.by_key.get(key) or questionnaire.specified[key].question
        return Pointed(question.key, question.section, question.text.said(language))

    problems = questionnaire.check(parsed.answers, month)
    return {
        "bad": [(pointed(key), sentence(bad)) for key, bad in parsed.bad.items()],
        "missing": [pointed(key) for key in questionnaire.missing(parsed.answers, month) if key not in parsed.bad],
        "errors": [(pointed(each.questions[0]), each.message.said(language)) for each in problems if each.is_error],
        "warnings": [
            (each.code, each.message.said(language), each.code in confirmed) for each in problems if not each.is_error
        ],
    }


@dataclass(frozen=True)
class Answered:
    """A question with its answer in words; `differs` is what the registry says, where that is something else."""

    question: Question
    text: str
    words: str
    is_unknown: bool
    differs: str = ""


def in_words(assignment, answers, choices=None):
    """Every answer of a response in words, by section: [(title, [Answered])]."""
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
            text = question.text.said(get_language())
            lines.append(Answered(question, text, words, value == "unknown", before))
        sections.append((section.title.said(get_language()), lines))
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
