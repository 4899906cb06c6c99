from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models import (
    Partner,
)
from partners.models.participation import NEEDS_REASON, Stance
from welfare_movement.people.models import User
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
    """seen: the stance that stood on the page from which this one is recorded."""

    stance = forms.ChoiceField(label=_("Stance"), choices=Stance, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason, or condition"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    next_touch_on = ThaiDateField(label=_("Next touch on"), required=False)
    next_touch_by = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who takes the next touch"),
        required=False,
        empty_label="—",
        help_text=_("It stands in their list of what to do when its day has come."),
    )
    next_touch = forms.CharField(label=_("Next step"), required=False, max_length=200)
    seen = forms.ChoiceField(choices=Stance, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["next_touch_by"].queryset = User.objects.filter(memberships__cycle=cycle).distinct()

    def clean_next_touch_on(self):
        on = self.cleaned_data["next_touch_on"]
        if on is not None and on < timezone.localdate():
            raise forms.ValidationError(_("The next touch lies ahead; choose today or a later day."))
        return on

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("stance") in NEEDS_REASON and not cleaned.get("reason"):
            self.add_error("reason", _("Write the reason, or the condition under which they join."))
        if cleaned.get("next_touch_by") and "next_touch_on" in cleaned and not cleaned["next_touch_on"]:
            self.add_error("next_touch_on", _("Say by which day, so that they are reminded of it."))
        return cleaned

    def taken(self):
        """What `take_stance` is told."""
        return {**self.cleaned_data, "seen": self.cleaned_data["seen"] or None}

    def refuse(self, refusal, *, now_seen):
        """Someone was first: say so, keep what was typed, and let it be recorded upon what stands now."""
        self.add_error(None, str(refusal))
        self.data = {**self.data.dict(), "seen": now_seen}
