"""The celebration at a glance, and its awards."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from forums.models import Gathering
from pilot_areas.access import award_run_by
from pilot_areas.forms.celebration import AwardForm
from pilot_areas.merits import suggested
from pilot_areas.models import CycleReport, PilotArea
from pilot_areas.telling import tellings
from welfare_movement.pages import form_page, show_form
from welfare_movement.process.access import cycle_for, has_role
from welfare_movement.process.ladder import climb
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage


@require_safe
@login_required
def celebration(request, province, cycle):
    """What is done of the celebration, and what still lacks before the cycle can be closed."""
    cycle = cycle_for(request.user, province, cycle)
    rungs = climb(cycle)
    context = {
        "cycle": cycle,
        "rung": rungs[Stage.CELEBRATION - 1],
        "before": rungs[Stage.PILOT_AREAS - 1],
        "gathering": Gathering.objects.celebration().standing().filter(cycle=cycle).first(),
        "tellings": tellings(PilotArea.objects.for_stories().filter(nomination__cycle=cycle)),
        "thanked": cycle.thanks.count(),
        "awards": cycle.awards.for_list(),
        "report": CycleReport.of(cycle),
        "runs": has_role(request.user, cycle, Role.COORDINATOR),
    }
    return render(request, "pilot_areas/celebration.html", context)


@require_safe
@login_required
def awards(request, province, cycle):
    """The awards that were given and, for those who give them, whom the records suggest."""
    cycle = cycle_for(request.user, province, cycle)
    runs = has_role(request.user, cycle, Role.COORDINATOR)
    context = {"cycle": cycle, "awards": cycle.awards.for_list(), "runs": runs}
    if runs:
        context["suggested"] = [each for each in suggested(cycle) if not each.is_given]
    return render(request, "pilot_areas/awards.html", context)


@form_page
@login_required
def add_award(request, province, cycle):
    """Give an award; a suggestion comes filled in, in the address."""
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    filled_in = {name: request.GET.get(name, "") for name in AwardForm.Meta.fields}
    form = AwardForm(request.POST or None, cycle=cycle, initial=filled_in)
    if request.method == "POST" and form.is_valid():
        form.instance.give(by=request.user)
        messages.success(request, _("The award is recorded."))
        return redirect("pilot_areas:awards", *cycle.address)
    return show_form(request, "pilot_areas/add_award.html", cycle, form=form)


@require_POST
@login_required
def remove_award(request, province, cycle, pk):
    award = award_run_by(request.user, province, cycle, pk)
    award.delete()
    messages.success(request, _("The award is taken off the list."))
    return redirect("pilot_areas:awards", *award.cycle.address)
