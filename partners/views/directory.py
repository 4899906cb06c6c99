from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from partners import forms
from partners.access import partner_run_by
from partners.directory import COLUMNS
from partners.directory_forms import DirectoryChanged, PreviewForm, UploadForm
from partners.models import Participation, Partner, Representative
from welfare_movement.pages import form_page, show_form
from welfare_movement.process.access import cycle_for, has_role
from welfare_movement.process.roles import Role
from welfare_movement.sheets.writing import handed_out, workbook
from welfare_movement.thai.phones import show_phone


@require_safe
@login_required
def directory(request, province, cycle):
    """Every partner that the province knows, in this cycle or not."""
    cycle = cycle_for(request.user, province, cycle)
    context = {
        "cycle": cycle,
        "partners": _known(cycle),
        "runs": has_role(request.user, cycle, Role.COORDINATOR),
    }
    return render(request, "partners/directory.html", context)


@require_safe
@login_required
def export(request, province, cycle):
    """The same as a workbook, which can be imported again; whom to call stands in it for coordinators."""
    cycle = cycle_for(request.user, province, cycle)
    runs = has_role(request.user, cycle, Role.COORDINATOR)
    columns = [column for column in COLUMNS if runs or column.key not in ("contact", "position", "phone", "email")]
    heads = [*(str(column.names[0]) for column in columns), _("Stance"), _("since")]
    rows = [_row(partner, columns) for partner in _known(cycle)]
    return handed_out(workbook(_("Partners"), heads, rows), f"partners-{cycle.year}")


@require_safe
@login_required
def empty_sheet(request, province, cycle):
    """A workbook with the heads of the columns, to be filled in."""
    cycle_for(request.user, province, cycle, Role.COORDINATOR)
    heads = [str(column.names[0]) for column in COLUMNS]
    return handed_out(workbook(_("Partners"), heads, []), "partners")


@form_page
@login_required
def upload(request, province, cycle):
    """Read a sheet of partners and show what it would do; nothing is stored yet."""
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        preview = PreviewForm(cycle=cycle, lines=form.table.lines)
        return _show_preview(request, preview, unknown=form.table.unknown)
    choices = [(Partner.Level.labels, _("Level")), (Partner.Sector.labels, _("Sector"))]
    return show_form(request, "partners/upload.html", cycle, form=form, columns=COLUMNS, choices=choices)


@require_POST
@login_required
def take_in(request, province, cycle):
    """Store what the preview showed, once it is confirmed."""
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    form = PreviewForm(request.POST, cycle=cycle)
    if form.is_lost:
        messages.error(request, _("The preview was open for too long; send the sheet once more. Nothing was stored."))
        return redirect("partners:upload", *cycle.address)
    if form.is_valid():
        try:
            new, changed = form.save()
        except DirectoryChanged as error:
            form.add_error(None, error)
        else:
            says = ngettext("%(number)s partner is new", "%(number)s partners are new", new) % {"number": new}
            also = ngettext("%(number)s was changed.", "%(number)s were changed.", changed) % {"number": changed}
            messages.success(request, f"{says}; {also}")
            return redirect("partners:directory", *cycle.address)
    if any(isinstance(each, DirectoryChanged) for each in form.errors.as_data().get("__all__", [])):
        return _show_preview(request, _anew(form), status=409, changed=True)
    return _show_preview(request, form, status=422)


@form_page
@login_required
def edit(request, province, cycle, pk):
    """Correct what the directory says of a partner."""
    cycle, partner = partner_run_by(request.user, province, cycle, pk)
    form = forms.PartnerForm(request.POST or None, instance=partner, cycle=cycle)
    if request.method == "POST" and form.is_valid():
        cycle.require_open()
        form.save()
        messages.success(request, _("Saved."))
        return redirect("partners:directory", *cycle.address)
    return show_form(request, "partners/edit.html", cycle, form=form, partner=partner)


def _known(cycle):
    here = Prefetch("participations", Participation.objects.filter(cycle=cycle), to_attr="here")
    people = Prefetch("representatives", Representative.objects.select_related("user"))
    return Partner.objects.filter(province=cycle.province).prefetch_related(here, people)


def _row(partner, columns):
    contact = next((each.user for each in partner.representatives.all()), None)
    values = {
        "level": partner.get_level_display(),
        "sector": partner.get_sector_display(),
        "contact": contact and contact.full_name,
        "position": contact and contact.position,
        "phone": contact and show_phone(contact.phone),
        "email": contact and contact.email,
    }
    row = [values[column.key] if column.key in values else getattr(partner, column.key) for column in columns]
    (stance,) = [(each.get_stance_display(), each.stance_at.date()) for each in partner.here] or [("", None)]
    return [*row, *stance]


def _anew(form):
    return PreviewForm(cycle=form.cycle, lines=form.lines)


def _show_preview(request, form, status=200, **context):
    return render(request, "partners/preview.html", {"cycle": form.cycle, "form": form, **context}, status=status)
