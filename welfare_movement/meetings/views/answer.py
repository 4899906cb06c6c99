from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from welfare_movement.meetings import forms
from welfare_movement.meetings.access import invitation_for, meeting_run_by
from welfare_movement.pages import form_page, show_form
from welfare_movement.people.access import visitor
from welfare_movement.process.audiences import found_by_name, people_of
from welfare_movement.process.roles import Role


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
        form = forms.InviteForm(cycle=here.cycle, found=looked_for(request, here.cycle))
    invitations = here.invitations.for_list()
    return show_form(request, "meetings/invite.html", here.cycle, meeting=here, form=form, invitations=invitations)


def looked_for(request, cycle):
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
