"""The appointment order: drafted from the members, printed, signed, and kept."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from welfare_movement.pages import form_page, show_form
from welfare_movement.papers.uploads import handed_out
from welfare_movement.process.access import has_role
from welfare_movement.process.roles import Role
from working_groups import forms
from working_groups.access import order_for, order_run_by, teams_run_by
from working_groups.models import AppointmentOrder


@require_POST
@login_required
def draft(request, province, cycle):
    return redirect(AppointmentOrder.draft(teams_run_by(request.user, province, cycle), by=request.user))


@require_safe
@login_required
def order(request, province, cycle, pk):
    """Where an order stands: its draft, its signing, its copy, and whom it names."""
    here = order_for(request.user, province, cycle, pk)
    return _show(request, here, forms.CopyForm())


@form_page
@login_required
def write(request, province, cycle, pk):
    here = order_run_by(request.user, province, cycle, pk)
    form = forms.OrderTextForm(request.POST or None, instance=here)
    if request.method == "POST" and form.is_valid():
        here.write(**form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(here)
    return show_form(request, "working_groups/order_text.html", here.cycle, order=here, form=form)


@form_page
@login_required
def sign(request, province, cycle, pk):
    here = order_run_by(request.user, province, cycle, pk)
    form = forms.SignatureForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        here.sign(by=request.user, **form.cleaned_data)
        messages.success(request, _("The order is signed and kept as it is."))
        return redirect(here)
    return show_form(request, "working_groups/sign_order.html", here.cycle, order=here, form=form, paper=here.paper())


@require_safe
@login_required
def paper(request, province, cycle, pk):
    """The order as a page to print, in Thai official form."""
    here = order_for(request.user, province, cycle, pk)
    return render(
        request, "working_groups/order_paper.html", {"cycle": here.cycle, "order": here, "paper": here.paper()}
    )


@form_page
@login_required
def copy(request, province, cycle, pk):
    """The signed copy: handed out as an attachment to members of the cycle, sent in by coordinators."""
    if request.method != "POST":
        here = order_for(request.user, province, cycle, pk)
        if not here.copy:
            raise Http404
        return handed_out(here.copy, f"order-{here.pk}")
    here = order_run_by(request.user, province, cycle, pk)
    form = forms.CopyForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show(request, here, form)
    here.attach(form.cleaned_data["copy"])
    messages.success(request, _("The signed copy is kept."))
    return redirect(here)


def _show(request, order, form):
    runs = has_role(request.user, order.cycle, Role.COORDINATOR)
    context = {"order": order, "paper": order.paper(), "form": form, "runs": runs}
    return show_form(request, "working_groups/order.html", order.cycle, **context)
