from datetime import datetime, time

from django import forms
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models import (
    ActionItem,
    AgendaItem,
    Attendance,
    Invitation,
    Meeting,
    Minutes,
    MinutesObjection,
    Resolution,
)
from welfare_movement.meetings.refusals import MovedToThePast
from welfare_movement.people.models import User
from welfare_movement.process.audiences import audiences, people_of
from welfare_movement.process.stages import Stage
from welfare_movement.thai.forms import ThaiDateField, ThaiDateTimeField

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


class MeetingForm(TimesForm):
    class Meta(TimesForm.Meta):
        fields = ["stage", "kind", "title", "starts_at", "ends_at", "venue", "chair"]

    def __init__(self, *args, cycle, event=None, **kwargs):
        super().__init__(*args, initial=_foreseen(event) if event else None, **kwargs)
        self.instance.cycle = cycle
        open_stages = [stage for stage in Stage if cycle.is_open(stage)]
        self.fields["stage"].choices = [(stage.value, stage.label) for stage in open_stages]
        self.initial.setdefault("stage", max(open_stages, default=None))
        # A team's meeting is planned on the page of the team, which numbers it among its own.
        self.fields["kind"].choices = [choice for choice in Meeting.Kind.choices if choice[0] != Meeting.Kind.TEAM]
        self.fields["kind"].help_text = _("A meeting of a team is planned on the page of the team.")


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), help_text=_("Everyone invited is told."), widget=forms.Textarea(attrs={"rows": 3})
    )


