"""The milestones of an area: added, reached, moved, given up."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pilot_areas.access import area_for, area_led_by, area_run_by, may_record
from pilot_areas.forms import plans as forms
from pilot_areas.models import Milestone
from welfare_movement.pages import form_page, show_form
from welfare_movement.papers.uploads import handed_out
from welfare_movement.people.access import visitor
from welfare_movement.process.access import has_role
from welfare_movement.process.roles import Role


@form_page
@login_required
def add(request, province, cycle, pk):
    """Several at once; while there are none, the four that most areas begin with are offered."""
    here = area_run_by(request.user, province, cycle, pk)
    lines = forms.milestones_form(request.POST if request.method == "POST" else None, here)
    if request.method == "POST" and lines.is_valid():
        with transaction.atomic():
            Milestone.objects.bulk_create(
                [Milestone(area=here, title=title, due_on=due_on) for title, due_on in lines.chosen()]
            )
        messages.success(request, _("Saved."))
        return redirect(here)
    return show_form(request, "pilot_areas/milestones.html", here.cycle, area=here, lines=lines)


@require_safe
def milestone(request, province, cycle, pk, milestone):
    """One milestone with everything that happened to it."""
    here = area_for(visitor(request), province, cycle, pk)
    point = _of(here, milestone)
    context = {
        "cycle": here.cycle,
        "area": here,
        "milestone": point,
        "moves": point.moves.select_related("moved_by"),
        "undoings": point.undoings.select_related("undone_by", "reached_by"),
        "is_adopted": here.plan_sheet().adopted_at is not None,
        "runs": has_role(request.user, here.cycle, Role.COORDINATOR),
        "records": may_record(request.user, here),
    }
    return render(request, "pilot_areas/milestone.html", context)


@require_safe
def paper(request, province, cycle, pk, milestone):
    point = _of(area_for(visitor(request), province, cycle, pk), milestone)
    if not point.paper:
        raise Http404
    return handed_out(point.paper, f"milestone-{point.pk}")


# ── What happens to it ─────────────────────────────────────────────────────────────────────────────────────────────
@form_page
@login_required
def reach(request, province, cycle, pk, milestone):
    point = _of(area_led_by(request.user, province, cycle, pk), milestone)
    form = forms.ReachForm(request.POST or None, request.FILES or None)
    return _asked(request, point, form, "reach", point.reach, _("It is recorded as reached."))


@form_page
@login_required
def drop(request, province, cycle, pk, milestone):
    """Decide otherwise, with the reason that everyone can read."""
    point = _of(area_run_by(request.user, province, cycle, pk), milestone)
    form = forms.DropForm(request.POST or None, cycle=point.area.cycle)
    says = _("It is recorded that this milestone was given up, and why.")
    return _asked(request, point, form, "drop", point.drop, says)


@form_page
@login_required
def move(request, province, cycle, pk, milestone):
    point = _of(area_run_by(request.user, province, cycle, pk), milestone)
    return _asked(request, point, forms.MoveForm(request.POST or None), "move", point.move, _("Saved."))


@form_page
@login_required
def take_back(request, province, cycle, pk, milestone):
    """It was recorded as reached and was not."""
    point = _of(area_run_by(request.user, province, cycle, pk), milestone)
    form = forms.TakeBackForm(request.POST or None)
    return _asked(request, point, form, "take_back", point.take_back, _("The milestone is open again."))


def _asked(request, point, form, page, verb, says):
    """The page that asks for what this verb of the milestone needs; once all is there, it is done, and `says` so."""
    if request.method == "POST" and form.is_valid():
        verb(by=request.user, **form.cleaned_data)
        messages.success(request, says)
        return redirect(point)
    return show_form(request, f"pilot_areas/{page}.html", point.area.cycle, area=point.area, milestone=point, form=form)


# ── While the plan is not adopted ──────────────────────────────────────────────────────────────────────────────────
@form_page
@login_required
def revise(request, province, cycle, pk, milestone):
    """Change it while the plan is not adopted."""
    point = _of(area_run_by(request.user, province, cycle, pk), milestone)
    form = forms.MilestoneForm(request.POST or None, initial={"title": point.title, "due_on": point.due_on})
    if request.method == "POST" and form.is_valid():
        point.revise(**form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(point.area)
    return show_form(request, "pilot_areas/revise.html", point.area.cycle, area=point.area, milestone=point, form=form)


@require_POST
@login_required
def remove(request, province, cycle, pk, milestone):
    point = _of(area_run_by(request.user, province, cycle, pk), milestone)
    point.remove()
    return redirect(point.area)


def _of(area, pk):
    point = get_object_or_404(area.milestones.for_list(), pk=pk)
    point.area = area
    return point
