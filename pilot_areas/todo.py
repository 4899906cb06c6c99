from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from pilot_areas.models import PilotArea
from pilot_areas.models.thanks import owed_thanks
from welfare_movement.process.models import Cycle, StagePass
from welfare_movement.process.stages import Stage
from welfare_movement.process.todos import row, runs, todo


def is_open(path):
    """The condition that the celebration of the cycle at this path is open."""
    passes = StagePass.objects.standing().filter(stage=Stage.PILOT_AREAS, cycle=OuterRef(path))
    return Exists(passes)


def stories(user, cycle):
    """Areas without a published story and a published lesson."""
    told = PilotArea.objects.told().values("pk")
    of_cycle = PilotArea.objects.filter(runs(user, "nomination__cycle__"), nomination__cycle=cycle)
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


def nothing(_text):
    """For pages of the whole cycle, whose address names nothing more."""
    return None


todo("pilot_areas.stories", _("Pilot area to tell of"), page="pilot_areas:tell", rows=stories)
todo("pilot_areas.thanks", _("Organisation to thank"), page="pilot_areas:thanks", rows=thanks, argument=nothing)
todo("pilot_areas.report", _("Report of the cycle to publish"), page="dashboard:report", rows=report, argument=nothing)
