from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404

from forums.models import Declaration, Gathering, Invitation, Registration
from forums.refusals import GatheringCancelled, NotOfTheForum
from partners.models import Participation
from welfare_movement.process.access import cycle_for, districts_for, has_role, has_role_somewhere, public_cycle
from welfare_movement.process.roles import Role

# Who helps at the door; a reviewer of one district too, since all come in by the same door.
DOOR = (Role.COORDINATOR, Role.REVIEWER)


def gathering_for(province, year, pk):
    """The gathering, for everyone: its programme, place and free seats, never a name; or 404."""
    return _one(Gathering.objects.filter(cycle=public_cycle(province, year), pk=pk))


def gathering_of_key(province, year, key):
    """The gathering of an open address of registration; or 404."""
    return _one(Gathering.objects.filter(cycle=public_cycle(province, year), key=key))


def gathering_run_by(user, province, year, pk):
    """The gathering, for coordinators; or 404, or 403."""
    return _one(Gathering.objects.filter(cycle=cycle_for(user, province, year, Role.COORDINATOR), pk=pk))


def gathering_written_by(user, province, year, pk):
    """The same, to plan on: refused once it was cancelled."""
    gathering = gathering_run_by(user, province, year, pk)
    if gathering.cancelled_at is not None:
        raise GatheringCancelled(gathering)
    return gathering


def forum_run_by(user, province, year, pk):
    """The same, for what the celebration does not have."""
    gathering = gathering_written_by(user, province, year, pk)
    if not gathering.is_forum:
        raise NotOfTheForum
    return gathering


def gathering_kept_by(user, province, year, pk):
    """The gathering, for those who keep its door; or 404, or 403."""
    cycle, _districts = districts_for(user, province, year, *DOOR)
    return _one(Gathering.objects.filter(cycle=cycle, pk=pk))


def gathering_counted_by(user, province, year, pk):
    """The gathering, for the members of its cycle; or 404, or 403."""
    cycle, _districts = districts_for(user, province, year)
    return _one(Gathering.objects.filter(cycle=cycle, pk=pk))


def gathering_seen_by(visitor, province, year, pk):
    """The gathering from within, for members of its cycle and those registered for it; or 404."""
    cycle = public_cycle(province, year)
    gatherings = Gathering.objects.filter(cycle=cycle, pk=pk)
    if not is_member(visitor, cycle):
        theirs = Registration.objects.standing().filter(visitor.stands() | visitor.holds(), gathering=OuterRef("pk"))
        gatherings = gatherings.filter(Exists(theirs))
    return _one(gatherings)


def declaration_for(visitor, province, year, pk):
    """The gathering whose declaration is read: by everyone once it is adopted, before that by those within; or 404."""
    adopted = Declaration.objects.adopted().filter(gathering=OuterRef("pk"))
    gatherings = Gathering.objects.filter(Exists(adopted), cycle=public_cycle(province, year), pk=pk)
    return gatherings.select_related(*_WITH).first() or gathering_seen_by(visitor, province, year, pk)


def writer_for(visitor, province, year, pk):
    """The gathering and the visitor's registration, for those who pledge or propose there; or 404.

    The registration is None for the keepers of the door who are not registered themselves.
    """
    gathering = gathering_seen_by(visitor, province, year, pk)
    registration = own_registration(visitor, gathering)
    if registration is None and not keeps_door(visitor.user, gathering.cycle):
        raise Http404
    if gathering.cancelled_at is not None:
        raise GatheringCancelled(gathering)
    return gathering, registration


def pledger_for(visitor, province, year, pk):
    """The gathering, the registration, and for which partners and tambon this visitor may pledge; or 404, or 403.

    A coordinator records the pledge of any partner and tambon; others pledge for those they stand for.
    """
    gathering, registration = writer_for(visitor, province, year, pk)
    if not gathering.is_forum:
        raise NotOfTheForum
    asked = Participation.objects.filter(cycle=gathering.cycle).select_related("partner").order_by("partner__sort_key")
    if has_role(visitor.user, gathering.cycle, Role.COORDINATOR):
        return gathering, registration, asked, None
    if registration is None:
        raise PermissionDenied
    return (
        gathering,
        registration,
        asked.filter(partner__representatives__user=registration.person),
        registration.tambon,
    )


def registration_for(visitor, province, year, pk):
    """The registration, for the person themselves, signed in or by their link; or 404."""
    return _registration(public_cycle(province, year), pk, visitor.stands() | visitor.holds())


def registration_withdrawn_by(visitor, province, year, pk):
    """The registration, for the person themselves, or for a coordinator whom they asked; or 404."""
    cycle = public_cycle(province, year)
    if has_role(visitor.user, cycle, Role.COORDINATOR):
        return _registration(cycle, pk)
    return registration_for(visitor, province, year, pk)


def registration_kept_by(user, province, year, pk):
    """The registration, for those who keep the door; or 404, or 403."""
    cycle, _districts = districts_for(user, province, year, *DOOR)
    return _registration(cycle, pk)


def registration_shown(visitor, province, year, pk):
    """The registration for the person themselves or a keeper of the door; 404 for everyone else."""
    cycle = public_cycle(province, year)
    if keeps_door(visitor.user, cycle):
        return _registration(cycle, pk)
    return registration_for(visitor, province, year, pk)


def invitation_for(visitor, province, year, pk):
    """The invitation, for the person invited, signed in or by their link; or 404."""
    theirs = Invitation.objects.filter(visitor.stands() | visitor.holds(), pk=pk)
    within = theirs.filter(gathering__cycle=public_cycle(province, year))
    return _one(within, "person", "gathering__cycle__province", "gathering__cancelled_by")


def own_registration(visitor, gathering):
    """The visitor's own standing registration, signed in or by link; None without one."""
    mine = gathering.registrations.standing().select_related("person", "tambon__district")
    return mine.filter(visitor.stands()).first() or mine.filter(visitor.holds()).first()


def is_member(visitor, cycle):
    return cycle.memberships.filter(visitor.stands("user")).exists()


def keeps_door(user, cycle):
    """Whether to offer what `gathering_kept_by` would allow."""
    return has_role_somewhere(user, cycle, *DOOR)


_WITH = ("cycle__province", "cancelled_by", "held_by")


def _registration(cycle, pk, *theirs):
    registrations = Registration.objects.filter(*theirs, gathering__cycle=cycle, pk=pk)
    return _one(
        registrations, "gathering__cycle__province", "person", "tambon__district", "network", "link", "checked_in_by"
    )


def _one(rows, *related):
    found = rows.select_related(*(related or _WITH)).first()
    if found is None:
        raise Http404
    return found
