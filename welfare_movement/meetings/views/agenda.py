from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from welfare_movement.meetings import forms
from welfare_movement.meetings.access import meeting_written_by, paper_for
from welfare_movement.pages import form_page, show_form
from welfare_movement.papers.uploads import handed_out
from welfare_movement.people.access import visitor
from welfare_movement.process.roles import Role


@form_page
@login_required
def add_item(request, province, cycle, pk):
    here = meeting_written_by(request.user, province, cycle, pk, Role.COORDINATOR)
    form = forms.ItemForm(request.POST or None, meeting=here)
    if request.method == "POST" and form.is_valid():
        return redirect(form.save())
    return show_form(request, "meetings/item.html", here.cycle, meeting=here, form=form)


@form_page
@login_required
def item(request, province, cycle, pk, item):
    here, point = _item(request, province, cycle, pk, item)
    form = forms.ItemForm(request.POST or None, instance=point, meeting=here)
    if request.method == "POST" and form.is_valid():
        return redirect(form.save())
    return show_form(request, "meetings/item.html", here.cycle, meeting=here, item=point, form=form)


@require_POST
@login_required
def move_item(request, province, cycle, pk, item):
    """One place up, or down, below the same standard item."""
    _here, point = _item(request, province, cycle, pk, item)
    point.move(up="up" in request.POST)
    return redirect(point)


@form_page
@login_required
def remove_item(request, province, cycle, pk, item):
    here, point = _item(request, province, cycle, pk, item)
    point.require_removable()
    if request.method == "POST":
        point.remove()
        messages.success(request, _("The item is deleted."))
        return redirect(here)
    return show_form(request, "meetings/remove_item.html", here.cycle, meeting=here, item=point)


@form_page
@login_required
def resolve(request, province, cycle, pk, item):
    here, point = _item(request, province, cycle, pk, item)
    form = forms.ResolutionForm(request.POST or None, item=point)
    action = forms.ActionForm(request.POST or None, meeting=here, prefix="action", optional=True)
    if request.method == "POST" and all([form.is_valid(), action.is_valid()]):  # each shows its errors
        with transaction.atomic():
            resolution = form.save()
            if action.has_changed():
                action.save_for(resolution, by=request.user)
        return redirect(point)
    return show_form(request, "meetings/resolve.html", here.cycle, meeting=here, item=point, form=form, action=action)


@form_page
@login_required
def add_paper(request, province, cycle, pk, item):
    here, point = _item(request, province, cycle, pk, item)
    form = forms.PaperForm(request.POST or None, request.FILES or None, item=point, by=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The paper is attached."))
        return redirect(point)
    return show_form(request, "meetings/add_paper.html", here.cycle, meeting=here, item=point, form=form)


@require_safe
def paper(request, province, cycle, pk, paper):
    """A paper of the agenda, as a download, for whoever may see the meeting."""
    found = paper_for(visitor(request), province, cycle, pk, paper)
    return handed_out(found.file, found.title)


@require_POST
@login_required
def remove_paper(request, province, cycle, pk, paper):
    here = meeting_written_by(request.user, province, cycle, pk, Role.COORDINATOR)
    found = paper_for(visitor(request), province, cycle, pk, paper)
    point = found.item
    point.meeting = here
    found.remove()
    messages.success(request, _("The paper is taken off."))
    return redirect(point)


def _item(request, province, cycle, pk, item):
    """The meeting and the item of its agenda, for those who write it; or 404, 403, or refused once it is locked."""
    here = meeting_written_by(request.user, province, cycle, pk, Role.COORDINATOR)
    point = get_object_or_404(here.items, pk=item)
    point.meeting = here
    return here, point
