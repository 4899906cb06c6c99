from django.http import Http404
from django.utils.translation import gettext_lazy as _

from pilot_areas.models import CriteriaSet, Judge, Nomination, Selection
from welfare_movement.process.access import cycle_for, public_cycle
from welfare_movement.process.roles import Role
from welfare_movement.refusals import Refused


def nomination_for(user, province, year, pk, *roles):
    """The nomination, for province-wide members of its cycle in one of these roles; or 404, or 403."""
    cycle = cycle_for(user, province, year, *roles)
    return _one(Nomination.objects.filter(cycle=cycle, pk=pk).for_list())


def criteria_for(user, province, year, pk):
    """A set of criteria, adopted or not, for members of its cycle; or 404, or 403."""
    sets = CriteriaSet.objects.filter(cycle=cycle_for(user, province, year), pk=pk)
    return _one(sets.with_cycle().select_related("resolution__item__meeting__cycle"))


def judge_for(visitor, province, year, pk):
    """A seat on the panel, for whoever holds it, signed in or by its link; or 404. Nobody else sees its scores."""
    cycle = public_cycle(province, year)
    theirs = visitor.stands() | visitor.holds()
    return _one(Judge.objects.filter(theirs, cycle=cycle, pk=pk).with_cycle().select_related("person", "link"))


def judge_run_by(user, province, year, pk):
    """A seat on the panel, for coordinators, to record of it; or 404, or 403."""
    cycle = cycle_for(user, province, year, Role.COORDINATOR)
    return _one(Judge.objects.filter(cycle=cycle, pk=pk).with_cycle().select_related("person", "link"))


def candidate_for(judge, pk):
    """A candidate of this judge's cycle who stands; or 404."""
    return _one(Nomination.objects.standing().filter(cycle=judge.cycle_id, pk=pk).for_list())


def selection_run_by(user, province, year):
    """The selection, for coordinators; or 404, or 403. Refused while the judges still score."""
    selection = Selection.objects.of(cycle_for(user, province, year, Role.COORDINATOR))
    if selection is None:
        raise Refused(_("Close the scoring first; then the areas are selected."))
    return selection


def _one(rows):
    found = rows.first()
    if found is None:
        raise Http404
    return found
