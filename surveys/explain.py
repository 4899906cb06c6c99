"""The grade card's sentences: why an indicator has its points, and what gives the next."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.utils.translation import get_language, gettext, pgettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from surveys.grading import INCOMPLETE, NA, UNK, Explanation
from surveys.method import Condition, Rule
from surveys.questionnaire import Questionnaire
from surveys.tambons import NO_GRADED_ORGANISATION, PROFILE_NOT_ENTERED
from welfare_movement.thai.digits import grouped

NBSP = "\u00a0"

REASONS = {
    INCOMPLETE: _("Too little is known yet to give a grade."),
    "provides_no_welfare": _("Provides no welfare."),
    NO_GRADED_ORGANISATION: _("No organisation of the tambon is graded yet."),
    PROFILE_NOT_ENTERED: _("The tambon's villages and community plan are not entered yet."),
}

FIGURES = {
    "M1": _("%(members_total)s members of %(service_population)s people: %(figure)s"),
    "M2": _("From %(members_12m_ago)s to %(members_total)s members: %(figure)s"),
    "M3": _("%(villages_covered)s of %(villages_total)s villages: %(figure)s"),
    "M4": _("%(members_paid_up)s of %(members_total)s members: %(figure)s"),
    "F1": _("%(fund_balance)s baht against %(benefits_paid_12m)s baht paid: %(figure)s"),
    "F2": _("%(numerator)s of %(income)s baht are left: %(figure)s"),
    "F3": _("%(admin_cost_12m)s of %(income)s baht: %(figure)s"),
    "F4": _("Sources of income: %(numerator)s (%(sources)s)"),
    "G1": _("Committee meetings in 12 months: %(numerator)s"),
    "B1": _("Types of benefit under the rules: %(numerator)s"),
    "B2": _("%(beneficiaries_12m)s of %(members_total)s members: %(figure)s"),
    "B3": _("Median days to payment: %(numerator)s"),
    "P2": _("Welfare items in the local government's plan: %(numerator)s"),
    "N1": _("%(lao_contrib_12m)s baht against %(member_contrib_12m)s baht of the members: %(figure)s"),
    "N2": _("Partners that worked together in 12 months: %(numerator)s"),
}
OF = _("%(numerator)s of %(denominator)s: %(figure)s")

CONDITIONS = {
    ("members_12m_ago", "eq", 0): _("There were no members 12 months ago."),
    ("members_total", "eq", 0): _("There are no members."),
    ("scope", "eq", "village"): _("The area of service is a single village."),
    ("benefits_paid_12m", "eq", 0): _("No benefits were paid in 12 months."),
    ("fund_balance", "gt", 0): _("There is a balance."),
    ("income", "eq", 0): _("There was no income in 12 months."),
    ("admin_cost_12m", "eq", 0): _("There was no administrative cost in 12 months."),
    ("member_contrib_12m", "eq", 0): _("The members paid in nothing in 12 months."),
}
YOUNG = _("The organisation is younger than %(months)s months.")
SIGNS = {"eq": "=", "lt": "<", "le": "≤", "gt": ">", "ge": "≥"}

SOURCES = {
    "member_contrib_12m": pgettext_lazy("source of income", "members"),
    "lao_contrib_12m": pgettext_lazy("source of income", "local government"),
    "state_contrib_12m": pgettext_lazy("source of income", "the state"),
    "donation_12m": pgettext_lazy("source of income", "donations"),
    "own_earnings_12m": pgettext_lazy("source of income", "own earnings"),
}
COUNTED = {"count_positive": pgettext_lazy("counted", "sources"), "count_chosen": pgettext_lazy("counted", "types")}

NEXT = {
    "ge": _("%(points)s of %(most)s points from %(threshold)s on"),
    "gt": _("%(points)s of %(most)s points above %(threshold)s"),
    "le": _("%(points)s of %(most)s points up to %(threshold)s"),
    "lt": _("%(points)s of %(most)s points below %(threshold)s"),
}


def because(explanation: Explanation, questionnaire: Questionnaire) -> str:
    """Why the indicator has its points, in the language that is active."""
    if explanation.points == UNK:
        return gettext("Not known: %(questions)s") % {"questions": _names(explanation.missing, questionnaire)}
    if explanation.points == NA:
        return gettext("Does not apply. %(why)s") % {"why": _why(explanation.rule, questionnaire)}
    if explanation.rule:
        return _why(explanation.rule, questionnaire)
    level = explanation.indicator.level
    if level:
        return _option(level, explanation.numerator, questionnaire)
    counted = explanation.indicator.denominator is None
    sentence = FIGURES.get(explanation.indicator.code, "%(figure)s" if counted else OF)
    shown = {key: _shown(value) for key, value in explanation.inputs.items()}
    return str(sentence) % {
        **shown,
        "numerator": _shown(explanation.numerator),
        "denominator": _shown(explanation.denominator),
        "figure": _measured(explanation.numerator if counted else explanation.shown, explanation, questionnaire),
        "sources": _sources(explanation),
    }


def next_step(explanation: Explanation, questionnaire: Questionnaire) -> str:
    """What gives more points, in the language that is active; nothing where the indicator does not apply."""
    if explanation.points == NA:
        return ""
    if explanation.points == UNK:
        return gettext("Points are given once this is known")
    band = explanation.next_band
    if band is None:
        return gettext("Full points")
    points = {"points": band.points, "most": explanation.indicator.bands[0].points}
    level = explanation.indicator.level
    if level:
        option = _option(level, band.threshold.numerator, questionnaire)
        return gettext("%(points)s of %(most)s points for: %(option)s") % {**points, "option": option}
    step = str(NEXT[band.operator]) % {**points, "threshold": _measured(band.threshold, explanation, questionnaire)}
    if explanation.needed is None or explanation.indicator.denominator is None or len(explanation.indicator.terms) > 1:
        return step
    return f"{step} ({_with_unit(_shown(explanation.needed), explanation.indicator.terms[0].key, questionnaire)})"


def _why(rule: Rule | None, questionnaire: Questionnaire) -> str:
    return " ".join(_condition(condition, questionnaire) for condition in rule.conditions) if rule else ""


def _condition(condition: Condition, questionnaire: Questionnaire) -> str:
    sentence = CONDITIONS.get((condition.key, condition.operator, condition.value))
    if sentence:
        return str(sentence)
    if condition.key == "age_months" and condition.operator == "lt":
        return str(YOUNG) % {"months": condition.value}
    return f"{_names((condition.key,), questionnaire)} {SIGNS[condition.operator]} {_shown(condition.value)}"


def _names(keys: tuple[str, ...], questionnaire: Questionnaire) -> str:
    language, asked = get_language(), questionnaire.by_key
    return gettext(", ").join(asked[key].text.said(language) if key in asked else key for key in keys)


def _option(key: str, value: Any, questionnaire: Questionnaire) -> str:
    option = questionnaire.by_key[key].option(value) if key in questionnaire.by_key else None
    return option.name.said(get_language()) if option else _shown(value)


def _measured(figure: Any, explanation: Explanation, questionnaire: Questionnaire) -> str:
    """A figure of the indicator, or a threshold, in its unit."""
    indicator, shown = explanation.indicator, _shown(figure)
    if indicator.kind == "ratio":
        return f"{shown}{NBSP}%" if indicator.times == 100 else gettext("%(figure)s times") % {"figure": shown}
    if indicator.kind in COUNTED:
        return f"{shown}{NBSP}{COUNTED[indicator.kind]}"
    return _with_unit(shown, indicator.terms[0].key, questionnaire)


def _with_unit(shown: str, key: str, questionnaire: Questionnaire) -> str:
    unit = questionnaire.by_key[key].unit if key in questionnaire.by_key else None
    return f"{shown}{NBSP}{unit.said(get_language())}" if unit else shown


def _sources(explanation: Explanation) -> str:
    names = [
        str(SOURCES.get(key, key)) for key, value in explanation.inputs.items() if type(value) is int and value > 0
    ]
    return gettext(", ").join(names) or pgettext("source of income", "none")


def _shown(figure: Any) -> str:
    if isinstance(figure, Fraction):
        figure = (
            figure.numerator if figure.denominator == 1 else Decimal(figure.numerator) / Decimal(figure.denominator)
        )
    return grouped(figure) if isinstance(figure, int) else f"{figure:,}" if isinstance(figure, Decimal) else str(figure)
