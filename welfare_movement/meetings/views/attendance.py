from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from welfare_movement.meetings import forms
from welfare_movement.meetings.access import meeting_written_by
from welfare_movement.meetings.views.answer import looked_for
from welfare_movement.pages import form_page, show_form
from welfare_movement.process.roles import Role


@form_page
@login_required
def attendance(request, province, cycle, pk):
    here = meeting_written_by(request.user, province, cycle, pk, Role.COORDINATOR)
    sheet = forms.AttendanceSheet(request.POST or None, meeting=here, found=looked_for(request, here.cycle))
    if request.method == "POST" and sheet.is_valid():
        sheet.save(by=request.user)
        messages.success(request, _("Attendance is recorded."))
        return redirect(here)
    return show_form(request, "meetings/attendance.html", here.cycle, meeting=here, sheet=sheet)
