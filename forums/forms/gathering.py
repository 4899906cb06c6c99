from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models import Gathering, ProgrammeItem
from forums.refusals import NotAhead
from surveys.models import Network
from welfare_movement.process.stages import Stage
from welfare_movement.thai.forms import ThaiDateTimeField, WholeNumberField

MOST = 100_000  # seats


class MoveForm(forms.ModelForm):
    """When and where."""

    starts_at = ThaiDateTimeField(label=_("Begins"))
    ends_at = ThaiDateTimeField(label=_("Ends"))

    class Meta:
        model = Gathering
        fields = ["starts_at", "ends_at", "venue"]

    def clean_starts_at(self):
        if self.cleaned_data["starts_at"] <= timezone.now():
            raise forms.ValidationError(str(NotAhead()))
        return self.cleaned_data["starts_at"]


class WindowForm(forms.ModelForm):
    """Its title, and from when until when anyone may register."""

    opens_at = ThaiDateTimeField(label=_("Registration opens"), help_text=_("Empty: it is open now."), required=False)
    closes_at = ThaiDateTimeField(
        label=_("Registration closes"), help_text=_("Empty: when the gathering ends."), required=False
    )

    class Meta:
        model = Gathering
        fields = ["title", "opens_at", "closes_at"]


class GatheringForm(WindowForm):
    """A new gathering, of a stage that is open."""

    stage = forms.TypedChoiceField(label=_("What it is"), coerce=int)
    starts_at = ThaiDateTimeField(label=_("Begins"))
    ends_at = ThaiDateTimeField(label=_("Ends"))
    capacity = WholeNumberField(
        label=_("Seats"),
        help_text=_("Spread over the districts by their number of tambons; you can change that afterwards."),
        min_value=1,
        max_value=MOST,
    )

    class Meta(WindowForm.Meta):
        fields = ["stage", "title", "starts_at", "ends_at", "venue", "capacity", "opens_at", "closes_at"]

    def __init__(self, *args, cycle, event=None, **kwargs):
        if event is not None:
            begins = timezone.make_aware(timezone.datetime.combine(event.on, timezone.datetime.min.time()))
            kwargs["initial"] = {"title": event.title, "stage": event.stage, "starts_at": begins.replace(hour=9)}
        super().__init__(*args, **kwargs)
        self.instance.cycle = cycle
        stages = [Stage.FORUMS, Stage.CELEBRATION]
        self.fields["stage"].choices = [(each.value, each.label) for each in stages]
        standing = {each.stage for each in cycle.gatherings.standing()}
        self.free = [each for each in stages if cycle.is_open(each) and each not in standing]
        self.initial.setdefault("stage", max(self.free, default=Stage.FORUMS).value)


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), help_text=_("Everyone registered is told."), widget=forms.Textarea(attrs={"rows": 3})
    )


class ProgrammeItemForm(forms.ModelForm):
    starts_at = ThaiDateTimeField(label=_("Begins"))

    class Meta:
        model = ProgrammeItem
        fields = ["starts_at", "kind", "title", "zone", "speaker", "room"]
        help_texts = {"zone": _("Of a breakout room: whose people meet there, such as “northern zone”.")}

    def __init__(self, *args, gathering, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.gathering = gathering
        if not self.instance.pk:
            last = gathering.items.last()
            self.initial.setdefault("starts_at", last.starts_at if last else gathering.starts_at)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("kind") == ProgrammeItem.Kind.BREAKOUT and not cleaned.get("zone"):
            self.add_error("zone", _("Write the zone whose people meet there."))
        if cleaned.get("kind") == ProgrammeItem.Kind.PLENARY:
            cleaned["zone"] = ""
        return cleaned


class SeatsForm(forms.Form):
    """Seats in all, of each expected district, and at most so many of a network."""

    capacity = WholeNumberField(label=_("Seats in all"), min_value=1, max_value=MOST)

    def __init__(self, *args, gathering, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["capacity"] = gathering.capacity
        limits = {row.network_id: row.seats for row in gathering.network_seats.all()}
        for row in gathering.districts.for_count():
            self.fields[f"d{row.district_id}"] = WholeNumberField(
                label=str(row.district), min_value=0, max_value=MOST, initial=row.seats
            )
        for network in Network.objects.filter(province=gathering.cycle.province_id):
            self.fields[f"n{network.pk}"] = WholeNumberField(
                label=str(network), min_value=0, max_value=MOST, initial=limits.get(network.pk), required=False
            )

    def of_districts(self):
        return [self[name] for name in self.fields if name.startswith("d")]

    def of_networks(self):
        return [self[name] for name in self.fields if name.startswith("n")]

    def seats(self):
        """What `share_seats` takes: capacity, districts, networks."""
        sent = self.cleaned_data
        districts = {name[1:]: number for name, number in sent.items() if name.startswith("d")}
        networks = {int(name[1:]): number for name, number in sent.items() if name.startswith("n")}
        return {"capacity": sent["capacity"], "districts": districts, "networks": networks}
