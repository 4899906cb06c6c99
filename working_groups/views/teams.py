"""The committee and its three teams: at a glance, and one by one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from welfare_movement.pages import form_page, show_form
from welfare_movement.process.access import has_role
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage
from working_groups import forms
from working_groups.access import (
    committee_run_by,
    is_member,
    may_keep,
    own_teams,
    team_for,
    team_kept_by,
    team_run_by,
    teams_for,
    teams_run_by,
)
from working_groups.models import AppointmentOrder, Committee


@require_safe
@login_required
def index(request, province, cycle):
    """The committee and the three teams: seats, consent, order, plan, meetings, and what the gate still lacks."""
    cycle = teams_for(request.user, province, cycle)
    committee = Committee.objects.filter(cycle=cycle).select_related("cycle__province").first()
    context = {
        "cycle": cycle,
        "committee": committee,
        "seats": committee.seats.standing().in_order() if committee else [],
        "groups": cycle.working_groups.for_board(),
        "to_ask": sum(rows.count() for rows in committee.seats_to_ask()) if committee else 0,
        "orders": AppointmentOrder.objects.filter(cycle=cycle).for_list(),
        "findings": cycle.findings(Stage.WORKING_GROUPS)[Stage.WORKING_GROUPS],
        "is_open": cycle.is_open(Stage.WORKING_GROUPS),
        "runs": has_role(request.user, cycle, Role.COORDINATOR),
        "sees_all": has_role(request.user, cycle),
        "is_member": is_member(request.user, cycle),
        "mine": own_teams(request.user, cycle),
    }
    return render(request, "working_groups/index.html", context)


@require_POST
@login_required
def found(request, province, cycle):
    committee = Committee.found(teams_run_by(request.user, province, cycle), by=request.user)
    messages.success(request, _("The committee and its three teams stand; now fill their seats."))
    return redirect(committee)


@form_page
@login_required
def title(request, province, cycle):
    committee = committee_run_by(request.user, province, cycle)
    form = forms.TitleForm(request.POST or None, instance=committee)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(committee)
    return show_form(request, "working_groups/title.html", committee.cycle, committee=committee, form=form)


@require_safe
@login_required
def team(request, province, cycle, pk):
    """One team: its mandate, members, plan and meetings."""
    here = team_for(request.user, province, cycle, pk)
    context = {
        "cycle": here.cycle,
        "group": here,
        "members": here.members.standing().in_order(),
        "ended": here.members.ended().in_order(),
        "tasks": here.tasks.for_board(),
        "plan": getattr(here, "plan", None),
        "meetings": here.meetings.for_list(),
        "is_manned": type(here).objects.manned().filter(pk=here.pk).exists(),
        "runs": has_role(request.user, here.cycle, Role.COORDINATOR),
        "keeps": may_keep(request.user, here),
        "is_member": is_member(request.user, here.cycle),
    }
    return render(request, "working_groups/team.html", context)


@form_page
@login_required
def mandate(request, province, cycle, pk):
    here = team_kept_by(request.user, province, cycle, pk)
    form = forms.MandateForm(request.POST or None, instance=here)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect(here)
    return show_form(request, "working_groups/mandate.html", here.cycle, group=here, form=form)


@form_page
@login_required
def plan_meeting(request, province, cycle, pk):
    """Plan a meeting of this team; it is numbered among the team's own."""
    here = team_run_by(request.user, province, cycle, pk)
    form = forms.TeamMeetingForm(request.POST or None, group=here)
    if request.method == "POST" and form.is_valid():
        return redirect(here.plan_meeting(form.instance, by=request.user))
    return show_form(request, "working_groups/plan_meeting.html", here.cycle, group=here, form=form)
