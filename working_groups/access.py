from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404

from welfare_movement.people.access import Visitor
from welfare_movement.process.access import cycle_for, has_role, public_cycle
from welfare_movement.process.roles import Role
from working_groups.models import AppointmentOrder, Committee, CommitteeSeat, Task, TeamMember, WorkingGroup


def teams_for(user, province, year):
    """The cycle, for its members and for those who sit in its committee or teams; or 404, or 403."""
    cycle = public_cycle(province, year)
    if not is_member(user, cycle) and not _sits(user, cycle):
        raise PermissionDenied
    return cycle


def teams_run_by(user, province, year):
    """The cycle, for coordinators; or 404, or 403."""
    return cycle_for(user, province, year, Role.COORDINATOR)


def committee_run_by(user, province, year):
    """The committee, for coordinators; or 404, also while it is not founded, or 403."""
    return _one(Committee.objects.filter(cycle=teams_run_by(user, province, year)).select_related("cycle__province"))


def team_for(user, province, year, pk):
    """A team, for members of the cycle and for those who sit in this team; or 404."""
    cycle = public_cycle(province, year)
    groups = WorkingGroup.objects.filter(cycle=cycle, pk=pk)
    if not is_member(user, cycle):
        seats = TeamMember.objects.standing().filter(Visitor(user).stands())
        groups = groups.filter(Exists(seats.filter(group=OuterRef("pk"))))
    return _one(groups.select_related("cycle__province", "plan__adopted_by"))


def team_run_by(user, province, year, pk):
    """The same, for coordinators only; or 404, or 403."""
    groups = WorkingGroup.objects.filter(cycle=teams_run_by(user, province, year), pk=pk)
    return _one(groups.select_related("cycle__province"))


def team_kept_by(user, province, year, pk):
    """The same, to write: for coordinators, and for its own chair and secretaries; or 404, or 403."""
    group = team_for(user, province, year, pk)
    if not may_keep(user, group):
        raise PermissionDenied
    return group


def own_teams(user, cycle):
    """The keys of the teams of this cycle in which this person sits."""
    seats = TeamMember.objects.standing().filter(Visitor(user).stands(), group__cycle=cycle)
    return set(seats.values_list("group", flat=True))


def may_keep(user, group):
    """Whether to offer what `team_kept_by` would allow."""
    keepers = group.members.standing().filter(Visitor(user).stands(), role__in=TeamMember.KEEPERS)
    return has_role(user, group.cycle, Role.COORDINATOR) or keepers.exists()


def task_kept_by(user, province, year, pk):
    """A task, to write: for those who keep its team; or 404, or 403."""
    task = _task(user, province, year, pk)
    if not may_keep(user, task.group):
        raise PermissionDenied
    return task


def task_done_by(user, province, year, pk):
    """A task, to begin, finish or reopen: for those who keep its team, and for whoever does it; or 404, or 403."""
    task = _task(user, province, year, pk)
    if not (_does(user, task) or may_keep(user, task.group)):
        raise PermissionDenied
    return task


def seat_for(visitor, province, year, pk, seats):
    """A seat of this model, to answer: for the person asked, signed in or by link, and for coordinators; or 404."""
    cycle = public_cycle(province, year)
    rows = _seats(seats, cycle, pk)
    if not has_role(visitor.user, cycle, Role.COORDINATOR):
        rows = rows.filter(visitor.stands() | visitor.holds(), asked_at__isnull=False, left_at=None)
    return _one(rows.of_people())


def seat_run_by(user, province, year, pk, seats):
    """A seat of this model, for coordinators only; or 404, or 403."""
    return _one(_seats(seats, teams_run_by(user, province, year), pk))


def order_for(user, province, year, pk):
    """An appointment order, for members of the cycle; or 404."""
    cycle = public_cycle(province, year)
    if not is_member(user, cycle):
        raise Http404
    return _one(_orders(cycle, pk))


def order_run_by(user, province, year, pk):
    """The same, for coordinators only; or 404, or 403."""
    return _one(_orders(teams_run_by(user, province, year), pk))


def is_member(user, cycle):
    """Whether this person is a member of the cycle, anywhere in it."""
    return cycle.memberships.filter(Visitor(user).stands("user")).exists()


def _sits(user, cycle):
    theirs = Visitor(user).stands()
    in_teams = TeamMember.objects.standing().filter(theirs, group__cycle=cycle)
    return in_teams.exists() or CommitteeSeat.objects.standing().filter(theirs, committee__cycle=cycle).exists()


def _does(user, task):
    return bool(task.owner and task.owner.person_id == user.pk and task.owner.state not in ("left", "declined"))


def _task(user, province, year, pk):
    task = Task.objects.filter(group__cycle=public_cycle(province, year), pk=pk).select_related("owner").first()
    if task is None:
        raise Http404
    task.group = team_for(user, province, year, task.group_id)
    return task


def _seats(model, cycle, pk):
    return model.objects.with_cycle().filter(**{model.cycle_path(): cycle}, pk=pk).select_related("person", "link")


def _orders(cycle, pk):
    return AppointmentOrder.objects.with_cycle().filter(cycle=cycle, pk=pk).select_related("drafted_by", "recorded_by")


def _one(rows):
    found = rows.first()
    if found is None:
        raise Http404
    return found
