"""Thanks to everyone who took part, and the certificates to print."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from forums.models import Gathering
from partners.ledger import with_keeping
from pilot_areas.access import award_for, thanks_for
from pilot_areas.certificates import of_award, of_thanks
from pilot_areas.forms.celebration import CertificatesForm
from pilot_areas.models import Thanks
from pilot_areas.models.thanks import owed_thanks
from welfare_movement.people.access import visitor
from welfare_movement.process.access import cycle_for, has_role
from welfare_movement.process.roles import Role


@require_safe
@login_required
def thanks(request, province, cycle):
    """Who was thanked, and who was not yet."""
    cycle = cycle_for(request.user, province, cycle)
    assignments, participations = owed_thanks(cycle)
    context = {
        "cycle": cycle,
        "given": with_keeping(cycle.thanks.for_list(), cycle),
        "waiting": [*assignments, *participations],
        "runs": has_role(request.user, cycle, Role.COORDINATOR),
    }
    return render(request, "pilot_areas/thanks.html", context)


@require_POST
@login_required
def give_thanks(request, province, cycle):
    """Thank everyone who was not thanked yet."""
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    if new := Thanks.give(cycle, by=request.user):
        says = ngettext("%(number)s was thanked, and is told.", "%(number)s were thanked, and are told.", new)
        messages.success(request, says % {"number": new})
    else:
        messages.info(request, _("Everyone was thanked already."))
    return redirect("pilot_areas:thanks", *cycle.address)


@never_cache
@require_safe
def certificate(request, province, cycle, pk):
    """The certificate of one who was thanked, for those whom it concerns."""
    here = thanks_for(visitor(request), province, cycle, pk)
    return _show(request, here.cycle, [of_thanks(here, _day_of(here.cycle))], is_alone=True)


@require_safe
@login_required
def award(request, province, cycle, pk):
    """The certificate of an award, for those whom it concerns."""
    here = award_for(visitor(request), province, cycle, pk)
    return _show(request, here.cycle, [of_award(here, _day_of(here.cycle))], is_alone=True)


@require_safe
@login_required
def certificates(request, province, cycle):
    """Certificates to print, a page each."""
    cycle = cycle_for(request.user, province, cycle, Role.COORDINATOR)
    form = CertificatesForm(request.GET if "what" in request.GET else {"what": "organisations"}, cycle=cycle)
    if not form.is_valid():
        return _show(request, cycle, [], form=form)
    day = _day_of(cycle)
    if form.cleaned_data["what"] == "awards":
        shown = [of_award(each, day) for each in cycle.awards.for_list()]
    else:
        shown = [of_thanks(each, day) for each in form.thanks()]
    return _show(request, cycle, shown, form=form, **_signature(form))


def _signature(form):
    return {name: form.cleaned_data[name] for name in ("signed_by", "position")}


def _day_of(cycle):
    """The day of the celebration; None while none is planned."""
    gathering = Gathering.objects.celebration().standing().filter(cycle=cycle).first()
    return gathering and timezone.localdate(gathering.starts_at)


def _show(request, cycle, shown, **context):
    return render(request, "pilot_areas/certificates.html", {"cycle": cycle, "certificates": shown, **context})
