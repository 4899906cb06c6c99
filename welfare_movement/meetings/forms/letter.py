from django import forms
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models import Letter
from welfare_movement.thai.forms import ThaiDateField


class LetterForm(forms.ModelForm):
    dated_on = ThaiDateField(label=_("date of the letter"), required=False)

    class Meta:
        model = Letter
        fields = [
            "number",
            "dated_on",
            "addressed_to",
            "reason",
            "request",
            "support",
            "signer",
            "signer_post",
            "office",
            "contact",
        ]
        widgets = {name: forms.Textarea(attrs={"rows": 4}) for name in ("reason", "request")}
