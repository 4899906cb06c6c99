"""What stands on a certificate, whatever it is for."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from welfare_movement.thai.dates import buddhist_year
from welfare_movement.thai.months import MONTHS, THAI


@dataclass(frozen=True)
class Certificate:
    """to: who gets it. place: where they are, or nothing. kind: organisation, partner or award. award, reason: of one.

    day: when it is given: the day of the celebration, or of the thanks where there was none.
    """

    to: Any
    kind: str
    day: date
    place: Any = None
    award: Any = ""
    reason: str = ""

    @property
    def month(self) -> str:
        """Its full Thai name, as certificates write it."""
        return MONTHS[THAI][self.day.month - 1]

    @property
    def year(self) -> int:
        return buddhist_year(self.day)


def of_thanks(thanks: Any, day: date | None) -> Certificate:
    given = day or timezone.localdate(thanks.thanked_at)
    if thanks.organisation is None:
        return Certificate(thanks.participation.partner, "partner", given)
    return Certificate(thanks.organisation, "organisation", given, place=thanks.organisation.tambon)


def of_award(award: Any, day: date | None) -> Certificate:
    return Certificate(
        to=award.participation.partner if award.participation else award.to,
        kind="award",
        day=day or timezone.localdate(award.awarded_at),
        place=award.organisation.tambon if award.organisation else None,
        award=award.get_category_display,  # called by the template, in the language of the paper
        reason=award.reason,
    )
