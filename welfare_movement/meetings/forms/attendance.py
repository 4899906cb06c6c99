from django import forms
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models import Attendance
from welfare_movement.people.models import User
from welfare_movement.process.audiences import people_of
from welfare_movement.thai.names import comparison_key, full_name, split_name


class AttendanceForm(forms.ModelForm):
    """One line of the sheet; blank means: not recorded.

    What the page showed is sent along, so that only what this keeper of the sheet changed is stored, and a line that
    another changed meanwhile is shown again.
    """

    status = forms.ChoiceField(
        label=_("Attendance"),
        choices=[*Attendance.Status.choices, ("", _("Not recorded"))],
        required=False,
        show_hidden_initial=True,
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Attendance
        fields = ["status", "substitute"]
        widgets = {"substitute": forms.TextInput(attrs={"class": "form-control", "placeholder": _("Who came instead")})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["substitute"].show_hidden_initial = True
        self.stored = {"status": self.instance.status, "substitute": self.instance.substitute}

    def clean(self):
        chosen = self.cleaned_data
        if chosen.get("status"):
            super().clean()
        if self.is_overtaken(chosen):
            says = _("%(person)s recorded this meanwhile: %(status)s. Choose again if that is not right.")
            raise forms.ValidationError(says % {"person": self._recorder(), "status": self._status_words()})
        return chosen

    def is_overtaken(self, chosen):
        """Whether this line was changed here, and by another since the page was shown, and to something else."""
        wanted = {name: chosen.get(name, "") for name in self.stored}
        return self.has_changed() and self.stored not in (self._begun_from, wanted)

    @property
    def shown(self):
        """What the page shows as recorded, from which whoever reads it begins."""
        return self.stored if not self.is_bound or self.non_field_errors() else self._begun_from

    @property
    def _begun_from(self):
        return {name: self.data.get(self.add_initial_prefix(name), "") for name in self.stored}

    def _recorder(self):
        return self.instance.recorded_by if self.instance.pk else _("Someone")

    def _status_words(self):
        return dict(Attendance.Status.choices).get(self.stored["status"], _("Not recorded"))


class WalkInForm(forms.Form):
    """A row for someone who came unannounced and whom nobody here knows; read off the signed paper."""

    name = forms.CharField(
        label=_("Name and family name"),
        required=False,
        max_length=120,
        widget=forms.TextInput({"class": "form-control"}),
    )
    position = forms.CharField(
        label=_("Position or agency"), required=False, max_length=200, widget=forms.TextInput({"class": "form-control"})
    )

    def clean_name(self):
        name = " ".join(self.cleaned_data["name"].split())
        if name and not comparison_key(name):
            raise forms.ValidationError(_("Write the name in letters."))
        return name

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("position") and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Write the name too."))
        return cleaned


WALK_INS = 5  # empty rows of the sheet


class AttendanceSheet:
    """A line for everyone invited or recorded already, and for those of the cycle who were looked for by name.

    They stand in the order of the paper that was signed, by name; below them rows for those whom nobody knew.
    """

    def __init__(self, data=None, *, meeting, found):
        self.meeting = meeting
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
            for person in people.distinct().order_by("sort_key", "pk")
        ]
        self.walk_ins = [WalkInForm(data, prefix=f"w{number}") for number in range(WALK_INS)]

    def __iter__(self):
        return iter(self.lines)

    def is_valid(self):
        """Every line is looked at, so that each shows its own errors."""
        checked = [line.is_valid() for line in [*self.lines, *self.walk_ins]]
        self._require_unknown()
        return all(checked) and not any(row.errors for row in self.walk_ins)

    @transaction.atomic
    def save(self, *, by):
        """Store what changed; a line made blank is taken off the record."""
        for line in self.lines:
            if not line.has_changed():
                continue
            if line.cleaned_data["status"]:
                self.meeting.attend(line.instance.person, **line.cleaned_data, by=by)
            elif line.instance.pk:
                line.instance.delete()
        for row in self.walk_ins:
            if row.cleaned_data["name"]:
                self.meeting.attend(_newcomer(**row.cleaned_data), Attendance.Status.PRESENT, by=by)

    def _require_unknown(self):
        """Nobody of the list is written down a second time, as someone new."""
        known = {comparison_key(line.instance.person.full_name) for line in self.lines}
        for row in self.walk_ins:
            name = row.cleaned_data.get("name", "")
            if name and comparison_key(full_name(*split_name(name))) in known:
                row.add_error("name", _("Someone of this name stands in the list above; record them there."))


def _newcomer(name, position):
    prefix, given, family = split_name(name)
    person = User(prefix=prefix, given_name=given, family_name=family, position=position)
    person.set_unusable_password()
    person.save()
    return person
