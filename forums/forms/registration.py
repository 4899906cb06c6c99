from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from surveys.forms.registry import TambonChoiceField, tambons_of
from surveys.models import Network
from welfare_movement.people.forms import PersonForm
from welfare_movement.places.models import Tambon
from welfare_movement.process.forms import PersonChoiceForm

CONSENT = _(
    "I agree that the movement keeps my name, position and phone for this gathering: to seat me, to reach me about it,"
    " and in the list of who came. I may cancel at any time."
)


class ComingFrom(forms.Form):
    """Where someone comes from, and for which network."""

    tambon = TambonChoiceField(
        Tambon.objects.none(),
        label=_("District and tambon"),
        required=False,
        empty_label=_("Choose the district and tambon"),
    )
    outside = forms.BooleanField(
        label=_("From outside the province, or from an agency of the whole province"), required=False
    )
    network = forms.ModelChoiceField(
        Network.objects.none(), label=_("Network, if any"), required=False, empty_label=_("None")
    )
    organisation = forms.CharField(label=_("Agency or organisation"), required=False, max_length=200)

    def come_from(self, gathering):
        self.fields["tambon"].queryset = tambons_of(gathering.cycle.province_id)
        self.fields["network"].queryset = Network.objects.filter(province=gathering.cycle.province_id)

    def clean_outside(self):
        """Nobody comes from outside by forgetting to choose."""
        outside = self.cleaned_data["outside"]
        if not outside and not self.cleaned_data.get("tambon") and "tambon" not in self.errors:
            self.add_error("tambon", _("Choose the tambon, or tick that it is from outside the province."))
        return outside

    def coming(self):
        """What the verbs take of where they come from."""
        return {name: self.cleaned_data[name] for name in ("tambon", "network", "organisation")}


class Asking(ComingFrom):
    """Asks for a registration: once a form, however often it is sent, and with consent."""

    consent = forms.BooleanField(label=CONSENT)
    key = forms.UUIDField(widget=forms.HiddenInput)

    def ask(self, gathering):
        self.come_from(gathering)
        self.initial.setdefault("key", uuid4())

    def asked(self):
        """What `register` takes beside the person."""
        return {**self.coming(), "key": self.cleaned_data["key"], "consents": True}


class OwnRegistrationForm(Asking):
    """Someone the site knows already registers themselves."""

    def __init__(self, *args, gathering, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = person
        self.ask(gathering)

    def person(self):
        return self.known


class RegistrationForm(PersonForm, Asking):
    """Someone whom nobody knows yet registers themselves, without an account."""

    field_order = [
        "prefix",
        "given_name",
        "family_name",
        "phone",
        "position",
        "organisation",
        "tambon",
        "outside",
        "network",
        "consent",
        "key",
    ]

    class Meta(PersonForm.Meta):
        fields = ["prefix", "given_name", "family_name", "position", "phone"]

    def __init__(self, *args, gathering, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["phone"].required = True
        self.ask(gathering)

    def person(self):
        return self.instance


class EnrolForm(PersonChoiceForm, ComingFrom):
    """A coordinator registers someone known, or someone new."""

    class Meta(PersonChoiceForm.Meta):
        fields = ["known", "prefix", "given_name", "family_name", "position", "phone", "email"]

    def __init__(self, data=None, *, gathering, **kwargs):
        super().__init__(data, cycle=gathering.cycle, **kwargs)
        self.come_from(gathering)

    def person(self):
        """The person chosen; someone new is saved by the verb, with the registration or not at all."""
        return self.cleaned_data.get("known") or self._same or self.instance


class WalkInForm(EnrolForm):
    beyond = forms.BooleanField(
        label=_("Let in beyond the seats, if every seat is taken"), required=False, help_text=_("It is recorded.")
    )
