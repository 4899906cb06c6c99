from django.core.exceptions import PermissionDenied
from django.http import Http404

from partners.models import Participation, Representative
from welfare_movement.process.access import cycle_for, has_role, public_cycle
from welfare_movement.process.roles import Role


def pile_for(user, province, year):
    """The cycle, for its members and for those who answer for one of its partners; or 404, or 403."""
    cycle = public_cycle(province, year)
    answers = Representative.objects.filter(user_id=user.pk, partner__participations__cycle=cycle)
    if not cycle.memberships.filter(user_id=user.pk).exists() and not answers.exists():
        raise PermissionDenied
    return cycle


def participation_for(user, province, year, pk):
    """A partner's standing, to read: for members of the cycle, and for those who answer for this partner; or 404."""
    cycle = public_cycle(province, year)
    found = _found(cycle, pk)
    is_member = cycle.memberships.filter(user_id=user.pk).exists()
    if not is_member and not _answers(user, found):
        raise Http404
    return found


def participation_answered_by(user, province, year, pk):
    """The same, to write: for coordinators, and for those who answer for this partner; or 404, or 403."""
    found = participation_for(user, province, year, pk)
    if not may_answer(user, found):
        raise PermissionDenied
    return found


def participation_run_by(user, province, year, pk):
    """The same, for coordinators only; or 404, or 403."""
    return _found(cycle_for(user, province, year, Role.COORDINATOR), pk)


def may_answer(user, participation):
    """Whether to offer what `participation_answered_by` would allow."""
    return has_role(user, participation.cycle, Role.COORDINATOR) or _answers(user, participation)


def _answers(user, participation):
    return Representative.objects.filter(user_id=user.pk, partner=participation.partner_id).exists()


def _found(cycle, pk):
    participations = Participation.objects.filter(cycle=cycle, pk=pk)
    found = participations.select_related("cycle__province", "partner", "linkage").first()
    if found is None:
        raise Http404
    return found
