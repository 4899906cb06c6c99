from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welfare_movement.papers.uploads import IsPaper
from welfare_movement.people.forms import PersonForm
from welfare_movement.people.models import User
from welfare_movement.places.models import District
from welfare_movement.process import gates
from welfare_movement.process.audiences import found_by_name, people_of
from welfare_movement.process.models import GateNeed, Membership, PlannedEvent, StagePlan
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage
from welfare_movement.thai.forms import ThaiDateField, WholeNumberField


class PersonChoiceForm(PersonForm):
    """Someone of this cycle who is known already, found by name; or someone new.

    Whoever has this e-mail already is the same person, and is taken as they are.
    """

    known = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Someone known already"),
        required=False,
        empty_label=None,
        widget=forms.RadioSelect,
    )

    class Meta(PersonForm.Meta):
        fields = ["known", "prefix", "given_name", "family_name", "position", "phone", "email"]

    def __init__(self, data=None, *, cycle, looked_for="", **kwargs):
        super().__init__(data, **kwargs)
        people = people_of(cycle)
        self.fields["known"].queryset = people if self.is_bound else found_by_name(people, looked_for)
        self.fields["given_name"].required = False

    def clean_email(self):
        return (self.cleaned_data.get("email") or "").lower() or None

    def clean(self):
        cleaned = super().clean()
        self._same = User.objects.filter(email=cleaned.get("email")).first() if cleaned.get("email") else None
        if not cleaned.get("known") and not self._same and not cleaned.get("given_name"):
            self.add_error("given_name", _("Write the name, or choose someone who is known already."))
        return cleaned

    def validate_unique(self):
        """Not an error here: the same e-mail is the same person."""

    def person(self):
        """The person chosen, saved if new. They cannot sign in unless they have an e-mail."""
        chosen = self.cleaned_data.get("known") or self._same
        if chosen is None:
            chosen = self.instance
            chosen.set_unusable_password()
            chosen.save()
        return chosen


class MembershipForm(PersonChoiceForm):
    role = forms.ChoiceField(label=_("Role"), choices=Role)
    district = forms.ModelChoiceField(
        District.objects.none(), label=_("Only in this district"), required=False, empty_label=_("The whole province")
    )

    class Meta(PersonChoiceForm.Meta):
        fields = ["role", "district", *PersonChoiceForm.Meta.fields]

    def __init__(self, data=None, *, cycle, **kwargs):
        super().__init__(data, cycle=cycle, **kwargs)
        self.cycle = cycle
        self.fields["district"].queryset = District.objects.filter(province=cycle.province)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("role") == Role.ADMINISTRATOR and cleaned.get("district"):
            self.add_error("district", _("An administrator answers for the whole province; leave the district empty."))
        return cleaned

    def save(self):
        """Give the role; who has it already keeps it."""
        self.cycle.require_open()  # before someone new is saved
        role = {"role": self.cleaned_data["role"], "district": self.cleaned_data["district"]}
        return Membership.objects.get_or_create(cycle=self.cycle, user=self.person(), **role)[0]


class NeedsForm(forms.Form):
    """One number for each requirement of all gates; the default is shown beside it."""

    def __init__(self, data=None, *, cycle, by):
        super().__init__(data)
        self.cycle, self.by = cycle, by
        self.set = {need.requirement: need for need in cycle.needs.all()}
        for each in gates.requirements.values():
            need = self.set[each.name].need if each.name in self.set else each.default
            field = WholeNumberField(label=each.label, min_value=1, max_value=each.most, initial=need)
            field.widget.attrs["class"] = "form-control"
            self.fields[each.name] = field

    def by_stage(self):
        """[(stage, [(field, is it a share, the default)])], in the order of the ladder."""
        for stage in Stage:
            yield stage, [(self[each.name], each.is_share, each.default) for each in gates.of_stage(stage)]

    def save(self):
        """Keep what differs from the default; what is the default again is no need of its own."""
        for name in self.changed_data:
            need = self.cleaned_data[name]
            row = self.set.get(name) or GateNeed(cycle=self.cycle, requirement=name)
            if need == gates.requirements[name].default:
                row.delete()
                continue
            row.need, row.set_by = need, self.by
            row.set_at = timezone.now()
            row.save()


class StagePlanForm(forms.ModelForm):
    starts_on = ThaiDateField(label=_("Planned start"), required=False)
    ends_on = ThaiDateField(label=_("Planned end"), required=False)

    class Meta:
        model = StagePlan
        fields = ["title", "starts_on", "ends_on"]


StagePlanFormSet = forms.modelformset_factory(StagePlan, form=StagePlanForm, extra=0, edit_only=True)


class PlannedEventForm(forms.ModelForm):
    on = ThaiDateField(label=_("Day"))
    stage = forms.TypedChoiceField(label=_("Stage"), choices=Stage, coerce=int)

    class Meta:
        model = PlannedEvent
        fields = ["stage", "title", "on"]

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.cycle = cycle


class ProofForm(forms.Form):
    """What proves that a promise was kept: in words, and if one likes by a number and a paper."""

    proof = forms.CharField(
        label=_("What proves that it was kept"),
        help_text=_("What was done, where, how much, and where one can see it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    amount = WholeNumberField(label=_("A number that shows it"), required=False, min_value=0, max_value=999_999_999_999)
    unit = forms.CharField(
        label=_("Unit of the number"), required=False, max_length=60, help_text=_("Such as people, baht, or villages.")
    )
    paper = forms.FileField(
        label=_("Paper or photograph"),
        required=False,
        validators=[IsPaper()],
        help_text=_("PDF, JPEG or PNG, at most 10 MB."),
    )

    def clean(self):
        cleaned = super().clean()
        if self.errors.keys() & {"amount", "unit"} or (cleaned.get("amount") is None) == (not cleaned.get("unit")):
            return cleaned
        lacking = "amount" if cleaned.get("unit") else "unit"
        self.add_error(lacking, _("Write a number together with its unit, such as 64 people; or leave both empty."))
        return cleaned


class WaiverForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Shown to everyone, with what is missing today."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    follow_up_on = ThaiDateField(
        label=_("What is missing is looked at again by"), help_text=_("Write a day as 15/2/2570 or 15 Feb 2570.")
    )

    def clean_follow_up_on(self):
        if self.cleaned_data["follow_up_on"] < timezone.localdate():
            raise forms.ValidationError(_("The day to look again cannot lie in the past; choose today or later."))
        return self.cleaned_data["follow_up_on"]


class RevocationForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), help_text=_("Shown to everyone."), widget=forms.Textarea(attrs={"rows": 4})
    )
