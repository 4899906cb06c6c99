from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from welfare_movement.pages import form_page, show_form
from welfare_movement.process import forms, gates
from welfare_movement.process.access import cycle_for, event_for, has_role, public_cycle, stage_or_404
from welfare_movement.process.becoming import prospects
from welfare_movement.process.ladder import climb
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

AT_MOST = 500  # rows a requirement page lists; more are counted, not listed


@require_safe
def ladder(request, province, cycle):
    """Where the cycle stands, for everyone."""
    cycle = public_cycle(province, cycle)
    return render(request, "process/ladder.html", {"cycle": cycle, "rungs": climb(cycle)})


@require_safe
def stage(request, province, cycle, stage):
    """The gate of a stage: what it asks, what there is, and its history, for everyone."""
    cycle = public_cycle(province, cycle)
    rungs = climb(cycle)
    context = {
        "cycle": cycle,
        "rungs": rungs,
        "rung": rungs[stage_or_404(stage) - 1],
        "history": cycle.passes.filter(stage=stage_or_404(stage)).for_history(),
        "may_pass": has_role(request.user, cycle, Role.COORDINATOR),
        "latest_pass": cycle.passes.standing().order_by("stage").last(),
        "may_waive": has_role(request.user, cycle, Role.ADMINISTRATOR),
        "is_member": has_role(request.user, cycle),
    }
    return render(request, "process/stage.html", context)


@require_safe
@login_required
def requirement(request, province, cycle, stage, requirement):
    """The rows that count for a requirement, and those that are missing."""
    cycle = cycle_for(request.user, province, cycle)
    stage = stage_or_404(stage)
    known = gates.requirements.get(f"{stage.slug}.{requirement}")
    if known is None:
        raise Http404
    finding = next(each for each in cycle.findings(stage)[stage] if each.requirement is known)
    missing = known.missing([cycle.pk])
    context = {
        "cycle": cycle,
        "stage": stage,
        "finding": finding,
        "counting": known.counting([cycle.pk]).for_links().distinct()[:AT_MOST],
        "missing": None if missing is None else missing.for_links().distinct()[:AT_MOST],
        "groups": known.named_groups(finding.groups),
    }
    return render(request, "process/requirement.html", context)


@require_POST
@login_required
def pass_gate(request, province, cycle, stage):
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    passed = cycle.pass_gate(stage_or_404(stage), by=request.user)
    if Stage(passed.stage).next is None:
        messages.success(request, _("The gate is passed and the cycle is closed."))
    else:
        messages.success(request, _("The gate is passed; the next stage is open."))
    return redirect("process:stage", *cycle.address, stage)


@form_page
@login_required
def waive(request, province, cycle, stage):
    cycle = cycle_for(request.user, province, cycle, Role.ADMINISTRATOR)
    stage = stage_or_404(stage)
    form = forms.WaiverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        cycle.waive_gate(stage, by=request.user, **form.cleaned_data)
        messages.success(request, _("The gate is waived, and everyone can read why."))
        return redirect("process:stage", *cycle.address, stage.slug)
    return show_form(request, "process/waive.html", cycle, form=form, rung=climb(cycle)[stage - 1])


@form_page
@login_required
def revoke(request, province, cycle, pk):
    cycle = cycle_for(request.user, province, cycle, Role.ADMINISTRATOR)
    gate_pass = get_object_or_404(cycle.passes, pk=pk)
    form = forms.RevocationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        gate_pass.revoke(by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The pass is taken back, and everyone can read why."))
        return redirect("process:stage", *cycle.address, gates.Stage(gate_pass.stage).slug)
    latest = cycle.passes.standing().order_by("stage").last()
    may_revoke = gate_pass == latest and cycle.closed_at is None
    return show_form(request, "process/revoke.html", cycle, form=form, gate_pass=gate_pass, may_revoke=may_revoke)


@form_page
@login_required
def needs(request, province, cycle):
    cycle = cycle_for(request.user, province, cycle, Role.ADMINISTRATOR)
    form = forms.NeedsForm(request.POST or None, cycle=cycle, by=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("process:needs", *cycle.address)
    return show_form(request, "process/needs.html", cycle, form=form)


@form_page
@login_required
def roles(request, province, cycle):
    cycle = cycle_for(request.user, province, cycle, Role.ADMINISTRATOR)
    form = forms.MembershipForm(request.POST or None, cycle=cycle, looked_for=request.GET.get("q", ""))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("process:roles", *cycle.address)
    members = cycle.memberships.for_roles_page()
    return show_form(request, "process/roles.html", cycle, form=form, members=members)


@require_POST
@login_required
def remove_role(request, province, cycle, pk):
    cycle = cycle_for(request.user, province, cycle, Role.ADMINISTRATOR)
    get_object_or_404(cycle.memberships, pk=pk).leave()
    return redirect("process:roles", *cycle.address)


@form_page
@login_required
def dates(request, province, cycle):
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    form = forms.StagePlanFormSet(request.POST or None, queryset=cycle.plans.order_by("stage"))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("process:dates", *cycle.address)
    event_form, events = forms.PlannedEventForm(cycle=cycle), prospects(cycle.planned_events.for_list())
    return show_form(request, "process/dates.html", cycle, form=form, event_form=event_form, events=events)


@require_POST
@login_required
def add_event(request, province, cycle):
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    event_form = forms.PlannedEventForm(request.POST, cycle=cycle)
    if event_form.is_valid():
        event_form.save()
        return redirect("process:dates", *cycle.address)
    form = forms.StagePlanFormSet(queryset=cycle.plans.order_by("stage"))
    events = prospects(cycle.planned_events.for_list())
    return show_form(request, "process/dates.html", cycle, form=form, event_form=event_form, events=events)


@require_safe
@login_required
def event(request, province, cycle, pk):
    """One planned event: what it can become now, or what has become of it."""
    here = event_for(request.user, province, cycle, pk)
    ((_event, offers),) = prospects([here])
    return render(request, "process/event.html", {"cycle": here.cycle, "event": here, "offers": offers})


@require_POST
@login_required
def remove_event(request, province, cycle, pk):
    here = event_for(request.user, province, cycle, pk)
    here.drop()
    return redirect("process:dates", *here.cycle.address)
