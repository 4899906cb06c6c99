from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from partners import forms
from partners.access import may_answer, participation_answered_by, participation_for, participation_run_by
from partners.models import Linkage, LinkagePartner, Participation, Representative
from welfare_movement.pages import form_page, show_form
from welfare_movement.process.access import cycle_for, has_role
from welfare_movement.process.forms import PersonChoiceForm
from welfare_movement.process.roles import Role
from welfare_movement.refusals import Refused


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
    context = {
        "cycle": here.cycle,
        "participation": here,
        "works": here.works.for_pile(),
        "hesitations": here.hesitations.for_list(),
        "changes": here.changes.select_related("taken_by", "next_touch_by"),
        "commitments": here.commitments.soonest(),
        "representatives": here.partner.representatives.select_related("user"),
        "linkage": getattr(here, "linkage", None),
        "runs": has_role(request.user, here.cycle, Role.COORDINATOR),
        "is_member": bool(here.cycle.held_by(request.user)),
        "writes": may_answer(request.user, here),
        "together": LinkagePartner.objects.filter(linkage__participation=here).select_related("participation__partner"),
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
        messages.success(request, _("Saved."))
        return redirect(here)
    return show_form(request, "partners/representatives.html", here.cycle, participation=here, form=form)


@require_POST
@login_required
def remove_representative(request, province, cycle, pk, who):
    here = participation_run_by(request.user, province, cycle, pk)
    here.cycle.require_open()
    get_object_or_404(here.partner.representatives, pk=who).delete()
    return redirect(here)


@form_page
@login_required
def add_work(request, province, cycle, pk):
    here = participation_answered_by(request.user, province, cycle, pk)
    form = forms.WorkForm(request.POST or None, participation=here)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(here)
    return show_form(request, "partners/work.html", here.cycle, participation=here, form=form)


@form_page
@login_required
def work(request, province, cycle, pk, work):
    here = participation_answered_by(request.user, province, cycle, pk)
    point = get_object_or_404(here.works, pk=work)
    form = forms.WorkForm(request.POST or None, instance=point, participation=here)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(here)
    return show_form(request, "partners/work.html", here.cycle, participation=here, form=form, work=point)


@require_POST
@login_required
def remove_work(request, province, cycle, pk, work):
    here = participation_answered_by(request.user, province, cycle, pk)
    get_object_or_404(here.works, pk=work).delete()
    return redirect(here)


@form_page
@login_required
def homework(request, province, cycle, pk):
    """Give the partner a linkage sheet to fill in, with the day it is due."""
    here = participation_run_by(request.user, province, cycle, pk)
    form = forms.HomeworkForm(request.POST or None, initial={"due_on": here.sheet().due_on})
    if request.method == "POST" and form.is_valid():
        here.give_homework(due_on=form.cleaned_data["due_on"])
        messages.success(request, _("Saved."))
        return redirect(here)
    return show_form(request, "partners/homework.html", here.cycle, participation=here, form=form)


@form_page
@login_required
def linkage(request, province, cycle, pk):
    """The linkage sheet, with what is given and gained; kept as often as one likes, then handed in."""
    here = participation_answered_by(request.user, province, cycle, pk)
    sheet = here.sheet()
    parts = [
        forms.LinkageForm(request.POST or None, instance=sheet),
        forms.GivesFormSet(request.POST or None, instance=sheet, prefix="gives"),
        forms.GainsFormSet(request.POST or None, instance=sheet, prefix="gains"),
    ]
    if request.method == "POST" and all([part.is_valid() for part in parts]):  # noqa: C419 - each shows its errors
        with transaction.atomic():
            for part in parts:
                part.save()
        if "hand_in" not in request.POST:
            messages.success(request, _("Saved."))
            return redirect(here)
        try:
            sheet.hand_in(by=request.user)
        except Refused as lacking:
            # It is saved; shown again from what is stored, so that no line is sent twice.
            messages.error(request, lacking)
            return redirect("partners:linkage", *here.cycle.address, pk)
        messages.success(request, _("The sheet is handed in. Thank you."))
        return redirect(here)
    form, gives, gains = parts
    return show_form(
        request, "partners/linkage.html", here.cycle, participation=here, form=form, gives=gives, gains=gains
    )


@require_POST
@login_required
def hand_in(request, province, cycle, pk):
    here = participation_answered_by(request.user, province, cycle, pk)
    get_object_or_404(Linkage, participation=here).hand_in(by=request.user)
    messages.success(request, _("The sheet is handed in. Thank you."))
    return redirect(here)


@form_page
@login_required
def give_back(request, province, cycle, pk):
    here = participation_run_by(request.user, province, cycle, pk)
    sheet = get_object_or_404(Linkage, participation=here)
    form = forms.ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sheet.give_back(by=request.user, comment=form.cleaned_data["comment"])
        messages.success(request, _("The sheet is returned with your comment."))
        return redirect(here)
    return show_form(request, "partners/give_back.html", here.cycle, participation=here, form=form)
