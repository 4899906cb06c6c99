from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from welfare_movement.meetings import forms
from welfare_movement.meetings.access import meeting_run_by, minutes_for_attendee, minutes_run_by
from welfare_movement.meetings.refusals import NotLater
from welfare_movement.meetings.sources import with_origins
from welfare_movement.pages import form_page, show_form
from welfare_movement.people.access import visitor
from welfare_movement.process.roles import Role


@form_page
@login_required
def minutes(request, province, cycle, pk):
    here = meeting_run_by(request.user, province, cycle, pk, Role.COORDINATOR)
    form = forms.MinutesForm(request.POST or None, instance=getattr(here, "minutes", None), meeting=here)
    if request.method == "POST" and form.is_valid():
        form.instance.drafted_by_id = form.instance.drafted_by_id or request.user.pk
        form.save()
        messages.success(request, _("Saved."))
        return redirect("meetings:minutes", province, cycle, pk)
    adoption = forms.AdoptionForm(minutes=here.minutes) if hasattr(here, "minutes") else None
    return show_form(
        request,
        "meetings/minutes.html",
        here.cycle,
        meeting=here,
        items=with_origins(here.items.for_agenda()),
        attendances=here.attendances.for_list(),
        objections=here.minutes.objections.select_related("person") if adoption else [],
        form=form,
        adoption=adoption,
        writes=here.is_editable,
    )


@require_POST
@login_required
def circulate(request, province, cycle, pk):
    drafted = minutes_run_by(request.user, province, cycle, pk, Role.COORDINATOR)
    drafted.circulate(by=request.user)
    messages.success(request, _("The minutes were sent to everyone who attended."))
    return redirect("meetings:minutes", province, cycle, pk)


@require_POST
@login_required
def adopt(request, province, cycle, pk):
    circulated = minutes_run_by(request.user, province, cycle, pk, Role.COORDINATOR)
    form = forms.AdoptionForm(request.POST, minutes=circulated)
    if not form.is_valid():
        raise NotLater
    circulated.adopt(by=request.user, at=form.cleaned_data["at"])
    messages.success(request, _("The minutes are adopted and locked."))
    return redirect(circulated)


@form_page
def object_to_minutes(request, province, cycle, pk):
    """Someone who attended, signed in or by link, says that circulated minutes are not right."""
    circulated, attendee = minutes_for_attendee(visitor(request), province, cycle, pk)
    form = forms.ObjectionForm(request.POST or None)
    form.instance.minutes, form.instance.person = circulated, attendee
    if request.method == "POST" and form.is_valid():
        circulated.object_to(by=attendee, text=form.cleaned_data["text"])
        messages.success(request, _("Thank you; the coordinators will look at it."))
        return redirect(circulated)
    return show_form(request, "meetings/object.html", circulated.meeting.cycle, meeting=circulated.meeting, form=form)


@require_POST
@login_required
def settle(request, province, cycle, pk, objection):
    circulated = minutes_run_by(request.user, province, cycle, pk, Role.COORDINATOR)
    get_object_or_404(circulated.objections, pk=objection).settle(by=request.user)
    return redirect("meetings:minutes", province, cycle, pk)
