"""The figures of a report, read from the records of all six stages."""

from collections import Counter
from functools import cached_property

from django.db.models import Count, Q
from django.utils import timezone

from forums.models import Declaration, ExpectedDistrict, Gathering, Pledge, Registration
from partners.ledger import keepings
from partners.models import Commitment, Participation
from partners.models.participation import JOINED, Stance
from pilot_areas.board import money
from pilot_areas.gate import in_areas
from pilot_areas.models import AreaEntry, Milestone, Nomination, PilotArea
from surveys.models import Assignment, PinnedGrade, TambonGrade
from welfare_movement.dashboard.lines import MONEY, Line
from welfare_movement.dashboard.tiles import LETTERS
from welfare_movement.journal.models import Entry
from welfare_movement.meetings.models import ActionItem
from welfare_movement.process.stages import Stage
from working_groups.models import AppointmentOrder, WorkingGroup

BEFORE, AFTER = Stage.SURVEYS, Stage.PILOT_AREAS


def day(moment):
    """The day of a moment, as text, by the clock of Bangkok."""
    return timezone.localdate(moment).isoformat()


class Records:
    """What several chapters read, each asked once."""

    def __init__(self, cycle):
        self.cycle = cycle

    @cached_property
    def meetings(self):
        """stage -> (meetings with adopted minutes, meetings that began)."""
        adopted = Count("minutes", filter=Q(minutes__adopted_at__isnull=False))
        begun = self.cycle.meetings.begun().order_by().values_list("stage")
        return {stage: (good, number) for stage, good, number in begun.annotate(good=adopted, number=Count("pk"))}

    @cached_property
    def stances(self):
        return dict(self.cycle.participations.by_stance())

    @property
    def joined(self):
        return sum(self.stances.get(stance.value, 0) for stance in JOINED)

    @cached_property
    def pins(self):
        """stage of the round -> organisation -> its published grade."""
        found = {BEFORE: {}, AFTER: {}}
        rows = PinnedGrade.objects.current().filter(publication__round__cycle=self.cycle)
        for pin in rows.select_related("grade", "publication__round", "response__assignment"):
            found[pin.publication.round.stage][pin.response.assignment.organisation_id] = pin.grade
        return found

    @cached_property
    def tambons(self):
        """stage of the round -> tambon code -> (letter, score), as published."""
        found = {BEFORE: {}, AFTER: {}}
        rows = TambonGrade.objects.filter(publication__round__cycle=self.cycle, publication__superseded_at=None)
        for stage, code, *grade in rows.values_list("publication__round__stage", "tambon", "letter", "score"):
            found[stage][code] = tuple(grade)
        return found

    @cached_property
    def surveyed(self):
        """(organisations verified, organisations expected) of the baseline."""
        expected = Assignment.objects.baseline().filter(round__cycle=self.cycle)
        counted = expected.aggregate(
            expected=Count("pk"), verified=Count("pk", filter=Q(response__verified_at__isnull=False))
        )
        return counted["verified"], counted["expected"]

    @cached_property
    def gatherings(self):
        return {each.stage: each for each in Gathering.objects.standing().filter(cycle=self.cycle)}

    @cached_property
    def crowds(self):
        """stage of the gathering -> district code -> (came, registered)."""
        found = {Stage.FORUMS: {}, Stage.CELEBRATION: {}}
        rows = (
            Registration.objects.standing().filter(gathering__cycle=self.cycle, gathering__cancelled_at=None).order_by()
        )
        came = Count("pk", filter=Q(checked_in_at__isnull=False))
        counted = rows.values_list("gathering__stage", "tambon__district").annotate(came=came, number=Count("pk"))
        for stage, code, *numbers in counted:
            found[stage][code] = tuple(numbers)
        return found

    def minutes(self, stage):
        """The line of a stage's meetings, if it had any."""
        adopted, number = self.meetings.get(stage, (0, 0))
        return [Line(f"{stage.slug}.minutes", adopted, number)] if number else []


