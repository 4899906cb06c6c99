"""One section of the questionnaire as a form: fields from its data, rules from its data, nothing refused in silence."""

import json
import re

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from surveys.grading import UNKNOWN
from surveys.questionnaire import sentence
from welfare_movement.thai.dates import show_month
from welfare_movement.thai.digits import grouped

STORED_MONTH = re.compile(r"(19|20)[0-9]{2}(-(0[1-9]|1[0-2]))?")
TICK = {"class": "form-check-input"}
TICKS = forms.CheckboxSelectMultiple(attrs=TICK)
SEEN = "seen"  # the field that brings back what the page had shown
_NEVER = object()
CONFIRMED = "confirmed"  # the key under which a draft keeps the warnings that were confirmed


class SectionForm(forms.Form):
    """The questions of one section; what was typed stays as typed, and `typed` is what a draft keeps.

    typed: what the draft has so far, of all sections. choices: {"place": …, "networks": …}: what may be chosen there,
    as pairs. The rules are the questionnaire's own; this form only shows them.
    """

    def __init__(self, data=None, *, questionnaire, section, typed, reference_month, choices):
        super().__init__(data, initial=_initial(questionnaire, section, typed))
        self.questionnaire, self.section = questionnaire, section
        self.before, self.reference_month, self.choices = typed, reference_month, choices
        self.questions = [each for each in questionnaire.in_section(section) if self._is_offered(each)]
        self.names = {}  # of the fields of each question, by its key
        for question in self.questions:
            fields = _fields(question, choices)
            self.fields.update(fields)
            self.names[question.key] = list(fields)
        self.warnings = []
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.layout = Layout(*(QuestionLayout(each) for each in self.questions))

    def _is_offered(self, question):
        """Shown now, or may become so by an answer given on this very page."""
        if question.when is None:
            return True
        here = {each.key for each in self.questionnaire.in_section(self.section)}
        parsed = self.questionnaire.parse(self.before)
        shown = self.questionnaire.shown(parsed.answers, self.reference_month)
        return question.key in shown or bool(here.intersection(question.when.reads))

    @property
    def typed(self):
        """What was typed here, by key, as a draft keeps it; with the warnings confirmed so far.

        What stands as this page had shown it is left out, so that it stays as someone else may have written it since.
        """
        kept, seen = {}, self._seen_before()
        for question in self.questions:
            kept.update(self._typed_anew(question))
        kept = {key: value for key, value in kept.items() if key not in self.before or seen.get(key, _NEVER) != value}
        ticked = {name.removeprefix("confirm_") for name in self.data if name.startswith("confirm_")}
        here = {problem.code for problem in self.warnings}
        return {**kept, CONFIRMED: sorted((set(self.before.get(CONFIRMED, [])) - here) | ticked)}

    @property
    def seen(self):
        """What this page shows, as it would come back untouched: JSON for a hidden field."""
        data = self.data if self.is_bound else self._as_sent()
        kept = {}
        for question in self.questions:
            kept.update(_typed(question, data))
        return json.dumps(kept, ensure_ascii=False)

    def _as_sent(self):
        """The initial values as a browser sends them."""
        sent = QueryDict(mutable=True)
        for name in self.fields:
            value = self[name].value()
            if isinstance(value, list):
                sent.setlist(name, [str(each) for each in value])
            elif value not in (None, False):
                sent[name] = "on" if value is True else str(value)
        return sent

    def _seen_before(self):
        try:
            seen = json.loads(self.data.get(SEEN, ""))
        except ValueError:
            return {}
        return seen if isinstance(seen, dict) else {}

    def _typed_anew(self, question):
        """What was sent for a question; a figure that was typed where "not known" stood takes its place."""
        kept = _typed(question, self.data)
        figure = self.data.get(question.key, "")
        if kept.get(question.key) == self.before.get(question.key) == UNKNOWN and figure.strip():
            kept[question.key] = figure
        return kept

    def clean(self):
        """Ask the questionnaire; its sentences go to the questions that they are about."""
        cleaned = super().clean()
        known = {name: {value for value, _name in pairs} for name, pairs in self.choices.items()}
        everything = {**self.before, **self.typed}
        answers, bad = self.questionnaire.parse_shown(
            everything, self.reference_month, places=known["place"], networks=known["networks"]
        )
        for key in self._keys_here():
            if key in bad:
                self._tell(key, sentence(bad[key]))
        confirmed = set(everything[CONFIRMED])
        for problem in self.questionnaire.check(answers, self.reference_month, self.section):
            if problem.is_error:
                self._tell_one(problem)
            elif problem.code not in confirmed:
                self.warnings.append(problem)
        if self.warnings:
            raise forms.ValidationError(_("Please look again at what is marked, and confirm it if it is right."))
        return cleaned

    def _keys_here(self):
        """The keys of this section's answers, with those of the texts that go with options."""
        for question in self.questionnaire.in_section(self.section):
            yield from (question.key, *(each.key for each in question.specified))

    def _tell_one(self, problem):
        """An error between two answers is told at the last question of it that stands here."""
        here = [key for key in problem.questions if key in self.questionnaire.by_key]
        mine = [key for key in here if self.questionnaire.by_key[key].section == self.section]
        self._tell(mine[0], problem.message.said(get_language()))

    def _tell(self, key, words):
        names = self.names.get(key, [key])
        self.add_error(next((name for name in names if name in self.fields), None), words)

    @property
    def told(self):
        """What stands between this section and the next: (question, words), in the order of the page."""
        for question in self.questions:
            for name in self.names[question.key]:
                yield from ((question, error) for error in self.errors.get(name, ()))
            yield from ((question, problem.message.said(get_language())) for problem in self.warnings_at(question))

    def warnings_at(self, question):
        """The warnings to be shown at this question: at the first of those that they are about, in this section."""
        keys = [each.key for each in self.questions]
        return [
            problem
            for problem in self.warnings
            if question.key == next(key for key in keys if key in problem.questions)
        ]


