"""The survey's questionnaire: one set of rules for the form, the phone and imports."""

from surveys.grading import BadAnswer
from surveys.questionnaire.checks import Check, Problem
from surveys.questionnaire.instrument import (
    BadQuestionnaire,
    Parsed,
    Questionnaire,
    Settled,
    load_questionnaire,
    shipped_definition,
    shipped_questionnaire,
)
from surveys.questionnaire.messages import sentence
from surveys.questionnaire.questions import Option, Part, Question, Section, Specified

__all__ = [
    "BadAnswer",
    "BadQuestionnaire",
    "Check",
    "Option",
    "Parsed",
    "Part",
    "Problem",
    "Question",
    "Questionnaire",
    "Section",
    "Settled",
    "Specified",
    "load_questionnaire",
    "sentence",
    "shipped_definition",
    "shipped_questionnaire",
]
