from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from forums import forms
from forums.access import (
    gathering_for,
    gathering_run_by,
    gathering_written_by,
    is_member,
    keeps_door,
    own_registration,
)
from forums.models import Gathering, share_seats
from welfare_movement.notices.texts import plain_text
from welfare_movement.pages import form_page, show_form
from welfare_movement.people.access import visitor
from welfare_movement.process.access import cycle_for, has_role, planning_for
from welfare_movement.process.roles import Role


@require_safe
@login_required
def index(request, province, cycle):
    cycle = cycle_for(request.user, province, cycle)
    gatherings = Gathering.objects.filter(cycle=cycle).for_list()
    runs = has_role(request.user, cycle, Role.COORDINATOR)
    return render(request, "forums/index.html", {"cycle": cycle, "gatherings": gatherings, "runs": runs})


@form_page
@login_required
def plan(request, province, cycle):
    """Plan the forum or the celebration, from nothing or as what a planned event becomes."""
    cycle, event = planning_for(request.user, province, cycle, request.GET.get("event"))
    form = forms.GatheringForm(request.POST or None, cycle=cycle, event=event)
    if request.method == "POST" and form.is_valid():
        planned = form.instance.plan(by=request.user, event=event)
        messages.success(request, _("Planned. Now write the programme, and look at the seats of the districts."))
        return redirect(planned)
    return show_form(request, "forums/plan.html", cycle, form=form)


def show_titled(request, gathering, form, title):
    """A plain page of one form about a gathering."""
    return show_form(request, "forums/form.html", gathering.cycle, gathering=gathering, form=form, title=title)


@require_safe
def gathering(request, province, cycle, pk):
    """For everyone: what, when, where, the programme and the free seats. Nobody is named."""
    here = gathering_for(province, cycle, pk)
    door = visitor(request)
    context = {
        "cycle": here.cycle,
        "gathering": here,
        "items": here.items.all(),
        "counts": Gathering.objects.with_counts().get(id=here.pk),
        "declaration": getattr(here, "declaration", None),
        "registration": own_registration(door, here),
        "is_member": is_member(door, here.cycle),
        "keeps_door": keeps_door(request.user, here.cycle),
        "runs": has_role(request.user, here.cycle, Role.COORDINATOR),
        "address": settings.SITE_URL + here.register_path,
        "share": plain_text("emails/share_gathering.txt", {"gathering": here, "site": settings.SITE_URL}),
    }
    return render(request, "forums/gathering.html", context)


@form_page
@login_required
def change(request, province, cycle, pk):
    here = gathering_written_by(request.user, province, cycle, pk)
    form = forms.WindowForm(request.POST or None, instance=here)
    if request.method == "POST" and form.is_valid():
        form.instance.save(update_fields=form.Meta.fields)
        messages.success(request, _("Saved."))
        return redirect(here)
    return show_titled(request, here, form, _("Title and registration"))


@form_page
@login_required
def move(request, province, cycle, pk):
    here = gathering_run_by(request.user, province, cycle, pk)
    form = forms.MoveForm(request.POST or None, instance=here)
    if request.method == "POST" and form.is_valid():
        here.move(**form.cleaned_data, by=request.user)
        messages.success(request, _("Moved. Everyone who has a seat is told."))
        return redirect(here)
    return show_titled(request, here, form, _("Move"))


@form_page
@login_required
def cancel(request, province, cycle, pk):
    here = gathering_run_by(request.user, province, cycle, pk)
    form = forms.CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        here.cancel(by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("Cancelled. Everyone registered is told."))
        return redirect(here)
    return show_titled(request, here, form, _("Cancel the gathering"))


@require_POST
@login_required
def hold(request, province, cycle, pk):
    here = gathering_run_by(request.user, province, cycle, pk)
    here.hold(by=request.user)
    messages.success(request, _("It is recorded that the gathering was held."))
    return redirect(here)


@form_page
@login_required
def seats(request, province, cycle, pk):
    """The seats in all, of the districts and of networks; whoever waits and then fits moves up."""
    here = gathering_written_by(request.user, province, cycle, pk)
    form = forms.SeatsForm(request.POST or None, gathering=here)
    if request.method == "POST" and form.is_valid():
        number = share_seats(here, **form.seats())
        moved = ngettext("%(number)s person moved up to a seat.", "%(number)s people moved up to a seat.", number)
        messages.success(request, moved % {"number": number} if number else _("Saved."))
        return redirect(here)
    return show_form(request, "forums/seats.html", here.cycle, gathering=here, form=form)


@form_page
@login_required
def item(request, province, cycle, pk, item=None):
    """A point of the programme: a new one, or one that is changed."""
    here = gathering_written_by(request.user, province, cycle, pk)
    point = item and get_object_or_404(here.items, pk=item)
    form = forms.ProgrammeItemForm(request.POST or None, instance=point, gathering=here)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(here)
    return show_form(request, "forums/item.html", here.cycle, gathering=here, item=point, form=form)


@form_page
@login_required
def remove_item(request, province, cycle, pk, item):
    """A page that asks once more, then the point is gone."""
    here = gathering_written_by(request.user, province, cycle, pk)
    point = get_object_or_404(here.items, pk=item)
    if request.method == "POST":
        point.delete()
        return redirect(here)
    return render(request, "forums/remove_item.html", {"cycle": here.cycle, "gathering": here, "item": point})
