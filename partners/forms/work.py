from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partners.models import (
    Work,
    WorkTarget,
)
from partners.pile import EVERYWHERE
from welfare_movement.places.models import District


class WorkForm(forms.ModelForm):
    """The partner's own words, and the words by which the pile is read."""

    targets = forms.MultipleChoiceField(
        label=_("Target groups"), choices=WorkTarget.Group, widget=forms.CheckboxSelectMultiple
    )
    districts = forms.ModelMultipleChoiceField(
        District.objects.none(),
        label=_("Districts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: the whole province."),
    )

    class Meta:
        model = Work
        fields = ["what", "content", "for_whom", "targets", "how", "method", "where", "districts"]

    def __init__(self, *args, participation, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.participation = participation
        self.fields["districts"].queryset = District.objects.filter(province=participation.cycle.province)
        if self.instance.pk:
            self.initial["targets"] = [target.group for target in self.instance.targets.all()]
            self.initial["districts"] = [place.district_id for place in self.instance.places.all()]

    @transaction.atomic
    def save(self, commit=True):
        work = super().save(commit)
        work.lay(districts=self.cleaned_data["districts"], targets=self.cleaned_data["targets"])
        return work


class PileForm(forms.Form):
    """What the pile is narrowed to; an unknown word narrows nothing."""

    place = forms.ChoiceField(label=pgettext_lazy("work", "Where"), required=False)
    target = forms.ChoiceField(
        label=_("For whom"), choices=[("", _("All target groups")), *WorkTarget.Group.choices], required=False
    )
    content = forms.ChoiceField(
        label=_("About what"), choices=[("", _("All of welfare")), *Work.Content.choices], required=False
    )
    method = forms.ChoiceField(label=_("How"), choices=[("", _("Any way")), *Work.Method.choices], required=False)
    partner = forms.TypedChoiceField(label=_("Partner"), coerce=int, empty_value=0, required=False)

    WIDE = "all"

    def __init__(self, *args, pile, **kwargs):
        super().__init__(*args, **kwargs)
        ends = [("", _("Everywhere")), (self.WIDE, _("Only what runs in the whole province"))]
        self.fields["place"].choices = [*ends, *((each.code, str(each)) for each in pile.districts)]
        named = [(key, partner.shown) for key, partner in pile.partners.items()]
        self.fields["partner"].choices = [("", _("All partners")), *named]

    def chosen(self):
        """{word: value} of what was chosen, as `cards.Pile.narrow` takes it."""
        self.is_valid()
        kept = {name: value for name, value in self.cleaned_data.items() if value}
        return {**kept, "place": EVERYWHERE} if kept.get("place") == self.WIDE else kept

    @property
    def is_narrowed(self):
        return bool(self.chosen())
