"""What the rule says, in the reader's language: why so many points, why this rank, why selected or not.

Reads what a selection keeps (`Outcome.as_dict`), so that a result of last year is told by the same sentences.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from pilot_areas.selection.criteria import Criteria

STATES = {
    "confirmed": _("The local government confirmed matching money in a letter."),
    "promised": _("The local government promised matching money; there is no letter yet."),
    "none": _("No promise of matching money is known."),
}
POINTS = {
    "grade": _("Published grade %(letter)s."),
    "plan": _("Plan index %(index)s of 100, times %(most)s."),
    "no_plan": _("The community plan is not entered, so it earns nothing."),
}
JUDGED = ngettext_lazy("Mean of %(judges)s judge.", "Mean of %(judges)s judges.", "judges")
TIES = {
    "plan": _("The same total as %(with)s; the higher plan index goes first."),
    "code": _("The same total and plan index as %(with)s; the lower code of the tambon goes first."),
    "hundredth": _("Parted from %(with)s by less than a hundredth of a point."),
}
REASONS = {
    "rank": _("Selected by rank: number %(rank)s of %(of)s, for %(places)s places."),
    "best_of_zone": _(
        "Selected as the best of the zone %(zone)s, though ranked %(rank)s, below %(passed)s:"
        " at least %(per_zone)s is taken of each zone."
    ),
    "zone": _(
        "Selected for the zone %(zone)s, though ranked %(rank)s, below %(passed)s:"
        " at least %(per_zone)s is taken of each zone, and the other rules had to hold too."
    ),
    "letter": _(
        "Selected though ranked %(rank)s, below %(passed)s:"
        " the rule asks for at least %(with_letter)s of grade %(letter)s."
    ),
    "both": _(
        "Selected though ranked %(rank)s, below %(passed)s: the rule asks for at least %(per_zone)s"
        " of the zone %(zone)s and %(with_letter)s of grade %(letter)s."
    ),
    "places": _("Not selected: ranked %(rank)s of %(of)s, and there are %(places)s places."),
    "passed_over": _(
        "Not selected, though ranked %(rank)s for %(places)s places: the rules of spread gave the place to %(ahead)s."
    ),
}
SERVED = _("Its zone %(zone)s is served by %(served_by)s.")
UNSERVED = _("No area of its zone %(zone)s is among the selected.")
UNMET = {
    "zone_without": _("Zone %(zone)s: %(need)s asked for, %(have)s selected, since no further candidate stands there."),
    "zone_unserved": _("Zone %(zone)s: %(need)s asked for, %(have)s selected, since there are too few places."),
    "letter_without": _("Grade %(letter)s: %(need)s asked for, %(have)s selected, since no further candidate has it."),
    "letter_unserved": _(
        "Grade %(letter)s: %(need)s asked for, %(have)s selected, since the places went to the zones."
    ),
    "few": _("There are %(need)s places and %(have)s candidates, so all of them are selected."),
}
DEPARTED = {
    True: _("Selected by the meeting, otherwise than by the rule: %(text)s"),
    False: _("Not selected by the meeting, otherwise than by the rule: %(text)s"),
}


HOW = {
    "grade": _("By the published grade of the tambon: %(table)s"),
    "plan": _("Plan index of 100, times %(points)s"),
    "matching": _("By the local government's letter: %(table)s"),
    "judges": _("Mean of at least three judges without a conflict of interest, 0 to %(points)s each"),
}
SHORT = {"confirmed": _("confirmed"), "promised": _("promised"), "none": _("none")}
PLACES = ngettext_lazy(
    "%(places)s area is selected, the best first.", "%(places)s areas are selected, the best first.", "places"
)
RULES = (
    _("At least %(per_zone)s of each zone."),
    _("At least %(with_letter)s of grade %(letter)s."),
    _("Of equal totals the higher plan index goes first, then the lower code of the tambon."),
    _("Where not all of this can hold, the zones come first, then the grade; what could not be met is written down."),
)


def lines_of(criteria: Criteria) -> list[dict[str, Any]]:
    """[{name, points, how}] of each criterion, in the reader's language."""
    said = []
    for each in criteria.criteria:
        table = " · ".join(f"{SHORT.get(key, key)} {points}" for key, points in each.table.items())
        how = HOW[each.source] % {"table": table, "points": each.points}
        said.append({"name": each.name.said(get_language()), "points": each.points, "how": how})
    return said


def rules_of(criteria: Criteria) -> list[Any]:
    """The rules of spread and of ties, a sentence each."""
    spread = criteria.spread
    values = {"per_zone": spread.per_zone, "letter": spread.letter, "with_letter": spread.with_letter}
    asked = [spread.per_zone, spread.with_letter, 1, 1]
    rules = [rule % values for rule, number in zip(RULES, asked, strict=True) if number]
    return [PLACES % {"places": criteria.places}, *rules]


@dataclass(frozen=True)
class Told:
    """Says one result. names: the name of each tambon by its code, in the reader's language."""

    criteria: Criteria
    names: Mapping[str, Any]

    def zone(self, code: str) -> str:
        zones = {zone.code: zone.name.said(get_language()) for zone in self.criteria.zones}
        return zones.get(code, "")

    def points(self, why: Mapping[str, Any]) -> str:
        """Why a criterion gave its points."""
        if why["code"] == "judges":
            return str(JUDGED % {"judges": why["judges"]})
        return str(STATES[why["state"]] if why["code"] == "matching" else POINTS[why["code"]] % why)

    def tie(self, tie: Mapping[str, Any] | None) -> str:
        return str(TIES[tie["code"]] % {"with": self.listed(tie["with"])}) if tie else ""

    def reason(self, standing: Mapping[str, Any]) -> str:
        """Why this one is selected or not: by the meeting where it departed from the rule, else by the rule."""
        if departure := standing.get("departure"):
            return str(DEPARTED[departure["is_selected"]] % departure)
        reason = standing["reason"]
        named = {key: self.listed(reason[key]) for key in ("passed", "served_by", "ahead") if key in reason}
        values = {**reason, **named, "zone": self.zone(reason.get("zone", ""))}
        says = [REASONS[reason["code"]] % values]
        if "served_by" in reason and reason["zone"]:
            says.append((SERVED if reason["served_by"] else UNSERVED) % values)
        return " ".join(map(str, says))

    def unmet(self, unmet: Mapping[str, Any]) -> str:
        return str(UNMET[unmet["code"]] % {**unmet, "zone": self.zone(unmet.get("zone", ""))})

    def explained(self, result: Mapping[str, Any]) -> list[dict[str, Any]]:
        """For pages: everyone by rank, with each point and its reason."""
        return [
            {
                **each,
                "name": self.names.get(each["tambon"], each["tambon"]),
                "zone_name": self.zone(each["zone"]),
                "is_selected": each.get("is_selected", each["by_rule"]),
                "why": self.reason(each),
                "tie_words": self.tie(each["tie"]),
                "points": [self._line(line) for line in each["lines"]],
            }
            for each in result["standings"]
        ]

    def _line(self, line: Mapping[str, Any]) -> dict[str, Any]:
        criterion = self.criteria.criterion(line["criterion"])
        name = criterion.name.said(get_language())
        return {"name": name, "points": line["points"], "most": criterion.points, "why": self.points(line["why"])}

    def listed(self, codes: Iterable[str]) -> str:
        return ", ".join(str(self.names.get(code, code)) for code in codes)
