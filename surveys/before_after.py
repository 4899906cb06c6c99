"""Before and after in a cycle: the published grades of the follow-up beside those of the baseline."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.translation import get_language

from surveys.comparison import Change, Comparison, Summary, Turn, compare, summarise, turn_of_letters
from surveys.models import Assignment, Grade, PinnedGrade, SurveyRound, TambonGrade
from welfare_movement.places.models import Tambon
from welfare_movement.process.stages import Stage


@dataclass(frozen=True)
class OrganisationLine:
    """An organisation of the follow-up with its published grades; None where there is none: not yet, or taken back."""

    assignment: Assignment
    before: Grade | None
    after: Grade | None
    comparison: Comparison | None

    @property
    def organisation(self):
        return self.assignment.organisation


@dataclass(frozen=True)
class TambonLine:
    """A tambon of the follow-up with its published grades; None as above.

    turn: which way its letter went. score: before and after; without figures where one of the letters is none
    """

    tambon: Tambon
    before: TambonGrade | None
    after: TambonGrade | None
    turn: Turn
    score: Change


@dataclass(frozen=True)
class MedianLine:
    """The middle figure of a dimension or an indicator, over the so many organisations that have it in both rounds."""

    code: str
    name: str
    before: Decimal | None
    after: Decimal | None
    by: Decimal | None
    turn: Turn
    number: int


@dataclass(frozen=True)
class BeforeAfter:
    """follow_up: None before it is opened, and then there are no lines. summary: of what can be compared."""

    follow_up: SurveyRound | None
    organisations: list[OrganisationLine]
    tambons: list[TambonLine]
    summary: Summary | None
    dimensions: list[MedianLine]
    indicators: list[MedianLine]

    @cached_property
    def compared(self):
        return [each for each in self.organisations if each.comparison]

    @property
    def pending(self):
        """How many organisations of the follow-up have no published grade yet."""
        return sum(each.after is None for each in self.organisations)

    @property
    def same_method(self):
        """Whether every pair was graded by one version, so that dimensions and indicators can be compared."""
        return all(each.comparison.same_method for each in self.compared)


def before_after(cycle, tambons=None):
    """The follow-up beside the baseline, in the language that is active; four queries, whatever the number of rows.

    tambons: codes, or a queryset; None is every tambon of the follow-up. Only published grades are compared.
    """
    follow_up = cycle.rounds.filter(stage=Stage.PILOT_AREAS).for_pages().first()
    if follow_up is None:
        return BeforeAfter(None, [], [], None, [], [])
    asked = Assignment.objects.filter(round=follow_up)
    if tambons is not None:
        asked = asked.filter(organisation__tambon__in=tambons)
    method = follow_up.method.method
    organisations = list(_organisations(cycle, asked, method))
    summary = summarise([each.comparison for each in organisations if each.comparison], method)
    return BeforeAfter(
        follow_up=follow_up,
        organisations=organisations,
        tambons=list(_tambons(cycle, organisations, method)),
        summary=summary,
        dimensions=_medians(method.dimensions, summary.dimensions),
        indicators=_medians(method.indicators, summary.indicators),
    )


def _organisations(cycle, asked, method):
    pins = PinnedGrade.objects.current().filter(
        response__assignment__round__cycle=cycle,
        response__assignment__organisation__in=asked.values("organisation"),
    )
    shown = pins.select_related("grade__method", "grade__response__assignment__round__cycle__province")
    shown = shown.defer("grade__inputs", "grade__response__draft", "grade__response__answers")
    grades = {(pin.grade.response.assignment.round.stage, _organisation(pin.grade)): pin.grade for pin in shown}
    for assignment in asked.for_coverage():
        before, after = (
            grades.get((stage, assignment.organisation_id)) for stage in (Stage.SURVEYS, Stage.PILOT_AREAS)
        )
        comparison = compare(before.side, after.side, method) if before and after else None
        yield OrganisationLine(assignment, before, after, comparison)


def _organisation(grade):
    return grade.response.assignment.organisation_id


def _tambons(cycle, organisations, method):
    places = {each.organisation.tambon_id: each.organisation.tambon for each in organisations}
    published = TambonGrade.objects.current().filter(publication__round__cycle=cycle, tambon__in=places)
    shown = {(each.publication.round.stage, each.tambon_id): each for each in published}
    for code, tambon in places.items():
        before, after = (shown.get((stage, code)) for stage in (Stage.SURVEYS, Stage.PILOT_AREAS))
        both = before is not None and after is not None
        turn = turn_of_letters(before.letter, after.letter, method) if both else Turn.APART
        scores = (None, None) if turn == Turn.APART else (before.score, after.score)
        yield TambonLine(tambon, before, after, turn, Change("", *scores))


def _medians(named, medians):
    """The medians with the names that the method gives them."""
    names = {each.code: each.name.said(get_language()) for each in named}
    return [MedianLine(each.code, names[each.code], *each.shown(), each.turn, each.number) for each in medians]
