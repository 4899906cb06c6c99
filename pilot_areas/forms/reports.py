from django import forms
from django.utils.translation import gettext_lazy as _

from pilot_areas.models import Source
from pilot_areas.models.report import WORDS, asked
from welfare_movement.thai.forms import WholeNumberField

MOST_PEOPLE, MOST_BAHT = 999_999, 999_999_999


def _text(label, hint="", rows=3):
    return forms.CharField(
        label=label, help_text=hint, required=False, strip=True, widget=forms.Textarea(attrs={"rows": rows})
    )


class ReportForm(forms.Form):
    """One month of an area. Everything may be left for later until it is sent.

    What can be read is kept even where something else cannot: see `words` and `spent`.
    """

    done = _text(_("What was done this month"), _("The work itself: where, with whom, what came of it."), 5)
    members = WholeNumberField(
        label=_("Members of the welfare fund now"), required=False, min_value=0, max_value=MOST_PEOPLE
    )
    beneficiaries = WholeNumberField(
        label=_("People helped this month"), required=False, min_value=0, max_value=MOST_PEOPLE
    )
    obstacles = _text(_("Obstacles"), _("Leave it empty if there were none."))
    help_wanted = _text(_("Help wanted"), _("From whom, for what, until when."))
    needs_central_support = forms.BooleanField(
        label=_("It is beyond what the area can do; central support is needed"), required=False
    )
    next_month = _text(_("What is done next month"))

    def __init__(self, *args, report, sends=False, **kwargs):
        initial = {name: getattr(report, name) for name in WORDS}
        spent = {f"spent_{source}": amount for source, amount in report.spent_by_source()}
        super().__init__(*args, initial={**initial, **spent}, **kwargs)
        self.sends = sends
        for source in Source:
            self.fields[f"spent_{source}"] = WholeNumberField(
                label=source.label, required=False, min_value=0, max_value=MOST_BAHT
            )

    def clean(self):
        cleaned = super().clean()
        for name in asked(cleaned.get("needs_central_support")) if self.sends else ():
            if cleaned.get(name, "") in ("", None) and name not in self.errors:
                self.add_error(name, _("Write this before the report is sent."))
        return cleaned

    def words(self):
        """What could be read of the report, by the names of its fields."""
        return {name: self.cleaned_data[name] for name in WORDS if name in self.cleaned_data}

    def spent(self):
        """source -> whole baht, of what could be read."""
        names = {source: f"spent_{source}" for source in Source}
        return {source.value: self.cleaned_data[name] for source, name in names.items() if name in self.cleaned_data}

    @property
    def texts(self):
        """The boxes of the page in their order, without those of the money."""
        return [self[name] for name in ("done", "members", "beneficiaries")]

    @property
    def money(self):
        return [self[f"spent_{source}"] for source in Source]

    @property
    def rest(self):
        return [self[name] for name in ("obstacles", "help_wanted", "needs_central_support", "next_month")]


class ReturnForm(forms.Form):
    comment = forms.CharField(
        label=_("What is to be changed"),
        help_text=_("Those who lead the area read it. A report is returned only once."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
