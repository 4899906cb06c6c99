from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.models import CommunityOrganisation, Network
from welfare_movement.places.models import Tambon


class NetworkForm(forms.ModelForm):
    class Meta:
        model = Network
        fields = ["name"]

    def __init__(self, *args, province, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.province = province


class TambonChoiceField(forms.ModelChoiceField):
    """The tambons of a province under their districts."""

    def label_from_instance(self, tambon):
        return f"{tambon.district} · {tambon}"


def tambons_of(province):
    within = Tambon.objects.filter(district__province=province).select_related("district")
    return within.order_by("district__sort_key", "sort_key", "code")


class OrganisationForm(forms.ModelForm):
    tambon = TambonChoiceField(Tambon.objects.none(), label=_("Tambon"))

    class Meta:
        model = CommunityOrganisation
        fields = ["name", "type", "tambon", "scope", "networks"]
        widgets = {"networks": forms.CheckboxSelectMultiple}

    def __init__(self, *args, province, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.province = province
        self.fields["tambon"].queryset = tambons_of(province)
        self.fields["networks"].queryset = Network.objects.filter(province=province)
