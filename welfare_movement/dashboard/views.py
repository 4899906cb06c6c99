from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from welfare_movement.dashboard.board import board as board_of
from welfare_movement.dashboard.board import tasks
from welfare_movement.dashboard.happenings import happenings
from welfare_movement.dashboard.tiles import spread, tiles
from welfare_movement.dashboard.timetable import timetable
from welfare_movement.notices.models import Notice
from welfare_movement.process.access import cycle_for, has_role, public_cycle
from welfare_movement.process.ladder import climb
from welfare_movement.process.models import Cycle

LATEST = 3  # entries of the journal that the public page shows
LATE = 15 * 60  # seconds after which a due notice that was not sent means that no worker is at work


@require_safe
def home(request):
    """What the movement is, and where it stands; for everyone. With a single open cycle, that cycle's page."""
    cycles = list(Cycle.objects.for_front())
    running = [cycle for cycle in cycles if cycle.closed_at is None]
    if len(running) == 1:
        return _public(request, running[0], cycles)
    return render(request, "dashboard/home.html", {"cycles": cycles})


@require_safe
def cycle(request, province, cycle):
    """Where one cycle stands, for everyone."""
    return _public(request, public_cycle(province, cycle), [])


def _public(request, cycle, cycles):
    rungs = climb(cycle)
    map_tiles = tiles(cycle)
    context = {
        "cycle": cycle,
        "cycles": [other for other in cycles if other != cycle],
        "rungs": rungs,
        "current": next((rung for rung in rungs if rung.is_current), None),
        "rows": timetable(cycle, rungs),
        "waivers": [rung for rung in rungs if rung.state == "waived"],
        "tiles": map_tiles,
        "spread": spread(map_tiles),
        "graded": sum(number for _letter, number in spread(map_tiles)),
        "entries": cycle.entries.public().for_list()[:LATEST],
    }
    return render(request, "dashboard/cycle.html", context)


@require_safe
def history(request, province, cycle):
    """What happened in the cycle, in order of time, for everyone; people are named to its members only."""
    cycle = public_cycle(province, cycle)
    context = {"cycle": cycle, "happenings": happenings(cycle), "is_member": has_role(request.user, cycle)}
    return render(request, "dashboard/history.html", context)


@require_safe
@login_required
def board(request, province, cycle):
    """Where the cycle stands and what is to be done, for its members."""
    cycle = cycle_for(request.user, province, cycle)
    return render(request, "dashboard/board.html", {"cycle": cycle, **board_of(request.user, cycle)})


@require_safe
@login_required
def me(request):
    """What must I do: in every open cycle that this person has something to do with."""
    rows = []
    for cycle in Cycle.objects.open().for_front():
        mine = tasks(request.user, cycle)
        is_member = cycle.memberships.filter(user=request.user).exists()
        if mine or is_member:
            rows.append((cycle, mine, is_member, has_role(request.user, cycle)))
    if len(rows) == 1 and rows[0][-1]:
        return redirect("dashboard:board", *rows[0][0].address)
    return render(request, "dashboard/me.html", {"rows": rows})


@never_cache
@require_safe
def healthz(request):
    """Alive: the process answers."""
    return JsonResponse({"alive": True})


@never_cache
@require_safe
def readyz(request):
    """Ready: the database answers and its tables are those of this code. Says too how late the oldest notice is."""
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
        cache.get("readyz")  # its table is made by a command of its own
        oldest = Notice.objects.by_email().waiting().order_by("not_before").values_list("not_before", flat=True).first()
    except DatabaseError:
        return JsonResponse({"ready": False, "database": "unreachable, or a table is missing"}, status=503)
    late = max((timezone.now() - oldest).total_seconds(), 0) if oldest else 0
    state = {
        "ready": not pending,
        "database": "ok",
        "migrations": "pending" if pending else "ok",
        "oldest_due_notice_seconds": int(late),
        "messages": "late" if late > LATE else "ok",
    }
    return JsonResponse(state, status=503 if pending else 200)
