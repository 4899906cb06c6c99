"""Who reads and who writes the journal.

Public entries are read by everyone, those for members by everyone known to the cycle, drafts and what was taken back by
their author and the coordinators. Whoever is known to the cycle writes.
"""

from django.core.exceptions import PermissionDenied
from django.http import Http404

from welfare_movement.journal.models import Entry
from welfare_movement.people.access import Visitor
from welfare_movement.process.access import cycle_for, has_role, public_cycle
from welfare_movement.process.audiences import people_of
from welfare_movement.process.roles import Role


def journal_for(user, province, year):
    """The cycle, and those entries of its journal that this visitor may read; or 404."""
    cycle = public_cycle(province, year)
    return cycle, _readable(user, cycle)


def journal_written_by(user, province, year):
    """The cycle, for those who are known to it; or 404, or 403."""
    cycle = public_cycle(province, year)
    if not is_known(user, cycle):
        raise PermissionDenied
    return cycle


def entry_for(user, province, year, pk):
    """The entry, to read; or 404."""
    return _found(_readable(user, public_cycle(province, year)), pk)


def entry_written_by(user, province, year, pk):
    """The same, to write: for its author while known to the cycle, and for coordinators; or 404, or 403."""
    entry = entry_for(user, province, year, pk)
    if not may_revise(user, entry):
        raise PermissionDenied
    return entry


def entry_run_by(user, province, year, pk):
    """The same, for coordinators only; or 404, or 403."""
    return _found(Entry.objects.filter(cycle=cycle_for(user, province, year, Role.COORDINATOR)), pk)


def is_known(user, cycle):
    """Whether this visitor is signed in and stands in one of the audiences of the cycle, as all its members do."""
    return user.is_authenticated and people_of(cycle).filter(pk=user.pk).exists()


def may_revise(user, entry):
    """Whether to offer what `entry_written_by` would allow."""
    is_author = entry.written_by_id == user.pk
    return has_role(user, entry.cycle, Role.COORDINATOR) or (is_author and is_known(user, entry.cycle))


def _readable(user, cycle):
    entries = Entry.objects.filter(cycle=cycle)
    if has_role(user, cycle, Role.COORDINATOR):
        return entries
    published = entries.published() if is_known(user, cycle) else entries.public()
    return published | entries.filter(Visitor(user).stands("written_by"))


def _found(entries, pk):
    found = entries.for_page().filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
