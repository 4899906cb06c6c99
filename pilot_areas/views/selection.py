"""Criteria, ranking and selection: from the draft to the page that everyone can read."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pilot_areas.access import criteria_for, selection_run_by
from pilot_areas.forms.criteria import CriteriaForm
from pilot_areas.forms.panel import ClosingForm
from pilot_areas.forms.selection import AdoptionForm, DecisionForm
from pilot_areas.models import CriteriaSet, Judge, Nomination, PanelScore, Selection
from pilot_areas.refusals import StillScoring
from pilot_areas.selection import JUDGES_NEEDED
from welfare_movement.pages import form_page, show_form
from welfare_movement.process.access import cycle_for, has_role, public_cycle
from welfare_movement.process.roles import Role
from welfare_movement.thai.digits import to_thai


# ── Criteria ───────────────────────────────────────────────────────────────────────────────────────────────────────
@require_safe
def criteria(request, province, cycle):
    """The criteria in force, for everyone; the draft, for members."""
    cycle = public_cycle(province, cycle)
    return render(request, "pilot_areas/criteria.html", {"cycle": cycle, **_criteria(request, cycle)})


def _criteria(request, cycle, form=None):
    is_member = has_role(request.user, cycle)
    return {
        "in_force": CriteriaSet.objects.in_force(cycle),
        "draft": CriteriaSet.objects.filter(cycle=cycle, adopted_at=None).first() if is_member else None,
        "runs": has_role(request.user, cycle, Role.COORDINATOR),
        "is_member": is_member,
        "is_frozen": PanelScore.objects.filter(nomination__cycle=cycle).exists(),
        "form": form or AdoptionForm(cycle=cycle),
    }


@require_safe
@login_required
def criteria_paper(request, province, cycle, pk):
    """A set of criteria to print, for the meeting that adopts it."""
    here = criteria_for(request.user, province, cycle, pk)
    digits = to_thai if get_language() == "th" else str
    context = {
        "cycle": here.cycle,
        "set": here,
        "of": digits(str(here.cycle)),
        "meeting": here.resolution and digits(str(here.resolution.item.meeting)),
        "together": digits(_("Criteria, 100 points together")),
        "text": digits(here.text),
        "words": here.in_words(digits),
        "headings": [digits(str(number)) for number in (1, 2, 3)],
        "needed": digits(str(JUDGES_NEEDED)),
    }
    return render(request, "pilot_areas/criteria_paper.html", context)


@form_page
@login_required
def criteria_draft(request, province, cycle):
    """Write the draft: points, zones, and rules of spread."""
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    form = CriteriaForm(request.POST or None, draft=CriteriaSet.objects.draft(cycle))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The draft is saved; a meeting adopts it."))
        return redirect("pilot_areas:criteria", *cycle.address)
    return show_form(request, "pilot_areas/criteria_draft.html", cycle, form=form)


@require_POST
@login_required
def adopt_criteria(request, province, cycle):
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    form = AdoptionForm(request.POST, cycle=cycle)
    if not form.is_valid():
        return show_form(request, "pilot_areas/criteria.html", cycle, **_criteria(request, cycle, form))
    draft = CriteriaSet.objects.draft(cycle)
    if draft.pk is None:
        draft.save()
    draft.adopt(by=request.user, resolution=form.cleaned_data["resolution"])
    messages.success(request, _("The criteria are adopted."))
    return redirect("pilot_areas:criteria", *cycle.address)


# ── Ranking and selection ──────────────────────────────────────────────────────────────────────────────────────────
@require_safe
@login_required
def ranking(request, province, cycle):
    """While the judges score, how far they are; from then on the ranking, explained."""
    cycle = cycle_for(request.user, province, cycle)
    selection = Selection.objects.of(cycle)
    standing = Nomination.objects.standing().filter(cycle=cycle)
    context = {
        "cycle": cycle,
        "selection": selection,
        "runs": has_role(request.user, cycle, Role.COORDINATOR),
        "candidates": standing.for_list().with_judges(),
        "needed": JUDGES_NEEDED,
        **_explained(selection),
    }
    return render(request, "pilot_areas/ranking.html", context)


def _explained(selection):
    """The standings in words: as decided, or as the rule says now; none while the judges score."""
    if selection is None:
        return {}
    try:
        result = selection.result or selection.ranked()
    except StillScoring as lacking:
        return {"lacking": lacking}
    told = selection.told(result)
    return {"standings": told.explained(result), "unmet": [told.unmet(each) for each in result["unmet"]]}


@form_page
@login_required
def close_scoring(request, province, cycle):
    """Close the scoring for good; whoever has not scored everyone is named first."""
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    Selection.objects.require_scored(cycle)
    waiting = Judge.objects.filter(cycle=cycle).unfinished().for_list()
    form = ClosingForm(request.POST if request.method == "POST" else None, is_early=bool(waiting))
    if request.method == "POST" and form.is_valid():
        Selection.objects.close(cycle, by=request.user)
        messages.success(request, _("The scoring is closed; here is the ranking."))
        return redirect("pilot_areas:ranking", *cycle.address)
    return show_form(request, "pilot_areas/close_scoring.html", cycle, form=form, waiting=waiting)


@form_page
@login_required
def decide(request, province, cycle):
    """Record what a meeting selected: by the rule, and otherwise only with a reason."""
    here = selection_run_by(request.user, province, cycle)
    here.require_undecided()
    form = DecisionForm(
        request.POST or None, cycle=here.cycle, standings=here.told(ranked := here.ranked()).explained(ranked)
    )
    if request.method == "POST" and form.is_valid():
        here.decide(by=request.user, resolution=form.cleaned_data["resolution"], departures=form.departures())
        messages.success(request, _("The selection is recorded; publish it with its reasons."))
        return redirect("pilot_areas:ranking", *here.cycle.address)
    return show_form(request, "pilot_areas/decide.html", here.cycle, form=form, selection=here)


@require_POST
@login_required
def publish(request, province, cycle):
    here = selection_run_by(request.user, province, cycle)
    here.publish(by=request.user)
    messages.success(request, _("Everyone can read now who was selected, who was not, and why."))
    return redirect(here)


@require_safe
def selection(request, province, cycle):
    """Who was selected, who was not, and why, for everyone."""
    cycle = public_cycle(province, cycle)
    here = Selection.objects.of(cycle)
    shown = here if here and here.published_at else None
    withdrawn = Nomination.objects.filter(cycle=cycle).exclude(withdrawn_at=None).for_list() if shown else []
    context = {"cycle": cycle, "selection": shown, "withdrawn": withdrawn, **_explained(shown)}
    return render(request, "pilot_areas/selection.html", context)
