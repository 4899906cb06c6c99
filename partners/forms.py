from django import forms
from django.utils.translation import gettext_lazy as _

from partners.models import (
    Commitment,
    Gains,
    Gives,
    Hesitation,
    Linkage,
    LinkagePartner,
    Participation,
    Partner,
    Work,
)
from partners.models.participation import NEEDS_REASON, Stance
from welfare_movement.places.models import District, Tambon
from welfare_movement.thai.forms import ThaiDateField


class PartnerForm(forms.ModelForm):
    """A partner new to the province."""

    class Meta:
        model = Partner
        fields = ["name", "short_name", "level", "sector", "function"]
        widgets = {"function": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.province = cycle.province


class AskForm(forms.Form):
    """Partners of the province that are not in this cycle yet."""

    partners = forms.ModelMultipleChoiceField(
        Partner.objects.none(), label=_("Partners of earlier cycles"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        known = Partner.objects.filter(province=cycle.province)
        self.fields["partners"].queryset = known.exclude(participations__cycle=cycle)


class StanceForm(forms.Form):
    stance = forms.ChoiceField(label=_("Stance"), choices=Stance, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason, or condition"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    next_touch_on = ThaiDateField(label=_("Next touch on"), required=False)
    next_touch = forms.CharField(label=_("Next step"), required=False, max_length=200)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("stance") in NEEDS_REASON and not cleaned.get("reason"):
            self.add_error("reason", _("Write the reason, or the condition under which they join."))
        return cleaned


class WorkForm(forms.ModelForm):
    class Meta:
        model = Work
        fields = ["what", "district", "where", "for_whom", "how"]

    def __init__(self, *args, participation, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.participation = participation
        self.fields["district"].queryset = District.objects.filter(province=participation.cycle.province)
        self.fields["district"].empty_label = _("The whole province")


class HomeworkForm(forms.Form):
    due_on = ThaiDateField(label=_("Due on"))


class LinkageForm(forms.ModelForm):
    together = forms.ModelMultipleChoiceField(
        Participation.objects.none(),
        label=_("Together with which partners"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Linkage
        fields = ["own_function", "by_content", "by_method", "together", "action", "central_support"]
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("own_function", "by_content", "by_method", "action", "central_support")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mine = self.instance.participation
        others = Participation.objects.filter(cycle=mine.cycle_id).exclude(pk=mine.pk).select_related("partner")
        self.fields["together"].queryset = others.order_by("partner__sort_key")
        if self.instance.pk:
            self.initial["together"] = list(self.instance.together.values_list("participation", flat=True))

    def save(self, commit=True):
        linkage = super().save(commit)
        chosen = set(self.cleaned_data["together"])
        linkage.together.exclude(participation__in=chosen).delete()
        known = set(linkage.together.values_list("participation", flat=True))
        new = [each for each in chosen if each.pk not in known]
        LinkagePartner.objects.bulk_create([LinkagePartner(linkage=linkage, participation=each) for each in new])
        return linkage


class LinesFormSet(forms.BaseInlineFormSet):
    """Lines of a sheet on which several people may write at once."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        gone = _("Someone else removed this line meanwhile; delete it here too, or write it in an empty line.")
        form.fields["id"].error_messages["invalid_choice"] = gone


def _lines(model, fields):
    return forms.inlineformset_factory(
        Linkage, model, formset=LinesFormSet, fields=fields, extra=2, can_delete=True, can_delete_extra=False
    )


GivesFormSet = _lines(Gives, ["kind", "what"])
GainsFormSet = _lines(Gains, ["what"])


class ReturnForm(forms.Form):
    comment = forms.CharField(label=_("What is to be changed"), widget=forms.Textarea(attrs={"rows": 3}))


class HesitationForm(forms.ModelForm):
    class Meta:
        model = Hesitation
        fields = ["question", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, participation, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.participation = participation


class PartnerChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, participation):
        return str(participation.partner)


class CommitmentForm(forms.ModelForm):
    """A promise that a coordinator writes down, of one partner or one tambon."""

    participation = PartnerChoiceField(None, label=_("Partner"), required=False, empty_label="—")
    due_on = ThaiDateField(label=_("Due on"), required=False)

    class Meta:
        model = Commitment
        fields = ["participation", "tambon", "kind", "what", "due_on"]

    def __init__(self, *args, cycle, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.cycle, self.instance.made_by = cycle, by
        asked = cycle.participations.select_related("partner").order_by("partner__sort_key")
        self.fields["participation"].queryset = asked
        within = Tambon.objects.filter(district__province=cycle.province_id).select_related("district")
        self.fields["tambon"].queryset = within.order_by("district__sort_key", "sort_key", "code")


class ProofForm(forms.Form):
    proof = forms.CharField(
        label=_("What proves that it was kept"),
        help_text=_("What was done, where, how much, and where one can see it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Answer"), widget=forms.Textarea(attrs={"rows": 3}))
