"""The stage at a glance, one area with its people, and what everyone may read of the areas."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from pilot_areas import board
from pilot_areas.access import area_for, area_run_by, may_lead, may_record
from pilot_areas.forms.areas import AreaPersonForm
from pilot_areas.models import AreaPerson, Milestone, PilotArea
from pilot_areas.telling import Telling
from surveys.before_after import before_after
from welfare_movement.notices.texts import plain_text
from welfare_movement.pages import form_page, show_form
from welfare_movement.people.access import visitor
from welfare_movement.process.access import cycle_for, has_role, public_cycle
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage


@require_safe
@login_required
def index(request, province, cycle):
    """How far the stage has come, and its areas, those that need someone first."""
    cycle = cycle_for(request.user, province, cycle)
    context = {"cycle": cycle, "steps": board.steps(cycle), "lines": board.lines(cycle)}
    return render(request, "pilot_areas/index.html", context)


@require_safe
def areas(request, province, cycle):
    """For everyone: the areas, why they were chosen, and their milestones in words."""
    cycle = public_cycle(province, cycle)
    shown = PilotArea.objects.explained().filter(nomination__cycle=cycle).in_order().with_letter()
    milestones = Prefetch("milestones", Milestone.objects.order_by("due_on", "pk"))
    return render(request, "pilot_areas/areas.html", {"cycle": cycle, "areas": shown.prefetch_related(milestones)})


@require_safe
@login_required
def sheet(request, province, cycle):
    """One page to print for the meeting: every area with its last report."""
    cycle = cycle_for(request.user, province, cycle)
    return render(request, "pilot_areas/sheet.html", {"cycle": cycle, "lines": board.lines_with_reports(cycle)})


@require_safe
@login_required
def money(request, province, cycle):
    """The money of all areas by its source, area by area: the rows behind the figures of the report."""
    cycle = cycle_for(request.user, province, cycle)
    return render(request, "pilot_areas/money.html", {"cycle": cycle, "sources": board.money_by_area(cycle)})


@never_cache
@require_safe
def area(request, province, cycle, pk):
    """One area: what is to be done now, its plan, milestones, money, reports and people."""
    here = area_for(visitor(request), province, cycle, pk)
    money, telling = board.money([here]), Telling(here, list(here.entries.for_list()))
    leads = may_lead(visitor(request), here)
    context = {
        "cycle": here.cycle,
        "area": here,
        "plan": here.plan_sheet(),
        "milestones": here.milestones.for_list(),
        "money": money,
        "sums": board.together(money),
        "months": board.months_of(here),
        "people": here.people.for_list(),
        "compared": before_after(here.cycle, [here.nomination.tambon_id]),
        "telling": telling,
        "untold": telling.missing if leads and here.cycle.is_open(Stage.CELEBRATION) else [],
        "runs": has_role(request.user, here.cycle, Role.COORDINATOR),
        "sees_all": has_role(request.user, here.cycle),
        "leads": leads,
        "records": may_record(request.user, here),
    }
    return render(request, "pilot_areas/area.html", context)


@form_page
@login_required
def people(request, province, cycle, pk):
    """Who answers for the area, each with the link to pass on; and someone more."""
    here = area_run_by(request.user, province, cycle, pk)
    form = AreaPersonForm(request.POST or None, cycle=here.cycle, looked_for=request.GET.get("q", ""))
    if request.method == "POST" and form.is_valid():
        here.require_open()  # before someone new is saved
        AreaPerson.objects.appoint(here, form.person(), form.cleaned_data["role"], by=request.user)
        messages.success(request, _("Saved. They are told, with their personal link."))
        return redirect("pilot_areas:people", *here.cycle.address, pk)
    shown = [
        (each, plain_text("emails/share_area.txt", {"each": each, "area": here})) for each in here.people.for_list()
    ]
    return show_form(request, "pilot_areas/people.html", here.cycle, area=here, form=form, people=shown)


@require_POST
@login_required
def remove_person(request, province, cycle, pk, who):
    here = area_run_by(request.user, province, cycle, pk)
    get_object_or_404(here.people.standing().select_related("link"), pk=who).leave(by=request.user)
    messages.success(request, _("Done. Their link opens nothing any more."))
    return redirect("pilot_areas:people", *here.cycle.address, pk)
