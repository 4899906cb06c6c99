"""Grades: pending and published, the card of one, the tambons and their profiles."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from surveys import forms
from surveys.access import LOOKERS, REVIEWERS, grade_for, grades_seen_by, profile_for
from surveys.cards import card, scale
from surveys.models import Publication, TambonGrade, TambonProfile
from surveys.views.rounds import baseline, baseline_or_404
from welfare_movement.pages import form_page, show_form
from welfare_movement.people.access import visitor
from welfare_movement.process.access import cycle_for, districts_for, has_role, has_role_somewhere
from welfare_movement.process.roles import Role


@require_safe
@login_required
def grades(request, province, cycle):
    """The latest grade of every response, pending or published, and the button that publishes."""
    cycle, _districts = districts_for(request.user, province, cycle, *LOOKERS)
    survey_round = baseline(cycle)
    latest = grades_seen_by(request.user, cycle).filter(response__assignment__round=survey_round)
    context = {
        "cycle": cycle,
        "round": survey_round,
        "grades": latest.for_list(),
        "publication": Publication.objects.current().filter(round=survey_round).select_related("published_by").first(),
        "form": forms.PublicationForm(cycle=cycle),
        "runs": has_role(request.user, cycle, Role.COORDINATOR),
    }
    return render(request, "surveys/grades.html", context)


@require_POST
@login_required
def publish(request, province, cycle):
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    form = forms.PublicationForm(request.POST, cycle=cycle)
    if not form.is_valid():
        return show_form(request, "surveys/publish.html", cycle, form=form)
    baseline_or_404(cycle).publish(by=request.user, resolution=form.cleaned_data["resolution"])
    messages.success(request, _("The grades are published."))
    return redirect("surveys:tambons", *cycle.address)


@require_safe
def grade(request, province, cycle, pk):
    """The grade card: what the letter is, and why, for those whom it concerns."""
    here = grade_for(visitor(request), province, cycle, pk)
    assignment = here.response.assignment
    context = {
        "cycle": assignment.round.cycle,
        "organisation": assignment.organisation,
        "grade": here,
        "card": card(here),
        "scale": scale(here.method.method),
        "is_pinned": here.pins.current().exists(),
    }
    return render(request, "surveys/grade.html", context)


@require_safe
@login_required
def tambons(request, province, cycle):
    """The tambons of the round: their profiles, and their published grades."""
    cycle, districts = districts_for(request.user, province, cycle, *LOOKERS)
    survey_round = baseline(cycle)
    profiles = TambonProfile.objects.filter(round=survey_round).for_list()
    if districts is not None:
        profiles = profiles.filter(tambon__district__in=districts)
    published = TambonGrade.objects.filter(publication__round=survey_round, publication__superseded_at=None)
    shown = {each.tambon_id: each for each in published}
    rows = [(profile, shown.get(profile.tambon_id)) for profile in profiles]
    context = {
        "cycle": cycle,
        "round": survey_round,
        "rows": rows,
        "runs": has_role(request.user, cycle, Role.COORDINATOR),
    }
    return render(request, "surveys/tambons.html", context)


@form_page
@login_required
def tambon(request, province, cycle, code):
    """The profile of a tambon: entered by coordinators and reviewers, with the evidence."""
    roles = REVIEWERS if request.method == "POST" else LOOKERS
    here = profile_for(request.user, province, cycle, code, *roles)
    enters = has_role_somewhere(request.user, here.round.cycle, *REVIEWERS)
    form = forms.TambonProfileForm(request.POST or None, instance=here)
    if request.method == "POST" and form.is_valid():
        form.instance.enter(by=request.user)
        messages.success(request, _("Saved."))
        return redirect("surveys:tambons", *here.round.cycle.address)
    context = {"profile": here, "form": form, "enters": enters}
    return show_form(request, "surveys/tambon.html", here.round.cycle, **context)
