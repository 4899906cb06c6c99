from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from forums import forms
from forums.access import (
    declaration_for,
    forum_run_by,
    gathering_run_by,
    gathering_seen_by,
    keeps_door,
    own_registration,
    pledger_for,
    writer_for,
)
from forums.models import Declaration, Pledge
from forums.views.gathering import show_titled
from partners.models import Gives
from welfare_movement.pages import form_page, show_form
from welfare_movement.people.access import visitor
from welfare_movement.process.access import has_role
from welfare_movement.process.roles import Role


# ── The declaration ────────────────────────────────────────────────────────────────────────────────────────────────
@require_safe
def declaration(request, province, cycle, pk):
    """The wording, and who pledged under it."""
    here = declaration_for(visitor(request), province, cycle, pk)
    context = {
        "cycle": here.cycle,
        "gathering": here,
        "declaration": getattr(here, "declaration", None),
        "signed": _signed(here),
        "runs": has_role(request.user, here.cycle, Role.COORDINATOR),
    }
    return render(request, "forums/declaration.html", context)


@require_safe
def declaration_paper(request, province, cycle, pk):
    """The same in Thai official form, for print and signatures."""
    here = declaration_for(visitor(request), province, cycle, pk)
    said = get_object_or_404(Declaration, gathering=here)
    context = {"cycle": here.cycle, "gathering": here, "declaration": said, "signed": _signed(here)}
    return render(request, "forums/declaration_paper.html", context)


def _signed(gathering):
    """The partners and tambons that pledged, each once, in the order in which they did."""
    pledges = gathering.pledges.for_wall().order_by("pledged_at", "pk")
    return list(dict.fromkeys(pledge.pledger for pledge in pledges))


@form_page
@login_required
def write_declaration(request, province, cycle, pk):
    here = forum_run_by(request.user, province, cycle, pk)
    form = forms.DeclarationForm(request.POST or None, instance=getattr(here, "declaration", None), gathering=here)
    if request.method == "POST" and form.is_valid():
        form.instance.drafted_by_id = form.instance.drafted_by_id or request.user.pk
        form.save()
        messages.success(request, _("Saved."))
        return redirect("forums:declaration", province, cycle, pk)
    return show_titled(request, here, form, _("Wording of the declaration"))


@require_POST
@login_required
def adopt(request, province, cycle, pk):
    here = gathering_run_by(request.user, province, cycle, pk)
    said = get_object_or_404(Declaration, gathering=here)
    said.adopt(by=request.user)
    messages.success(request, _("The declaration is adopted; its wording is final."))
    return redirect(said)


# ── Pledges ────────────────────────────────────────────────────────────────────────────────────────────────────────
@never_cache
@require_safe
def pledges(request, province, cycle, pk):
    """The wall of pledges, by kind, for those within."""
    here = gathering_seen_by(visitor(request), province, cycle, pk)
    made = list(here.pledges.for_wall())
    kinds = [(kind, [each for each in made if each.commitment.kind == kind]) for kind in Gives.Kind]
    own = own_registration(visitor(request), here)
    context = {
        "cycle": here.cycle,
        "gathering": here,
        "pledges": made,
        "kinds": [(kind, those) for kind, those in kinds if those],
        "may_pledge": here.is_forum and (own or has_role(request.user, here.cycle, Role.COORDINATOR)),
        "sees_commitments": has_role(request.user, here.cycle),
    }
    return render(request, "forums/pledges.html", context)


@form_page
def pledge(request, province, cycle, pk):
    """A pledge from the phone, by the link of a registration; or one that a coordinator writes down for others."""
    here, registration, participations, tambon = pledger_for(visitor(request), province, cycle, pk)
    runs = has_role(request.user, here.cycle, Role.COORDINATOR)
    form = forms.PledgeForm(
        request.POST or None, gathering=here, participations=participations, tambon=tambon, runs=runs
    )
    if request.method == "POST" and form.is_valid():
        by = request.user if request.user.is_authenticated else None
        Pledge.make(here, by=by, registration=registration, **form.pledged())
        messages.success(request, _("Thank you. The pledge stands on the wall, and among the commitments."))
        return redirect("forums:pledges", province, cycle, pk)
    return show_form(request, "forums/pledge.html", here.cycle, gathering=here, form=form, runs=runs)


# ── Proposals ──────────────────────────────────────────────────────────────────────────────────────────────────────
@require_safe
def proposals(request, province, cycle, pk):
    here = gathering_seen_by(visitor(request), province, cycle, pk)
    context = {
        "cycle": here.cycle,
        "gathering": here,
        "proposals": here.proposals.select_related("district", "answered_by"),
        "may_propose": own_registration(visitor(request), here) or keeps_door(request.user, here.cycle),
        "runs": has_role(request.user, here.cycle, Role.COORDINATOR),
    }
    return render(request, "forums/proposals.html", context)


@form_page
def propose(request, province, cycle, pk):
    """What a breakout room proposes, written down by a keeper of the door; or what someone registered does."""
    here, registration = writer_for(visitor(request), province, cycle, pk)
    form = forms.ProposalForm(request.POST or None, gathering=here)
    if request.method == "POST" and form.is_valid():
        form.instance.registration = registration
        form.instance.written_by = request.user if request.user.is_authenticated else None
        return redirect(form.save())
    return show_titled(request, here, form, _("Write down a proposal"))


@form_page
@login_required
def answer_proposal(request, province, cycle, pk, proposal):
    """What was decided about a proposal."""
    here = gathering_run_by(request.user, province, cycle, pk)
    proposed = get_object_or_404(here.proposals, pk=proposal)
    form = forms.ProposalAnswerForm(request.POST or None, initial={"answer": proposed.answer})
    if request.method == "POST" and form.is_valid():
        proposed.take_up(form.cleaned_data["answer"], by=request.user)
        return redirect(proposed)
    return show_form(request, "forums/answer_proposal.html", here.cycle, gathering=here, form=form, proposal=proposed)
