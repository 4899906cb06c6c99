"""Nominations: the tambons of the round with their figures, who stands, and what their local governments say."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pilot_areas.access import nomination_for
from pilot_areas.figures import figures_for, figures_of
from pilot_areas.forms.nominations import MatchingForm, NominationsForm, WithdrawalForm
from pilot_areas.models import Nomination, PanelScore, Selection
from welfare_movement.pages import form_page, show_form
from welfare_movement.papers.uploads import handed_out
from welfare_movement.process.access import cycle_for, has_role
from welfare_movement.process.roles import Role


@require_safe
@login_required
def nominations(request, province, cycle):
    """Who stands, and the tambons of the round with their published figures."""
    cycle = cycle_for(request.user, province, cycle)
    return show_form(request, "pilot_areas/nominations.html", cycle, **_listed(request, cycle))


@require_POST
@login_required
def nominate(request, province, cycle):
    """Nominate all that are ticked, with one press."""
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    form = NominationsForm(request.POST, codes=figures_of(cycle))
    if not form.is_valid():
        return show_form(request, "pilot_areas/nominations.html", cycle, **_listed(request, cycle, form))
    chosen = form.cleaned_data
    Nomination.objects.nominate(cycle, chosen["tambons"], by=request.user, nominated_by=chosen["nominated_by"])
    messages.success(request, _("Saved."))
    return redirect("pilot_areas:nominations", *cycle.address)


def _listed(request, cycle, form=None):
    known, rows = figures_of(cycle), list(Nomination.objects.filter(cycle=cycle).for_list())
    standing = [each for each in rows if each.withdrawn_at is None]
    taken = {each.tambon_id for each in standing}
    return {
        "standing": figures_for(standing, known),
        "withdrawn": [each for each in rows if each.withdrawn_at],
        "others": [figures for code, figures in known.items() if code not in taken],
        "form": form or NominationsForm(codes=known),
        "runs": has_role(request.user, cycle, Role.COORDINATOR),
        "selection": Selection.objects.of(cycle),
    }


@require_safe
@login_required
def nomination(request, province, cycle, pk):
    """One candidate: its figures, its commitments, and its local government's letter."""
    here = nomination_for(request.user, province, cycle, pk)
    context = {
        "cycle": here.cycle,
        "nomination": here,
        "figures": figures_for([here], figures_of(here.cycle))[0][1],
        "judges": PanelScore.objects.counting().filter(nomination=here).count(),
        "conflicts": here.conflicts.select_related("judge__person"),
        "runs": has_role(request.user, here.cycle, Role.COORDINATOR),
        "selection": Selection.objects.of(here.cycle),
    }
    return render(request, "pilot_areas/nomination.html", context)


@form_page
@login_required
def matching(request, province, cycle, pk):
    """What the local government says of matching money, beside what was promised."""
    here = nomination_for(request.user, province, cycle, pk, Role.COORDINATOR)
    initial = {"matching": here.matching, "evidence": here.matching_evidence}
    form = MatchingForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        here.record_matching(by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(here)
    figures = figures_for([here], figures_of(here.cycle))[0][1]
    return show_form(request, "pilot_areas/matching.html", here.cycle, nomination=here, figures=figures, form=form)


@require_safe
@login_required
def letter(request, province, cycle, pk):
    """The copy of the local government's letter, to take away."""
    here = nomination_for(request.user, province, cycle, pk)
    if not here.matching_paper:
        raise Http404
    return handed_out(here.matching_paper, f"letter-{here.tambon_id}")


@form_page
@login_required
def withdraw(request, province, cycle, pk):
    here = nomination_for(request.user, province, cycle, pk, Role.COORDINATOR)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        here.withdraw(by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("The nomination is withdrawn."))
        return redirect("pilot_areas:nominations", *here.cycle.address)
    return show_form(request, "pilot_areas/withdraw.html", here.cycle, nomination=here, form=form)
