from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from welfare_movement.journal import forms
from welfare_movement.journal.access import (
    entry_for,
    entry_run_by,
    entry_written_by,
    is_known,
    journal_for,
    journal_written_by,
    may_revise,
)
from welfare_movement.notices.sharing import share_page
from welfare_movement.pages import form_page, show_form
from welfare_movement.process.access import has_role
from welfare_movement.process.roles import Role

PAGE = 30


@require_safe
def index(request, province, cycle):
    """What was written, the latest first, as far as this visitor may read; for everyone."""
    cycle, entries = journal_for(request.user, province, cycle)
    form = forms.FilterForm(request.GET)
    page = Paginator(entries.about(**form.chosen()).for_list(), PAGE).get_page(request.GET.get("page"))
    writes = cycle.closed_at is None and is_known(request.user, cycle)
    context = {"cycle": cycle, "page": page, "form": form, "narrowed": form.query(), "writes": writes}
    return render(request, "journal/index.html", context)


@form_page
@login_required
def write(request, province, cycle):
    cycle = journal_written_by(request.user, province, cycle)
    form = forms.EntryForm(request.POST or None, cycle=cycle, by=request.user)
    if request.method == "POST" and form.is_valid():
        if "publish" not in request.POST:
            return redirect(form.save())
        messages.success(request, _("It is published."))
        return redirect(form.instance.publish(by=request.user))
    return show_form(request, "journal/write.html", cycle, form=form)


@require_safe
def entry(request, province, cycle, pk):
    try:
        here = entry_for(request.user, province, cycle, pk)
    except Http404:
        if request.user.is_authenticated:
            raise
        return redirect_to_login(request.get_full_path())  # whoever gets the address in a group may be a member
    is_open = here.cycle.closed_at is None and here.withdrawn_at is None
    context = {
        "cycle": here.cycle,
        "entry": here,
        "names": is_known(request.user, here.cycle),
        "writes": is_open and may_revise(request.user, here),
        "runs": is_open and has_role(request.user, here.cycle, Role.COORDINATOR),
    }
    if here.is_public and here.published_at and context["writes"]:
        context["share"] = share_page("emails/share_entry.txt", here.get_absolute_url(), entry=here)
    return render(request, "journal/entry.html", context)


@form_page
@login_required
def revise(request, province, cycle, pk):
    here = entry_written_by(request.user, province, cycle, pk)
    form = forms.EntryForm(request.POST or None, instance=here)
    if request.method == "POST" and form.is_valid():
        here.revise(by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(here)
    return show_form(request, "journal/revise.html", here.cycle, entry=here, form=form)


@require_POST
@login_required
def publish(request, province, cycle, pk):
    here = entry_written_by(request.user, province, cycle, pk)
    here.publish(by=request.user)
    messages.success(request, _("It is published."))
    return redirect(here)


@form_page
@login_required
def withdraw(request, province, cycle, pk):
    here = entry_run_by(request.user, province, cycle, pk)
    form = forms.WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        here.withdraw(by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("It is taken back; only its author and the coordinators still read it."))
        return redirect(here)
    return show_form(request, "journal/withdraw.html", here.cycle, entry=here, form=form)
