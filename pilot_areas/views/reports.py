"""The monthly reports: written on the phone, read by the coordinators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pilot_areas import board
from pilot_areas.access import may_lead, report_for, report_run_by, report_written_by
from pilot_areas.forms.reports import ReportForm, ReturnForm
from welfare_movement.pages import form_page, show_form
from welfare_movement.people.access import visitor
from welfare_movement.process.access import cycle_for, has_role
from welfare_movement.process.roles import Role


@require_safe
@login_required
def reports(request, province, cycle):
    """Which month of which area was sent, is late or missing."""
    cycle = cycle_for(request.user, province, cycle)
    months, rows = board.calendar(cycle)
    return render(request, "pilot_areas/reports.html", {"cycle": cycle, "months": months, "rows": rows})


@never_cache
@require_safe
def report(request, province, cycle, pk, month):
    """The report as it is sent; a draft is shown to those who write it."""
    here = report_for(visitor(request), province, cycle, pk, month)
    writes = may_lead(visitor(request), here.area)
    context = {
        "cycle": here.area.cycle,
        "area": here.area,
        "report": here,
        "spent": here.spent_by_source(),
        "writes": writes,
        "shows": here.sent_at is not None or (writes and here.pk),
        "runs": has_role(request.user, here.area.cycle, Role.COORDINATOR),
    }
    return render(request, "pilot_areas/report.html", context)


@never_cache
@form_page
def write(request, province, cycle, pk, month):
    """Keep what was written, whatever is still missing; and send it when that is asked."""
    here = report_written_by(visitor(request), province, cycle, pk, month)
    if request.method != "POST" and not here.is_writable:
        return redirect(here)
    form = ReportForm(request.POST if request.method == "POST" else None, report=here, sends="send" in request.POST)
    if request.method == "POST":
        is_right = form.is_valid()
        here = here.keep(form.words(), form.spent())
        if is_right:
            return _onwards(request, here, form.sends)
    return show_form(request, "pilot_areas/write.html", here.area.cycle, area=here.area, report=here, form=form)


def _onwards(request, report, sends):
    here = [*report.area.cycle.address, report.area_id, report.slug]
    if sends:
        report.send(by=request.user if request.user.is_authenticated else None)
        return redirect("pilot_areas:receipt", *here)
    messages.success(request, _("Saved as a draft. It is not sent yet."))
    return redirect("pilot_areas:write", *here)


@never_cache
@require_safe
def receipt(request, province, cycle, pk, month):
    here = report_for(visitor(request), province, cycle, pk, month)
    if here.sent_at is None:
        raise Http404
    return render(request, "pilot_areas/receipt.html", {"cycle": here.area.cycle, "area": here.area, "report": here})


@require_POST
@login_required
def read(request, province, cycle, pk, month):
    """A coordinator has read it."""
    here = report_run_by(request.user, province, cycle, pk, month)
    here.read(by=request.user)
    return redirect(here)


@form_page
@login_required
def give_back(request, province, cycle, pk, month):
    here = report_run_by(request.user, province, cycle, pk, month)
    form = ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        here.give_back(by=request.user, comment=form.cleaned_data["comment"])
        messages.success(request, _("The report is returned with your comment."))
        return redirect(here)
    return show_form(request, "pilot_areas/give_back.html", here.area.cycle, area=here.area, report=here, form=form)
