from django import forms
from django.utils.translation import gettext_lazy as _

from partners.models import (
    Hesitation,
)


class HesitationForm(forms.ModelForm):
    class Meta:
        model = Hesitation
        fields = ["question", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, participation, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.participation = participation


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Answer"), widget=forms.Textarea(attrs={"rows": 3}))
    answer_of = forms.CharField(
        label=_("Whose answer it is"),
        max_length=200,
        required=False,
        help_text=_("Where someone else gave it: a person, an agency, a meeting."),
    )
