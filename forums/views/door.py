from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from forums import forms
from forums.access import gathering_counted_by, gathering_kept_by, keeps_door, registration_kept_by
from forums.models import Gathering
from welfare_movement.pages import form_page, show_form
from welfare_movement.thai.digits import plain

A_PAGE = 50
EMPTY_ROWS = range(10)


@never_cache
@require_safe
@login_required
def door(request, province, cycle, pk):
    """The door: find people by name, district or code, and check them in."""
    here = gathering_kept_by(request.user, province, cycle, pk)
    words, district = request.GET.get("q", ""), request.GET.get("district", "")
    found = here.registrations.standing().found(words, district).for_list()
    context = {
        "cycle": here.cycle,
        "gathering": here,
        "counts": Gathering.objects.with_counts().get(id=here.pk),
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "districts": here.districts.select_related("district").order_by("district__sort_key"),
        "words": words,
        "district": district,
    }
    return render(request, "forums/door.html", context)


@require_POST
@login_required
def check_in_by_code(request, province, cycle, pk):
    """The six digits of a ticket, typed at the door."""
    here = gathering_kept_by(request.user, province, cycle, pk)
    code = plain(request.POST.get("code", "")).replace(" ", "")
    found = here.registrations.standing().filter(code=code).first()
    if found is None:
        messages.error(request, _("No ticket has this code; look at the six digits once more, or find the name."))
        return redirect("forums:door", province, cycle, pk)
    if found.state == "waiting":
        return redirect(found)  # where they can be let in beyond the seats
    _check_in(request, found)
    return redirect("forums:door", province, cycle, pk)


@require_POST
@login_required
def check_in(request, province, cycle, pk):
    """From the ticket, back to it; from the list at the door, back to the door, where the next one stands."""
    comes = registration_kept_by(request.user, province, cycle, pk)
    _check_in(request, comes)
    return redirect("forums:door", province, cycle, comes.gathering_id) if "door" in request.POST else redirect(comes)


def _check_in(request, registration):
    registration.check_in(by=request.user, beyond="beyond" in request.POST)
    messages.success(request, _("%(name)s is checked in.") % {"name": registration})


@require_POST
@login_required
def undo_check_in(request, province, cycle, pk):
    registration = registration_kept_by(request.user, province, cycle, pk)
    registration.undo_check_in(by=request.user)
    messages.success(request, _("The check-in is taken back; it stays on record."))
    return redirect(registration)


@form_page
@login_required
def walk_in(request, province, cycle, pk):
    """Someone came who was not registered: registered and checked in at once."""
    here = gathering_kept_by(request.user, province, cycle, pk)
    form = forms.WalkInForm(request.POST or None, gathering=here, looked_for=request.GET.get("q", ""))
    if request.method == "POST" and form.is_valid():
        beyond = form.cleaned_data["beyond"]
        came = here.walk_in(form.person(), by=request.user, beyond=beyond, **form.coming())
        messages.success(request, _("%(name)s is checked in.") % {"name": came})
        return redirect(came)
    return show_form(request, "forums/walk_in.html", here.cycle, gathering=here, form=form)


@never_cache
@require_safe
@login_required
def count(request, province, cycle, pk):
    """Who is there now, by district."""
    here = gathering_counted_by(request.user, province, cycle, pk)
    context = {
        "cycle": here.cycle,
        "gathering": here,
        "counts": Gathering.objects.with_counts().get(id=here.pk),
        "districts": here.districts.for_count(),
        "outside": here.registrations.outside(),
        "keeps_door": keeps_door(request.user, here.cycle),
    }
    return render(request, "forums/count.html", context)


@require_safe
@login_required
def sheet(request, province, cycle, pk):
    """The list to sign, on paper, with ten empty rows for those who come unannounced."""
    here = gathering_kept_by(request.user, province, cycle, pk)
    registrations = here.registrations.standing().for_list()
    context = {"cycle": here.cycle, "gathering": here, "registrations": registrations, "empty": EMPTY_ROWS}
    return render(request, "forums/sheet.html", context)
