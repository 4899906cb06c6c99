from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.models import GradingMethod, QuestionnaireVersion, SurveyRound, TambonProfile
from welfare_movement.meetings.models import Resolution
from welfare_movement.thai.forms import MonthField, ThaiDateField, WholeNumberField


def agreed_in(cycle):
    """The resolutions that agreed to something, at meetings of this cycle that were held."""
    held = cycle.meetings.begun()
    agreed = Resolution.objects.agreed().filter(item__meeting__in=held)
    return agreed.with_cycle().order_by("-item__meeting__starts_at", "item", "pk")


class ResolutionChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, resolution):
        return f"{resolution.item.meeting.full_number} · {resolution.item} · {resolution}"


class RoundForm(forms.ModelForm):
    """The baseline round, opened by a resolution of a meeting of the cycle."""

    resolution = ResolutionChoiceField(Resolution.objects.none(), label=_("Opened by the resolution"))
    reference_month = MonthField(
        label=_("Survey month"), help_text=_("“12 months” are the 12 full months before it, the same for everyone.")
    )
    due_on = ThaiDateField(label=_("Answers until"))

    class Meta:
        model = SurveyRound
        fields = ["resolution", "reference_month", "due_on"]

    def __init__(self, *args, cycle, stage, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.cycle, self.instance.stage = cycle, stage
        self.fields["resolution"].queryset = agreed_in(cycle)

    def clean_reference_month(self):
        year, _dash, month = self.cleaned_data["reference_month"].partition("-")
        if not month:
            raise forms.ValidationError(_("Write the month too, for example 2/2570."))
        return date(int(year), int(month), 1)

    def clean_due_on(self):
        if self.cleaned_data["due_on"] < timezone.localdate():
            raise forms.ValidationError(_("This day has passed; choose today or later."))
        return self.cleaned_data["due_on"]

    def _post_clean(self):
        # The versions used last, so that cycles can be compared; at first those that ship with the project.
        last = SurveyRound.objects.last_of(self.instance.cycle)
        self.instance.questionnaire = last.questionnaire if last else QuestionnaireVersion.shipped()
        self.instance.method = last.method if last else GradingMethod.shipped()
        super()._post_clean()


class ReturnForm(forms.Form):
    """`submission` is what the reviewer read; newer answers are not returned unread."""

    submission = forms.IntegerField(widget=forms.HiddenInput)
    comment = forms.CharField(
        label=_("What is to be corrected"),
        help_text=_("The organisation reads this; name the question."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PublicationForm(forms.Form):
    resolution = ResolutionChoiceField(
        Resolution.objects.none(),
        label=_("Agreed by the resolution"),
        required=False,
        empty_label=_("No resolution; the coordinators decide"),
    )

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["resolution"].queryset = agreed_in(cycle)


class TambonProfileForm(forms.ModelForm):
    villages = WholeNumberField(
        label=_("villages"), help_text=_("0 where the tambon is wholly municipal."), required=False, max_value=999
    )
    villages_covered = WholeNumberField(
        label=_("villages covered"),
        help_text=_("Empty: the largest figure of one graded organisation there."),
        required=False,
        max_value=999,
    )

    class Meta:
        model = TambonProfile
        fields = [
            "villages",
            "villages_covered",
            "plan_exists",
            "villages_took_part",
            "welfare_section",
            "adopted_locally",
            "reviewed",
            "evidence",
        ]
        widgets = {"evidence": forms.Textarea(attrs={"rows": 3})}
