from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from partners import forms
from partners.access import may_answer, participation_answered_by, participation_for, participation_run_by
from partners.ledger import actions_of, promisable
from partners.models import HomeworkRecipient, Participation, Representative
from welfare_movement.pages import form_page, show_form
from welfare_movement.process.access import cycle_for, has_role
from welfare_movement.process.forms import PersonChoiceForm
from welfare_movement.process.roles import Role


@form_page
@login_required
def add(request, province, cycle):
    """Ask a partner in who is new to the province."""
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    form = forms.PartnerForm(request.POST or None, cycle=cycle)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            asked = Participation.objects.create(cycle=cycle, partner=form.save())
        return redirect(asked)
    return show_form(request, "partners/add.html", cycle, form=form, ask_form=forms.AskForm(cycle=cycle))


@require_POST
@login_required
def ask(request, province, cycle):
    """Ask partners of earlier cycles into this one."""
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    ask_form = forms.AskForm(request.POST, cycle=cycle)
    if ask_form.is_valid():
        chosen = ask_form.cleaned_data["partners"]
        Participation.objects.bulk_create([Participation(cycle=cycle, partner=partner) for partner in chosen])
        return redirect("partners:board", *cycle.address)
    return show_form(request, "partners/add.html", cycle, form=forms.PartnerForm(cycle=cycle), ask_form=ask_form)


@require_safe
@login_required
def participation(request, province, cycle, pk):
    """One partner: its stance, works, linkage sheet, doubts and people."""
    here = participation_for(request.user, province, cycle, pk)
    linkage = here.sheet()
    runs = has_role(request.user, here.cycle, Role.COORDINATOR)
    context = {
        "cycle": here.cycle,
        "participation": here,
        "works": here.works.for_pile(),
        "hesitations": here.hesitations.for_list(),
        "changes": here.changes.select_related("taken_by", "next_touch_by"),
        "commitments": here.commitments.soonest(),
        "keeping": here.commitments.keeping(),
        "actions": actions_of(here).for_list(),
        "representatives": here.partner.representatives.select_related("user"),
        "linkage": linkage,
        "sheet": linkage.as_sheet(),
        "promisable": promisable(linkage) if runs else [],
        "runs": runs,
        "is_member": bool(here.cycle.held_by(request.user)),
        "writes": may_answer(request.user, here),
    }
    return render(request, "partners/participation.html", context)


@form_page
@login_required
def representatives(request, province, cycle, pk):
    """Who answers for this partner."""
    here = participation_run_by(request.user, province, cycle, pk)
    form = PersonChoiceForm(request.POST or None, cycle=here.cycle, looked_for=request.GET.get("q", ""))
    if request.method == "POST" and form.is_valid():
        here.cycle.require_open()
        Representative.objects.get_or_create(partner=here.partner, user=form.person())
        if (sheet := here.sheet()).due_on and sheet.state in ("draft", "returned"):
            sheet.hand_out(by=request.user)
        messages.success(request, _("Saved."))
        return redirect(here)
    return show_form(request, "partners/representatives.html", here.cycle, participation=here, form=form)


@require_POST
@login_required
def remove_representative(request, province, cycle, pk, who):
    here = participation_run_by(request.user, province, cycle, pk)
    here.cycle.require_open()
    gone = get_object_or_404(here.partner.representatives, pk=who)
    gone.delete()
    HomeworkRecipient.objects.close(here.partner, gone.user, by=request.user)
    return redirect(here)


@form_page
@login_required
def work(request, province, cycle, pk, work=None):
    """A running work: a new one, or one that is changed."""
    here = participation_answered_by(request.user, province, cycle, pk)
    known = work and get_object_or_404(here.works, pk=work)
    form = forms.WorkForm(request.POST or None, instance=known, participation=here)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(here)
    return show_form(request, "partners/work.html", here.cycle, participation=here, form=form, work=known)


@require_POST
@login_required
def remove_work(request, province, cycle, pk, work):
    here = participation_answered_by(request.user, province, cycle, pk)
    get_object_or_404(here.works, pk=work).delete()
    return redirect(here)
