from django import forms
from django.utils.translation import gettext_lazy as _

from welfare_movement.notices import kinds
from welfare_movement.notices.models import OptOut


class MessagesForm(forms.Form):
    """The kinds that one may choose; what is not ticked is not wanted."""

    wanted = forms.MultipleChoiceField(
        label=_("I want these by e-mail"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.person = person
        unwanted = set(person.opt_outs.values_list("kind", flat=True))
        self.fields["wanted"].choices = [(each.key, each.label) for each in kinds.optional()]
        self.fields["wanted"].initial = [each.key for each in kinds.optional() if each.key not in unwanted]

    def save(self):
        OptOut.objects.choose(self.person, self.cleaned_data["wanted"])
