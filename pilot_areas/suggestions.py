"""Whom the records suggest for an award, each with its why; people choose.

Only the best are named. Nothing here orders, scores or lists the others: there is no booby prize.
"""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from welfare_movement.thai.digits import grouped

MOST_GROWN = 3  # how many are suggested for the largest rise; all of those who share the last place
FULL = 4  # the highest level of accounts, disclosure and care
WHOLE_PLAN = 100  # points of a plan of which all five items are there


@dataclass(frozen=True)
class Organisation:
    """What the published grades say of one organisation; None where it is not known.

    before, after: its scores in the baseline and the follow-up, 0 to 100. accounts, disclosure, care: levels 0 to 4,
    in its latest answers.
    """

    pk: Hashable
    before: Decimal | None = None
    after: Decimal | None = None
    accounts: int | None = None
    disclosure: int | None = None
    care: int | None = None

    @property
    def rise(self) -> Decimal | None:
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True)
class Partner:
    """What a partner promised in the cycle, and how much of it was kept."""

    pk: Hashable
    promised: int
    kept: int


@dataclass(frozen=True)
class Place:
    """One tambon: its plan index, 0 to 100, and what its funds were given in 12 months, in baht.

    members, local: contributions of members and of local government to the graded organisations that know both.
    """

    pk: Hashable
    plan_index: int | None = None
    members: int = 0
    local: int = 0


@dataclass(frozen=True)
class Suggestion:
    """category: of the award. to: organisation, participation or tambon. why: a sentence in the active language."""

    category: str
    to: str
    pk: Hashable
    why: str


def suggest(
    organisations: Iterable[Organisation], partners: Iterable[Partner], places: Iterable[Place]
) -> list[Suggestion]:
    """Everything that the records suggest, category by category; within one, in the order in which they were given."""
    organisations, partners, places = list(organisations), list(partners), list(places)
    return [
        *_grown(organisations),
        *_open_accounts(organisations),
        *_caring(organisations),
        *_matching(places),
        *_win_win(partners),
        *_planned(places),
    ]


def _grown(organisations: list[Organisation]) -> list[Suggestion]:
    rises = sorted((each.rise for each in organisations if each.rise is not None and each.rise > 0), reverse=True)
    if not rises:
        return []
    last = rises[:MOST_GROWN][-1]
    says = _("Its score rose by %(rise)s points, from %(before)s to %(after)s.")
    return [
        Suggestion(
            "growth",
            "organisation",
            each.pk,
            says % {"rise": each.rise, "before": each.before, "after": each.after},
        )
        for each in organisations
        if each.rise is not None and each.rise >= last
    ]


def _open_accounts(organisations: list[Organisation]) -> list[Suggestion]:
    why = _("Its accounts and what it shows its members are both at the highest level.")
    return [
        Suggestion("accounts", "organisation", each.pk, why)
        for each in organisations
        if each.accounts == FULL and each.disclosure == FULL
    ]


def _caring(organisations: list[Organisation]) -> list[Suggestion]:
    why = _("Its care for those who cannot pay is at the highest level.")
    return [Suggestion("care", "organisation", each.pk, why) for each in organisations if each.care == FULL]


def _matching(places: list[Place]) -> list[Suggestion]:
    says = _("Local government gave %(local)s baht beside the %(members)s baht of the members: as much, or more.")
    return [
        Suggestion(
            "matching", "tambon", each.pk, says % {"local": grouped(each.local), "members": grouped(each.members)}
        )
        for each in places
        if each.local >= each.members > 0
    ]


def _win_win(partners: list[Partner]) -> list[Suggestion]:
    found = [each for each in partners if each.kept == each.promised > 0]
    return [Suggestion("win_win", "participation", each.pk, _kept(each.kept)) for each in found]


def _kept(number: int) -> str:
    says = ngettext(
        "It kept its commitment, with proof.", "It kept all its %(number)s commitments, with proof.", number
    )
    return says % {"number": number}


def _planned(places: list[Place]) -> list[Suggestion]:
    why = _("Its community plan has all five parts, a welfare section and the local plan among them.")
    return [Suggestion("plan", "tambon", each.pk, why) for each in places if each.plan_index == WHOLE_PLAN]
