from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models import Addendum, Meeting, MinutesObjection
from welfare_movement.meetings.models.writing import TextConflict, mark


class Entry:
    """One text on the page of the minutes. mark: of what its writer began from. theirs: set when both are shown."""

    def __init__(self, text):
        self.text = text
        self.key, self.value, self.mark = text.key, text.stored, text.mark
        self.theirs, self.error = None, ""

    @property
    def mark_name(self):
        return f"{self.key}-mark"

    def take(self, data, *, by):
        """Store what was sent for this text, if its writer changed it; what cannot be stored stays on the page.

        Of two texts the writer may choose: theirs, both, or, as for any text, what was sent.
        """
        sent, base, choice = data.get(self.key), data.get(self.mark_name, ""), data.get("choice", "")
        if sent is None:
            return
        try:
            if choice == f"{self.key}:theirs" and base == self.mark:
                return
            if choice == f"{self.key}:both" and base == self.mark:
                sent = f"{self.value}\n\n{sent}"
            if mark(self.text.cleaned(sent)) == base:
                return  # nothing of this writer's is in it
            self.value = self.text.write(sent, base=base, by=by)
            self.mark = mark(self.value)
        except TextConflict as conflict:
            self.value, self.theirs, self.mark = conflict.sent, conflict.stored, mark(conflict.stored)
        except ValidationError as error:
            self.value, self.mark, self.error = sent, base, " ".join(error.messages)

    @property
    def is_settled(self):
        return self.theirs is None and not self.error


class MinutesSheet:
    """Every text of the minutes on one page, sent together, or one after another by its script."""

    def __init__(self, texts):
        self.entries = {key: Entry(text) for key, text in texts.items()}

    @property
    def is_settled(self):
        return all(entry.is_settled for entry in self.entries.values())

    def save(self, data, *, by):
        """Store every text that can be stored. Returns whether all were."""
        for entry in self.entries.values():
            entry.take(data, by=by)
        return self.is_settled

    def keep(self, data):
        """Show what was sent, though nothing of it could be stored."""
        for entry in self.entries.values():
            entry.value = data.get(entry.key, entry.value)
            entry.mark = data.get(entry.mark_name, entry.mark)


class AdoptionForm(forms.Form):
    """At a later meeting, or by circulation when none is chosen."""

    at = forms.ModelChoiceField(
        Meeting.objects.none(), label=_("Adopted"), required=False, empty_label=_("By circulation, after seven days")
    )

    def __init__(self, *args, minutes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at"].queryset = minutes.later_meetings().order_by("starts_at")


class ObjectionForm(forms.ModelForm):
    class Meta:
        model = MinutesObjection
        fields = ["text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}


class AddendumForm(forms.ModelForm):
    class Meta:
        model = Addendum
        fields = ["text", "agreed_at"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args, minutes, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.minutes, self.instance.written_by = minutes, by
        self.fields["agreed_at"].queryset = minutes.later_meetings().order_by("starts_at")
        self.fields["agreed_at"].empty_label = _("Choose a later meeting that has begun")
