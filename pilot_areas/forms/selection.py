from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.forms.rounds import ResolutionChoiceField, agreed_in
from welfare_movement.meetings.models import Resolution


class AdoptionForm(forms.Form):
    resolution = ResolutionChoiceField(Resolution.objects.none(), label=_("Adopted by the resolution"))

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["resolution"].queryset = agreed_in(cycle)


class DecisionForm(AdoptionForm):
    """The resolution that selects; and, for single candidates, why the meeting decided otherwise than the rule."""

    def __init__(self, *args, cycle, standings, **kwargs):
        super().__init__(*args, cycle=cycle, **kwargs)
        self.fields["resolution"].label = _("Selected by the resolution")
        self.standings = standings
        for each in standings:
            self.fields[f"t{each['tambon']}"] = forms.CharField(
                label=each["name"], required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    def lines(self):
        """[(what the rule says of a candidate, the field for why the meeting decided otherwise)]."""
        return [(each, self[f"t{each['tambon']}"]) for each in self.standings]

    def departures(self):
        said = {each["tambon"]: self.cleaned_data[f"t{each['tambon']}"] for each in self.standings}
        return {code: text for code, text in said.items() if text}
