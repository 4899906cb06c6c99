from django import forms
from django.utils.translation import gettext_lazy as _

from forums.models import Declaration, Proposal
from partners.models import Gives
from surveys.forms.registry import TambonChoiceField, tambons_of
from welfare_movement.places.models import District, Tambon
from welfare_movement.thai.forms import ThaiDateField


class DeclarationForm(forms.ModelForm):
    class Meta:
        model = Declaration
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 14})}

    def __init__(self, *args, gathering, **kwargs):
        super().__init__(*args, **kwargs)
        # By key: set as an object, a declaration that is not written yet would stand as that of the gathering.
        self.instance.gathering_id = gathering.pk

    def save(self, commit=True):
        """Only what is typed here: a declaration adopted meanwhile stays so."""
        self.instance.save(update_fields=self._meta.fields if self.instance.pk else None)
        return self.instance


class PartnerChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, participation):
        return str(participation.partner)


class PledgeForm(forms.Form):
    """One pledge, for one of the partners, or for a tambon."""

    participation = PartnerChoiceField(None, label=_("Partner"), required=False, empty_label="—")
    tambon = TambonChoiceField(Tambon.objects.none(), label=_("or tambon"), required=False, empty_label="—")
    text = forms.CharField(
        label=_("What is promised"),
        max_length=300,
        help_text=_("What, how much, where."),
        widget=forms.Textarea({"rows": 3}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Gives.Kind, widget=forms.RadioSelect)
    due_on = ThaiDateField(label=_("By which day"), required=False)

    def __init__(self, *args, gathering, participations, tambon, runs, **kwargs):
        """tambon: the only one that may be pledged for; None for none, or, where `runs`, for all of the province."""
        super().__init__(*args, **kwargs)
        tambons = tambons_of(gathering.cycle.province_id)
        own = tambons if runs else tambons.filter(pk=tambon.pk if tambon else None)
        self.fields["participation"].queryset = participations
        self.fields["tambon"].queryset = own
        for name in ("participation", "tambon"):
            if not runs and not self.fields[name].queryset:
                del self.fields[name]
        self.only_for = tambon if not runs and "participation" not in self.fields else None
        if self.only_for:
            self.initial["tambon"] = tambon

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("participation")) == bool(cleaned.get("tambon")) and not self.errors:
            raise forms.ValidationError(_("Say who promises: one partner, or one tambon."))
        return cleaned

    def pledged(self):
        """What `Pledge.make` takes."""
        nobody = {"participation": None, "tambon": None}
        return {**nobody, **self.cleaned_data}


class ProposalForm(forms.ModelForm):
    zone = forms.ChoiceField(label=_("Zone"), required=False)

    class Meta:
        model = Proposal
        fields = ["zone", "district", "text", "said_by"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, gathering, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.gathering = gathering
        zones = gathering.items.exclude(zone="").order_by("zone").values_list("zone", flat=True).distinct()
        self.fields["zone"].choices = [("", _("The whole province")), *((zone, zone) for zone in zones)]
        self.fields["district"].queryset = District.objects.filter(province=gathering.cycle.province_id)
        self.fields["district"].empty_label = _("No single district")


class ProposalAnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("What was decided"),
        help_text=_("For example: taken into the criteria of the pilot areas."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
