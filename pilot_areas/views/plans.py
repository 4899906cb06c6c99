"""The plan of an area: its words, its money, and its adoption."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pilot_areas import board
from pilot_areas.access import area_run_by
from pilot_areas.forms import plans as forms
from pilot_areas.models import AreaPlan, BudgetLine
from welfare_movement.pages import form_page, show_form


@form_page
@login_required
def plan(request, province, cycle, pk):
    """Goal and approach; once adopted they are only read, on the page of the area."""
    here = area_run_by(request.user, province, cycle, pk)
    sheet = here.plan_sheet()
    if request.method != "POST" and sheet.adopted_at:
        return redirect(here)
    form = forms.PlanForm(request.POST or None, instance=sheet)
    if request.method == "POST" and form.is_valid():
        sheet.write(**form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(here)
    return show_form(request, "pilot_areas/plan.html", here.cycle, area=here, form=form)


@form_page
@login_required
def adopt(request, province, cycle, pk):
    here = area_run_by(request.user, province, cycle, pk)
    sheet = get_object_or_404(AreaPlan, area=here)
    sheet.area = here
    form = forms.AdoptionForm(request.POST or None, cycle=here.cycle)
    if request.method == "POST" and form.is_valid():
        sheet.adopt(by=request.user, **form.cleaned_data)
        messages.success(request, _("The plan is adopted."))
        return redirect(here)
    return show_form(request, "pilot_areas/adopt.html", here.cycle, area=here, plan=sheet, form=form)


@form_page
@login_required
def budget(request, province, cycle, pk):
    """The money of the plan by source, line by line; and one line more."""
    here = area_run_by(request.user, province, cycle, pk)
    sheet = get_object_or_404(AreaPlan, area=here)
    sheet.area = here
    form = forms.BudgetLineForm(request.POST or None, plan=sheet)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("pilot_areas:budget", *here.cycle.address, pk)
    money = board.money([here])
    context = {"area": here, "plan": sheet, "budget": sheet.budget.for_list()}
    context |= {"money": money, "sums": board.together(money)}
    return show_form(request, "pilot_areas/budget.html", here.cycle, form=form, **context)


@require_POST
@login_required
def secure(request, province, cycle, pk, line):
    _line(request, province, cycle, pk, line).secure(by=request.user)
    return redirect("pilot_areas:budget", province, cycle, pk)


@require_POST
@login_required
def remove_line(request, province, cycle, pk, line):
    _line(request, province, cycle, pk, line).remove()
    return redirect("pilot_areas:budget", province, cycle, pk)


def _line(request, province, cycle, pk, line):
    here = area_run_by(request.user, province, cycle, pk)
    return get_object_or_404(BudgetLine.objects.select_related("plan__area"), plan__area=here, pk=line)
