"""The follow-up survey: opened for the organisations of the pilot areas. Its other pages are those of the survey."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.utils.translation import ngettext

from pilot_areas.follow_up import asked_again
from pilot_areas.forms.follow_up import FollowUpForm
from welfare_movement.pages import form_page, show_form
from welfare_movement.process.access import cycle_for, has_role
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage


@form_page
@login_required
def follow_up(request, province, cycle):
    """Who is asked again, for members; coordinators open the follow-up for them by a resolution."""
    roles = (Role.COORDINATOR,) if request.method == "POST" else ()
    cycle = cycle_for(request.user, province, cycle, *roles)
    again = asked_again(cycle)
    form = FollowUpForm(request.POST or None, cycle=cycle, again=again)
    if request.method == "POST" and form.is_valid():
        opened = form.instance.open(again.organisations, by=request.user)
        messages.success(request, _says(opened.assignments.count()))
        return redirect(opened)
    opened = cycle.rounds.filter(stage=Stage.PILOT_AREAS).select_related("opened_by").first()
    context = {"form": form, "again": again, "opened": opened, "runs": has_role(request.user, cycle, Role.COORDINATOR)}
    return show_form(request, "pilot_areas/follow_up.html", cycle, **context)


def _says(number):
    says = ngettext(
        "The follow-up survey is open for %(number)s organisation.",
        "The follow-up survey is open for %(number)s organisations.",
        number,
    )
    return says % {"number": number}
