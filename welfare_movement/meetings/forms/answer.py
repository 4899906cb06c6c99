from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models import Invitation
from welfare_movement.people.models import User
from welfare_movement.process.access import KEY_DIGITS
from welfare_movement.process.audiences import audiences, found_by_name, people_of
from welfare_movement.process.forms import PersonChoiceForm


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

    def is_looking(self):
        """Whether this is a search for more people: what is ticked stays ticked, and nobody is invited yet."""
        return "find" in self.data

    def looked_for(self, words):
        """Offer those of the cycle whose name holds these words, beside those who are ticked already."""
        people = people_of(self.cycle)
        ticked = [pk for pk in self.data.getlist("people") if pk.isdecimal() and len(pk) <= KEY_DIGITS]
        found = found_by_name(people, words)
        self.fields["people"].queryset = people.filter(Q(pk__in=ticked) | Q(pk__in=found.values("pk")))

    def chosen(self):
        """Everyone chosen, each once."""
        grouped = people_of(self.cycle, self.cleaned_data["audiences"])
        single = self.cleaned_data["people"]
        return list(User.objects.filter(Q(pk__in=grouped.values("pk")) | Q(pk__in=single.values("pk"))))


class ReplyForm(forms.ModelForm):
    """What someone answers, themselves or, on their behalf, through whom they told."""

    answer = forms.ChoiceField(label=_("Will you come?"), choices=Invitation.Answer, widget=forms.RadioSelect)

    class Meta:
        model = Invitation
        fields = ["answer", "substitute", "reason"]
        widgets = {"reason": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args, on_behalf=False, **kwargs):
        super().__init__(*args, **kwargs)
        if on_behalf:
            self.fields["answer"].label = _("What did they answer?")

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("answer") == Invitation.Answer.SUBSTITUTE and not cleaned.get("substitute"):
            self.add_error("substitute", _("Write who comes instead."))
        return cleaned

    def save(self, *, by):
        """Record the answer. by: who gave it here; None when it came by the personal link."""
        self.instance.reply(**self.cleaned_data, by=by)


class NewcomerForm(PersonChoiceForm):
    """Someone whom nobody in the cycle knows yet; phone and e-mail may be missing."""
