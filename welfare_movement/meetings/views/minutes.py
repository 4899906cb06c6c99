from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from welfare_movement.meetings import forms
from welfare_movement.meetings.access import meeting_run_by, minutes_for_attendee, minutes_run_by
from welfare_movement.meetings.models.writing import texts_of
from welfare_movement.meetings.refusals import NotLater
from welfare_movement.meetings.sources import with_origins
from welfare_movement.pages import form_page, show_form
from welfare_movement.people.access import visitor
from welfare_movement.process.roles import Role
from welfare_movement.refusals import Refused
from welfare_movement.thai.dates import show_time


@never_cache
@form_page
@login_required
def minutes(request, province, cycle, pk):
    """The texts of the minutes beside the agenda; what could not be stored is shown again, with the other's text."""
    here = meeting_run_by(request.user, province, cycle, pk, Role.COORDINATOR)
    items = with_origins(here.items.for_agenda())
    sheet, refusal = forms.MinutesSheet(texts_of(here, items)), None
    if request.method == "POST":
        try:
            if sheet.save(request.POST, by=request.user):
                messages.success(request, _("Saved."))
                return redirect("meetings:minutes", province, cycle, pk)
        except Refused as refused:
            refusal = refused
            sheet.keep(request.POST)
    written = getattr(here, "minutes", None)
    context = {
        "cycle": here.cycle,
        "meeting": here,
        "agenda": items,
        "items": [(item, sheet.entries[f"item-{item.pk}"]) for item in items],
        "summary": sheet.entries["summary"],
        "taken_by": sheet.entries["taken_by"],
        "refusal": refusal,
        "is_settled": sheet.is_settled,
        "attendances": here.attendances.for_list(),
        "objections": written.objections.select_related("person") if written else [],
        "addenda": written.addenda.for_list() if written else [],
        "adoption": forms.AdoptionForm(minutes=written) if written else None,
        "writes": here.is_editable,
    }
    status = 409 if refusal or not sheet.is_settled else 200
    return render(request, "meetings/minutes.html", context, status=status)


@require_POST
@login_required
def text(request, province, cycle, pk, key):
    """One text, as the page saves it while it is written. Answers with the mark of what is stored now.

    409: someone else stored another text, and both are in the answer; or the minutes are locked. 422: unreadable.
    """
    here = meeting_run_by(request.user, province, cycle, pk, Role.COORDINATOR)
    texts = texts_of(here, here.items.for_agenda())
    if key not in texts:
        raise Http404
    sheet = forms.MinutesSheet({key: texts[key]})
    entry = sheet.entries[key]
    try:
        sheet.save(request.POST, by=request.user)
    except Refused as refusal:
        return _told({"says": str(refusal)}, status=409)
    if entry.error:
        return _told({"says": entry.error}, status=422)
    if entry.theirs is not None:
        conflict = render_to_string("meetings/_conflict.html", {"entry": entry}, request)
        return _told({"mark": entry.mark, "theirs": entry.theirs, "conflict": conflict}, status=409)
    at = _("saved %(time)s") % {"time": show_time(timezone.localtime())}
    return _told({"mark": entry.mark, "text": entry.value, "says": at})


def _told(what, *, status=200):
    """Thai as it is written, not as escapes six times as long."""
    return JsonResponse(what, status=status, json_dumps_params={"ensure_ascii": False})


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


@form_page
@login_required
def add_addendum(request, province, cycle, pk):
    """A correction of adopted minutes that a later meeting agreed."""
    adopted = minutes_run_by(request.user, province, cycle, pk, Role.COORDINATOR)
    form = forms.AddendumForm(request.POST or None, minutes=adopted, by=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The correction stands under the minutes."))
        return redirect(adopted)
    return show_form(request, "meetings/addendum.html", adopted.meeting.cycle, meeting=adopted.meeting, form=form)
