"""The actions of resolutions: written down, listed, kept with proof; and what is open, brought onto an agenda."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from welfare_movement.meetings import forms
from welfare_movement.meetings.access import (
    action_for,
    action_kept_by,
    actions_for,
    may_keep,
    meeting_written_by,
    resolution_written_by,
)
from welfare_movement.pages import form_page, show_form
from welfare_movement.papers.uploads import handed_out
from welfare_movement.process.access import has_role
from welfare_movement.process.audiences import found_by_name, people_of
from welfare_movement.process.forms import ProofForm
from welfare_movement.process.roles import Role


@require_safe
@login_required
def actions(request, province, cycle):
    """The actions of the cycle, or those of them that are open, late or kept (`?show=`)."""
    cycle, found = actions_for(request.user, province, cycle)
    shown = request.GET.get("show", "")
    context = {
        "cycle": cycle,
        "actions": found.shown(shown).for_list(),
        "shown": shown,
        "filters": found.filters(),
        "sees_all": has_role(request.user, cycle),
    }
    return render(request, "meetings/actions.html", context)


@require_safe
@login_required
def action(request, province, cycle, pk):
    here = action_for(request.user, province, cycle, pk)
    context = {
        "cycle": here.within_cycle,
        "action": here,
        "keeps": here.kept_at is None and may_keep(request.user, here),
        "sees_all": has_role(request.user, here.within_cycle),
    }
    return render(request, "meetings/action.html", context)


@form_page
@login_required
def add_action(request, province, cycle, pk, item, resolution):
    """Who does what, until when, because of this resolution; `?q=` looks for someone else of the cycle."""
    resolved = resolution_written_by(request.user, province, cycle, pk, item, resolution, Role.COORDINATOR)
    here = resolved.item.meeting
    found = None if request.method == "POST" else found_by_name(people_of(here.cycle), request.GET.get("q", ""))
    form = forms.ActionForm(request.POST or None, meeting=here, found=found)
    if request.method == "POST" and form.is_valid():
        form.save_for(resolved, by=request.user)
        messages.success(request, _("Saved. Whoever sees to it is reminded before the day."))
        return redirect(here)
    return show_form(request, "meetings/add_action.html", here.cycle, meeting=here, resolution=resolved, form=form)


@form_page
@login_required
def keep(request, province, cycle, pk):
    """Record that an action was done, with what proves it; also below minutes that are adopted."""
    here = action_kept_by(request.user, province, cycle, pk)
    form = ProofForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        here.keep(by=request.user, **form.cleaned_data)
        messages.success(request, _("It is recorded that this was done. Thank you."))
        return redirect(here)
    return show_form(request, "meetings/keep_action.html", here.within_cycle, action=here, form=form)


@require_safe
@login_required
def paper(request, province, cycle, pk):
    here = action_for(request.user, province, cycle, pk)
    if not here.proof_paper:
        raise Http404
    return handed_out(here.proof_paper, f"action-{here.pk}")


@require_POST
@login_required
def bring_open(request, province, cycle, pk):
    """Put onto the agenda what is open at this moment."""
    here = meeting_written_by(request.user, province, cycle, pk, Role.COORDINATOR)
    number = here.bring_open(by=request.user)
    says = ngettext("%(number)s item came onto the agenda.", "%(number)s items came onto the agenda.", number)
    messages.success(request, says % {"number": number} if number else _("All that is open stands there already."))
    return redirect(here)
