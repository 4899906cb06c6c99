from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from partners.models import Gives, HomeworkRecipient, Participation, Partner, Representative
from welfare_movement.people.access import Visitor
from welfare_movement.process.access import KEY_DIGITS, cycle_for, has_role, public_cycle
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


def partner_run_by(user, province, year, pk):
    """The cycle, and a partner of its province, whether asked in or not: for coordinators; or 404, or 403."""
    cycle = cycle_for(user, province, year, Role.COORDINATOR)
    return cycle, get_object_or_404(Partner.objects.select_related("province"), province=cycle.province_id, pk=pk)


def ledger_for(visitor, province, year, pk):
    """A partner's standing, to read its ledger: likewise, and for whoever came by the link of its homework; or 404."""
    cycle = public_cycle(province, year)
    found = _found(cycle, pk)
    is_member = cycle.memberships.filter(visitor.stands("user")).exists()
    if not is_member and not _answers(visitor.user, found) and _held(visitor, found) is None:
        raise Http404
    return found


def sheet_written_by(visitor, province, year, pk):
    """The same, to write the sheet: for coordinators, those who answer for the partner, and by link; or 404, or 403.

    Also the recipient through whose link the visitor came; None for whoever is signed in as one who may.
    """
    found = ledger_for(visitor, province, year, pk)
    if may_write(Visitor(visitor.user), found):
        return found, None
    recipient = _held(visitor, found)
    if recipient is None:
        raise PermissionDenied
    return found, recipient


def may_write(visitor, participation):
    """Whether to offer what `sheet_written_by` would allow."""
    signed_in = visitor.user.is_authenticated and may_answer(visitor.user, participation)
    return signed_in or _held(visitor, participation) is not None


def _held(visitor, participation):
    """Whose homework of this partner the visitor holds a link to; None without one."""
    held = HomeworkRecipient.objects.standing().filter(visitor.holds(), linkage__participation=participation)
    return held.first() if visitor.links else None


def commitments_for(user, province, year):
    """The cycle and its promises: all for its members, for those who answer for a partner its own; or 404, or 403."""
    cycle = pile_for(user, province, year)
    return cycle, cycle.commitments.filter(_seen_by(user, cycle))


def commitment_for(user, province, year, pk):
    """A promise, to read: for members of the cycle, and for those who answer for the partner that made it; or 404."""
    cycle = public_cycle(province, year)
    commitment = cycle.commitments.filter(_seen_by(user, cycle), pk=pk).for_page().first()
    if commitment is None:
        raise Http404
    return commitment


def line_for(user, province, year, pk):
    """The cycle, for coordinators, and the line of a linkage sheet that becomes a promise, if one is named; or 404.

    pk: its key as the address carries it.
    """
    cycle = cycle_for(user, province, year, Role.COORDINATOR)
    if not pk:
        return cycle, None
    lines = Gives.objects.filter(linkage__participation__cycle=cycle).select_related("linkage__participation__partner")
    found = lines.filter(pk=pk).first() if pk.isdecimal() and len(pk) <= KEY_DIGITS else None
    if found is None:
        raise Http404
    return cycle, found


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
