from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from partners.models import (
    Commitment,
    Gains,
    Gives,
    Hesitation,
    Linkage,
    LinkagePartner,
    Participation,
    Partner,
    Work,
    WorkTarget,
)
from partners.models.participation import NEEDS_REASON, Stance
from partners.pile import EVERYWHERE
from welfare_movement.people.models import User
from welfare_movement.places.models import District, Tambon
from welfare_movement.thai.forms import ThaiDateField


class PartnerForm(forms.ModelForm):
    """A partner new to the province."""

    class Meta:
        model = Partner
        fields = ["name", "short_name", "level", "sector", "function"]
        widgets = {"function": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.province = cycle.province


class AskForm(forms.Form):
    """Partners of the province that are not in this cycle yet."""

    partners = forms.ModelMultipleChoiceField(
        Partner.objects.none(), label=_("Partners of earlier cycles"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        known = Partner.objects.filter(province=cycle.province)
        self.fields["partners"].queryset = known.exclude(participations__cycle=cycle)


class StanceForm(forms.Form):
    """seen: the stance that stood on the page from which this one is recorded."""

    stance = forms.ChoiceField(label=_("Stance"), choices=Stance, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Reason, or condition"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    next_touch_on = ThaiDateField(label=_("Next touch on"), required=False)
    next_touch_by = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who takes the next touch"),
        required=False,
        empty_label="—",
        help_text=_("It stands in their list of what to do when its day has come."),
    )
    next_touch = forms.CharField(label=_("Next step"), required=False, max_length=200)
    seen = forms.ChoiceField(choices=Stance, required=False, widget=forms.HiddenInput)

    def __init__(self, *args, cycle, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["next_touch_by"].queryset = User.objects.filter(memberships__cycle=cycle).distinct()

    def clean_next_touch_on(self):
        on = self.cleaned_data["next_touch_on"]
        if on is not None and on < timezone.localdate():
            raise forms.ValidationError(_("The next touch lies ahead; choose today or a later day."))
        return on

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("stance") in NEEDS_REASON and not cleaned.get("reason"):
            self.add_error("reason", _("Write the reason, or the condition under which they join."))
        if cleaned.get("next_touch_by") and "next_touch_on" in cleaned and not cleaned["next_touch_on"]:
            self.add_error("next_touch_on", _("Say by which day, so that they are reminded of it."))
        return cleaned

    def taken(self):
        """What `take_stance` is told."""
        return {**self.cleaned_data, "seen": self.cleaned_data["seen"] or None}

    def refuse(self, refusal, *, now_seen):
        """Someone was first: say so, keep what was typed, and let it be recorded upon what stands now."""
        self.add_error(None, str(refusal))
        self.data = {**self.data.dict(), "seen": now_seen}


class WorkForm(forms.ModelForm):
    """The partner's own words, and the words by which the pile is read."""

    targets = forms.MultipleChoiceField(
        label=_("Target groups"), choices=WorkTarget.Group, widget=forms.CheckboxSelectMultiple
    )
    districts = forms.ModelMultipleChoiceField(
        District.objects.none(),
        label=_("Districts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: the whole province."),
    )

    class Meta:
        model = Work
        fields = ["what", "content", "for_whom", "targets", "how", "method", "where", "districts"]

    def __init__(self, *args, participation, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.participation = participation
        self.fields["districts"].queryset = District.objects.filter(province=participation.cycle.province)
        if self.instance.pk:
            self.initial["targets"] = [target.group for target in self.instance.targets.all()]
            self.initial["districts"] = [place.district_id for place in self.instance.places.all()]

    @transaction.atomic
    def save(self, commit=True):
        work = super().save(commit)
        work.lay(districts=self.cleaned_data["districts"], targets=self.cleaned_data["targets"])
        return work


class PileForm(forms.Form):
    """What the pile is narrowed to; an unknown word narrows nothing."""

    place = forms.ChoiceField(label=pgettext_lazy("work", "Where"), required=False)
    target = forms.ChoiceField(
        label=_("For whom"), choices=[("", _("All target groups")), *WorkTarget.Group.choices], required=False
    )
    content = forms.ChoiceField(
        label=_("About what"), choices=[("", _("All of welfare")), *Work.Content.choices], required=False
    )
    method = forms.ChoiceField(label=_("How"), choices=[("", _("Any way")), *Work.Method.choices], required=False)
    partner = forms.TypedChoiceField(label=_("Partner"), coerce=int, empty_value=0, required=False)

    WIDE = "all"

    def __init__(self, *args, pile, **kwargs):
        super().__init__(*args, **kwargs)
        ends = [("", _("Everywhere")), (self.WIDE, _("Only what runs in the whole province"))]
        self.fields["place"].choices = [*ends, *((each.code, str(each)) for each in pile.districts)]
        named = [(key, partner.shown) for key, partner in pile.partners.items()]
        self.fields["partner"].choices = [("", _("All partners")), *named]

    def chosen(self):
        """{word: value} of what was chosen, as `cards.Pile.narrow` takes it."""
        self.is_valid()
        kept = {name: value for name, value in self.cleaned_data.items() if value}
        return {**kept, "place": EVERYWHERE} if kept.get("place") == self.WIDE else kept

    @property
    def is_narrowed(self):
        return bool(self.chosen())


class HomeworkForm(forms.Form):
    due_on = ThaiDateField(label=_("Due on"))


class LinkageForm(forms.ModelForm):
    together = forms.ModelMultipleChoiceField(
        Participation.objects.none(),
        label=_("Together with which partners"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Linkage
        fields = ["own_function", "by_content", "by_method", "together", "action", "central_support"]
        widgets = {
            name: forms.Textarea(attrs={"rows": 3})
            for name in ("own_function", "by_content", "by_method", "action", "central_support")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        mine = self.instance.participation
        others = Participation.objects.filter(cycle=mine.cycle_id).exclude(pk=mine.pk).select_related("partner")
        self.fields["together"].queryset = others.order_by("partner__sort_key")
        if self.instance.pk:
            self.initial["together"] = list(self.instance.together.values_list("participation", flat=True))

    def save(self, commit=True):
        linkage = super().save(commit)
        chosen = set(self.cleaned_data["together"])
        linkage.together.exclude(participation__in=chosen).delete()
        known = set(linkage.together.values_list("participation", flat=True))
        new = [each for each in chosen if each.pk not in known]
        LinkagePartner.objects.bulk_create([LinkagePartner(linkage=linkage, participation=each) for each in new])
        return linkage


class LinesFormSet(forms.BaseInlineFormSet):
    """Lines of a sheet on which several people may write at once."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        gone = _("Someone else removed this line meanwhile; delete it here too, or write it in an empty line.")
        form.fields["id"].error_messages["invalid_choice"] = gone


def _lines(model, fields):
    return forms.inlineformset_factory(
        Linkage, model, formset=LinesFormSet, fields=fields, extra=2, can_delete=True, can_delete_extra=False
    )


GivesFormSet = _lines(Gives, ["kind", "what"])
GainsFormSet = _lines(Gains, ["what"])


class ReturnForm(forms.Form):
    comment = forms.CharField(label=_("What is to be changed"), widget=forms.Textarea(attrs={"rows": 3}))


class HesitationForm(forms.ModelForm):
    class Meta:
        model = Hesitation
        fields = ["question", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, participation, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.participation = participation


class PartnerChoiceField(forms.ModelChoiceField):
    def label_from_instance(self, participation):
        return str(participation.partner)


class CommitmentForm(forms.ModelForm):
    """A promise that a coordinator writes down, of one partner or one tambon."""

    participation = PartnerChoiceField(None, label=_("Partner"), required=False, empty_label="—")
    due_on = ThaiDateField(label=_("Due on"), required=False)

    class Meta:
        model = Commitment
        fields = ["participation", "tambon", "kind", "what", "due_on"]

    def __init__(self, *args, cycle, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.cycle, self.instance.made_by = cycle, by
        asked = cycle.participations.select_related("partner").order_by("partner__sort_key")
        self.fields["participation"].queryset = asked
        within = Tambon.objects.filter(district__province=cycle.province_id).select_related("district")
        self.fields["tambon"].queryset = within.order_by("district__sort_key", "sort_key", "code")


class ProofForm(forms.Form):
    proof = forms.CharField(
        label=_("What proves that it was kept"),
        help_text=_("What was done, where, how much, and where one can see it."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AnswerForm(forms.Form):
    answer = forms.CharField(label=_("Answer"), widget=forms.Textarea(attrs={"rows": 3}))
    answer_of = forms.CharField(
        label=_("Whose answer it is"),
        max_length=200,
        required=False,
        help_text=_("Where someone else gave it: a person, an agency, a meeting."),
    )
