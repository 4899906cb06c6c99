from django.core.exceptions import PermissionDenied
from django.http import Http404

from pilot_areas.models import AreaEntry, Award, PilotArea, Thanks
from welfare_movement.process.access import cycle_for, has_role, public_cycle
from welfare_movement.process.roles import Role


# ── Stories and lessons ────────────────────────────────────────────────────────────────────────────────────────────
def area_told_by(user, province, year, pk):
    """The area, to tell of it: for coordinators; or 404, or 403."""
    cycle = cycle_for(user, province, year, Role.COORDINATOR)
    return _one(PilotArea.objects.for_stories().filter(nomination__cycle=cycle, pk=pk))


def story_for(user, province, year, pk):
    """A story or lesson of an area: for everyone once it is published, a draft for coordinators; or 404."""
    cycle = public_cycle(province, year)
    stories = AreaEntry.objects.for_list()
    shown = stories if has_role(user, cycle, Role.COORDINATOR) else stories.published()
    return _one(shown.filter(area__nomination__cycle=cycle, pk=pk))


def story_written_by(user, province, year, pk):
    """The same, to write: for coordinators; or 404, or 403."""
    found = story_for(user, province, year, pk)
    if not has_role(user, found.area.nomination.cycle, Role.COORDINATOR):
        raise PermissionDenied
    return found


# ── Thanks and awards ──────────────────────────────────────────────────────────────────────────────────────────────
def thanks_for(visitor, province, year, pk):
    """One thanks: for members of the cycle, for those who answer for who was thanked, and by its link; or 404."""
    cycle = public_cycle(province, year)
    found = Thanks.objects.for_list().filter(cycle=cycle, pk=pk)
    if not cycle.memberships.filter(visitor.stands("user")).exists():
        found = found.filter(_theirs(visitor) | visitor.holds()).distinct()
    return _one(found)


def award_for(visitor, province, year, pk):
    """One award: for members of the cycle, and for those who answer for who got it; or 404."""
    cycle = public_cycle(province, year)
    found = Award.objects.for_list().filter(cycle=cycle, pk=pk)
    if not cycle.memberships.filter(visitor.stands("user")).exists():
        found = found.filter(_theirs(visitor)).distinct()
    return _one(found)


def award_run_by(user, province, year, pk):
    """One award, for coordinators; or 404, or 403."""
    cycle = cycle_for(user, province, year, Role.COORDINATOR)
    return _one(Award.objects.for_list().filter(cycle=cycle, pk=pk))


def _theirs(visitor):
    return visitor.stands("organisation__respondents__user") | visitor.stands(
        "participation__partner__representatives__user"
    )


def _one(rows):
    found = rows.first()
    if found is None:
        raise Http404
    return found
