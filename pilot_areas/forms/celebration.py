from django import forms
from django.utils.translation import gettext_lazy as _

from partners.models import Participation
from pilot_areas.models import Award
from surveys.models import Assignment, CommunityOrganisation, Network, TambonProfile
from welfare_movement.places.models import District, Tambon


class AwardForm(forms.ModelForm):
    """An award to one of those who took part in the cycle."""

    # No longer than a certificate has room for.
    reason = forms.CharField(
        label=_("Why"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One or two sentences; they stand on the certificate."),
    )

    class Meta:
        model = Award
        fields = ["category", "organisation", "participation", "tambon", "recipient", "reason"]

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.cycle = cycle
        surveyed = Assignment.objects.filter(round__cycle=cycle).verified()
        organisations = CommunityOrganisation.objects.filter(pk__in=surveyed.values("organisation"))
        places = TambonProfile.objects.filter(round__cycle=cycle)
        offered = {
            "organisation": organisations.order_by("sort_key"),
            "participation": Participation.objects.joined().filter(cycle=cycle).select_related("partner"),
            "tambon": Tambon.objects.filter(pk__in=places.values("tambon")),
        }
        for name, rows in offered.items():
            self.fields[name].queryset = rows
            self.fields[name].empty_label = "—"

    def _get_validation_exclusions(self):
        # Not in the form, and yet a part of "once a cycle".
        return super()._get_validation_exclusions() - {"cycle"}


class CertificatesForm(forms.Form):
    """Which certificates to print, and who signs them."""

    WHAT = (
        ("organisations", _("Thanks to organisations")),
        ("partners", _("Thanks to partners")),
        ("awards", _("Awards")),
    )

    what = forms.ChoiceField(label=_("Certificates"), choices=WHAT, initial="organisations")
    network = forms.ModelChoiceField(
        Network.objects.none(), label=_("Organisations of the network"), required=False, empty_label=_("All networks")
    )
    district = forms.ModelChoiceField(
        District.objects.none(),
        label=_("Organisations of the district"),
        required=False,
        empty_label=_("The whole province"),
    )
    signed_by = forms.CharField(label=_("Who signs"), required=False, max_length=200)
    position = forms.CharField(label=_("Position of who signs"), required=False, max_length=200)

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.cycle = cycle
        self.fields["network"].queryset = Network.objects.filter(province=cycle.province).order_by("sort_key")
        self.fields["district"].queryset = District.objects.filter(province=cycle.province)

    def thanks(self):
        """The thanks that were asked for."""
        if self.cleaned_data["what"] == "partners":
            return self.cycle.thanks.to_partners().for_list()
        found = self.cycle.thanks.to_organisations().for_list()
        if network := self.cleaned_data["network"]:
            found = found.filter(organisation__networks=network)
        if district := self.cleaned_data["district"]:
            found = found.filter(organisation__tambon__district=district)
        return found
