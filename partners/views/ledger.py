"""The win-win ledger of a partner: its linkage sheet, written by its own people, signed in or by personal link."""

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from partners import forms
from partners.access import ledger_for, may_write, sheet_written_by
from partners.differences import differences
from partners.ledger import actions_of, promisable
from partners.models import Linkage, LinkageVersion
from welfare_movement.pages import form_page, show_form
from welfare_movement.people.access import signed_in_or_by_link, visitor
from welfare_movement.process.access import has_role
from welfare_movement.process.roles import Role
from welfare_movement.refusals import Refused


@never_cache
@require_safe
@signed_in_or_by_link
def ledger(request, province, cycle, pk):
    """How both sides win: what the sheet says now, where it stands, and its versions."""
    here = ledger_for(visitor(request), province, cycle, pk)
    linkage = here.sheet()
    sheet = linkage.as_sheet()
    versions = list(linkage.versions.for_history()) if linkage.pk else []
    runs = has_role(request.user, here.cycle, Role.COORDINATOR)
    context = {
        "cycle": here.cycle,
        "participation": here,
        "linkage": linkage,
        "sheet": sheet,
        "versions": versions,
        "changed": differences(versions[0].sheet, sheet) if versions else [],
        "lacking": sheet.lacking(),
        "commitments": here.commitments.soonest(),
        "keeping": here.commitments.keeping(),
        "actions": actions_of(here).for_list(),
        "promisable": promisable(linkage) if runs else [],
        "writes": may_write(visitor(request), here),
        "runs": runs,
        "by_link": not request.user.is_authenticated,
    }
    return render(request, "partners/ledger.html", context)


@never_cache
@require_safe
@signed_in_or_by_link
def version(request, province, cycle, pk, number):
    """The sheet as it was handed in once, and what had changed since the time before."""
    here = ledger_for(visitor(request), province, cycle, pk)
    versions = LinkageVersion.objects.filter(linkage__participation=here)
    shown = get_object_or_404(versions.for_history(), number=number)
    before = versions.filter(number=number - 1).first()
    context = {
        "cycle": here.cycle,
        "participation": here,
        "version": shown,
        "sheet": shown.sheet,
        "before": before,
        "changed": differences(before.sheet, shown.sheet) if before else [],
        "by_link": not request.user.is_authenticated,
    }
    return render(request, "partners/version.html", context)


@never_cache
@require_safe
@signed_in_or_by_link
def paper(request, province, cycle, pk):
    """The sheet on one page, for the agency's own director."""
    here = ledger_for(visitor(request), province, cycle, pk)
    linkage = here.sheet()
    sheet, last = linkage.as_sheet(), linkage.versions.last() if linkage.pk else None
    kept = last if last and last.sheet == sheet else None
    context = {"cycle": here.cycle, "participation": here, "sheet": sheet, "version": kept}
    return render(request, "partners/ledger_paper.html", context)


@never_cache
@form_page
@signed_in_or_by_link
def linkage(request, province, cycle, pk):
    """The linkage sheet, with what is given and gained; kept as often as one likes, then handed in."""
    here, recipient = sheet_written_by(visitor(request), province, cycle, pk)
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
            return redirect(sheet)
        try:
            return _handed_in(request, sheet, recipient)
        except Refused as lacking:
            # It is saved; shown again from what is stored, so that no line is sent twice.
            messages.error(request, lacking)
            return redirect("partners:linkage", *here.cycle.address, pk)
    form, gives, gains = parts
    examples = LinkageVersion.objects.examples_for(here).count()
    lines = {"gives": gives, "gains": gains, "units": forms.UNITS, "examples": examples}
    return show_form(request, "partners/linkage.html", here.cycle, participation=here, form=form, **lines)


@require_POST
@signed_in_or_by_link
def hand_in(request, province, cycle, pk):
    here, recipient = sheet_written_by(visitor(request), province, cycle, pk)
    return _handed_in(request, get_object_or_404(Linkage, participation=here), recipient)


def _handed_in(request, sheet, recipient):
    sheet.hand_in(by=None if recipient else request.user, through=recipient)
    messages.success(request, _("The sheet is handed in. Thank you."))
    return redirect(sheet)


@never_cache
@require_safe
@signed_in_or_by_link
def examples(request, province, cycle, pk):
    """What similar agencies wrote: of sheets that were accepted, what is meant for all."""
    here, _recipient = sheet_written_by(visitor(request), province, cycle, pk)
    found = LinkageVersion.objects.examples_for(here)
    context = {"cycle": here.cycle, "participation": here, "examples": found}
    return render(request, "partners/examples.html", {**context, "by_link": not request.user.is_authenticated})
