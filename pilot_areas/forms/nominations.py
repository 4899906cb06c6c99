from django import forms
from django.utils.translation import gettext_lazy as _

from pilot_areas.models import Nomination
from welfare_movement.papers.uploads import IsPaper
from welfare_movement.places.models import Tambon


class NominationsForm(forms.Form):
    """Tambons of the round that do not stand yet; many at once."""

    tambons = forms.ModelMultipleChoiceField(
        Tambon.objects.none(),
        label=_("Tambons"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one tambon.")},
    )
    nominated_by = forms.CharField(
        label=_("Who nominates them"),
        help_text=_("The network, or the tambon itself, in a few words."),
        max_length=200,
    )

    def __init__(self, *args, codes, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["tambons"].queryset = Tambon.objects.filter(pk__in=codes).select_related("district")


class MatchingForm(forms.Form):
    matching = forms.ChoiceField(
        label=_("What the local government says"), choices=Nomination.Matching, widget=forms.RadioSelect
    )
    evidence = forms.CharField(
        label=_("Where that stands"),
        help_text=_("Number and day of the letter; or who promised it, when and where."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    paper = forms.FileField(
        label=_("Copy of the letter"),
        help_text=_("A PDF or a photograph, at most 10 MB."),
        required=False,
        validators=[IsPaper()],
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("matching", "none") != Nomination.Matching.NONE and not cleaned.get("evidence"):
            says = _("Write where it stands: number and day of the letter, or who promised it.")
            self.add_error("evidence", says)
        return cleaned


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), help_text=_("Shown to everyone."), widget=forms.Textarea(attrs={"rows": 3})
    )
