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
from surveys.views.rounds import round_or_404, round_page
from welfare_movement.pages import form_page, show_form
from welfare_movement.people.access import visitor
from welfare_movement.process.access import cycle_for, districts_for, has_role, has_role_somewhere
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage


@require_safe
@login_required
def grades(request, province, cycle, stage):
    """The latest grade of every response, pending or published, and the button that publishes."""
    cycle, _districts = districts_for(request.user, province, cycle, *LOOKERS)
    page = round_page(cycle, stage, "grades")
    latest = grades_seen_by(request.user, cycle).filter(response__assignment__round=page["round"])
    context = {
        **page,
        "grades": latest.for_list(),
        "publication": Publication.objects.current().filter(round=page["round"]).select_related("published_by").first(),
        "form": forms.PublicationForm(cycle=cycle),
        "runs": has_role(request.user, cycle, Role.COORDINATOR),
    }
    return render(request, "surveys/grades.html", context)


@require_POST
@login_required
def publish(request, province, cycle, stage):
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    form = forms.PublicationForm(request.POST, cycle=cycle)
    if not form.is_valid():
        return show_form(request, "surveys/publish.html", cycle, form=form)
    survey_round = round_or_404(cycle, stage)
    survey_round.publish(by=request.user, resolution=form.cleaned_data["resolution"])
    messages.success(request, _("The grades are published."))
    return redirect(survey_round.at("tambons"))


@require_safe
def grade(request, province, cycle, pk):
    """The grade card: what the letter is, and why, for those whom it concerns."""
    here = grade_for(visitor(request), province, cycle, pk)
    assignment = here.response.assignment
    context = {
        "cycle": assignment.round.cycle,
        "organisation": assignment.organisation,
        "round": assignment.round,
        "grade": here,
        "card": card(here, here.earlier()),
        "scale": scale(here.method.method),
        "is_pinned": here.pins.current().exists(),
    }
    return render(request, "surveys/grade.html", context)


@require_safe
@login_required
def tambons(request, province, cycle, stage):
    """The tambons of the round: their profiles, and their published grades; in the follow-up, those of before too."""
    cycle, districts = districts_for(request.user, province, cycle, *LOOKERS)
    page = round_page(cycle, stage, "tambons")
    profiles = TambonProfile.objects.filter(round=page["round"]).in_districts(districts).for_list()
    published = TambonGrade.objects.current().filter(publication__round__cycle=cycle)
    shown = {(each.publication.round.stage, each.tambon_id): each for each in published}
    before = Stage.SURVEYS if page["is_follow_up"] else None
    rows = [(each, shown.get((stage, each.tambon_id)), shown.get((before, each.tambon_id))) for each in profiles]
    context = {**page, "rows": rows, "runs": has_role(request.user, cycle, Role.COORDINATOR)}
    return render(request, "surveys/tambons.html", context)


@form_page
@login_required
def tambon(request, province, cycle, code, stage):
    """The profile of a tambon: entered by coordinators and reviewers, with the evidence."""
    roles = REVIEWERS if request.method == "POST" else LOOKERS
    here = profile_for(request.user, province, cycle, stage, code, *roles)
    enters = has_role_somewhere(request.user, here.round.cycle, *REVIEWERS)
    form = forms.TambonProfileForm(request.POST or None, instance=here)
    if request.method == "POST" and form.is_valid():
        form.instance.enter(by=request.user)
        messages.success(request, _("Saved."))
        return redirect(here.round.at("tambons"))
    sheets = here.of_each_round()
    context = {
        "profile": here,
        "form": form,
        "enters": enters,
        "earlier": next((each for each in sheets if here.round.is_follow_up and each != here), None),
        "switch": [(each.round, each.get_absolute_url(), each == here) for each in sheets],
    }
    return show_form(request, "surveys/tambon.html", here.round.cycle, **context)
