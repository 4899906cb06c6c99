"""The selection of pilot areas: pure rules, exact figures, no database.

`load_criteria` reads a set of criteria, `select` ranks the candidates by it and chooses, with the reason of each;
`words` says all of it in the reader's language.
"""

from pilot_areas.selection.criteria import (
    GRADE,
    JUDGES,
    JUDGES_NEEDED,
    LETTERS,
    MATCHING,
    PLAN,
    STATES,
    BadCriteria,
    Criteria,
    Criterion,
    Spread,
    Zone,
    load_criteria,
    shipped_criteria,
)
from pilot_areas.selection.rule import Candidate, NotScored, Outcome, Reason, Score, Standing, rounded, select

__all__ = [
    "GRADE",
    "JUDGES",
    "JUDGES_NEEDED",
    "LETTERS",
    "MATCHING",
    "PLAN",
    "STATES",
    "BadCriteria",
    "Candidate",
    "Criteria",
    "Criterion",
    "NotScored",
    "Outcome",
    "Reason",
    "Score",
    "Spread",
    "Standing",
    "Zone",
    "load_criteria",
    "rounded",
    "select",
    "shipped_criteria",
]
