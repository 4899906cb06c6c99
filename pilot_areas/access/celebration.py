from django.db.models import Q
from django.http import Http404

from pilot_areas.access.areas import area_told_by, leads
from pilot_areas.models import AreaEntry, Award, PilotArea, Thanks
from welfare_movement.journal.models import Entry
from welfare_movement.process.access import cycle_for, has_role, public_cycle
from welfare_movement.process.roles import Role


# ── Stories and lessons ────────────────────────────────────────────────────────────────────────────────────────────
def story_for(visitor, province, year, pk):
    """A story or lesson of an area: for everyone once it is published, a draft for those who may tell it; or 404."""
    cycle = public_cycle(province, year)
    stories = AreaEntry.objects.filter(area__nomination__cycle=cycle, pk=pk).for_list()
    if not has_role(visitor.user, cycle, Role.COORDINATOR):
        stories = stories.filter(Q(entry__in=Entry.objects.published()) | Q(area__in=leads(visitor).values("area")))
    return _one(stories)


def story_written_by(visitor, province, year, pk):
    """The same, to write: for coordinators, and for those who lead the area, signed in or by link; or 404, or 403."""
    found = story_for(visitor, province, year, pk)
    area_told_by(visitor, province, year, found.area_id)
    return found


def told_areas(visitor, cycle):
    """The ids of those areas of which this visitor may tell."""
    if has_role(visitor.user, cycle, Role.COORDINATOR):
        return set(PilotArea.objects.filter(nomination__cycle=cycle).values_list("pk", flat=True))
    return set(leads(visitor).filter(area__nomination__cycle=cycle).values_list("area", flat=True))


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
