from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from partners import forms
from partners.access import commitment_for, commitment_kept_by, commitments_for, may_keep
from partners.models import Commitment
from welfare_movement.pages import form_page, show_form
from welfare_movement.process.access import cycle_for, has_role
from welfare_movement.process.roles import Role

SHOWN = {
    "open": (gettext_lazy("Open"), Commitment.objects.open),
    "late": (gettext_lazy("Late"), Commitment.objects.late),
    "kept": (gettext_lazy("Kept"), Commitment.objects.kept),
}


@require_safe
@login_required
def commitments(request, province, cycle):
    """The promises of the cycle, or those of them that are open, late or kept (`?show=`)."""
    cycle, promised = commitments_for(request.user, province, cycle)
    shown = request.GET.get("show", "")
    asked = promised.filter(pk__in=SHOWN[shown][1]().values("pk")) if shown in SHOWN else promised
    context = {
        "cycle": cycle,
        "commitments": asked.for_list(),
        "shown": shown,
        "filters": [
            (key, words, promised.filter(pk__in=rows().values("pk")).count()) for key, (words, rows) in SHOWN.items()
        ],
        "runs": has_role(request.user, cycle, Role.COORDINATOR),
    }
    return render(request, "partners/commitments.html", context)


@form_page
@login_required
def add_commitment(request, province, cycle):
    """A coordinator writes a promise down; `?partner=` says whose."""
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    initial = {"participation": request.GET.get("partner", "")}
    form = forms.CommitmentForm(request.POST or None, cycle=cycle, by=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _("Saved."))
        return redirect(form.save())
    return show_form(request, "partners/add_commitment.html", cycle, form=form)


@require_safe
@login_required
def commitment(request, province, cycle, pk):
    here = commitment_for(request.user, province, cycle, pk)
    keeps = here.kept_at is None and may_keep(request.user, here)
    return render(request, "partners/commitment.html", {"cycle": here.cycle, "commitment": here, "keeps": keeps})


@form_page
@login_required
def keep(request, province, cycle, pk):
    """Record that a promise was kept, with what proves it."""
    here = commitment_kept_by(request.user, province, cycle, pk)
    form = forms.ProofForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        here.keep(by=request.user, proof=form.cleaned_data["proof"])
        messages.success(request, _("It is recorded that the promise was kept. Thank you."))
        return redirect(here)
    return show_form(request, "partners/keep.html", here.cycle, commitment=here, form=form)
