from django import forms
from django.utils.translation import gettext_lazy as _

from pilot_areas.models import CycleReport
from welfare_movement.process.models import Cycle
from welfare_movement.thai.forms import WholeNumberField


class NextCycleForm(forms.Form):
    """The Buddhist year, and the title, of the cycle that starts from a closed one."""

    year = WholeNumberField(label=_("Buddhist year"), help_text=_("For example 2571."), max_value=2700)
    title = forms.CharField(label=_("Title"), required=False, max_length=200)

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, initial={"year": cycle.year + 1}, **kwargs)
        self.cycle = cycle

    def clean_year(self):
        year = self.cleaned_data["year"]
        if year <= self.cycle.year:
            raise forms.ValidationError(_("The next cycle is of a later year than this one."))
        if Cycle.objects.filter(province=self.cycle.province, year=year).exists():
            raise forms.ValidationError(_("The province has a cycle of this year already; choose another year."))
        return year


class ReportForm(forms.ModelForm):
    """The words of the report."""

    class Meta:
        model = CycleReport
        fields = ["summary"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 12})}
        help_texts = {
            "summary": _("What the cycle set out to do, what came of it, what did not, and what the next one takes on.")
        }
