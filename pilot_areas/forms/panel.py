from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pilot_areas.models import Nomination
from pilot_areas.models.panel import require_ahead
from welfare_movement.process.forms import PersonChoiceForm
from welfare_movement.refusals import Refused
from welfare_movement.thai.forms import ThaiDateField, WholeNumberField


class DayAskedField(ThaiDateField):
    """The day by which judges are asked to have scored."""

    def __init__(self, **kwargs):
        help_text = _("Who has not scored everyone is reminded three days before.")
        super().__init__(label=_("Scores asked by"), help_text=help_text, **kwargs)

    def validate(self, value):
        super().validate(value)
        try:
            require_ahead(value)
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal


class JudgeForm(PersonChoiceForm):
    """Someone to sit on the panel."""

    capacity = forms.CharField(
        label=_("Sits there as"),
        help_text=_("For example: lecturer, elder of a network."),
        required=False,
        max_length=200,
    )

    due_on = DayAskedField(required=False)

    class Meta(PersonChoiceForm.Meta):
        fields = ["capacity", "due_on", *PersonChoiceForm.Meta.fields]


class DayForm(forms.Form):
    """The same day for the whole panel."""

    due_on = DayAskedField()


class ClosingForm(forms.Form):
    """Closing the scoring; while judges have not finished, whoever closes it says that it is meant."""

    sure = forms.BooleanField(label=_("Close it although these judges have not scored everyone"))

    def __init__(self, data=None, *, is_early):
        super().__init__(data)
        if not is_early:
            del self.fields["sure"]


class ConflictForm(forms.Form):
    reason = forms.CharField(
        label=_("What ties the judge to this candidate"),
        help_text=_("For example: lives there, is kin of its leaders, works in its local government."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class RecordedConflictForm(ConflictForm):
    """The same, by a coordinator, who chooses the candidate."""

    nomination = forms.ModelChoiceField(Nomination.objects.none(), label=_("Candidate"))
    field_order = ["nomination", "reason"]

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["nomination"].queryset = Nomination.objects.standing().filter(cycle=cycle).for_list()


class ScoreForm(forms.Form):
    """One number for each judged criterion, and a note. Each field carries what it showed, so that only what was
    changed here is sent on: what the other browser of a judge gave meanwhile is not taken back."""

    def __init__(self, data=None, *, criteria, score=None):
        given = score.points if score else {}
        super().__init__(data, initial={**given, "note": score.note if score else ""})
        self.judged = criteria.judged
        for each in self.judged:
            self.fields[each.code] = WholeNumberField(
                label=each.name.said(get_language()),
                help_text=_("From 0 to %(most)s.") % {"most": each.points},
                min_value=0,
                max_value=each.points,
                required=False,
                show_hidden_initial=True,
            )
        self.fields["note"] = forms.CharField(
            label=_("Note to yourself"),
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
            show_hidden_initial=True,
        )

    def changes(self):
        """{"points": what was given here, "note": None where it was left}. An emptied number is left as it stands."""
        points = {each.code: self.cleaned_data[each.code] for each in self.judged if each.code in self.changed_data}
        points = {code: given for code, given in points.items() if given is not None}
        return {"points": points, "note": self.cleaned_data["note"] if "note" in self.changed_data else None}
