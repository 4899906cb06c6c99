from django import forms
from django.utils.translation import gettext_lazy as _

from pilot_areas.telling import NEEDED
from welfare_movement.journal.models import Entry


class StoryForm(forms.ModelForm):
    """A story or a lesson of one area."""

    class Meta:
        model = Entry
        fields = ["kind", "title", "body"]
        widgets = {"kind": forms.RadioSelect, "body": forms.Textarea(attrs={"rows": 10})}
        help_texts = {
            "body": _("What was there before, what people did, what changed; and in a lesson: what others can do too.")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in NEEDED]

    def words(self):
        return {name: self.cleaned_data[name] for name in self.Meta.fields}
