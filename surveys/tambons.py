"""The grade of a tambon, from its organisations' grades, its community plan and its coverage."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from surveys.grading import rounded
from surveys.method import Method

NO_GRADED_ORGANISATION = "no_graded_organisation"
PROFILE_NOT_ENTERED = "profile_not_entered"


class BadProfile(ValueError):
    """A profile that cannot be counted with; the message names the figure and what it may be."""


@dataclass(frozen=True)
class GradedOrganisation:
    """What the tambon takes from one organisation's grade; `members` and `villages_covered` are None if not known."""

    letter: str
    score: Decimal | None
    members: int | None
    villages_covered: int | None = None


@dataclass(frozen=True)
class Profile:
    """What no source provides: villages, and the points of the plan items in the method's order.

    villages_covered: an entered figure; None takes the largest of one graded organisation, never a sum
    """

    villages: int
    plan_items: tuple[int, ...]
    villages_covered: int | None = None


@dataclass(frozen=True)
class TambonGrading:
    """A tambon's letter and what led to it.

    org_index, plan_index, coverage_index: 0 to 100; None where there is nothing to reckon it from
    provisional: too few of the organisations are graded yet
    reason: why there is no letter of the scale
    """

    letter: str
    reason: str | None
    org_index: Decimal | None
    plan_index: int | None
    coverage_index: Decimal | None
    provisional: bool
    score: Decimal | None = None
    letter_before_caps: str | None = None
    caps: tuple[str, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """As JSON keeps it: figures as texts with two decimals."""
        organisations, coverage, score = (
            None if each is None else str(each) for each in (self.org_index, self.coverage_index, self.score)
        )
        return {
            "org_index": organisations,
            "plan_index": self.plan_index,
            "coverage_index": coverage,
            "score": score,
            "grade_before_caps": self.letter_before_caps,
            "caps": list(self.caps),
            "grade": self.letter,
            "provisional": self.provisional,
        }


def grade_tambon(
    organisations: Iterable[GradedOrganisation], profile: Profile | None, registered: int, method: Method
) -> TambonGrading:
    """Grade a tambon: A to D, or U without a graded organisation or what the profile is to say, never a 0 for that.

    organisations: those of the round in the tambon; ungraded ones are passed over
    registered: how many the round expects there
    Raises BadProfile. Source: the province's method, nst-sg-1.0.
    """
    scale = {letter.letter for letter in method.letters}
    graded = [each for each in organisations if each.letter in scale]
    organisation = _organisation_index(graded)
    plan = _plan_index(profile, method) if profile else None
    coverage = _coverage_index(profile, graded) if profile else None
    is_known = profile is not None and (coverage is not None or not profile.villages)
    ungraded = TambonGrading(
        letter=method.completeness.letter,
        reason=NO_GRADED_ORGANISATION if organisation is None else PROFILE_NOT_ENTERED,
        org_index=None if organisation is None else rounded(organisation),
        plan_index=plan,
        coverage_index=None if coverage is None else rounded(coverage),
        provisional=not registered or 100 * len(graded) < method.tambon.provisional_below * registered,
    )
    if organisation is None or plan is None or profile is None or not is_known:
        return ungraded
    score = rounded(_weighted(organisation, plan, coverage, method))
    before = next(letter.letter for letter in method.letters if score * 100 >= letter.threshold)
    caps = dict(_caps(before, graded, plan, profile, method))
    letter = max((before, *caps.values()), key=method.rank)
    return replace(ungraded, letter=letter, reason=None, score=score, letter_before_caps=before, caps=tuple(caps))


def _organisation_index(graded: list[GradedOrganisation]) -> Fraction | None:
    """The mean of the scores as shown, each weighing as many as it has members, and at least one."""
    weighed = [(max(1, each.members or 0), Fraction(each.score or 0)) for each in graded]
    members = sum(weight for weight, _ in weighed)
    return sum((weight * score for weight, score in weighed), Fraction(0)) / members if members else None


def _plan_index(profile: Profile, method: Method) -> int:
    if len(profile.plan_items) != len(method.tambon.plan_items):
        raise BadProfile(f"plan items: {len(method.tambon.plan_items)} are needed, one for each of the method's")
    for item, points in zip(method.tambon.plan_items, profile.plan_items, strict=True):
        if points not in method.tambon.item_points:
            raise BadProfile(
                f"plan item {item.code}: one of {', '.join(map(str, method.tambon.item_points))} is needed"
            )
    return sum(profile.plan_items)


def _coverage_index(profile: Profile, graded: list[GradedOrganisation]) -> Fraction | None:
    """Villages covered in per cent; None where the tambon has no villages, and where nobody said how many."""
    if profile.villages < 0:
        raise BadProfile("villages: 0 or more are needed")
    covered = profile.villages_covered
    if covered is None:
        # An organisation may reach beyond its tambon. One of a single village is not asked.
        said = [each.villages_covered for each in graded if each.villages_covered is not None]
        if not said:
            return None
        covered = min(profile.villages, max(said))
    if not 0 <= covered <= profile.villages:
        raise BadProfile(f"villages covered: from 0 to the {profile.villages} villages of the tambon")
    return Fraction(100 * covered, profile.villages) if profile.villages else None


def _weighted(organisation: Fraction, plan: int, coverage: Fraction | None, method: Method) -> Fraction:
    weights = method.tambon.weights
    parts = [(weights["organisations"], organisation), (weights["plan"], Fraction(plan))]
    if coverage is not None:
        parts.append((weights["coverage"], coverage))
    return sum((weight * index for weight, index in parts), Fraction(0)) / sum(weight for weight, _ in parts)


def _caps(
    before: str, graded: list[GradedOrganisation], plan: int, profile: Profile, method: Method
) -> Iterable[tuple[str, str]]:
    """The caps that hold, each with the letter that it allows."""
    ranks = [method.rank(each.letter) for each in graded]
    for proof in method.tambon.proof_caps:
        proven = any(sum(rank <= method.rank(some.letter) for rank in ranks) >= some.count for some in proof.enough)
        if before == proof.letter and not (plan >= proof.plan_index and proven):
            yield proof.code, proof.at_most
    items = dict(zip((item.code for item in method.tambon.plan_items), profile.plan_items, strict=True))
    for cap in method.tambon.plan_caps:
        if not items[cap.item]:
            yield cap.code, cap.at_most
