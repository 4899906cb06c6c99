"""The criteria as a form: points of each, the zones of the districts, the rules of spread."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pilot_areas.models import CriteriaSet
from pilot_areas.models.nomination import Nomination
from pilot_areas.selection import GRADE, JUDGES, LETTERS, MATCHING, PLAN, STATES, BadCriteria, load_criteria
from welfare_movement.places.models import District
from welfare_movement.refusals import Refused
from welfare_movement.thai.forms import WholeNumberField

ZONES = 8
JUDGED = 6
OF_RECORDS = {GRADE: LETTERS, PLAN: ("most",), MATCHING: STATES}


def points(label, **options):
    return WholeNumberField(label=label, min_value=0, max_value=100, **options)


def words(label, **options):
    return forms.CharField(label=label, max_length=120, **options)


class CriteriaForm(forms.Form):
    """One page for a whole set; what it makes is read by the rule's own parser, which says what to mend."""

    places = WholeNumberField(label=_("Areas to select"), min_value=1, max_value=200)
    per_zone = WholeNumberField(label=_("At least so many of each zone"), min_value=0, max_value=50)
    letter = forms.ChoiceField(label=_("Of this grade"), choices=[(each, each) for each in LETTERS])
    with_letter = WholeNumberField(label=_("At least so many"), min_value=0, max_value=50)
    text = forms.CharField(label=_("Remarks"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, data=None, *, draft):
        self.draft, self.definition = draft, draft.definition
        self.districts = list(District.objects.filter(province=draft.cycle.province_id))
        super().__init__(data, initial={"text": draft.text, **_typed(draft.definition)})
        self._add_records()
        self._add_judged()
        self._add_zones()

    def _add_records(self):
        for letter in LETTERS:
            self.fields[f"{GRADE}_{letter}"] = points(letter)
        self.fields[f"{PLAN}_most"] = points(_("Plan index of 100"))
        for state in STATES:
            self.fields[f"{MATCHING}_{state}"] = points(Nomination.Matching(state).label)

    def _add_judged(self):
        for number in range(1, JUDGED + 1):
            self.fields[f"j{number}_th"] = words(_("In Thai"), required=False)
            self.fields[f"j{number}_en"] = words(_("In English"), required=False)
            self.fields[f"j{number}_points"] = points(_("Points"), required=False)

    def _add_zones(self):
        for number in range(1, ZONES + 1):
            self.fields[f"z{number}_th"] = words(_("Zone %(number)s") % {"number": number}, required=False)
            self.fields[f"z{number}_en"] = words(_("In English"), required=False)
        choices = [(number, self._zone_name(number)) for number in range(1, ZONES + 1)]
        for district in self.districts:
            self.fields[f"d{district.pk}"] = forms.TypedChoiceField(label=str(district), choices=choices, coerce=int)

    def _zone_name(self, number):
        name = self.initial.get(f"z{number}_th", "")
        return f"{number} {name}".strip()

    # ── For the page ───────────────────────────────────────────────────────────────────────────────────────────────
    def record_lines(self):
        """[(name of the criterion, its fields)]."""
        named = {each["source"]: each["th"] for each in self.definition["criteria"]}
        default = {GRADE: _("Grade of the tambon"), PLAN: _("Community plan"), MATCHING: _("Matching money")}
        for source, keys in OF_RECORDS.items():
            yield named.get(source, default[source]), [self[f"{source}_{key}"] for key in keys]

    def judged_lines(self):
        return [self._line(f"j{number}", ("th", "en", "points")) for number in range(1, JUDGED + 1)]

    def zone_lines(self):
        return [self._line(f"z{number}", ("th", "en")) for number in range(1, ZONES + 1)]

    def district_fields(self):
        return [self[f"d{district.pk}"] for district in self.districts]

    def _line(self, prefix, keys):
        return [self[f"{prefix}_{key}"] for key in keys]

    # ── What it makes ──────────────────────────────────────────────────────────────────────────────────────────────
    def clean(self):
        cleaned = super().clean()
        if self.errors:
            return cleaned
        self.made = self._made(cleaned)
        try:
            self.draft.require_writable()
            load_criteria(self.made, [district.pk for district in self.districts])
        except Refused as refusal:
            self.add_error(None, str(refusal))
        except BadCriteria as wrong:
            for sentence in wrong.sentences:
                self.add_error(None, sentence)
        return cleaned

    def save(self):
        return CriteriaSet.objects.write(self.draft.cycle, self.made, text=self.cleaned_data["text"])

    def _made(self, cleaned):
        """The definition, in the order in which it stood; what gives no points is left out."""
        made = [*self._made_records(cleaned), *self._made_judged(cleaned)]
        order = [each["code"] for each in self.definition["criteria"]]
        made.sort(key=lambda each: order.index(each["code"]) if each["code"] in order else len(order))
        return {
            "version": self.definition["version"],
            "places": cleaned["places"],
            "criteria": made,
            "zones": list(self._made_zones(cleaned)),
            "spread": {name: cleaned[name] for name in ("per_zone", "letter", "with_letter")},
        }

    def _made_records(self, cleaned):
        held = {each["source"]: each for each in self.definition["criteria"]}
        for (source, keys), (name, _fields) in zip(OF_RECORDS.items(), self.record_lines(), strict=True):
            table = {key: cleaned[f"{source}_{key}"] for key in keys}
            if most := max(table.values()):
                known = held.get(source, {"code": source, "th": str(name), "en": str(name), "source": source})
                yield {**known, "points": most, **({} if source == PLAN else {"table": table})}

    def _made_judged(self, cleaned):
        held = [each["code"] for each in self.definition["criteria"] if each["source"] == JUDGES]
        taken = {each["code"] for each in self.definition["criteria"]}
        for number in range(1, JUDGED + 1):
            name, most = cleaned[f"j{number}_th"], cleaned[f"j{number}_points"]
            if name and most:
                fresh = next(code for code in (f"judged{n}" for n in range(number, 99)) if code not in taken)
                code = held[number - 1] if number <= len(held) else fresh
                taken.add(code)
                english = cleaned[f"j{number}_en"] or name
                yield {"code": code, "th": name, "en": english, "points": most, "source": JUDGES}

    def _made_zones(self, cleaned):
        held = [each["code"] for each in self.definition["zones"]]
        for number in range(1, ZONES + 1):
            inside = [district.pk for district in self.districts if cleaned[f"d{district.pk}"] == number]
            if inside:
                code = held[number - 1] if number <= len(held) else f"z{number}"
                name = cleaned[f"z{number}_th"] or str(number)
                yield {"code": code, "th": name, "en": cleaned[f"z{number}_en"] or name, "districts": inside}


def _typed(definition):
    """What the fields show of a definition."""
    shown = {"places": definition["places"], **definition["spread"], f"{PLAN}_most": 0}
    shown |= {f"{source}_{key}": 0 for source, keys in OF_RECORDS.items() for key in keys}
    judged = [each for each in definition["criteria"] if each["source"] == JUDGES]
    for each in definition["criteria"]:
        table = {"most": each["points"]} if each["source"] == PLAN else each.get("table", {})
        shown |= {f"{each['source']}_{key}": given for key, given in table.items()}
    for number, each in enumerate(judged, 1):
        shown |= {f"j{number}_{key}": each[key] for key in ("th", "en", "points")}
    for number, zone in enumerate(definition["zones"], 1):
        shown |= {f"z{number}_{key}": zone[key] for key in ("th", "en")}
        shown |= {f"d{code}": number for code in zone["districts"]}
    return shown
