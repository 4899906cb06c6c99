from django.core.exceptions import PermissionDenied
from django.db.models import Q
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


def commitments_for(user, province, year):
    """The cycle and its promises: all for its members, for those who answer for a partner its own; or 404, or 403."""
    cycle = pile_for(user, province, year)
    return cycle, cycle.commitments.filter(_seen_by(user, cycle))


def commitment_for(user, province, year, pk):
    """A promise, to read: for members of the cycle, and for those who answer for the partner that made it; or 404."""
    cycle = public_cycle(province, year)
    found = cycle.commitments.filter(_seen_by(user, cycle), pk=pk)
    found = found.select_related("cycle__province", "participation__partner", "tambon__district", "made_by", "kept_by")
    commitment = found.first()
    if commitment is None:
        raise Http404
    return commitment


def commitment_kept_by(user, province, year, pk):
    """The same, to record that it was kept: for coordinators, and those who answer for the partner; or 404, or 403."""
    found = commitment_for(user, province, year, pk)
    if not may_keep(user, found):
        raise PermissionDenied
    return found


def may_keep(user, commitment):
    """Whether to offer what `commitment_kept_by` would allow."""
    if commitment.participation is None:
        return has_role(user, commitment.cycle, Role.COORDINATOR)
    return may_answer(user, commitment.participation)


def _seen_by(user, cycle):
    if cycle.memberships.filter(user_id=user.pk).exists():
        return Q()
    return Q(participation__partner__in=Representative.objects.filter(user_id=user.pk).values("partner"))


def may_answer(user, participation):
    """Whether to offer what `participation_answered_by` would allow."""
    return has_role(user, participation.cycle, Role.COORDINATOR) or _answers(user, participation)


def _answers(user, participation):
    return Representative.objects.filter(user_id=user.pk, partner=participation.partner_id).exists()


def _found(cycle, pk):
    participations = Participation.objects.filter(cycle=cycle, pk=pk)
    found = participations.select_related("cycle__province", "partner", "linkage", "next_touch_by").first()
    if found is None:
        raise Http404
    return found
