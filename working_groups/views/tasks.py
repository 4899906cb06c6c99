"""What a team will do: its plan, and its tasks as a board that works without dragging."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from welfare_movement.pages import form_page, show_form
from working_groups import forms
from working_groups.access import may_keep, task_done_by, task_kept_by, team_for, team_kept_by
from working_groups.models import WorkPlan

STATES = {
    "todo": gettext_lazy("To do"),
    "doing": gettext_lazy("Doing"),
    "done": gettext_lazy("Done"),
    "dropped": gettext_lazy("Dropped"),
}


@form_page
@login_required
def plan(request, province, cycle, pk):
    """The words of the plan, until the team adopts it."""
    here = team_kept_by(request.user, province, cycle, pk)
    form = forms.PlanForm(request.POST or None, instance=getattr(here, "plan", None) or WorkPlan(group=here))
    if request.method == "POST" and form.is_valid():
        form.instance.write(form.cleaned_data["text"])
        messages.success(request, _("Saved."))
        return redirect(here)
    return show_form(request, "working_groups/plan.html", here.cycle, group=here, form=form)


@require_POST
@login_required
def adopt(request, province, cycle, pk):
    here = team_kept_by(request.user, province, cycle, pk)
    get_object_or_404(WorkPlan, group=here).adopt(by=request.user)
    messages.success(request, _("The plan is adopted."))
    return redirect(here)


@require_safe
@login_required
def board(request, province, cycle, pk):
    """The tasks of a team by how far they are; the words stand in each, so that it is a list on the phone."""
    here = team_for(request.user, province, cycle, pk)
    tasks = list(here.tasks.for_board())
    columns = [(state, words, [task for task in tasks if task.state == state]) for state, words in STATES.items()]
    keeps = may_keep(request.user, here)
    context = {"cycle": here.cycle, "group": here, "tasks": tasks, "columns": columns, "keeps": keeps}
    return render(request, "working_groups/tasks.html", context)


@form_page
@login_required
def add(request, province, cycle, pk):
    here = team_kept_by(request.user, province, cycle, pk)
    form = forms.TaskForm(request.POST or None, group=here)
    if request.method == "POST" and form.is_valid():
        return redirect(form.save())
    return show_form(request, "working_groups/task.html", here.cycle, group=here, form=form)


@form_page
@login_required
def task(request, province, cycle, pk):
    here = task_kept_by(request.user, province, cycle, pk)
    form = forms.TaskForm(request.POST or None, instance=here, group=here.group)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(here)
    return show_form(request, "working_groups/task.html", here.group.cycle, group=here.group, form=form, task=here)


@require_POST
@login_required
def start(request, province, cycle, pk):
    here = task_done_by(request.user, province, cycle, pk)
    here.start(by=request.user)
    return redirect(here)


@require_POST
@login_required
def finish(request, province, cycle, pk):
    here = task_done_by(request.user, province, cycle, pk)
    here.finish(by=request.user)
    messages.success(request, _("Done: %(task)s") % {"task": here})
    return redirect(here)


@form_page
@login_required
def drop(request, province, cycle, pk):
    here = task_kept_by(request.user, province, cycle, pk)
    form = forms.DropForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        here.drop(by=request.user, reason=form.cleaned_data["reason"])
        return redirect(here)
    return show_form(request, "working_groups/drop.html", here.group.cycle, task=here, form=form)


@require_POST
@login_required
def reopen(request, province, cycle, pk):
    here = task_done_by(request.user, province, cycle, pk)
    here.reopen()
    return redirect(here)