def partners(records):
    asked = sum(records.stances.values())
    linked = Participation.objects.joined().linked().filter(cycle=records.cycle).count()
    return [
        *(
            Line(f"partners.stance.{stance.value}", records.stances[stance.value], asked)
            for stance in reversed(Stance)
            if stance.value in records.stances
        ),
        Line("partners.linked", linked, records.joined),
        *records.minutes(Stage.PARTNERS),
    ]


def surveys(records):
    letters = Counter(grade.letter for grade in records.pins[BEFORE].values())
    tambons = Counter(letter for letter, _score in records.tambons[BEFORE].values())
    return [
        Line("surveys.verified", *records.surveyed),
        *(Line(f"surveys.letter.{each}", letters[each], letters.total(), name=each) for each in LETTERS if letters),
        *(Line(f"surveys.tambon.{each}", tambons[each], tambons.total(), name=each) for each in LETTERS if tambons),
        *_told(records.pins[BEFORE].values()),
        *records.minutes(Stage.SURVEYS),
    ]


def _told(grades):
    """What came in by each source in twelve months, as the published answers of the survey know it."""
    grades = list(grades)
    if not grades:
        return
    answers = {key: [grade.inputs.get(key) for grade in grades] for key in MONEY}
    known = {key: [each for each in given if isinstance(each, int)] for key, given in answers.items()}
    for key, given in known.items():
        yield Line(f"surveys.money.{key}", sum(given))
    yield Line("surveys.money_unknown", sum(len(grades) - len(given) for given in known.values()))


def working_groups(records):
    groups = WorkingGroup.objects.filter(cycle=records.cycle)
    order = AppointmentOrder.objects.signed().filter(cycle=records.cycle).order_by("signed_on").last()
    sizes = list(groups.with_size().order_by("team"))
    return [
        *(Line(f"working_groups.team.{group.team}", group.size) for group in sizes),
        *([Line("working_groups.order", words=order.number, day=order.signed_on.isoformat())] if order else []),
        Line("working_groups.plans", groups.planned().count(), len(sizes)),
        *records.minutes(Stage.WORKING_GROUPS),
    ]


def forum(records):
    gathering = records.gatherings.get(Stage.FORUMS)
    declaration = Declaration.objects.adopted().filter(gathering__cycle=records.cycle).first()
    pledges = Pledge.objects.filter(gathering__cycle=records.cycle, gathering__stage=Stage.FORUMS)
    promised = pledges.aggregate(
        number=Count("pk"),
        partners=Count("participation", distinct=True, filter=Q(participation__stance__in=JOINED)),
    )
    pk = gathering and gathering.pk
    return [
        *_gathering(records, Stage.FORUMS, "forums"),
        *_districts(records, pk),
        *([Line("forums.declaration", words=declaration.text, pk=pk)] if declaration else []),
        *([Line("forums.pledges", promised["number"], pk=pk)] if gathering else []),
        Line("forums.pledged", promised["partners"], records.joined),
        *records.minutes(Stage.FORUMS),
    ]


def _gathering(records, stage, prefix):
    """Whether it was held, and who came."""
    gathering = records.gatherings.get(stage)
    if gathering is None:
        return []
    came, registered = (sum(each) for each in zip((0, 0), *records.crowds[stage].values(), strict=True))
    held = [Line(f"{prefix}.held", name=gathering.title, day=day(gathering.starts_at), pk=gathering.pk)]
    return (held if gathering.held_at else []) + [Line(f"{prefix}.came", came, registered, pk=gathering.pk)]


def _districts(records, pk):
    crowd = records.crowds[Stage.FORUMS]
    expected = ExpectedDistrict.objects.forum().filter(gathering__cycle=records.cycle).select_related("district")
    came = [(each.district, crowd.get(each.district_id, (0, 0))[0]) for each in expected.order_by("district__sort_key")]
    there = sum(1 for _district, number in came if number)
    return [
        Line("forums.districts", there, len(came)),
        *(
            Line("forums.district", number, name=district.name_th, name_en=district.name_en, pk=pk)
            for district, number in came
        ),
    ]


