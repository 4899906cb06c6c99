from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from welfare_movement.meetings import forms
from welfare_movement.meetings.access import meeting_written_by
from welfare_movement.meetings.views.answer import looked_for
from welfare_movement.pages import form_page, show_form
from welfare_movement.process.roles import Role


@form_page
@login_required
def attendance(request, province, cycle, pk):
    """The list of who came, typed in from the paper that was signed, or ticked as people come."""
    here = meeting_written_by(request.user, province, cycle, pk, Role.COORDINATOR)
    with transaction.atomic():
        sent = request.POST if request.method == "POST" else None
        if sent is not None:
            here.hold()  # two who take it at once follow one another, and each sees what the other recorded
        sheet = forms.AttendanceSheet(sent, meeting=here, found=looked_for(request, here.cycle))
        if sent is not None and sheet.is_valid():
            sheet.save(by=request.user)
            messages.success(request, _("Attendance is recorded."))
            return redirect(here)
    return show_form(request, "meetings/attendance.html", here.cycle, meeting=here, sheet=sheet)


@require_POST
@login_required
def accepted(request, province, cycle, pk):
    """All who accepted came: one press."""
    here = meeting_written_by(request.user, province, cycle, pk, Role.COORDINATOR)
    number = here.record_accepted(by=request.user)
    says = ngettext("%(number)s person is recorded.", "%(number)s people are recorded.", number)
    messages.success(request, says % {"number": number})
    return redirect("meetings:attendance", province, cycle, pk)


@form_page
@login_required
def walk_in(request, province, cycle, pk):
    """Someone came who was not invited: known already, or someone new."""
    here = meeting_written_by(request.user, province, cycle, pk, Role.COORDINATOR)
    form = forms.NewcomerForm(request.POST or None, cycle=here.cycle, looked_for=request.GET.get("q", ""))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            person = form.person()
            here.attend(person, "present", by=request.user)
        messages.success(request, _("%(name)s is recorded as present.") % {"name": person})
        return redirect("meetings:attendance", province, cycle, pk)
    return show_form(request, "meetings/walk_in.html", here.cycle, meeting=here, form=form)
