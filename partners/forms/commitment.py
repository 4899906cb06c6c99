from django import forms
from django.utils.translation import gettext_lazy as _

from partners.models import (
    Commitment,
)
from welfare_movement.meetings.models import Resolution
from welfare_movement.people.models import User
from welfare_movement.places.models import Tambon
from welfare_movement.thai.forms import ThaiDateField


class PartnerChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, participation):
        return str(participation.partner)


class ResolutionChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, resolution):
        return f"{resolution.item.meeting} · {resolution.item.number} {resolution}"


class CommitmentForm(forms.ModelForm):
    """A promise that a coordinator writes down, of one partner or one tambon.

    gives: the line of a linkage sheet that becomes the promise; then it is that partner's.
    """

    participation = PartnerChoiceField(None, label=_("Partner"), required=False, empty_label="—")
    due_on = ThaiDateField(label=_("Due on"), required=False)
    resolution = ResolutionChoiceField(
        None, label=_("From a meeting"), required=False, empty_label=_("Not from a meeting")
    )

    class Meta:
        model = Commitment
        fields = ["participation", "tambon", "kind", "what", "due_on", "owner", "resolution"]

    def __init__(self, *args, cycle, by, gives=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.cycle, self.instance.made_by, self.instance.gives = cycle, by, gives
        asked = cycle.participations.select_related("partner").order_by("partner__sort_key")
        self.fields["participation"].queryset = asked
        within = Tambon.objects.filter(district__province=cycle.province_id).select_related("district")
        self.fields["tambon"].queryset = within.order_by("district__sort_key", "sort_key", "code")
        speak = User.objects.filter(representations__partner__participations__cycle=cycle, is_active=True)
        self.fields["owner"].queryset = speak.distinct().order_by("sort_key", "pk")
        self.fields["owner"].empty_label = _("Everyone who answers for the partner")
        self.fields["owner"].help_text = _("Who sees to it is reminded before the day, and when it is late.")
        resolved = Resolution.objects.filter(item__meeting__cycle=cycle).select_related(
            "item__meeting__cycle__province"
        )
        self.fields["resolution"].queryset = resolved.order_by("-item__meeting__starts_at", "item__section", "pk")
        if gives is not None:
            self.instance.participation = gives.linkage.participation
            del self.fields["participation"], self.fields["tambon"]

    def save(self, commit=True):
        return self.instance.promise()
