"""The lines of a report: what each figure is called, in which unit it is, and which page lists its rows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from partners.models.participation import Stance
from pilot_areas.models import Award, Source
from welfare_movement.dashboard.tiles import LETTERS
from welfare_movement.thai.dates import show_date
from welfare_movement.thai.digits import grouped
from working_groups.models import WorkingGroup

GRADE = "grade"
MONEY = {
    "member_contrib_12m": _("Contributions of the members"),
    "lao_contrib_12m": _("Contributions of local government"),
    "state_contrib_12m": _("Contributions of the state"),
    "donation_12m": _("Donations"),
    "own_earnings_12m": _("Own earnings"),
}


@dataclass(frozen=True)
class Line:
    """One figure. of: out of how many. name: whose it is, in Thai; name_en where it is a place.

    words: what is told in place of a number, or beside it. day: a day as text. pk: of the row behind the door.
    """

    key: str
    number: int | None = None
    of: int | None = None
    name: str = ""
    name_en: str = ""
    words: str = ""
    day: str = ""
    pk: int | None = None


@dataclass(frozen=True)
class Kind:
    """label: what the figure counts. page: the address that lists its rows; args: what stands in it after the cycle.

    is_public: everyone may open it. part: what follows the address. unit: "baht", GRADE, or nothing.
    """

    label: Any
    page: str = ""
    args: tuple[str, ...] = ()
    is_public: bool = False
    part: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Shown:
    """A line as a reader sees it."""

    line: Line
    label: Any
    unit: str
    door: str

    @property
    def name(self):
        is_english = (get_language() or "").startswith("en")
        return (self.line.name_en if is_english else "") or self.line.name

    @property
    def number(self):
        """A number with its separators; of a grade, its letters before and after."""
        if self.unit == GRADE:
            return self.line.words
        return "" if self.line.number is None else grouped(self.line.number)

    @property
    def words(self):
        return "" if self.unit == GRADE else self.line.words

    @property
    def of(self):
        return "" if self.line.of is None else grouped(self.line.of)

    @property
    def day(self):
        return show_date(date.fromisoformat(self.line.day)) if self.line.day else ""


def requirement(label, stage, key):
    """A figure whose rows the page of a requirement lists."""
    return Kind(label, "process:requirement", (stage, key))


TOLD = _("Income of 12 months that the organisations told the survey of: {source}")
SECURED = _("Money of the areas that is secured, of what their plans ask for: {source}")
SPENT = _("Money that the areas have spent: {source}")
ADOPTED = _("Meetings with adopted minutes, of those that were held")
KINDS = {
    **{
        f"partners.stance.{stance.value}": Kind(stance.label, "partners:board", part=f"#{stance.value}")
        for stance in Stance
    },
    **{
        f"{stage}.minutes": Kind(ADOPTED, "meetings:index")
        for stage in ("partners", "surveys", "working_groups", "forums", "pilot_areas", "celebration")
    },
    "partners.linked": requirement(_("Joined partners with a complete linkage sheet"), "partners", "linkages"),
    "surveys.verified": Kind(_("Organisations surveyed, of those expected"), "surveys:coverage"),
    **{f"surveys.letter.{letter}": Kind(_("Organisations of grade"), "surveys:grades") for letter in LETTERS},
    **{
        f"surveys.tambon.{letter}": Kind(_("Tambons of grade"), "dashboard:cycle", is_public=True, part="#where")
        for letter in LETTERS
    },
    **{
        f"surveys.money.{key}": Kind(format_lazy(TOLD, source=label), "surveys:grades", unit="baht")
        for key, label in MONEY.items()
    },
    "surveys.money_unknown": Kind(_("Answers about money that were not known, and are in no sum"), "surveys:grades"),
    **{f"working_groups.team.{team.value}": Kind(team.label, "working_groups:index") for team in WorkingGroup.Team},
    "working_groups.order": Kind(_("Appointment order"), "working_groups:index"),
    "working_groups.plans": requirement(_("Teams with an adopted work plan"), "working_groups", "plans"),
    "forums.held": Kind(_("The forum was held"), "forums:gathering", is_public=True),
    "forums.came": Kind(_("People who came, of those registered"), "forums:gathering", is_public=True),
    "forums.districts": requirement(_("Districts with someone there, of those expected"), "forums", "districts"),
    "forums.district": Kind(_("People who came"), "forums:gathering", is_public=True),
    "forums.declaration": Kind(_("The declaration"), "forums:gathering", is_public=True),
    "forums.pledges": Kind(_("Pledges"), "forums:gathering", is_public=True),
    "forums.pledged": requirement(_("Joined partners with a pledge"), "forums", "pledges"),
    "pilot_areas.candidates": requirement(_("Candidates"), "pilot_areas", "scored"),
    "pilot_areas.areas": Kind(_("Pilot areas"), "pilot_areas:stories", is_public=True),
    "pilot_areas.grade": Kind(_("Grade of the tambon before and after"), "pilot_areas:area", unit=GRADE),
    **{
        f"pilot_areas.{what}.{source.value}": Kind(
            format_lazy(label, source=source.label), "pilot_areas:money", part=f"#{source.value}", unit="baht"
        )
        for what, label in (("secured", SECURED), ("spent", SPENT))
        for source in Source
    },
    "pilot_areas.reached": requirement(_("Milestones reached"), "pilot_areas", "milestones"),
    "pilot_areas.dropped": requirement(_("Milestones decided otherwise, with a reason"), "pilot_areas", "milestones"),
    "pilot_areas.open": requirement(_("Milestones still open"), "pilot_areas", "milestones"),
    "pilot_areas.regraded": requirement(_("Organisations of the areas graded again"), "pilot_areas", "regraded"),
    "pilot_areas.rose": Kind(_("Organisations whose score rose")),
    "pilot_areas.same": Kind(_("Organisations whose score stayed the same")),
    "pilot_areas.fell": Kind(_("Organisations whose score fell")),
    "celebration.held": Kind(_("The celebration was held"), "forums:gathering", is_public=True),
    "celebration.came": Kind(_("People who came, of those registered"), "forums:gathering", is_public=True),
    "celebration.stories": Kind(_("Stories of pilot areas"), "pilot_areas:stories", is_public=True),
    "celebration.lessons": Kind(_("Lessons of pilot areas"), "pilot_areas:stories", is_public=True),
    "celebration.organisations": Kind(_("Organisations thanked, of those surveyed"), "pilot_areas:thanks"),
    "celebration.partners": Kind(_("Partners thanked, of those that joined"), "pilot_areas:thanks"),
    **{f"celebration.award.{each.value}": Kind(each.label, "pilot_areas:awards") for each in Award.Category},
    "celebration.kept": Kind(_("Commitments kept, of those made"), "partners:commitments"),
    "celebration.unkept": Kind(_("Commitments still open"), "partners:commitments"),
    "celebration.late": Kind(_("Commitments past their day"), "partners:commitments", part="?show=late"),
    "celebration.partner": Kind(_("Commitments kept, of those made by"), "partners:participation"),
    "celebration.actions": Kind(_("Actions of resolutions done, of those resolved"), "meetings:actions"),
}


def shown(lines, cycle, *, is_member):
    """These lines in words, each with its door; a figure whose name is no longer known is left out."""
    known = [(line, KINDS[line.key]) for line in lines if line.key in KINDS]
    return [Shown(line, kind.label, kind.unit, _door(line, kind, cycle, is_member)) for line, kind in known]


def _door(line, kind, cycle, is_member):
    if not kind.page or not (is_member or kind.is_public):
        return ""
    args = [*cycle.address, *kind.args, *([] if line.pk is None else [line.pk])]
    try:
        return reverse(kind.page, args=args) + kind.part
    except NoReverseMatch:
        # A page that this installation does not have yet, or a figure without its row.
        return ""
