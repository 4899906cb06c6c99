from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.utils import DatabaseError
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pilot_areas.models import CycleReport
from welfare_movement.dashboard.access import report_for
from welfare_movement.dashboard.board import board as board_of
from welfare_movement.dashboard.board import tasks
from welfare_movement.dashboard.cycles import compare
from welfare_movement.dashboard.forms import NextCycleForm, ReportForm
from welfare_movement.dashboard.happenings import happenings
from welfare_movement.dashboard.matrix import matrix
from welfare_movement.dashboard.report import as_kept, chapters, for_reader, from_kept
from welfare_movement.dashboard.succession import inherited
from welfare_movement.dashboard.tiles import spread, tiles
from welfare_movement.dashboard.timetable import timetable
from welfare_movement.notices.models import Notice
from welfare_movement.pages import form_page, show_form
from welfare_movement.process.access import cycle_for, has_role, public_cycle
from welfare_movement.process.ladder import climb
from welfare_movement.process.legacy import counted
from welfare_movement.process.models import Cycle
from welfare_movement.process.roles import Role

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
        "report": CycleReport.objects.published().filter(cycle=cycle).first(),
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
def giving(request, province, cycle):
    """All partners by what they give, and the support that organisations want."""
    cycle = cycle_for(request.user, province, cycle)
    return render(request, "dashboard/giving.html", {"cycle": cycle, "matrix": matrix(cycle)})


@form_page
@login_required
def begin_next(request, province, cycle):
    """Begin the next cycle from this closed one, seeing what it hands on."""
    cycle = cycle_for(request.user, province, cycle, Role.ADMINISTRATOR)
    form = NextCycleForm(request.POST or None, cycle=cycle)
    if request.method == "POST" and form.is_valid():
        begun = cycle.begin_next(by=request.user, **form.cleaned_data)
        messages.success(request, _("The next cycle has begun, with everything that was handed on to it."))
        return redirect("dashboard:board", *begun.address)
    context = {"form": form, "counted": counted(cycle), "inherited": inherited(cycle, request.user)}
    return show_form(request, "dashboard/next.html", cycle, **context)


@require_safe
@login_required
def legacy(request, province, cycle):
    """What the cycle before handed on to this one."""
    cycle = cycle_for(request.user, province, cycle)
    if cycle.previous is None:
        raise Http404
    context = {"cycle": cycle, "previous": cycle.previous, "inherited": inherited(cycle.previous, request.user)}
    return render(request, "dashboard/legacy.html", context)


@require_safe
@login_required
def comparison(request, province, cycle):
    """This cycle beside another of the province: the one before it, unless another is chosen."""
    cycle = cycle_for(request.user, province, cycle)
    others = Cycle.objects.filter(province=cycle.province).exclude(pk=cycle.pk).for_front()
    chosen = {str(each.year): each for each in others}
    asked = request.GET.get("with", str(cycle.previous.year if cycle.previous else ""))
    other = chosen.get(asked) or next(iter(chosen.values()), None)
    both = sorted([cycle, other], key=lambda each: each.year) if other else []
    context = {
        "cycle": cycle,
        "others": others,
        "other": other,
        "compared": compare(*both) if both else None,
        # Figures open their rows for those who may see them.
        "sides": [{"cycle": each, "opens": has_role(request.user, each)} for each in both],
    }
    return render(request, "dashboard/comparison.html", context)


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


@require_safe
def report(request, province, cycle):
    """The report of the cycle: what was published, for everyone; until then the draft, for members."""
    return _report(request, "dashboard/report.html", *report_for(request.user, province, cycle))


@require_safe
def report_paper(request, province, cycle):
    """The same, to print."""
    return _report(request, "dashboard/report_paper.html", *report_for(request.user, province, cycle))


def _report(request, template, cycle, report):
    is_member = has_role(request.user, cycle)
    shown = from_kept(report.figures) if report.published_at else chapters(cycle)
    context = {
        "cycle": cycle,
        "report": report,
        "chapters": for_reader(shown, cycle, is_member=is_member),
        "is_member": is_member,
        "runs": has_role(request.user, cycle, Role.COORDINATOR),
    }
    return render(request, template, context)


@form_page
@login_required
def write_report(request, province, cycle):
    """The words of the report; the figures come from the records."""
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    report = CycleReport.of(cycle)
    form = ReportForm(request.POST or None, instance=report)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(report)
    return show_form(request, "dashboard/write_report.html", cycle, form=form, report=report)


@require_POST
@login_required
def publish_report(request, province, cycle):
    """Publish the report with the figures of this moment, which it keeps."""
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    report = CycleReport.of(cycle)
    report.publish(by=request.user, figures=as_kept(chapters(cycle)))
    messages.success(request, _("The report is published, for everyone to read."))
    return redirect(report)


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