def pilot_areas(records):
    areas = PilotArea.objects.for_links().filter(nomination__cycle=records.cycle)
    areas = list(areas.order_by("nomination__tambon__sort_key", "pk"))
    steps = Milestone.objects.filter(area__nomination__cycle=records.cycle).aggregate(
        reached=Count("reached_at"), dropped=Count("dropped_at"), number=Count("pk")
    )
    graded = in_areas().filter(round__cycle=records.cycle)
    settled = steps["reached"] + steps["dropped"]
    return [
        Line("pilot_areas.candidates", Nomination.objects.filter(cycle=records.cycle).count()),
        Line("pilot_areas.areas", len(areas)),
        *(_area(records, area) for area in areas),
        *_money(areas),
        Line("pilot_areas.reached", steps["reached"], steps["number"]),
        Line("pilot_areas.dropped", steps["dropped"], steps["number"]),
        Line("pilot_areas.open", steps["number"] - settled, steps["number"]),
        Line("pilot_areas.regraded", graded.graded_again().count(), graded.count()),
        *_changes(records),
        *records.minutes(Stage.PILOT_AREAS),
    ]


def _area(records, area):
    tambon = area.nomination.tambon
    before, after = (_grade(records.tambons[stage].get(tambon.code)) for stage in (BEFORE, AFTER))
    return Line(
        "pilot_areas.grade", name=tambon.name_th, name_en=tambon.name_en, words=f"{before} → {after}", pk=area.pk
    )


def _money(areas):
    """By source, what of the money in the plans of these areas is secured; and what their reports have spent."""
    for each in money(areas):
        if each.planned:
            yield Line(f"pilot_areas.secured.{each.source.value}", each.secured, each.planned)
        if each.spent:
            yield Line(f"pilot_areas.spent.{each.source.value}", each.spent)


def _grade(published):
    if published is None:
        return "–"
    letter, score = published
    return letter if score is None else f"{letter} {score}"


def _changes(records):
    """How many organisations rose, stayed and fell, of those with a published score in both rounds."""
    both = records.pins[BEFORE].keys() & records.pins[AFTER].keys()
    pairs = [(records.pins[BEFORE][pk].score, records.pins[AFTER][pk].score) for pk in both]
    rises = [after - before for before, after in pairs if None not in (before, after)]
    if not rises:
        return []
    return [
        Line("pilot_areas.rose", sum(rise > 0 for rise in rises), len(rises)),
        Line("pilot_areas.same", sum(rise == 0 for rise in rises), len(rises)),
        Line("pilot_areas.fell", sum(rise < 0 for rise in rises), len(rises)),
    ]


def celebration(records):
    cycle = records.cycle
    told = AreaEntry.objects.published().filter(area__nomination__cycle=cycle).order_by()
    kinds = dict(told.values_list("entry__kind").annotate(number=Count("pk")))
    thanks = cycle.thanks.aggregate(organisations=Count("organisation"), partners=Count("participation"))
    return [
        *_gathering(records, Stage.CELEBRATION, "celebration"),
        Line("celebration.stories", kinds.get(Entry.Kind.STORY, 0)),
        Line("celebration.lessons", kinds.get(Entry.Kind.LESSON, 0)),
        Line("celebration.organisations", thanks["organisations"], records.surveyed[0]),
        Line("celebration.partners", thanks["partners"], records.joined),
        *(
            Line(f"celebration.award.{each.category}", name=f"{each.to}", words=each.reason)
            for each in cycle.awards.for_list()
        ),
        *_commitments(cycle),
        *records.minutes(Stage.CELEBRATION),
    ]


def _commitments(cycle):
    found = Commitment.objects.filter(cycle=cycle).keeping()
    actions = ActionItem.objects.of_cycle(cycle).keeping()
    return [
        Line("celebration.kept", found.kept, found.made),
        Line("celebration.unkept", found.open, found.made),
        Line("celebration.late", found.overdue, found.made),
        *(
            Line("celebration.partner", kept.kept, kept.made, name=f"{partner}", pk=partner.pk)
            for partner, kept in keepings(cycle)
        ),
        *([Line("celebration.actions", actions.kept, actions.made)] if actions.made else []),
    ]
