"""The registry of a province: its networks and community organisations, and who speaks or answers for them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from surveys import forms
from surveys.access import network_for, organisation_for, registry_for
from surveys.models import CommunityOrganisation, ExpectedNetwork, Network, NetworkRepresentative, Respondent
from welfare_movement.pages import form_page, show_form
from welfare_movement.process.access import has_role
from welfare_movement.process.forms import PersonChoiceForm
from welfare_movement.process.roles import Role

PAGE = 100


@require_safe
@login_required
def networks(request, province, cycle):
    """The networks of the province, which of them this cycle expects, and who was represented."""
    cycle = registry_for(request.user, province, cycle)
    expected = ExpectedNetwork.objects.filter(cycle=cycle, network=OuterRef("pk"))
    rows = Network.objects.filter(province=cycle.province).annotate(
        people=Count("representatives", distinct=True),
        size=Count("organisations", distinct=True),
        is_expected=Exists(expected),
        was_represented=Exists(expected.represented()),
    )
    context = {
        "cycle": cycle,
        "networks": rows,
        "to_expect": sum(1 for network in rows if network.people and not network.is_expected),
        "runs": has_role(request.user, cycle, Role.COORDINATOR),
    }
    return render(request, "surveys/networks.html", context)


@form_page
@login_required
def add_network(request, province, cycle):
    cycle = registry_for(request.user, province, cycle, Role.COORDINATOR)
    form = forms.NetworkForm(request.POST or None, province=cycle.province)
    if request.method == "POST" and form.is_valid():
        cycle.require_open()
        added = form.save()
        return redirect("surveys:network", *cycle.address, added.pk)
    return show_form(request, "surveys/network_form.html", cycle, form=form)


@require_safe
@login_required
def network(request, province, cycle, pk):
    cycle, here = network_for(request.user, province, cycle, pk)
    context = {
        "cycle": cycle,
        "network": here,
        "representatives": here.representatives.select_related("user"),
        "organisations": here.organisations.for_registry(),
        "is_expected": here.expectations.filter(cycle=cycle).exists(),
        "runs": has_role(request.user, cycle, Role.COORDINATOR),
    }
    return render(request, "surveys/network.html", context)


@require_POST
@login_required
def expect_all(request, province, cycle):
    """Expect every network of the province that has a representative to invite."""
    cycle = registry_for(request.user, province, cycle, Role.COORDINATOR)
    new = (
        Network.objects.exclude(representatives=None).filter(province=cycle.province).exclude(expectations__cycle=cycle)
    )
    ExpectedNetwork.objects.bulk_create([ExpectedNetwork(cycle=cycle, network=network) for network in new.distinct()])
    return redirect("surveys:networks", *cycle.address)


@require_POST
@login_required
def expect(request, province, cycle, pk):
    """Expect this network at the joint meeting of the cycle."""
    cycle, here = network_for(request.user, province, cycle, pk, Role.COORDINATOR)
    ExpectedNetwork.objects.get_or_create(cycle=cycle, network=here)
    return redirect("surveys:networks", *cycle.address)


@form_page
@login_required
def network_representatives(request, province, cycle, pk):
    cycle, here = network_for(request.user, province, cycle, pk, Role.COORDINATOR)
    form = PersonChoiceForm(request.POST or None, cycle=cycle, looked_for=request.GET.get("q", ""))
    if request.method == "POST" and form.is_valid():
        cycle.require_open()
        NetworkRepresentative.objects.get_or_create(network=here, user=form.person())
        messages.success(request, _("Saved."))
        return redirect("surveys:network", *cycle.address, pk)
    return show_form(request, "surveys/network_representatives.html", cycle, network=here, form=form)


@require_POST
@login_required
def remove_network_representative(request, province, cycle, pk, who):
    cycle, here = network_for(request.user, province, cycle, pk, Role.COORDINATOR)
    cycle.require_open()
    get_object_or_404(here.representatives, pk=who).delete()
    return redirect("surveys:network", *cycle.address, pk)


@require_safe
@login_required
def organisations(request, province, cycle):
    """The community organisations of the province, found by name or by tambon."""
    cycle = registry_for(request.user, province, cycle)
    rows = CommunityOrganisation.objects.filter(province=cycle.province).for_registry()
    words = request.GET.get("q", "").strip()
    if words:
        rows = rows.filter(name__icontains=words) | rows.filter(tambon__name_th__icontains=words)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    runs = has_role(request.user, cycle, Role.COORDINATOR)
    return render(request, "surveys/organisations.html", {"cycle": cycle, "page": page, "words": words, "runs": runs})


@form_page
@login_required
def add_organisation(request, province, cycle):
    cycle = registry_for(request.user, province, cycle, Role.COORDINATOR)
    form = forms.OrganisationForm(request.POST or None, province=cycle.province)
    if request.method == "POST" and form.is_valid():
        cycle.require_open()
        added = form.save()
        return redirect("surveys:organisation", *cycle.address, added.pk)
    return show_form(request, "surveys/organisation_form.html", cycle, form=form)


@form_page
@login_required
def organisation(request, province, cycle, pk):
    """An organisation of the registry: what is known of it, who answers for it."""
    roles = (Role.COORDINATOR,) if request.method == "POST" else ()
    cycle, here = organisation_for(request.user, province, cycle, pk, *roles)
    form = forms.OrganisationForm(request.POST or None, instance=here, province=cycle.province)
    if request.method == "POST" and form.is_valid():
        cycle.require_open()
        form.save()
        messages.success(request, _("Saved."))
        return redirect("surveys:organisation", *cycle.address, pk)
    people = here.respondents.select_related("user")
    runs = has_role(request.user, cycle, Role.COORDINATOR)
    return show_form(
        request, "surveys/organisation.html", cycle, organisation=here, form=form, respondents=people, runs=runs
    )


@form_page
@login_required
def respondents(request, province, cycle, pk):
    cycle, here = organisation_for(request.user, province, cycle, pk, Role.COORDINATOR)
    form = PersonChoiceForm(request.POST or None, cycle=cycle, looked_for=request.GET.get("q", ""))
    if request.method == "POST" and form.is_valid():
        cycle.require_open()
        Respondent.objects.get_or_create(organisation=here, user=form.person())
        messages.success(request, _("Saved."))
        return redirect("surveys:organisation", *cycle.address, pk)
    return show_form(request, "surveys/respondents.html", cycle, organisation=here, form=form)


@require_POST
@login_required
def remove_respondent(request, province, cycle, pk, who):
    cycle, here = organisation_for(request.user, province, cycle, pk, Role.COORDINATOR)
    cycle.require_open()
    get_object_or_404(here.respondents, pk=who).delete()
    return redirect("surveys:organisation", *cycle.address, pk)
