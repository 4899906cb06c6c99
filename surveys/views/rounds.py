"""The round of the survey: opened, handed out, and how far it has come."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from surveys import forms
from surveys.access import LOOKERS, REVIEWERS, assignment_seen_by
from surveys.coverage import count
from surveys.models import Assignment, CommunityOrganisation
from welfare_movement.notices.sharing import share_link
from welfare_movement.notices.texts import plain_text
from welfare_movement.pages import form_page, show_form
from welfare_movement.process.access import cycle_for, districts_for, has_role, has_role_somewhere
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

STATES = {
    "not_started": gettext_lazy("Not started"),
    "draft": gettext_lazy("Draft"),
    "sent": gettext_lazy("Sent"),
    "returned": gettext_lazy("Returned"),
    "verified": gettext_lazy("Verified"),
}


@require_safe
@login_required
def coverage(request, province, cycle, stage):
    """Who has answered and who has not, by network and one by one."""
    cycle, districts = districts_for(request.user, province, cycle, *LOOKERS)
    page = round_page(cycle, stage, "coverage")
    assignments = Assignment.objects.filter(round=page["round"]).in_districts(districts)
    wanted = request.GET.get("state")
    rows = [row for row in assignments.for_coverage() if wanted not in STATES or row.state == wanted]
    context = {
        **page,
        "table": count(assignments),
        "rows": rows,
        "states": STATES.items(),
        "wanted": wanted if wanted in STATES else "",
        "runs": has_role(request.user, cycle, Role.COORDINATOR),
        "reviews": has_role_somewhere(request.user, cycle, *REVIEWERS),
        "sees_all": districts is None,
    }
    return render(request, "surveys/coverage.html", context)


@form_page
@login_required
def open_round(request, province, cycle):
    """Open the baseline by a resolution, for every organisation of the registry."""
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    standing = CommunityOrganisation.objects.standing().filter(province=cycle.province)
    form = forms.RoundForm(request.POST or None, cycle=cycle, stage=Stage.SURVEYS)
    if request.method == "POST" and form.is_valid():
        opened = form.instance.open(standing, by=request.user)
        number = opened.assignments.count()
        says = ngettext(
            "The round is open for %(number)s organisation.", "The round is open for %(number)s organisations.", number
        )
        messages.success(request, says % {"number": number})
        return redirect(opened)
    return show_form(request, "surveys/open_round.html", cycle, form=form, number=standing.count())


@require_safe
@login_required
def letters(request, province, cycle, stage):
    """A page to print and hand out: for each organisation its personal link as text and as a code to photograph."""
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    page = round_page(cycle, stage, "letters")
    unsent = Assignment.objects.filter(round=page["round"]).unsent()
    return render(request, "surveys/letters.html", {**page, "assignments": unsent.for_coverage(), "runs": True})


@require_safe
@login_required
def expected(request, province, cycle, pk):
    """One expected organisation: its state, its link to pass on, and who answers for it."""
    here = assignment_seen_by(request.user, province, cycle, pk, *LOOKERS)
    context = {
        "cycle": here.round.cycle,
        "assignment": here,
        "respondents": here.organisation.respondents.select_related("user"),
        "share": share_link(plain_text("emails/share_survey.txt", {"assignment": here}), here.link),
        "runs": has_role(request.user, here.round.cycle, Role.COORDINATOR),
    }
    return render(request, "surveys/expected.html", context)


def round_page(cycle, stage, page):
    """What each page of a round shows: the round, None before it is opened, and the way to its page in the other."""
    rounds = list(cycle.rounds.for_pages())
    here = next((each for each in rounds if each.stage == stage), None)
    return {
        "cycle": cycle,
        "round": here,
        "is_follow_up": stage == Stage.PILOT_AREAS,
        "switch": [(each, each.at(page), each == here) for each in rounds],
    }


def round_or_404(cycle, stage):
    return get_object_or_404(cycle.rounds.for_pages(), stage=stage)
