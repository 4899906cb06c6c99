from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from welfare_movement.journal.models import Entry
from welfare_movement.process.stages import Stage


class EntryForm(forms.ModelForm):
    class Meta:
        model = Entry
        fields = ["kind", "stage", "title", "body", "readership"]
        widgets = {
            "kind": forms.RadioSelect,
            "body": forms.Textarea(attrs={"rows": 12}),
            "readership": forms.RadioSelect,
        }
        labels = {"stage": _("About the stage")}
        help_texts = {
            "body": _("An empty line begins a new paragraph. Name nobody who does not want to be named."),
            "readership": _("Who is not of this cycle does not see your name."),
        }

    def __init__(self, *args, cycle=None, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = Entry.Kind.choices  # without the empty one, which a row of buttons need not show
        if self.instance.pk is None:
            self.instance.cycle, self.instance.written_by = cycle, by
            passed = cycle.passes.standing().count()
            self.initial.update(kind=Entry.Kind.NOTE, stage=min(passed + 1, Stage.CELEBRATION))


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), help_text=_("The author reads it."), widget=forms.Textarea(attrs={"rows": 3})
    )


class FilterForm(forms.Form):
    """What the list is narrowed to; an unknown word narrows nothing."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("All kinds")), *Entry.Kind.choices], required=False)
    stage = forms.TypedChoiceField(
        label=_("Stage"), choices=[("", _("All stages")), *Stage.choices], coerce=int, empty_value=None, required=False
    )

    def chosen(self):
        """{field: value} of what was chosen, as `Entry.objects.about` takes it."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}

    def query(self):
        """The same as an address carries it, for the next page."""
        return urlencode(self.chosen())
