"""The homework of the partners, as coordinators run it: given until a day, then accepted or returned."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from partners import forms
from partners.access import participation_run_by
from partners.models import Linkage
from welfare_movement.notices.sharing import share_link
from welfare_movement.notices.texts import plain_text
from welfare_movement.pages import form_page, show_form

SHARE = "emails/share_homework.txt"


@form_page
@login_required
def homework(request, province, cycle, pk):
    """Give the partner its linkage sheet, with the day it is due; who has it, and how often they were reminded."""
    here = participation_run_by(request.user, province, cycle, pk)
    sheet = here.sheet()
    form = forms.HomeworkForm(request.POST or None, initial={"due_on": sheet.due_on})
    if request.method == "POST" and form.is_valid():
        here.give_homework(due_on=form.cleaned_data["due_on"], by=request.user)
        messages.success(request, _("The homework is given; those who answer for the partner are told."))
        return redirect("partners:homework", *here.cycle.address, pk)
    recipients = list(sheet.recipients.for_list()) if sheet.pk else []
    shared = [
        (each, share_link(plain_text(SHARE, {"sheet": sheet, "link": each.link}), each.link)) for each in recipients
    ]
    context = {"participation": here, "linkage": sheet, "form": form, "recipients": shared}
    return show_form(request, "partners/homework.html", here.cycle, **context)


@form_page
@login_required
def give_back(request, province, cycle, pk):
    here = participation_run_by(request.user, province, cycle, pk)
    sheet = get_object_or_404(Linkage, participation=here)
    form = forms.ReturnForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        sheet.give_back(by=request.user, comment=form.cleaned_data["comment"])
        messages.success(request, _("The sheet is returned with your comment."))
        return redirect(sheet)
    return show_form(request, "partners/give_back.html", here.cycle, participation=here, form=form)


@require_POST
@login_required
def accept(request, province, cycle, pk):
    here = participation_run_by(request.user, province, cycle, pk)
    sheet = get_object_or_404(Linkage, participation=here)
    sheet.accept(by=request.user)
    messages.success(request, _("The sheet is accepted; its people are told."))
    return redirect(sheet)