class QuestionLayout(LayoutObject):
    """One question with its rule, example, fields, errors and warnings."""

    def __init__(self, question):
        self.question = question

    def render(self, form, context, template_pack=None, **kwargs):
        question = self.question
        bound = [form[name] for name in form.names[question.key]]
        form.rendered_fields.update(field.name for field in bound)
        language = get_language()
        shown = {
            "question": question,
            "number": 1 + form.questions.index(question),
            "text": question.text.said(language),
            "help": question.help.said(language),
            "example": question.example.said(language),
            "unit": question.unit.said(language) if question.unit else "",
            "fields": bound,
            "first": bound[0],
            "unknown": next((field for field in bound if field.name == f"{question.key}_{UNKNOWN}"), None),
            "errors": [error for field in bound for error in field.errors],
            "warnings": [(each.code, each.message.said(language), False) for each in form.warnings_at(question)],
            "places": _places(bound[0]) if question.type == "place" else "",
        }
        return render_to_string("components/_question.html", shown)


def _places(field):
    """The options of a list of places: hundreds, for which a template takes as long as for the rest of the page."""
    chosen = field.value()
    options = ((value, " selected" if value == chosen else "", words) for value, words in field.field.choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', options)


# ── Between the questionnaire's questions and Django's fields ──────────────────────────────────────────────────────
def _fields(question, choices):
    """The fields of a question, by name: none of them judges; the questionnaire does."""
    text = question.text.said(get_language())
    if question.type == "parts":
        return {f"{question.key}.{part.key}": _part_field(part) for part in question.parts}
    fields = {question.key: _field(question, text, choices)}
    if question.unknown and question.type in ("integer", "money"):
        fields[f"{question.key}_{UNKNOWN}"] = forms.BooleanField(label=_("Not known"), required=False)
    for each in question.specified:
        fields[each.key] = forms.CharField(label=each.option.name.said(get_language()), required=False, max_length=400)
    return fields


def _field(question, label, choices):
    named = {"label": label, "required": False}
    if question.type == "choice":
        return forms.ChoiceField(choices=_options(question), widget=forms.RadioSelect(attrs=TICK), **named)
    if question.type == "multi_choice":
        return forms.MultipleChoiceField(
            choices=_options(question), widget=forms.CheckboxSelectMultiple(attrs=TICK), **named
        )
    if question.type == "networks":
        return forms.MultipleChoiceField(
            choices=choices["networks"], widget=forms.CheckboxSelectMultiple(attrs=TICK), **named
        )
    if question.type == "place":
        return forms.ChoiceField(choices=[("", "—"), *choices["place"]], **named)
    return forms.CharField(widget=forms.TextInput(attrs=_attributes(question)), **named)


def _attributes(question):
    if question.type in ("integer", "money"):
        return {"inputmode": "numeric", "autocomplete": "off"}
    return {"autocomplete": "off"}


def _options(question):
    language = get_language()
    offered = [(str(option.value), option.name.said(language)) for option in question.options]
    return [*offered, (UNKNOWN, _("Not known"))] if question.unknown else offered


def _part_field(part):
    label = part.name.said(get_language())
    if part.is_consent:
        return forms.BooleanField(label=label, required=False)
    mode = {"integer": "numeric", "phone": "tel"}.get(part.type, "text")
    return forms.CharField(label=label, required=False, widget=forms.TextInput(attrs={"inputmode": mode}))


def _typed(question, data):
    """What was sent for a question, as the questionnaire reads it."""
    if question.type == "parts":
        return {question.key: {part.key: _typed_part(part, data, question.key) for part in question.parts}}
    if question.type in ("multi_choice", "networks"):
        kept = {question.key: data.getlist(question.key)}
    elif f"{question.key}_{UNKNOWN}" in data:
        kept = {question.key: UNKNOWN}
    else:
        kept = {question.key: data.get(question.key, "")}
    return {**kept, **{each.key: data.get(each.key, "") for each in question.specified}}


def _typed_part(part, data, key):
    name = f"{key}.{part.key}"
    return name in data if part.is_consent else data.get(name, "")


def _initial(questionnaire, section, typed):
    """What the fields show of a draft, or of stored answers."""
    initial = {}
    for question in questionnaire.in_section(section):
        value = typed.get(question.key)
        if question.type == "parts":
            initial.update({f"{question.key}.{name}": _shown(part) for name, part in (value or {}).items()})
        elif value == UNKNOWN and question.unknown and question.type in ("integer", "money"):
            initial[f"{question.key}_{UNKNOWN}"] = True
        else:
            initial[question.key] = show_month(value) if _is_stored_month(question, value) else _shown(value)
        initial.update({each.key: typed.get(each.key, "") for each in question.specified})
    return initial


def _is_stored_month(question, value):
    """A stored month or year is in Christian years; whoever types one writes Buddhist years."""
    return question.type == "month" and isinstance(value, str) and bool(STORED_MONTH.fullmatch(value))


def _shown(value):
    if isinstance(value, bool) or value is None:
        return value
    return grouped(value) if isinstance(value, int) else value
