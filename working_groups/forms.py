from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from welfare_movement.meetings.forms import TimesForm
from welfare_movement.meetings.models import Meeting
from welfare_movement.papers.uploads import IsPaper
from welfare_movement.process.forms import PersonChoiceForm
from welfare_movement.thai.forms import ThaiDateField, WholeNumberField
from working_groups.models import AppointmentOrder, Committee, Task, TeamMember, WorkingGroup, WorkPlan


class TitleForm(forms.ModelForm):
    class Meta:
        model = Committee
        fields = ["title"]
        widgets = {"title": forms.Textarea(attrs={"rows": 2})}


class MandateForm(forms.ModelForm):
    class Meta:
        model = WorkingGroup
        fields = ["mandate"]
        widgets = {"mandate": forms.Textarea(attrs={"rows": 8})}


def _place():
    return WholeNumberField(
        label=pgettext_lazy("order", "Place"),
        min_value=0,
        max_value=999,
        initial=0,
        help_text=_("Among those of the same role; the lowest stands first."),
    )


class SeatForm(PersonChoiceForm):
    """A new seat: for a person, for a post, or for a post and whoever holds it today."""

    def __init__(self, data=None, *, seat, **kwargs):
        super().__init__(data, **kwargs)
        self.seat = seat
        post = type(seat)._meta.get_field("post").formfield(label=_("Post that has the seat, if it is one"))
        theirs = {"role": forms.ChoiceField(label=_("Role"), choices=seat.Role), "post": post, "place": _place()}
        self.fields = {**theirs, **self.fields}

    def clean(self):
        """A post needs no name."""
        cleaned = super().clean()
        if cleaned.get("post") and not self["given_name"].value():
            self.errors.pop("given_name", None)
        return cleaned

    @transaction.atomic
    def save(self):
        """Seat them; whoever is refused is not kept as someone new either."""
        chosen = self.cleaned_data
        if chosen.get("known") or self._same or chosen.get("given_name"):
            self.seat.person = self.person()
        self.seat.role, self.seat.post, self.seat.place = chosen["role"], chosen["post"], chosen["place"]
        return self.seat.take()


class SeatChangeForm(forms.Form):
    """Another role, post or place of a seat."""

    def __init__(self, *args, seat, **kwargs):
        super().__init__(*args, initial={name: getattr(seat, name) for name in ("role", "post", "place")}, **kwargs)
        self.seat = seat
        self.fields["role"] = forms.ChoiceField(label=_("Role"), choices=seat.Role)
        self.fields["post"] = type(seat)._meta.get_field("post").formfield()
        self.fields["place"] = _place()

    def clean_post(self):
        if not self.cleaned_data["post"] and self.seat.person_id is None:
            raise forms.ValidationError(_("Name a person or a post."))
        return self.cleaned_data["post"]


class SeatAnswerForm(forms.Form):
    serves = forms.TypedChoiceField(
        label=_("Will you serve?"),
        choices=[("yes", _("Yes, I will serve")), ("no", _("No, I cannot"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=_("If not: why"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class PlanForm(forms.ModelForm):
    class Meta:
        model = WorkPlan
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 10})}


class TaskForm(forms.ModelForm):
    due_on = ThaiDateField(label=_("Due on"))

    class Meta:
        model = Task
        fields = ["title", "owner", "due_on"]

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.group = group
        self.fields["owner"].queryset = group.members.standing().in_order()
        self.fields["owner"].empty_label = _("Nobody yet")


class DropForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it will not be done"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class TeamMeetingForm(TimesForm):
    """A meeting of a team: its cycle, stage and kind go without saying."""

    class Meta(TimesForm.Meta):
        fields = ["title", "starts_at", "ends_at", "venue", "chair"]

    def __init__(self, *args, group, **kwargs):
        chair = group.members.standing().filter(role=TeamMember.Role.CHAIR).select_related("person").first()
        initial = {"title": _("Meeting of the team: %(team)s") % {"team": group}, "chair": chair and str(chair)}
        super().__init__(*args, initial=initial, **kwargs)
        self.instance.cycle, self.instance.stage, self.instance.kind = group.cycle, group.stage, Meeting.Kind.TEAM


class OrderTextForm(forms.ModelForm):
    class Meta:
        model = AppointmentOrder
        fields = ["about", "preamble"]
        widgets = {"about": forms.Textarea(attrs={"rows": 2}), "preamble": forms.Textarea(attrs={"rows": 8})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["about"].required = self.fields["preamble"].required = True


class SignatureForm(forms.Form):
    """What a signed order says of its signing; its copy may come later."""

    number = forms.CharField(
        label=pgettext_lazy("order of appointment", "Number"), max_length=60, help_text=_("For example 123/2570.")
    )
    signed_on = ThaiDateField(label=_("Signed on"))
    signed_by = forms.CharField(
        label=_("Signed by"), max_length=200, help_text=_("The post, as it stands below the signature.")
    )
    copy = forms.FileField(
        label=_("Signed copy"),
        required=False,
        validators=[IsPaper()],
        help_text=_("A PDF, or a photograph, of at most 10 MB; it can be sent later too."),
    )

    def clean_signed_on(self):
        if self.cleaned_data["signed_on"] > timezone.localdate():
            raise forms.ValidationError(
                _("The order cannot be signed on a day ahead; write the day on which it was signed.")
            )
        return self.cleaned_data["signed_on"]


class CopyForm(forms.Form):
    copy = forms.FileField(
        label=_("Signed copy"), validators=[IsPaper()], help_text=_("A PDF, or a photograph, of at most 10 MB.")
    )
