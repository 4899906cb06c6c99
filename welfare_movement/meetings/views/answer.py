from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from welfare_movement.meetings import forms
from welfare_movement.meetings.access import invitation_for, invitation_run_by, meeting_run_by
from welfare_movement.pages import form_page, show_form
from welfare_movement.people.access import visitor
from welfare_movement.process.audiences import found_by_name, people_of
from welfare_movement.process.roles import Role


@form_page
@login_required
def invite(request, province, cycle, pk):
    """Invite groups and single people; a search for more of them keeps what is ticked already."""
    here = meeting_run_by(request.user, province, cycle, pk, Role.COORDINATOR)
    words = request.POST.get("q", request.GET.get("q", ""))
    if request.method == "POST":
        form = forms.InviteForm(request.POST, cycle=here.cycle)
        if form.is_looking():
            form.looked_for(words)
        elif form.is_valid():
            number = here.invite(form.chosen(), by=request.user)
            says = ngettext("%(number)s person is invited.", "%(number)s people are invited.", number)
            messages.success(request, says % {"number": number})
            return redirect(here)
    else:
        form = forms.InviteForm(cycle=here.cycle, found=looked_for(request, here.cycle))
    context = {"meeting": here, "form": form, "words": words, "invitations": here.invitations.for_list()}
    if request.method == "POST" and form.is_looking():
        return render(request, "meetings/invite.html", {"cycle": here.cycle, **context})
    return show_form(request, "meetings/invite.html", here.cycle, **context)


@form_page
@login_required
def invite_newcomer(request, province, cycle, pk):
    """Invite someone whom nobody knows yet, with or without phone and e-mail."""
    here = meeting_run_by(request.user, province, cycle, pk, Role.COORDINATOR)
    form = forms.NewcomerForm(request.POST or None, cycle=here.cycle, looked_for=request.GET.get("q", ""))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():  # who is refused is not kept as someone new either
            person = form.person()
            here.invite([person], by=request.user)
        messages.success(request, _("%(name)s is invited.") % {"name": person})
        return redirect("meetings:invite", province, cycle, pk)
    return show_form(request, "meetings/newcomer.html", here.cycle, meeting=here, form=form)


def looked_for(request, cycle):
    """People of this cycle whose name holds what was typed; nobody before something was."""
    return found_by_name(people_of(cycle), request.GET.get("q", ""))


@form_page
def reply(request, province, cycle, pk):
    """The answer to an invitation, signed in or by link, without an account."""
    invitation = invitation_for(visitor(request), province, cycle, pk)
    by = request.user if request.user.is_authenticated else None
    form = forms.ReplyForm(request.POST or None, instance=invitation)
    if request.method == "POST" and form.is_valid():
        form.save(by=by)
        messages.success(request, _("Thank you; your answer has been noted."))
        return redirect(invitation)
    return _show_reply(request, "meetings/reply.html", invitation, form)


@form_page
@login_required
def answer_for(request, province, cycle, pk):
    """The answer that someone gave by mouth or phone, recorded by a coordinator on their behalf."""
    invitation = invitation_run_by(request.user, province, cycle, pk, Role.COORDINATOR)
    form = forms.ReplyForm(request.POST or None, instance=invitation, on_behalf=True)
    if request.method == "POST" and form.is_valid():
        form.save(by=request.user)
        messages.success(request, _("The answer of %(name)s is recorded.") % {"name": invitation.person})
        return redirect(invitation.meeting)
    return _show_reply(request, "meetings/answer_for.html", invitation, form)


def _show_reply(request, template, invitation, form):
    if form.errors:
        invitation.refresh_from_db(fields=["answer", "substitute", "reason"])  # the form had put in what it refused
    meeting = invitation.meeting
    return show_form(request, template, meeting.cycle, meeting=meeting, invitation=invitation, form=form)
