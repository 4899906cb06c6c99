from django import forms

NUMBERS, TEXTS = 30, 10


class FortyFields(forms.Form):
    """As many fields as the survey has questions."""

    for _number in range(NUMBERS):
        locals()[f"number_{_number}"] = forms.IntegerField(min_value=0, max_value=1_000_000_000)
    for _number in range(TEXTS):
        locals()[f"text_{_number}"] = forms.CharField(max_length=200, required=False)
