"""The reminders of a meeting: when, to whom and what; and everything that was sent about it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from welfare_movement.meetings.access import meeting_run_by
from welfare_movement.meetings.forms.reminders import RemindersForm
from welfare_movement.meetings.reminders import foresee
from welfare_movement.pages import form_page, show_form
from welfare_movement.process.roles import Role

PAGE = 100


@form_page
@login_required
def reminders(request, province, cycle, pk):
    here = meeting_run_by(request.user, province, cycle, pk, Role.COORDINATOR)
    form = RemindersForm(request.POST or None, meeting=here)
    if request.method == "POST" and form.is_valid():
        here.remind_by(**form.chosen(), by=request.user)
        messages.success(request, _("Saved. Below stands who gets what and when."))
        return redirect("meetings:reminders", province, cycle, pk)
    return show_form(
        request,
        "meetings/reminders.html",
        here.cycle,
        meeting=here,
        form=form,
        is_ahead=here.cancelled_at is None and not here.has_begun,
        foreseen=foresee(here),
        page=Paginator(here.notices.for_outbox(), PAGE).get_page(request.GET.get("page")),
    )
