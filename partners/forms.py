from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
from partners.sheet import Aspect, Kind, kept_unit
from welfare_movement.meetings.models import Resolution
from welfare_movement.people.models import User
from welfare_movement.places.models import District, Tambon
from welfare_movement.thai.forms import AmountField, ThaiDateField


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
    aspects = forms.MultipleChoiceField(
        label=_("What of people's life it touches"),
        choices=Aspect,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    together = forms.ModelMultipleChoiceField(
        Participation.objects.none(),
        label=_("Together with which partners"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Linkage
        fields = ["own_function", "by_content", "by_method", "aspects", "together"]
        fields += ["action", "wanted", "central_support"]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in fields if name not in ("aspects", "together")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mine = self.instance.participation
        others = Participation.objects.filter(cycle=mine.cycle_id).exclude(pk=mine.pk).select_related("partner")
        self.fields["together"].queryset = others.order_by("partner__sort_key")
        self.initial["aspects"] = self.instance.aspects
        if self.instance.pk:
            self.initial["together"] = list(self.instance.together.values_list("participation", flat=True))

    def save(self, commit=True):
        for each in Aspect:
            setattr(self.instance, each.value, each.value in self.cleaned_data["aspects"])
        linkage = super().save(commit)
        chosen = set(self.cleaned_data["together"])
        linkage.together.exclude(participation__in=chosen).delete()
        known = set(linkage.together.values_list("participation", flat=True))
        new = [each for each in chosen if each.pk not in known]
        LinkagePartner.objects.bulk_create([LinkagePartner(linkage=linkage, participation=each) for each in new])
        return linkage


class GivesForm(forms.ModelForm):
    """One line of what is given. Money is counted in baht unless another unit is written."""

    quantity = AmountField(label=_("How much"), required=False)

    class Meta:
        model = Gives
        fields = ["kind", "what", "quantity", "unit", "period"]
        widgets = {"unit": forms.TextInput(attrs={"list": "units"})}

    def clean(self):
        cleaned = super().clean()
        quantity, unit = cleaned.get("quantity"), cleaned.get("unit", "")
        cleaned["unit"] = unit = kept_unit(cleaned.get("kind", ""), unit)
        if quantity is not None and not unit and cleaned.get("kind") != Kind.MONEY:
            self.add_error("unit", _("Write of what, such as people, days or sets."))
        if quantity is None and unit and "quantity" not in self.errors:
            self.add_error("quantity", _("Write how many, or leave the unit empty."))
        return cleaned


class LinesFormSet(forms.BaseInlineFormSet):
    """Lines of a sheet on which several people may write at once."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        gone = _("Someone else removed this line meanwhile; delete it here too, or write it in an empty line.")
        form.fields["id"].error_messages["invalid_choice"] = gone


class GivesLinesFormSet(LinesFormSet):
    """What was promised already is changed, not deleted."""

    def get_queryset(self):
        return super().get_queryset().select_related("commitment")

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if form.instance.pk and hasattr(form.instance, "commitment"):
            form.fields["DELETE"].disabled = True
            form.fields["DELETE"].help_text = _("This line was promised, so it stays; write it anew if it changed.")


def _lines(model, formset=LinesFormSet, **options):
    return forms.inlineformset_factory(
        Linkage, model, formset=formset, extra=2, can_delete=True, can_delete_extra=False, **options
    )


GivesFormSet = _lines(Gives, GivesLinesFormSet, form=GivesForm)
GainsFormSet = _lines(Gains, fields=["what", "target"])
# Offered while one types; any other may be written.
UNITS = [
    pgettext_lazy("unit", "people"),
    pgettext_lazy("unit", "times"),
    pgettext_lazy("unit", "days"),
    pgettext_lazy("unit", "places"),
    pgettext_lazy("unit", "vehicles"),
    pgettext_lazy("unit", "sets"),
    pgettext_lazy("unit", "courses"),
    _("baht"),
]


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


class ResolutionChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, resolution):
        return f"{resolution.item.meeting} · {resolution.item.number} {resolution}"


class CommitmentForm(forms.ModelForm):
    """A promise that a coordinator writes down, of one partner or one tambon.

    gives: the line of a linkage sheet that becomes the promise; then it is that partner's.
    """

    participation = PartnerChoiceField(None, label=_("Partner"), required=False, empty_label="—")
    due_on = ThaiDateField(label=_("Due on"), required=False)
    resolution = ResolutionChoiceField(
        None, label=_("From a meeting"), required=False, empty_label=_("Not from a meeting")
    )

    class Meta:
        model = Commitment
        fields = ["participation", "tambon", "kind", "what", "due_on", "owner", "resolution"]

    def __init__(self, *args, cycle, by, gives=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.cycle, self.instance.made_by, self.instance.gives = cycle, by, gives
        asked = cycle.participations.select_related("partner").order_by("partner__sort_key")
        self.fields["participation"].queryset = asked
        within = Tambon.objects.filter(district__province=cycle.province_id).select_related("district")
        self.fields["tambon"].queryset = within.order_by("district__sort_key", "sort_key", "code")
        speak = User.objects.filter(representations__partner__participations__cycle=cycle, is_active=True)
        self.fields["owner"].queryset = speak.distinct().order_by("sort_key", "pk")
        self.fields["owner"].empty_label = _("Everyone who answers for the partner")
        self.fields["owner"].help_text = _("Who sees to it is reminded before the day, and when it is late.")
        resolved = Resolution.objects.filter(item__meeting__cycle=cycle).select_related(
            "item__meeting__cycle__province"
        )
        self.fields["resolution"].queryset = resolved.order_by("-item__meeting__starts_at", "item__section", "pk")
        if gives is not None:
            self.instance.participation = gives.linkage.participation
            del self.fields["participation"], self.fields["tambon"]

    def save(self, commit=True):
        return self.instance.promise()


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Answer"), widget=forms.Textarea(attrs={"rows": 3}))
