from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from welfare_movement.meetings import forms
from welfare_movement.meetings.access import may_object, meeting_for, meeting_run_by, meeting_written_by, own_invitation
from welfare_movement.meetings.models import Meeting
from welfare_movement.meetings.quorum import Count
from welfare_movement.meetings.sources import with_origins
from welfare_movement.notices.sharing import share_page
from welfare_movement.pages import form_page, show_form
from welfare_movement.people.access import visitor
from welfare_movement.process.access import cycle_for, has_role, has_role_somewhere, planning_for
from welfare_movement.process.roles import Role


@require_safe
@login_required
def index(request, province, cycle):
    cycle = cycle_for(request.user, province, cycle)
    meetings = Meeting.objects.filter(cycle=cycle).for_list()
    may_plan = has_role(request.user, cycle, Role.COORDINATOR)
    return render(request, "meetings/index.html", {"cycle": cycle, "meetings": meetings, "may_plan": may_plan})


@form_page
@login_required
def plan(request, province, cycle):
    """Plan a meeting, from nothing or as what a planned event becomes."""
    cycle, event = planning_for(request.user, province, cycle, request.GET.get("event"))
    form = forms.MeetingForm(request.POST or None, cycle=cycle, event=event)
    if request.method == "POST" and form.is_valid():
        return redirect(form.instance.plan(by=request.user, event=event))
    return show_form(request, "meetings/plan.html", cycle, form=form, event=event)


@require_safe
def meeting(request, province, cycle, pk):
    try:
        here = meeting_for(visitor(request), province, cycle, pk)
    except Http404:
        if request.user.is_authenticated:
            raise
        return redirect_to_login(request.get_full_path())  # whoever gets the address in a group may be a member
    written = getattr(here, "minutes", None)
    runs = has_role(request.user, here.cycle, Role.COORDINATOR)
    is_member = has_role_somewhere(request.user, here.cycle)
    items, invitations = with_origins(here.items.for_agenda()), here.invitations.for_list()
    attendances = here.attendances.for_list()
    context = {
        "cycle": here.cycle,
        "meeting": here,
        "items": items,
        "timing": here.timing(items),
        "invitations": invitations,
        "attendances": attendances,
        "count": Count.of(here, invitations, attendances) if is_member else None,
        "addenda": written.addenda.for_list() if written and written.adopted_at else [],
        "invitation": _own(request, here, invitations if is_member else None),
        "is_member": is_member,
        "sees_all": has_role(request.user, here.cycle),
        "runs": runs,
        "edits": runs and here.is_editable,
        "shows_minutes": written and (is_member or written.circulated_at),
        "may_object": may_object(visitor(request), here),
        "share": share_page("emails/share_meeting.txt", here.get_absolute_url(), meeting=here) if runs else None,
    }
    return render(request, "meetings/meeting.html", context)


def _own(request, here, invitations):
    """The reader's own invitation: among those that the page shows to members, else asked for."""
    if invitations is None:
        return own_invitation(visitor(request), here)
    return next((each for each in invitations if each.person_id == request.user.pk), None)


@form_page
@login_required
def move(request, province, cycle, pk):
    here = meeting_run_by(request.user, province, cycle, pk, Role.COORDINATOR)
    form = forms.MoveForm(request.POST or None, instance=here)
    if request.method == "POST" and form.is_valid():
        here.move(**form.cleaned_data, by=request.user)
        messages.success(request, _("Moved. Everyone invited is told."))
        return redirect(here)
    return show_form(request, "meetings/move.html", here.cycle, meeting=here, form=form)


@form_page
@login_required
def particulars(request, province, cycle, pk):
    here = meeting_written_by(request.user, province, cycle, pk, Role.COORDINATOR)
    form = forms.ParticularsForm(request.POST or None, instance=here)
    if request.method == "POST" and form.is_valid():
        here.save(update_fields=form.Meta.fields)
        messages.success(request, _("Saved."))
        return redirect(here)
    return show_form(request, "meetings/particulars.html", here.cycle, meeting=here, form=form)


@form_page
@login_required
def cancel(request, province, cycle, pk):
    here = meeting_run_by(request.user, province, cycle, pk, Role.COORDINATOR)
    form = forms.CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        here.cancel(by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Cancelled. Everyone invited is told."))
        return redirect(here)
    return show_form(request, "meetings/cancel.html", here.cycle, meeting=here, form=form)
