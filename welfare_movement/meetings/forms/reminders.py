from datetime import timedelta

from django import forms
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models import Meeting
from welfare_movement.meetings.models.reminder import AT_MOST
from welfare_movement.meetings.wording import lead_in_words
from welfare_movement.thai.forms import WholeNumberField

USUAL = [timedelta(days=days) for days in (14, 7, 3, 1)] + [timedelta(hours=hours) for hours in (12, 2, 1)]
UNITS = {"days": timedelta(days=1), "hours": timedelta(hours=1)}
MANY = 10


class RemindersForm(forms.Form):
    """How long before it begins a meeting reminds, whom, and what is said besides."""

    leads = forms.MultipleChoiceField(label=_("When to remind"), required=False, widget=forms.CheckboxSelectMultiple)
    number = WholeNumberField(label=_("Another time before it begins"), min_value=1, required=False)
    unit = forms.ChoiceField(label=_("Unit of time"), choices=[("days", _("days")), ("hours", _("hours"))])
    reminds = forms.ChoiceField(label=_("Whom to remind"), choices=Meeting.Reminds, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("What the reminders say besides"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For example what to bring. It stands below time and place, in each reader's mail as you type it."),
    )

    def __init__(self, *args, meeting, **kwargs):
        set_leads = [each.lead for each in meeting.leads.all()]
        initial = {
            "leads": [_value(lead) for lead in set_leads],
            "unit": "days",
            "reminds": meeting.reminds,
            "text": meeting.reminder_text,
        }
        super().__init__(*args, initial=initial, **kwargs)
        offered = sorted({*USUAL, *set_leads}, reverse=True)
        self.fields["leads"].choices = [(_value(lead), lead_in_words(lead)) for lead in offered]

    def clean(self):
        cleaned = super().clean()
        leads = {timedelta(seconds=int(value)) for value in cleaned.get("leads", [])}
        if cleaned.get("number") and cleaned.get("unit"):
            if cleaned["number"] > AT_MOST / UNITS[cleaned["unit"]]:
                self.add_error("number", _("A reminder leaves at most 90 days before; choose a shorter time."))
            else:
                leads.add(cleaned["number"] * UNITS[cleaned["unit"]])
        if len(leads) > MANY:
            self.add_error("leads", _("At most ten reminders for one meeting; untick some."))
        self.chosen_leads = sorted(leads, reverse=True)
        return cleaned

    def chosen(self):
        """What `Meeting.remind_by` takes."""
        return {
            "leads": self.chosen_leads,
            "reminds": self.cleaned_data["reminds"],
            "text": self.cleaned_data["text"],
        }


def _value(lead):
    return str(int(lead.total_seconds()))
