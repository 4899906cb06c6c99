from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.forms import RoundForm
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused
from welfare_movement.thai.dates import show_date


class FollowUpForm(RoundForm):
    """The follow-up round, asking the organisations of `again`; before its time only with a tick that says so."""

    def __init__(self, *args, cycle, again, **kwargs):
        super().__init__(*args, cycle=cycle, stage=Stage.PILOT_AREAS, **kwargs)
        self.again = again
        self.baseline = cycle.rounds.baseline().for_pages().first()
        self.questionnaire, self.method = self._newest() if self.baseline else super().versions()
        if again.is_early:
            says = _("Three months after the selection are over on %(day)s only. Ask already now all the same.")
            self.fields["early"] = forms.BooleanField(
                label=says % {"day": show_date(again.due_from)},
                help_text=_("In so short a time there may be little to see."),
                error_messages={"required": _("Tick this if it is meant so, or come back on that day.")},
            )

    @property
    def is_newer(self):
        """Whether anything is asked or graded by a newer version than in the baseline."""
        return self.baseline is not None and self.versions() != (self.baseline.questionnaire, self.baseline.method)

    @property
    def shut(self):
        """Why the follow-up cannot be opened now, whatever is filled in; nothing where it can."""
        try:
            self.instance.require_open()
        except Refused as refusal:
            return str(refusal)
        return ""

    def versions(self):
        return self.questionnaire, self.method

    def _newest(self):
        """The versions of the baseline, so that before and after can be compared, or newer ones of the same name."""
        return self.baseline.questionnaire.newest(), self.baseline.method.newest()

    def clean(self):
        if not self.again.organisations:
            raise forms.ValidationError(
                _("There is nobody to ask: no organisation of a pilot area has a published grade of the baseline.")
            )
        return super().clean()
