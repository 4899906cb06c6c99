from django.db.models import CharField, Exists, OuterRef, Subquery, Value
from django.utils.translation import gettext_lazy as _

from pilot_areas.models import Conflict, Judge, Nomination, PanelScore, Selection
from welfare_movement.process.models import Cycle
from welfare_movement.process.todos import row, runs, todo


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
    open_ones = open_ones.annotate(seat=Subquery(seat.values("pk")[:1]))
    return row(open_ones, title="tambon__name_th", argument="seat")


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
