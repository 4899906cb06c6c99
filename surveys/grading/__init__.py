"""Grading of organisations: pure rules over a method and one response's answers."""

from surveys.grading.answers import UNKNOWN, Answer, BadAnswer
from surveys.grading.compiled import NA, UNK, DimensionScore, Plan, Points, plan, rounded
from surveys.grading.grades import INCOMPLETE, Grading, grade
from surveys.grading.lifting import Lifts, Step, lifts
from surveys.grading.reasons import Explanation, explain

__all__ = [
    "INCOMPLETE",
    "NA",
    "UNK",
    "UNKNOWN",
    "Answer",
    "BadAnswer",
    "DimensionScore",
    "Explanation",
    "Grading",
    "Lifts",
    "Plan",
    "Points",
    "Step",
    "explain",
    "grade",
    "lifts",
    "plan",
    "rounded",
]
