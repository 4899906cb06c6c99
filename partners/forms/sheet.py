from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partners.models import (
    Gains,
    Gives,
    Linkage,
    LinkagePartner,
    Participation,
)
from partners.sheet import Aspect, Kind, kept_unit
from welfare_movement.thai.forms import AmountField, ThaiDateField


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
