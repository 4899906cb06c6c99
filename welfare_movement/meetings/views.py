from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from welfare_movement.meetings import forms
from welfare_movement.meetings.access import (
    invitation_for,
    may_object,
    meeting_for,
    meeting_run_by,
    meeting_written_by,
    minutes_for_attendee,
    minutes_run_by,
    own_invitation,
)
from welfare_movement.meetings.models import Meeting
from welfare_movement.meetings.origins import with_origins
from welfare_movement.meetings.refusals import NotLater
from welfare_movement.notices.texts import plain_text
from welfare_movement.pages import form_page, show_form
from welfare_movement.people.access import visitor
from welfare_movement.process.access import cycle_for, has_role, planning_for
from welfare_movement.process.audiences import found_by_name, people_of
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
    is_member = here.cycle.memberships.filter(visitor(request).stands("user")).exists()
    context = {
        "cycle": here.cycle,
        "meeting": here,
        "items": with_origins(here.items.for_agenda(), here) if is_member else here.items.for_agenda(),
        "invitations": here.invitations.for_list(),
        "attendances": here.attendances.for_list(),
        "invitation": own_invitation(visitor(request), here),
        "is_member": is_member,
        "sees_all": has_role(request.user, here.cycle),
        "runs": runs,
        "edits": runs and here.is_editable,
        "shows_minutes": written and (is_member or written.circulated_at),
        "may_object": may_object(visitor(request), here),
        "share": plain_text("emails/share_meeting.txt", {"meeting": here, "site": settings.SITE_URL}),
    }
    return render(request, "meetings/meeting.html", context)


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
def cancel(request, province, cycle, pk):
    here = meeting_run_by(request.user, province, cycle, pk, Role.COORDINATOR)
    form = forms.CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        here.cancel(by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Cancelled. Everyone invited is told."))
        return redirect(here)
    return show_form(request, "meetings/cancel.html", here.cycle, meeting=here, form=form)


@form_page
@login_required
def invite(request, province, cycle, pk):
    here = meeting_run_by(request.user, province, cycle, pk, Role.COORDINATOR)
    if request.method == "POST":
        form = forms.InviteForm(request.POST, cycle=here.cycle)
        if form.is_valid():
            number = here.invite(form.chosen(), by=request.user)
            says = ngettext("%(number)s person is invited.", "%(number)s people are invited.", number)
            messages.success(request, says % {"number": number})
            return redirect(here)
    else:
        form = forms.InviteForm(cycle=here.cycle, found=_looked_for(request, here.cycle))
    invitations = here.invitations.for_list()
    return show_form(request, "meetings/invite.html", here.cycle, meeting=here, form=form, invitations=invitations)


def _looked_for(request, cycle):
    """People of this cycle whose name holds what was typed; nobody before something was."""
    return found_by_name(people_of(cycle), request.GET.get("q", ""))


@form_page
def reply(request, province, cycle, pk):
    """The answer to an invitation, signed in or by link, without an account."""
    invitation = invitation_for(visitor(request), province, cycle, pk)
    form = forms.ReplyForm(request.POST or None, instance=invitation)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        by = request.user if request.user.is_authenticated else None
        invitation.reply(chosen["answer"], by=by, substitute=chosen["substitute"], reason=chosen["reason"])
        messages.success(request, _("Thank you; your answer has been noted."))
        return redirect(invitation)
    if form.errors:
        invitation.refresh_from_db(fields=["answer", "substitute", "reason"])  # the form had put in what it refused
    return show_form(
        request,
        "meetings/reply.html",
        invitation.meeting.cycle,
        meeting=invitation.meeting,
        invitation=invitation,
        form=form,
    )


@form_page
@login_required
def add_item(request, province, cycle, pk):
    here = meeting_written_by(request.user, province, cycle, pk, Role.COORDINATOR)
    form = forms.ItemForm(request.POST or None, meeting=here)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(here)
    return show_form(request, "meetings/item.html", here.cycle, meeting=here, form=form)


@form_page
@login_required
def item(request, province, cycle, pk, item):
    here = meeting_written_by(request.user, province, cycle, pk, Role.COORDINATOR)
    point = get_object_or_404(here.items, pk=item)
    form = forms.ItemForm(request.POST or None, instance=point, meeting=here)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(here)
    return show_form(request, "meetings/item.html", here.cycle, meeting=here, item=point, form=form)


@form_page
@login_required
def resolve(request, province, cycle, pk, item):
    here = meeting_written_by(request.user, province, cycle, pk, Role.COORDINATOR)
    point = get_object_or_404(here.items, pk=item)
    form = forms.ResolutionForm(request.POST or None, item=point)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(here)
    return show_form(request, "meetings/resolve.html", here.cycle, meeting=here, item=point, form=form)


@form_page
@login_required
def attendance(request, province, cycle, pk):
    here = meeting_written_by(request.user, province, cycle, pk, Role.COORDINATOR)
    sheet = forms.AttendanceSheet(request.POST or None, meeting=here, found=_looked_for(request, here.cycle))
    if request.method == "POST" and sheet.is_valid():
        sheet.save(by=request.user)
        messages.success(request, _("Attendance is recorded."))
        return redirect(here)
    return show_form(request, "meetings/attendance.html", here.cycle, meeting=here, sheet=sheet)


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
        items=with_origins(here.items.for_agenda(), here),
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