class InviteForm(forms.Form):
    """Whole audiences of the cycle, and single people found by name."""

    audiences = forms.MultipleChoiceField(label=_("Groups"), required=False, widget=forms.CheckboxSelectMultiple)
    people = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("Single people"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, cycle, found=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.cycle = cycle
        self.fields["audiences"].choices = [(each.key, each.label) for each in audiences.values()]
        # Whoever is sent must be of this cycle; what is offered is only what was looked for.
        self.fields["people"].queryset = people_of(cycle) if found is None else found

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("audiences") and not cleaned.get("people"):
            raise forms.ValidationError(_("Choose at least one group or person to invite."))
        return cleaned

    def chosen(self):
        """Everyone chosen, each once."""
        grouped = people_of(self.cycle, self.cleaned_data["audiences"])
        single = self.cleaned_data["people"]
        return list(User.objects.filter(Q(pk__in=grouped.values("pk")) | Q(pk__in=single.values("pk"))))


class ReplyForm(forms.ModelForm):
    answer = forms.ChoiceField(label=_("Will you come?"), choices=Invitation.Answer, widget=forms.RadioSelect)

    class Meta:
        model = Invitation
        fields = ["answer", "substitute", "reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 2})}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == Invitation.Answer.SUBSTITUTE and not cleaned.get("substitute"):
            self.add_error("substitute", _("Write who comes instead of you."))
        return cleaned


class ItemForm(forms.ModelForm):
    class Meta:
        model = AgendaItem
        fields = ["section", "title", "discussion"]
        widgets = {"discussion": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.meeting = meeting
        if self.instance.pk:
            del self.fields["section"]
        else:
            self.fields["title"].required = True
            del self.fields["discussion"]

    def save(self, commit=True):
        """A new item goes to the end of its section."""
        if not self.instance.pk:
            alike = self.instance.meeting.items.filter(section=self.instance.section)
            self.instance.position = max(alike.values_list("position", flat=True), default=-1) + 1
        return super().save(commit)


class ResolutionForm(forms.ModelForm):
    class Meta:
        model = Resolution
        fields = ["outcome", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, item, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.item = item


class ActionForm(forms.ModelForm):
    """Who does what, until when, because of a resolution. optional: it may be left empty as a whole."""

    due_on = ThaiDateField(label=_("Due on"))

    class Meta:
        model = ActionItem
        fields = ["what", "owner", "due_on"]
        labels = {"what": _("What is to be done")}

    def __init__(self, *args, meeting, found=None, optional=False, **kwargs):
        # One that may stay empty asks for the rest only once something is written in it.
        super().__init__(*args, empty_permitted=optional, use_required_attribute=False, **kwargs)
        # Whoever is sent must be of this cycle; what is offered are those of the meeting, and who was looked for.
        near = (
            Q(invitations__meeting=meeting) | Q(attendances__meeting=meeting) | Q(memberships__cycle=meeting.cycle_id)
        )
        others = people_of(meeting.cycle) if found is None else found
        offered = Q(pk__in=User.objects.filter(near, is_active=True).values("pk")) | Q(pk__in=others.values("pk"))
        self.fields["owner"].queryset = User.objects.filter(offered).order_by("sort_key", "pk")
        self.fields["owner"].help_text = _("Someone invited or present, or a member of the cycle.")
        for field in self.fields.values():
            field.required = not optional

    def clean(self):
        cleaned = super().clean()
        for name, field in self.fields.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, field.error_messages["required"])
        return cleaned

    def save_for(self, resolution, *, by):
        """Write it down beside this resolution."""
        self.instance.resolution, self.instance.made_by = resolution, by
        return self.save()


class AttendanceForm(forms.ModelForm):
    """One line of the sheet; blank means: not recorded."""

    status = forms.ChoiceField(
        label=_("Attendance"),
        choices=[("", "—"), *Attendance.Status.choices],
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    class Meta:
        model = Attendance
        fields = ["status", "substitute"]
        widgets = {"substitute": forms.TextInput(attrs={"class": "form-control", "placeholder": _("Who came instead")})}

    def clean(self):
        if self.cleaned_data.get("status"):
            super().clean()
        return self.cleaned_data


class AttendanceSheet:
    """A line for everyone invited or recorded already, and for those of the cycle who were looked for by name."""

    def __init__(self, data=None, *, meeting, found):
        listed = Q(invitations__meeting=meeting) | Q(attendances__meeting=meeting)
        people = User.objects.filter(Q(pk__in=User.objects.filter(listed).values("pk")) | Q(pk__in=found.values("pk")))
        if data is not None:
            sent = [pk for pk in data.getlist("person") if pk.isdecimal() and len(pk) < 19]
            of_cycle = people_of(meeting.cycle).filter(pk__in=sent)
            people = people | User.objects.filter(pk__in=of_cycle.values("pk"))
        stored = {attendance.person_id: attendance for attendance in meeting.attendances.for_list()}
        self.lines = [
            AttendanceForm(
                data,
                prefix=f"p{person.pk}",
                instance=stored.get(person.pk) or Attendance(meeting=meeting, person=person),
            )
            for person in people.distinct()
        ]

    def __iter__(self):
        return iter(self.lines)

    def is_valid(self):
        checked = [line.is_valid() for line in self.lines]  # every line, so that each shows its own errors
        return all(checked)

    @transaction.atomic
    def save(self, *, by):
        """Store what changed; a line made blank is taken off the record."""
        for line in self.lines:
            if not line.has_changed():
                continue
            if line.cleaned_data["status"]:
                line.instance.meeting.attend(line.instance.person, **line.cleaned_data, by=by)
            elif line.instance.pk:
                line.instance.delete()


class MinutesForm(forms.ModelForm):
    class Meta:
        model = Minutes
        fields = ["summary", "taken_by"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, meeting, **kwargs):
        super().__init__(*args, **kwargs)
        # By key: set as an object, minutes that are not written yet would stand as those of the meeting.
        self.instance.meeting_id = meeting.pk

    def save(self, commit=True):
        """Only what is typed here: minutes circulated or adopted meanwhile stay so."""
        self.instance.save(update_fields=self._meta.fields if self.instance.pk else None)
        return self.instance


class AdoptionForm(forms.Form):
    """At a later meeting, or by circulation when none is chosen."""

    at = forms.ModelChoiceField(
        Meeting.objects.none(), label=_("Adopted"), required=False, empty_label=_("By circulation, after seven days")
    )

    def __init__(self, *args, minutes, **kwargs):
        super().__init__(*args, **kwargs)
        meeting = minutes.meeting
        later = meeting.cycle.meetings.begun().filter(starts_at__gt=meeting.starts_at)
        self.fields["at"].queryset = later.order_by("starts_at")


class ObjectionForm(forms.ModelForm):
    class Meta:
        model = MinutesObjection
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
