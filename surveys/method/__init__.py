"""The grading method as data: `load_method` checks it, `shipped_method` gives the province's own."""

from surveys.method.answers import AnswerRange, Answers, NotGraded
from surveys.method.indicators import Band, Condition, Dimension, Indicator, Rule, Term
from surveys.method.letters import AnswerCap, Cap, DimensionCap, Letter
from surveys.method.source import Text
from surveys.method.tambon import Enough, PlanCap, PlanItem, ProofCap, TambonMethod
from surveys.method.version import BadMethod, Completeness, Method, load_method, shipped_definition, shipped_method

__all__ = [
    "AnswerCap",
    "AnswerRange",
    "Answers",
    "BadMethod",
    "Band",
    "Cap",
    "Completeness",
    "Condition",
    "Dimension",
    "DimensionCap",
    "Enough",
    "Indicator",
    "Letter",
    "Method",
    "NotGraded",
    "PlanCap",
    "PlanItem",
    "ProofCap",
    "Rule",
    "TambonMethod",
    "Term",
    "Text",
    "load_method",
    "shipped_definition",
    "shipped_method",
]
