from django.db.models import CharField, DateField, Exists, OuterRef, Q, Subquery, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pilot_areas.models import (
    AreaPerson,
    Conflict,
    Judge,
    Milestone,
    Nomination,
    PanelScore,
    PilotArea,
    ProgressReport,
    Selection,
)
from pilot_areas.models.thanks import owed_thanks
from pilot_areas.months import due_on, month_before
from welfare_movement.process.models import Cycle, StagePass
from welfare_movement.process.stages import Stage
from welfare_movement.process.todos import row, runs, todo

NAME = "nomination__tambon__name_th"


def reports_to_write(user, cycle):
    """The report of the month that has ended, of the areas that this person leads."""
    month = month_before(timezone.localdate())
    mine = AreaPerson.objects.to_report(month).filter(area__nomination__cycle=cycle, person_id=user.pk)
    dated = mine.annotate(due=Value(due_on(month), DateField()))
    return row(dated, title=f"area__{NAME}", due="due", argument="area_id")


def reports_returned(user, cycle):
    """Reports that came back with a comment, of the areas that this person leads."""
    leads = AreaPerson.objects.leads().filter(person_id=user.pk)
    back = ProgressReport.objects.filter(
        area__nomination__cycle=cycle, area__people__in=leads, sent_at=None, returned_at__isnull=False
    )
    return row(back, title=f"area__{NAME}", due="returned_at", argument="area_id")


def reports_to_read(user, cycle):
    unread = ProgressReport.objects.unread().filter(
        runs(user, "area__nomination__cycle__"), area__nomination__cycle=cycle
    )
    return row(unread.distinct(), title=f"area__{NAME}", due="sent_at", argument="area_id")


def late_milestones(user, cycle):
    """Of all areas for those who coordinate, of their own for those who lead one."""
    led = Q(area__in=AreaPerson.objects.leads().filter(person_id=user.pk).values("area"))
    late = Milestone.objects.late().filter(runs(user, "area__nomination__cycle__") | led, area__nomination__cycle=cycle)
    return row(late.distinct(), title="title", due="due_on", argument="area_id")


def plans_to_adopt(user, cycle):
    """Areas without an adopted plan, whether it is begun or not."""
    waiting = PilotArea.objects.filter(
        runs(user, "nomination__cycle__"), nomination__cycle=cycle, plan__adopted_at=None
    )
    return row(waiting.distinct(), title=NAME, due="selected_at")


todo("pilot_areas.report", _("Progress report to write"), page="pilot_areas:area", rows=reports_to_write)
todo("pilot_areas.returned", _("Returned report to change"), page="pilot_areas:area", rows=reports_returned)
todo("pilot_areas.read", _("Progress report to read"), page="pilot_areas:area", rows=reports_to_read)
todo("pilot_areas.milestone", _("Milestone is late"), page="pilot_areas:area", rows=late_milestones)
todo("pilot_areas.plan", _("Plan of an area to adopt"), page="pilot_areas:area", rows=plans_to_adopt)


def scores(user, cycle):
    """Candidates that this judge has not scored in whole, while scoring is open."""
    seat = Judge.objects.filter(cycle=cycle, person_id=user.pk)
    given = PanelScore.objects.filter(judge__in=seat, nomination=OuterRef("pk"), completed_at__isnull=False)
    tied = Conflict.objects.filter(judge__in=seat, nomination=OuterRef("pk"))
    open_ones = Nomination.objects.standing().filter(
        ~Exists(given),
        ~Exists(tied),
        cycle=cycle,
        cycle__selection=None,
        cycle__closed_at=None,
        cycle__judges__person_id=user.pk,
    )
    open_ones = open_ones.annotate(seat=Subquery(seat.values("pk")[:1]), by=Subquery(seat.values("due_on")[:1]))
    return row(open_ones, title="tambon__name_th", due="by", argument="seat")


def closings(user, cycle):
    """Every candidate has three whole scores, and the scoring is still open."""
    standing = Nomination.objects.standing().filter(cycle=OuterRef("pk"))
    unscored = standing.exclude(pk__in=Nomination.objects.scored().values("pk"))
    ready = Cycle.objects.open().filter(
        Exists(standing), ~Exists(unscored), runs(user, ""), pk=cycle.pk, selection=None
    )
    return row(_titled(ready.distinct()), title="words")


def publications(user, cycle):
    """A selection that a meeting made and nobody has published."""
    waiting = Selection.objects.filter(
        runs(user, "cycle__"), cycle=cycle, cycle__closed_at=None, decided_at__isnull=False, published_at=None
    )
    return row(_titled(waiting.distinct()), title="words", due="decided_at")


def _titled(rows):
    """There is one at most, and the label says it all."""
    return rows.annotate(words=Value("", CharField()))


todo("pilot_areas.score", _("Candidate to score"), page="pilot_areas:scores", rows=scores)
todo(
    "pilot_areas.close",
    _("Scoring is complete and can be closed"),
    page="pilot_areas:ranking",
    rows=closings,
    argument=None,
)
todo("pilot_areas.publish", _("Selection to publish"), page="pilot_areas:ranking", rows=publications, argument=None)


def is_open(path):
    """The condition that the celebration of the cycle at this path is open."""
    passes = StagePass.objects.standing().filter(stage=Stage.PILOT_AREAS, cycle=OuterRef(path))
    return Exists(passes)


def stories(user, cycle):
    """Areas without a published story and lesson: all for those who coordinate, their own for those who lead one."""
    told = PilotArea.objects.told().values("pk")
    led = Q(pk__in=AreaPerson.objects.leads().filter(person_id=user.pk).values("area"))
    of_cycle = PilotArea.objects.filter(runs(user, "nomination__cycle__") | led, nomination__cycle=cycle)
    silent = of_cycle.filter(is_open("nomination__cycle")).exclude(pk__in=told)
    return row(silent.distinct(), title="nomination__tambon__name_th")


def thanks(user, cycle):
    """Surveyed organisations that were not thanked yet."""
    assignments, _participations = owed_thanks(cycle)
    owed = assignments.filter(runs(user, "round__cycle__"), is_open("round__cycle"))
    return row(owed.distinct(), title="organisation__name")


def report(user, cycle):
    """The report of the cycle, until it is published."""
    unpublished = Cycle.objects.filter(runs(user, ""), is_open("pk"), pk=cycle.pk, report__published_at=None)
    return row(unpublished.distinct(), title="year")


todo("pilot_areas.stories", _("Pilot area to tell of"), page="pilot_areas:tell", rows=stories)
todo("pilot_areas.thanks", _("Organisation to thank"), page="pilot_areas:thanks", rows=thanks, argument=None)
todo(
    "pilot_areas.cycle_report", _("Report of the cycle to publish"), page="dashboard:report", rows=report, argument=None
)
