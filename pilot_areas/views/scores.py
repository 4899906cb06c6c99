"""The panel and its scores: who sits on it, and each judge's own page, which opens on the phone by a personal link."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pilot_areas.access import candidate_for, judge_for, judge_run_by
from pilot_areas.figures import figures_for, figures_of
from pilot_areas.forms.panel import ConflictForm, DayForm, JudgeForm, RecordedConflictForm, ScoreForm
from pilot_areas.models import CriteriaSet, Judge, Nomination, Selection
from pilot_areas.refusals import InConflict, NoCriteria
from pilot_areas.selection import JUDGES_NEEDED
from welfare_movement.pages import form_page, show_form
from welfare_movement.people.access import visitor
from welfare_movement.process.access import cycle_for, has_role
from welfare_movement.process.roles import Role


@require_safe
@login_required
def panel(request, province, cycle):
    """Who judges, how far they are, and which candidates lack judges; never what anyone gave."""
    cycle = cycle_for(request.user, province, cycle)
    context = {
        "cycle": cycle,
        "judges": Judge.objects.filter(cycle=cycle).for_list(),
        "candidates": Nomination.objects.standing().filter(cycle=cycle).for_list().with_judges(),
        "needed": JUDGES_NEEDED,
        "runs": has_role(request.user, cycle, Role.COORDINATOR),
        "selection": Selection.objects.of(cycle),
        "day": Judge.objects.day_asked(cycle),
    }
    return render(request, "pilot_areas/panel.html", context)


@form_page
@login_required
def scoring_day(request, province, cycle):
    """The day by which all judges are asked to have scored."""
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    form = DayForm(request.POST or None, initial={"due_on": Judge.objects.day_asked(cycle)})
    if request.method == "POST" and form.is_valid():
        Judge.objects.ask_by(cycle, form.cleaned_data["due_on"])
        messages.success(request, _("Saved. Who has not scored everyone is reminded three days before."))
        return redirect("pilot_areas:panel", *cycle.address)
    return show_form(request, "pilot_areas/scoring_day.html", cycle, form=form)


@form_page
@login_required
def appoint(request, province, cycle):
    """Give someone a seat on the panel."""
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    asked = {"due_on": Judge.objects.day_asked(cycle)}
    form = JudgeForm(request.POST or None, cycle=cycle, looked_for=request.GET.get("q", ""), initial=asked)
    if request.method == "POST" and form.is_valid():
        Judge(cycle=cycle).require_open()  # before someone new is saved
        seat = {name: form.cleaned_data[name] for name in ("capacity", "due_on")}
        Judge.objects.appoint(cycle, form.person(), by=request.user, **seat)
        messages.success(request, _("Saved. They are told, with their personal link."))
        return redirect("pilot_areas:panel", *cycle.address)
    return show_form(request, "pilot_areas/appoint.html", cycle, form=form)


@require_POST
@login_required
def remove_judge(request, province, cycle, pk):
    here = judge_run_by(request.user, province, cycle, pk)
    here.step_down(by=request.user)
    return redirect("pilot_areas:panel", *here.cycle.address)


@form_page
@login_required
def record_conflict(request, province, cycle, pk):
    """A conflict of interest that a judge told the coordinators of."""
    here = judge_run_by(request.user, province, cycle, pk)
    form = RecordedConflictForm(request.POST or None, cycle=here.cycle)
    if request.method == "POST" and form.is_valid():
        here.declare_conflict(form.cleaned_data["nomination"], reason=form.cleaned_data["reason"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect("pilot_areas:panel", *here.cycle.address)
    return show_form(request, "pilot_areas/conflict.html", here.cycle, judge=here, form=form)


# ── The judge's own pages ──────────────────────────────────────────────────────────────────────────────────────────
@never_cache
@require_safe
def scores(request, province, cycle, pk):
    """The candidates, and how far this judge is with each."""
    here = judge_for(visitor(request), province, cycle, pk)
    given = {each.nomination_id: each for each in here.scores.all()}
    tied = set(here.conflicts.values_list("nomination", flat=True))
    candidates = Nomination.objects.standing().filter(cycle=here.cycle).for_list()
    rows = [(each, given.get(each.pk), each.pk in tied) for each in candidates]
    context = {
        "cycle": here.cycle,
        "judge": here,
        "rows": rows,
        "asked": sum(not is_tied for _each, _score, is_tied in rows),
        "done": sum(
            score is not None and score.completed_at is not None for _each, score, is_tied in rows if not is_tied
        ),
        "criteria": CriteriaSet.objects.basis(here.cycle),
        "selection": Selection.objects.of(here.cycle),
    }
    return render(request, "pilot_areas/scores.html", context)


@never_cache
@form_page
def score(request, province, cycle, pk, nomination):
    """One candidate: the records, and one number for each judged criterion."""
    here = judge_for(visitor(request), province, cycle, pk)
    candidate = candidate_for(here, nomination)
    if here.has_conflict(candidate):
        raise InConflict
    criteria = CriteriaSet.objects.basis(here.cycle)
    if criteria is None:
        raise NoCriteria
    kept = here.scores.filter(nomination=candidate).first()
    form = ScoreForm(request.POST or None, criteria=criteria.criteria, score=kept)
    if request.method == "POST" and form.is_valid():
        kept = here.score(candidate, **form.changes())
        messages.success(request, _("Saved.") if kept.completed_at else _("Saved; some criteria have no points yet."))
        return redirect(here)
    context = {"judge": here, "nomination": candidate, "form": form, "kept": kept, "criteria": criteria.criteria}
    figures = figures_for([candidate], figures_of(here.cycle))[0][1]
    return show_form(request, "pilot_areas/score.html", here.cycle, figures=figures, **context)


@never_cache
@form_page
def declare_conflict(request, province, cycle, pk, nomination):
    """The judge says what ties them to a candidate, and then does not score it."""
    here = judge_for(visitor(request), province, cycle, pk)
    candidate = candidate_for(here, nomination)
    form = ConflictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        by = request.user if request.user.is_authenticated else None
        here.declare_conflict(candidate, reason=form.cleaned_data["reason"], by=by)
        messages.success(request, _("Thank you; the other judges score this candidate."))
        return redirect(here)
    return show_form(request, "pilot_areas/conflict.html", here.cycle, judge=here, nomination=candidate, form=form)
