from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from welfare_movement.meetings.access import comer, invitation_run_by, meeting_at_door, meeting_written_by
from welfare_movement.meetings.quorum import Count
from welfare_movement.pages import form_page, show_form
from welfare_movement.people.access import visitor
from welfare_movement.process.roles import Role
from welfare_movement.thai.dates import show_time
from welfare_movement.thai.digits import plain


@never_cache
@require_safe
@login_required
def door(request, province, cycle, pk):
    """The door: a code that people photograph, and a field for the six digits that they say."""
    here = meeting_written_by(request.user, province, cycle, pk, Role.COORDINATOR)
    attendances = here.attendances.for_list()
    context = {
        "cycle": here.cycle,
        "meeting": here,
        "attendances": attendances,
        "count": Count.of(here, here.invitations.all(), attendances),
    }
    return render(request, "meetings/door.html", context)


@require_POST
@login_required
def arrive_by_code(request, province, cycle, pk):
    """The six digits of an invitation, said at the door."""
    here = meeting_written_by(request.user, province, cycle, pk, Role.COORDINATOR)
    code = plain(request.POST.get("code", "")).replace(" ", "")
    found = here.invitations.exclude(code="").filter(code=code).select_related("person").first()
    if found is None:
        messages.error(request, _("No invitation has this code; look at the six digits once more, or find the name."))
    else:
        _arrive(request, here, found.person)
    return redirect("meetings:door", province, cycle, pk)


@never_cache
@form_page
@login_required
def arrival(request, province, cycle, pk):
    """What the keeper sees who photographed the code of an invitation."""
    invitation = invitation_run_by(request.user, province, cycle, pk, Role.COORDINATOR)
    here = invitation.meeting
    if request.method == "POST":
        _arrive(request, here, invitation.person)
        return redirect("meetings:door", province, cycle, here.pk)
    return show_form(request, "meetings/arrival.html", here.cycle, meeting=here, invitation=invitation)


@never_cache
@form_page
def presence(request, province, cycle, pk, key):
    """Someone photographed the code at the door, and says on the own phone that they are here."""
    here = meeting_at_door(province, cycle, pk, key)
    person = comer(visitor(request), here)
    came = person and here.attendances.represented().filter(person=person).first()
    if request.method == "POST" and person is not None:
        came, is_new = here.arrive(person, by=person)
        messages.success(request, _("Welcome; you are on the list.") if is_new else _("You are on the list already."))
        return redirect(request.path)
    context = {"cycle": here.cycle, "meeting": here, "person": person, "came": came}
    # Whoever is not known yet is told how to become so.
    return render(request, "meetings/presence.html", context, status=403 if request.method == "POST" else 200)


def _arrive(request, meeting, person):
    came, is_new = meeting.arrive(person, by=request.user)
    words = {"name": person, "time": show_time(came.recorded_at), "keeper": came.recorded_by}
    says = _("%(name)s is here.") if is_new else _("%(name)s is here already, since %(time)s, recorded by %(keeper)s.")
    messages.success(request, says % words)
