from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from forums import forms
from forums.access import (
    gathering_of_key,
    gathering_run_by,
    gathering_written_by,
    invitation_for,
    keeps_door,
    own_registration,
    registration_shown,
    registration_withdrawn_by,
)
from forums.models import Invitation
from forums.rate import require_calm
from welfare_movement.meetings.forms import InviteForm
from welfare_movement.pages import form_page, show_form
from welfare_movement.people.access import hold, visitor
from welfare_movement.process.access import has_role
from welfare_movement.process.audiences import found_by_name, people_of
from welfare_movement.process.roles import Role


@never_cache
@form_page
def register(request, province, cycle, key):
    """The open address: anyone registers from the phone, without an account, and gets a ticket with its own link."""
    here = gathering_of_key(province, cycle, key)
    if request.user.is_authenticated:
        form = forms.OwnRegistrationForm(request.POST or None, gathering=here, person=request.user)
    else:
        form = forms.RegistrationForm(request.POST or None, gathering=here)
    if request.method == "POST":
        require_calm(request)
        if form.is_valid():
            registration = here.register(form.person(), **form.asked())
            hold(request, registration.link)
            return redirect(registration)
    own = own_registration(visitor(request), here)
    return show_form(request, "forums/register.html", here.cycle, gathering=here, form=form, own=own)


@never_cache
@form_page
def invitation(request, province, cycle, pk):
    """Someone the movement knows registers by their link, without typing their name."""
    invited = invitation_for(visitor(request), province, cycle, pk)
    here = invited.gathering
    known = here.registrations.standing().filter(person=invited.person).select_related("link").first()
    form = forms.OwnRegistrationForm(request.POST or None, gathering=here, person=invited.person)
    if request.method == "POST" and form.is_valid():
        known = here.register(invited.person, **form.asked())
    if known is not None:
        # Whoever holds the invitation is the person; the ticket is theirs too.
        hold(request, known.link)
        return redirect(known)
    return show_form(request, "forums/register.html", here.cycle, gathering=here, form=form, invitation=invited)


@never_cache
@require_safe
def ticket(request, province, cycle, pk):
    """The ticket, for the person; and, for whoever keeps the door, the person with the button of the check-in."""
    shown = registration_shown(visitor(request), province, cycle, pk)
    is_own = own_registration(visitor(request), shown.gathering) == shown
    keeps = keeps_door(request.user, shown.gathering.cycle)
    # Who sees it and keeps no door is the person themselves, also once it is cancelled.
    theirs = is_own or not keeps or has_role(request.user, shown.gathering.cycle, Role.COORDINATOR)
    context = {
        "cycle": shown.gathering.cycle,
        "gathering": shown.gathering,
        "registration": shown,
        "is_own": is_own,
        "keeps_door": keeps,
        "may_withdraw": theirs and shown.forgotten_at is None,
        "items": shown.gathering.items.all(),
        "undone": shown.undone.select_related("checked_in_by", "undone_by"),
    }
    return render(request, "forums/ticket.html", context)


@form_page
def cancel(request, province, cycle, pk):
    """The person themselves, or whoever keeps the door for them, gives the seat back; asked once more."""
    given_back = registration_shown(visitor(request), province, cycle, pk)
    if request.method == "POST":
        given_back.cancel(by=request.user if request.user.is_authenticated else None)
        messages.success(request, _("The registration is cancelled; thank you for saying so."))
        return redirect(given_back)
    context = {"cycle": given_back.gathering.cycle, "gathering": given_back.gathering, "registration": given_back}
    return render(request, "forums/cancel_registration.html", context)


@never_cache
@form_page
def withdraw(request, province, cycle, pk):
    """Place and consent are taken back: the name and all contact are blanked; asked once more."""
    theirs = registration_withdrawn_by(visitor(request), province, cycle, pk)
    here = theirs.gathering
    if request.method == "POST":
        theirs.withdraw()
        messages.success(request, _("Done: the name and everything by which one could be reached were deleted."))
        return redirect(here)
    return render(request, "forums/withdraw.html", {"cycle": here.cycle, "gathering": here, "registration": theirs})


@form_page
@login_required
def invite(request, province, cycle, pk):
    """Invite people the movement knows, each by a link of their own."""
    here = gathering_written_by(request.user, province, cycle, pk)
    if request.method == "POST":
        form = InviteForm(request.POST, cycle=here.cycle)
        if form.is_valid():
            number = Invitation.invite(here, form.chosen(), by=request.user)
            says = ngettext("%(number)s person is invited.", "%(number)s people are invited.", number)
            messages.success(request, says % {"number": number})
            return redirect(here)
    else:
        found = found_by_name(people_of(here.cycle), request.GET.get("q", ""))
        form = InviteForm(cycle=here.cycle, found=found)
    invitations = here.invitations.for_list()
    return show_form(request, "forums/invite.html", here.cycle, gathering=here, form=form, invitations=invitations)


@form_page
@login_required
def enrol(request, province, cycle, pk):
    """A coordinator registers someone who called or wrote."""
    here = gathering_run_by(request.user, province, cycle, pk)
    form = forms.EnrolForm(request.POST or None, gathering=here, looked_for=request.GET.get("q", ""))
    if request.method == "POST" and form.is_valid():
        return redirect(here.register(form.person(), by=request.user, **form.coming()))
    return show_form(request, "forums/enrol.html", here.cycle, gathering=here, form=form)
