from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models import Commitment, Participation
from pilot_areas.models import AreaPlan, BudgetLine, Source
from surveys.forms.rounds import ResolutionChoiceField, agreed_in
from welfare_movement.meetings.models import Resolution
from welfare_movement.papers.uploads import IsPaper
from welfare_movement.thai.forms import ThaiDateField, WholeNumberField

MOST = 999_999_999  # baht
# What every area begins with; whoever plans it changes or drops each.
FIRST_MILESTONES = [
    _("Tambon forum held"),
    _("Rules and accounts in order"),
    _("In the plan and the budget of the local government"),
    _("Members in more villages"),
]


def words(label, **options):
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": 3}), **options)


def resolution_field():
    return ResolutionChoiceField(
        Resolution.objects.none(), label=_("By the resolution"), required=False, empty_label=_("No resolution")
    )


class DayPastField(ThaiDateField):
    """A day on which something was done; today is offered."""

    def __init__(self, **kwargs):
        super().__init__(initial=timezone.localdate, **kwargs)

    def validate(self, value):
        super().validate(value)
        if value and value > timezone.localdate():
            raise forms.ValidationError(_("This day has not come yet; write the day on which it was done."))


class PlanForm(forms.ModelForm):
    class Meta:
        model = AreaPlan
        fields = ["goal", "text"]
        widgets = {"goal": forms.Textarea(attrs={"rows": 3}), "text": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goal"].required = True


class AdoptionForm(forms.Form):
    on = DayPastField(label=_("Adopted on"))
    where = forms.CharField(
        label=_("By which meeting of the area"),
        max_length=200,
        required=False,
        help_text=_("For example: tambon forum no. 2, at the hall of the temple, 64 people."),
    )
    resolution = resolution_field()

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["resolution"].queryset = agreed_in(cycle)

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("where") and not cleaned.get("resolution"):
            self.add_error("where", _("Write which meeting adopted it, or choose the resolution."))
        return cleaned


class BudgetLineForm(forms.ModelForm):
    source = forms.ChoiceField(label=_("Source"), choices=Source)
    amount = WholeNumberField(label=_("Amount in baht"), min_value=1, max_value=MOST)

    class Meta:
        model = BudgetLine
        fields = ["source", "amount", "participation", "commitment", "note"]

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, **kwargs)
        cycle = plan.area.cycle
        self.instance.plan = plan
        joined = Participation.objects.joined().filter(cycle=cycle).select_related("partner")
        self.fields["participation"].queryset = joined.order_by("partner__sort_key")
        self.fields["participation"].empty_label = _("None of the partners")
        promised = Commitment.objects.filter(cycle=cycle).select_related("participation__partner", "tambon")
        self.fields["commitment"].queryset = promised
        self.fields["commitment"].empty_label = _("No commitment")


class MilestoneForm(forms.Form):
    title = forms.CharField(label=_("Milestone"), max_length=200)
    due_on = ThaiDateField(label=_("To be reached by"))


class _MilestonesFormSet(forms.BaseFormSet):
    def add_fields(self, form, index):
        """A line without a day is left out, so that what is offered need not be deleted."""
        super().add_fields(form, index)
        for field in form.fields.values():
            field.required = False

    def clean(self):
        super().clean()
        for form in self.forms:
            cleaned = getattr(form, "cleaned_data", {})
            if cleaned.get("due_on") and not cleaned.get("title"):
                form.add_error("title", _("Write what is to be reached by this day."))
        if not self.chosen() and not self.total_error_count():
            raise forms.ValidationError(_("Give at least one milestone its day."))

    def chosen(self):
        """The (title, day) of each line that has both."""
        lines = [getattr(form, "cleaned_data", {}) for form in self.forms]
        return [(line["title"], line["due_on"]) for line in lines if line.get("title") and line.get("due_on")]


def milestones_form(data, area):
    """Empty lines to add milestones; the first four are offered while the area has none."""
    initial = [] if area.milestones.exists() else [{"title": str(title)} for title in FIRST_MILESTONES]
    lines = forms.formset_factory(MilestoneForm, formset=_MilestonesFormSet, extra=1 if initial else 2)
    return lines(data, initial=initial, prefix="milestones") if data is None else lines(data, prefix="milestones")


class ReachForm(forms.Form):
    on = DayPastField(label=_("Reached on"))
    evidence = words(_("What shows it"), help_text=_("What was done, where, how many; who can be asked."))
    paper = forms.FileField(
        label=_("Paper or photograph"),
        required=False,
        validators=[IsPaper()],
        help_text=_("PDF, JPEG or PNG, at most 10 MB."),
    )


class DropForm(forms.Form):
    reason = words(_("Reason"), help_text=_("Shown to everyone."))
    resolution = resolution_field()

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["resolution"].queryset = agreed_in(cycle)


class MoveForm(forms.Form):
    due_on = ThaiDateField(label=_("New day"))
    reason = words(_("Reason"), help_text=_("The earlier day and the reason are kept."))


class TakeBackForm(forms.Form):
    reason = words(_("What was wrong"), help_text=_("It is kept with what was recorded."))
