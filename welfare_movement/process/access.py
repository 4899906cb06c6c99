"""Fetch and authorise are one call: a view cannot hold a cycle that its user may not touch."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from welfare_movement.process.models import Cycle
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage


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
    if not _held(user, cycle, roles).province_wide().exists():
        raise PermissionDenied
    return cycle


def districts_for(user, province, year, *roles):
    """The cycle, and the codes of the districts where the user has one of these roles, None for all; or 404, or 403."""
    cycle = public_cycle(province, year)
    codes = set(_held(user, cycle, roles).values_list("district", flat=True))
    if not codes:
        raise PermissionDenied
    return cycle, None if None in codes else codes


def has_role(user, cycle, *roles):
    """Whether to offer what `cycle_for` would allow."""
    return user.is_authenticated and _held(user, cycle, roles).province_wide().exists()


def has_role_somewhere(user, cycle, *roles):
    """Whether to offer what `districts_for` would allow."""
    return user.is_authenticated and _held(user, cycle, roles).exists()


def stage_or_404(slug):
    try:
        return Stage.from_slug(slug)
    except KeyError as error:
        raise Http404 from error


def _held(user, cycle, roles):
    held = cycle.memberships.filter(user_id=user.pk)
    return held.filter(role__in={*roles, Role.ADMINISTRATOR}) if roles else held
