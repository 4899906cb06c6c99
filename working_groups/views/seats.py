"""Who sits in the committee and the teams: entered, asked, answering, leaving.

seats: the model of the seat, as its address says.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from welfare_movement.pages import form_page, show_form
from welfare_movement.people.access import visitor
from working_groups import forms
from working_groups.access import committee_run_by, seat_for, seat_run_by, team_run_by
from working_groups.models import CommitteeSeat, TeamMember


@form_page
@login_required
def add_to_committee(request, province, cycle):
    return _add(request, CommitteeSeat(committee=committee_run_by(request.user, province, cycle)))


@form_page
@login_required
def add_to_team(request, province, cycle, pk):
    return _add(request, TeamMember(group=team_run_by(request.user, province, cycle, pk)))


def _add(request, seat):
    cycle, found = seat.body.cycle, request.GET.get("q", "")
    form = forms.SeatForm(request.POST or None, seat=seat, cycle=cycle, looked_for=found)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("%(seat)s has a seat now.") % {"seat": seat})
        return redirect(seat.home)
    return show_form(request, "working_groups/add_seat.html", cycle, seat=seat, form=form)


@form_page
@login_required
def change(request, province, cycle, pk, seats):
    """Another role, post or place."""
    here = seat_run_by(request.user, province, cycle, pk, seats)
    form = forms.SeatChangeForm(request.POST or None, seat=here)
    if request.method == "POST" and form.is_valid():
        here.change(**form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(here.home)
    return show_form(request, "working_groups/change_seat.html", here.body.cycle, seat=here, form=form)


@require_POST
@login_required
def end(request, province, cycle, pk, seats):
    here = seat_run_by(request.user, province, cycle, pk, seats)
    here.leave(by=request.user)
    messages.success(request, _("The seat has ended, and stays on record."))
    return redirect(here.home)


@require_POST
@login_required
def ask(request, province, cycle):
    """Ask everyone who was not asked yet whether they will serve."""
    committee = committee_run_by(request.user, province, cycle)
    number = committee.ask(by=request.user)
    says = ngettext("%(number)s person is asked.", "%(number)s people are asked.", number)
    messages.success(request, says % {"number": number})
    return redirect(committee)


@form_page
def answer(request, province, cycle, pk, seats):
    """Yes or no, signed in or by link, without an account; or told to a coordinator, who records it."""
    here = seat_for(visitor(request), province, cycle, pk, seats)
    form = forms.SeatAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = request.user if request.user.is_authenticated else None
        here.answer(**form.cleaned_data, by=by)
        messages.success(request, _("Thank you; your answer has been noted."))
        return redirect(here)
    own = here.person_id == request.user.pk or not request.user.is_authenticated
    return show_form(request, "working_groups/seat.html", here.body.cycle, seat=here, form=form, own=own)


@never_cache
@form_page
def withdraw(request, province, cycle, pk, seats):
    """Seat and consent are taken back: the name and all contact are blanked; asked once more."""
    here = seat_for(visitor(request), province, cycle, pk, seats)
    cycle = here.body.cycle
    if request.method == "POST":
        here.withdraw()
        messages.success(request, _("Done: the name and everything by which one could be reached were deleted."))
        return redirect("dashboard:cycle", *cycle.address)
    return render(request, "working_groups/withdraw.html", {"cycle": cycle, "seat": here})
