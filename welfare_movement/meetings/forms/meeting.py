from datetime import datetime, time

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models import Meeting
from welfare_movement.meetings.refusals import MovedToThePast
from welfare_movement.process.stages import Stage
from welfare_movement.thai.forms import ThaiDateTimeField

PARTICULARS = ["chair", "quorum", "quorum_unit"]
FITTING = {Stage.PARTNERS: Meeting.Kind.CONSULTATION, Stage.SURVEYS: Meeting.Kind.JOINT}


def _foreseen(event):
    """What a planned event says of the meeting that it becomes; a morning, until someone changes it."""
    begins, ends = [timezone.make_aware(datetime.combine(event.on, time(hour))) for hour in (9, 12)]
    kind = FITTING.get(event.stage, Meeting.Kind.OTHER)
    return {"stage": event.stage, "kind": kind, "title": event.title, "starts_at": begins, "ends_at": ends}


class TimesForm(forms.ModelForm):
    """When and where; used to plan and to move."""

    starts_at = ThaiDateTimeField(label=_("Begins"))
    ends_at = ThaiDateTimeField(label=_("Ends"))

    class Meta:
        model = Meeting
        fields = ["starts_at", "ends_at", "venue"]


class MoveForm(TimesForm):
    def clean_starts_at(self):
        if self.cleaned_data["starts_at"] <= timezone.now():
            raise forms.ValidationError(str(MovedToThePast()))
        return self.cleaned_data["starts_at"]


class QuorumFields(forms.ModelForm):
    """Who sends no unit counts in people."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["quorum_unit"].required = False


class MeetingForm(QuorumFields, TimesForm):
    class Meta(TimesForm.Meta):
        fields = ["stage", "kind", "title", "starts_at", "ends_at", "venue", *PARTICULARS]

    def __init__(self, *args, cycle, event=None, **kwargs):
        super().__init__(*args, initial=_foreseen(event) if event else None, **kwargs)
        self.instance.cycle = cycle
        open_stages = [stage for stage in Stage if cycle.is_open(stage)]
        self.fields["stage"].choices = [(stage.value, stage.label) for stage in open_stages]
        self.initial.setdefault("stage", max(open_stages, default=None))
        # A team's meeting is planned on the page of the team, which numbers it among its own.
        self.fields["kind"].choices = [choice for choice in Meeting.Kind.choices if choice[0] != Meeting.Kind.TEAM]
        self.fields["kind"].help_text = _("A meeting of a team is planned on the page of the team.")


class ParticularsForm(QuorumFields):
    """What may still change while a meeting runs; nobody needs to be told."""

    class Meta:
        model = Meeting
        fields = PARTICULARS


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), help_text=_("Everyone invited is told."), widget=forms.Textarea(attrs={"rows": 3})
    )
