"""Fetch and authorise are one call: a view cannot hold a cycle that its user may not touch."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from welfare_movement.process.models import Cycle
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

KEY_DIGITS = 18  # a key of more digits is none, and a database may choke on it


def public_cycle(province, year):
    """The cycle of an address, for pages that everyone may read; or 404."""
    return get_object_or_404(
        Cycle.objects.select_related("province", "previous__province"), province__slug=province, year=year
    )


def cycle_for(user, province, year, *roles):
    """The cycle, for a province-wide member of it in one of these roles (any role when none is named); or 404, or 403.

    An administrator may do whatever a coordinator may. A member limited to one district never acts for the province:
    pages that show a part of it ask `districts_for`.
    """
    cycle = public_cycle(province, year)
    if None not in _districts(user, cycle, roles):
        raise PermissionDenied
    return cycle


def districts_for(user, province, year, *roles):
    """The cycle, and the codes of the districts where the user has one of these roles, None for all; or 404, or 403."""
    cycle = public_cycle(province, year)
    codes = _districts(user, cycle, roles)
    if not codes:
        raise PermissionDenied
    return cycle, None if None in codes else codes


def has_role(user, cycle, *roles):
    """Whether to offer what `cycle_for` would allow."""
    return user.is_authenticated and None in _districts(user, cycle, roles)


def has_role_somewhere(user, cycle, *roles):
    """Whether to offer what `districts_for` would allow."""
    return user.is_authenticated and bool(_districts(user, cycle, roles))


def event_for(user, province, year, pk):
    """The planned event, for coordinators; or 404, or 403."""
    cycle = cycle_for(user, province, year, Role.COORDINATOR)
    return get_object_or_404(cycle.planned_events.for_list(), pk=pk)


def planning_for(user, province, year, event=None):
    """The cycle, for coordinators, and the planned event of which something is made, if one is named; or 404, or 403.

    event: its key as the address carries it. An event that cannot become anything now is refused.
    """
    cycle = cycle_for(user, province, year, Role.COORDINATOR)
    if not event:
        return cycle, None
    if not event.isdecimal() or len(event) > KEY_DIGITS:
        raise Http404
    found = get_object_or_404(cycle.planned_events.with_cycle(), pk=event)
    found.require_ready()
    return cycle, found


def stage_or_404(slug):
    try:
        return Stage.from_slug(slug)
    except KeyError as error:
        raise Http404 from error


def _districts(user, cycle, roles):
    """Where the user has one of these roles: the codes of districts, None among them for the whole province."""
    return {district for role, district in cycle.held_by(user) if not roles or role in {*roles, Role.ADMINISTRATOR}}
