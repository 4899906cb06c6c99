from django import forms
from django.utils.translation import gettext_lazy as _

from pilot_areas.models import CycleReport


class ReportForm(forms.ModelForm):
    """The words of the report."""

    class Meta:
        model = CycleReport
        fields = ["summary"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 12})}
        help_texts = {
            "summary": _("What the cycle set out to do, what came of it, what did not, and what the next one takes on.")
        }
