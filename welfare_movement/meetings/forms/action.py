from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models import ActionItem
from welfare_movement.people.models import User
from welfare_movement.process.audiences import people_of
from welfare_movement.thai.forms import ThaiDateField


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
