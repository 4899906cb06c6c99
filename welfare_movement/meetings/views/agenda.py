from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect

from welfare_movement.meetings import forms
from welfare_movement.meetings.access import meeting_written_by
from welfare_movement.pages import form_page, show_form
from welfare_movement.process.roles import Role


@form_page
@login_required
def add_item(request, province, cycle, pk):
    here = meeting_written_by(request.user, province, cycle, pk, Role.COORDINATOR)
    form = forms.ItemForm(request.POST or None, meeting=here)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(here)
    return show_form(request, "meetings/item.html", here.cycle, meeting=here, form=form)


@form_page
@login_required
def item(request, province, cycle, pk, item):
    here = meeting_written_by(request.user, province, cycle, pk, Role.COORDINATOR)
    point = get_object_or_404(here.items, pk=item)
    form = forms.ItemForm(request.POST or None, instance=point, meeting=here)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(here)
    return show_form(request, "meetings/item.html", here.cycle, meeting=here, item=point, form=form)


@form_page
@login_required
def resolve(request, province, cycle, pk, item):
    here = meeting_written_by(request.user, province, cycle, pk, Role.COORDINATOR)
    point = get_object_or_404(here.items, pk=item)
    form = forms.ResolutionForm(request.POST or None, item=point)
    action = forms.ActionForm(request.POST or None, meeting=here, prefix="action", optional=True)
    if request.method == "POST" and all([form.is_valid(), action.is_valid()]):  # each shows its errors
        with transaction.atomic():
            resolution = form.save()
            if action.has_changed():
                action.save_for(resolution, by=request.user)
        return redirect(here)
    return show_form(request, "meetings/resolve.html", here.cycle, meeting=here, item=point, form=form, action=action)
