from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from partners import forms
from partners.access import participation_answered_by, participation_run_by
from partners.models import Hesitation
from welfare_movement.pages import form_page, show_form
from welfare_movement.process.access import cycle_for, has_role
from welfare_movement.process.roles import Role


@require_safe
@login_required
def hesitations(request, province, cycle):
    """All doubts of the cycle, those without an answer first."""
    cycle = cycle_for(request.user, province, cycle)
    doubts = list(Hesitation.objects.filter(participation__cycle=cycle).for_list())
    context = {
        "cycle": cycle,
        "open": [doubt for doubt in doubts if doubt.answered_at is None],
        "answered": [doubt for doubt in doubts if doubt.answered_at is not None],
        "runs": has_role(request.user, cycle, Role.COORDINATOR),
    }
    return render(request, "partners/hesitations.html", context)


@form_page
@login_required
def hesitate(request, province, cycle, pk):
    here = participation_answered_by(request.user, province, cycle, pk)
    form = forms.HesitationForm(request.POST or None, participation=here)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect(here)
    return show_form(request, "partners/hesitate.html", here.cycle, participation=here, form=form)


@form_page
@login_required
def answer(request, province, cycle, pk, hesitation):
    """Answer a doubt; `?like=` begins with the words that a similar agency was answered."""
    here = participation_run_by(request.user, province, cycle, pk)
    doubt = get_object_or_404(here.hesitations.for_list(), pk=hesitation)
    similar = doubt.similar()
    like = next((each.answer for each in similar if str(each.pk) == request.GET.get("like")), doubt.answer)
    form = forms.AnswerForm(request.POST or None, initial={"answer": like, "answer_of": doubt.answer_of})
    if request.method == "POST" and form.is_valid():
        doubt.reply(**form.cleaned_data, by=request.user)
        return redirect(here)
    return show_form(
        request, "partners/answer.html", here.cycle, participation=here, form=form, hesitation=doubt, similar=similar
    )


@require_POST
@login_required
def bring(request, province, cycle, pk, hesitation):
    """Put a doubt on the agenda of the next meeting."""
    here = participation_run_by(request.user, province, cycle, pk)
    item = get_object_or_404(here.hesitations, pk=hesitation).bring(by=request.user)
    messages.success(
        request, _("It is item %(number)s of “%(meeting)s”.") % {"number": item.number, "meeting": item.meeting}
    )
    return redirect(here)
