from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from partners import forms
from partners.access import commitment_for, commitment_kept_by, commitments_for, line_for, may_keep
from partners.ledger import keepings
from welfare_movement.pages import form_page, show_form
from welfare_movement.papers.uploads import handed_out
from welfare_movement.process.access import has_role
from welfare_movement.process.forms import ProofForm
from welfare_movement.process.roles import Role


@require_safe
@login_required
def commitments(request, province, cycle):
    """The promises of the cycle, or those of them that are open, late or kept (`?show=`)."""
    cycle, promised = commitments_for(request.user, province, cycle)
    shown = request.GET.get("show", "")
    context = {
        "cycle": cycle,
        "commitments": promised.shown(shown).for_list(),
        "shown": shown,
        "filters": promised.filters(),
        "keepings": keepings(cycle) if has_role(request.user, cycle) and not shown else [],
        "runs": has_role(request.user, cycle, Role.COORDINATOR),
    }
    return render(request, "partners/commitments.html", context)


@form_page
@login_required
def add_commitment(request, province, cycle):
    """A coordinator writes a promise down; `?partner=` says whose, `?gives=` of which line of its linkage sheet."""
    cycle, line = line_for(request.user, province, cycle, request.GET.get("gives"))
    if line is not None and hasattr(line, "commitment"):
        messages.info(request, _("This line was promised already; here is what became of it."))
        return redirect(line.commitment)
    initial = {"participation": request.GET.get("partner", "")}
    if line is not None:
        initial = {"kind": line.kind, "what": line.what}
    form = forms.CommitmentForm(request.POST or None, cycle=cycle, by=request.user, gives=line, initial=initial)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _("Saved."))
        return redirect(form.save())
    return show_form(request, "partners/add_commitment.html", cycle, form=form, line=line)


@require_safe
@login_required
def commitment(request, province, cycle, pk):
    here = commitment_for(request.user, province, cycle, pk)
    context = {
        "cycle": here.cycle,
        "commitment": here,
        "keeps": here.kept_at is None and may_keep(request.user, here),
        "sees_all": has_role(request.user, here.cycle),
    }
    return render(request, "partners/commitment.html", context)


@form_page
@login_required
def keep(request, province, cycle, pk):
    """Record that a promise was kept, with what proves it."""
    here = commitment_kept_by(request.user, province, cycle, pk)
    form = ProofForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        here.keep(by=request.user, **form.cleaned_data)
        messages.success(request, _("It is recorded that the promise was kept. Thank you."))
        return redirect(here)
    return show_form(request, "partners/keep.html", here.cycle, commitment=here, form=form)


@require_safe
@login_required
def paper(request, province, cycle, pk):
    here = commitment_for(request.user, province, cycle, pk)
    if not here.proof_paper:
        raise Http404
    return handed_out(here.proof_paper, f"commitment-{here.pk}")
