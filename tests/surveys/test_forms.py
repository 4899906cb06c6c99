"""A section as a form: its rules are the questionnaire's, and whatever is typed is kept as typed."""

from datetime import date

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys.forms import SectionForm
from surveys.forms.section import CONFIRMED
from surveys.models import Response
from surveys.questionnaire import shipped_questionnaire
from tests.factories import make_organisation, make_round
from welfare_movement.thai.text import is_readable

SECTIONS = "ABCDEFGH"
CHOICES = {"place": [("800104", "กำแพงเซา"), ("801201", "ปากพนัง")], "networks": [("1", "สัจจะ"), ("2", "แผนแม่บท")]}
KNOWN = {"scope": "tambon", "founded_month": "3/2555"}

# What breaks readers of numbers, months, templates and sentences, besides what hypothesis thinks of.
NUMBERS = ["", "0", "-0", "-1", "๑,๔๘๐", "1e5", "1.5", "9" * 400, "unknown", "1,48", "\u0661"]
MONTHS = ["", "2012-03", "2012-13", "2012-00", "2012-", "20ab", "19", "13/2555", "31/12/2555", "ปี 2555", "2555"]
WORDS = ["", " ", "\u200b", "ก" + "\u0e48" * 200, "ก" * 300, "<b>x</b>", "{{ 7 }}", "%(most)s %s", "['a']", "\r\n"]
CHOSEN = ["", "unknown", "none", "other", "yes", "no", "birth", "4", "๔", "village", "800104", "840101", "1", "99"]
PHONES = ["", "0800000123", "080-000 0123", "๐๗๕ ๑๒๓ ๔๕๖", "12345", "+66 80 000 0123"]
OFTEN = {
    "integer": NUMBERS,
    "money": NUMBERS,
    "month": MONTHS,
    "choice": CHOSEN,
    "multi_choice": CHOSEN,
    "place": CHOSEN,
    "networks": CHOSEN,
    "phone": PHONES,
}


def typed_for(kind):
    often = st.sampled_from(OFTEN.get(kind, WORDS))
    return st.one_of(often, st.text(max_size=20).filter(is_readable), st.integers().map(str))


def form(section, typed=None, /, **data):
    """The form of a section: `typed` is the draft so far, `data` what is sent, if anything."""
    sent = None
    if data:
        sent = QueryDict(mutable=True)
        for name, value in data.items():
            sent.setlist(name, value if isinstance(value, list) else [value])
    return SectionForm(
        sent,
        questionnaire=shipped_questionnaire(),
        section=section,
        typed=KNOWN if typed is None else typed,
        reference_month=date(2027, 2, 1),
        choices=CHOICES,
    )


def _questions(section):
    return shipped_questionnaire().in_section(section)


@st.composite
def sent(draw, section):
    """What a browser, or someone who is not one, may send for a section."""
    data = {}
    for question in _questions(section):
        one = typed_for(question.type)
        if question.type == "parts":
            parts = [part for part in question.parts if not part.is_consent]
            data |= {f"{question.key}.{part.key}": draw(typed_for(part.type)) for part in parts}
        elif question.type in ("multi_choice", "networks"):
            data[question.key] = draw(st.lists(one, max_size=3))
        else:
            data[question.key] = draw(one)
        data |= {each.key: draw(typed_for("text")) for each in question.specified}
    left_out = draw(st.sets(st.sampled_from(sorted(data)), max_size=3))
    figures = [each.key for each in _questions(section) if each.unknown and each.type in ("integer", "money")]
    ticks = [*(f"{key}_unknown" for key in figures), "informant.consent", "confirm_W3"]
    ticked = draw(st.sets(st.sampled_from(ticks), max_size=2))
    return {name: value for name, value in data.items() if name not in left_out} | dict.fromkeys(ticked, "on")


def kept(section, data):
    """What the draft is to hold of that."""
    held = {}
    for question in _questions(section):
        if question.type == "parts":
            parts = {part.key: data.get(f"{question.key}.{part.key}", "") for part in question.parts}
            parts |= {part.key: f"{question.key}.{part.key}" in data for part in question.parts if part.is_consent}
            held[question.key] = parts
        elif question.type in ("multi_choice", "networks"):
            held[question.key] = data.get(question.key, [])
        else:
            held[question.key] = "unknown" if f"{question.key}_unknown" in data else data.get(question.key, "")
        held |= {each.key: data.get(each.key, "") for each in question.specified}
    return held


# ── Whatever is typed ──────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("section", SECTIONS)
@settings(max_examples=40)
@given(data=st.data())
def test_whatever_is_typed_is_judged_by_the_questionnaire_and_kept_as_typed(section, data):
    typed = data.draw(sent(section))
    bound = form(section, **typed)
    parsed = shipped_questionnaire().parse_shown(
        {**KNOWN, **kept(section, typed)}, bound.reference_month, places={"800104", "801201"}, networks={"1", "2"}
    )
    bad = {_question_of(key) for key in parsed.bad}
    assert not (bound.is_valid() and bad)
    assert {question.key for question, words in bound.told if words} >= bad
    assert {key: value for key, value in bound.typed.items() if key != CONFIRMED} == kept(section, typed)


@pytest.mark.parametrize("section", SECTIONS)
@settings(max_examples=40)
@given(data=st.data())
def test_whatever_was_kept_is_shown_again(section, data):
    typed = data.draw(sent(section))
    again = form(section, {**KNOWN, **kept(section, typed)})
    shown = {name: again[name].value() for name in again.fields}
    for name, value in typed.items():
        # A figure that is not known is shown as the tick, and a month as it is stored in the words for it.
        if f"{name}_unknown" in shown and "unknown" in (value, kept(section, typed)[name]):
            assert (shown[name], shown[f"{name}_unknown"]) == (None, True)
        elif name in shown and value != "2012-03":
            assert shown[name] == (True if value == "on" else value)


def _question_of(key):
    specified = shipped_questionnaire().specified
    return specified[key].question.key if key in specified else key


@pytest.mark.django_db
@pytest.mark.parametrize("section", SECTIONS)
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_sent_the_page_leads_on_or_says_why_not_and_can_be_opened_again(section, data):
    assignment, phone = _entered()
    address = reverse("surveys:answer", args=[*assignment.round.cycle.address, assignment.pk, section])
    typed = data.draw(sent(section))
    answer = phone.post(address, typed)
    held = Response.objects.get().draft
    assert answer.status_code in (302, 422)
    assert {key: held[key] for key in kept(section, typed)} == kept(section, typed)
    assert answer.status_code == 302 or "Everything is saved; but the next part waits for these:" in answer.text
    assert phone.get(address).status_code == 200
    assert phone.get(reverse("surveys:send", args=[*assignment.round.cycle.address, assignment.pk])).status_code == 200


def _entered():
    """A phone that holds a link, and an assignment of which nothing was typed but what conditions look at."""
    Response.objects.update(draft={})
    made = Response.objects.select_related("assignment__round__cycle__province", "assignment__link").first()
    assignment = made.assignment if made else make_round(organisations=[make_organisation()]).assignments.get()
    response = made or Response.objects.create(assignment=assignment)
    response.keep({"scope": "tambon", "founded_month": "3/2555"})
    phone = Client()
    phone.post(reverse("people:link", args=[assignment.link.token]))
    return assignment, phone


# ── What a form offers ─────────────────────────────────────────────────────────────────────────────────────────────
def test_every_question_has_a_field_of_its_kind():
    kinds = {}
    for section in SECTIONS:
        for name, field in form(section).fields.items():
            kinds.setdefault(type(field).__name__, []).append(name)
    assert {kind: len(found) for kind, found in kinds.items()} == {
        "CharField": 33,
        "ChoiceField": 13,
        "MultipleChoiceField": 3,
        "BooleanField": 20,
    }
    assert [name for name in kinds["CharField"] if name.endswith("_other")] == [
        "org_type_other",
        "benefit_types_other",
        "support_wanted_other",
    ]


def test_no_field_is_required_by_django_which_would_speak_in_its_own_words():
    assert [name for section in SECTIONS for name, field in form(section).fields.items() if field.required] == []


@pytest.mark.parametrize(
    ("language", "unknown", "consent"), [("en", "Not known", "I agree"), ("th", "ไม่ทราบ", "ยินยอม")]
)
def test_options_parts_and_labels_speak_the_readers_language(language, unknown, consent):
    with translation.override(language):
        level = dict(form("D").fields["rules_level"].choices)
        assert [words for value, words in level.items() if value == "unknown"][0].startswith(unknown)
        assert level["0"] == shipped_questionnaire().by_key["rules_level"].options[0].name.said(language)
        assert consent in form("A").fields["informant.consent"].label


def test_numbers_and_phones_bring_up_the_keys_of_numbers():
    section = form("B").fields | form("A").fields
    modes = {
        name: section[name].widget.attrs.get("inputmode") for name in ("members_total", "informant.phone", "org_name")
    }
    assert modes == {"members_total": "numeric", "informant.phone": "tel", "org_name": None}


def test_stored_answers_are_shown_as_people_write_them():
    stored = {**KNOWN, "members_total": 1480, "members_paid_up": "unknown", "members_by_group": {"children": 1200}}
    shown = form("B", stored)
    assert [shown[name].value() for name in ("members_total", "members_paid_up", "members_by_group.children")] == [
        "1,480",
        None,
        "1,200",
    ]
    assert shown["members_paid_up_unknown"].value() is True
    assert form("D", {"rules_level": 4, "accounts_level": "unknown"})["rules_level"].value() == "4"
    assert form("D", {"accounts_level": "unknown"})["accounts_level"].value() == "unknown"
    assert form("A", {"informant": {"name": "มานี", "consent": True}})["informant.consent"].value() is True
    assert form("E", {"benefit_types": ["birth"], "benefit_types_other": "ทุน"})["benefit_types"].value() == ["birth"]


@pytest.mark.parametrize(
    ("stored", "shown"),
    [("2012-03", "Mar\xa02012"), ("2012", "2012"), ("3/2555", "3/2555"), ("2555", "2555"), ("", ""), (None, None)],
)
def test_a_month_is_shown_in_words_where_it_is_stored_and_as_typed_where_it_is_not(stored, shown):
    assert form("A", {"founded_month": stored})["founded_month"].value() == shown


def test_a_question_that_waits_for_one_of_the_same_page_is_offered_at_once():
    assert [each.key for each in form("E", {}).questions] == [each.key for each in _questions("E")]
    assert [each.key for each in form("B", {"scope": "village"}).questions] == [
        "service_population",
        "members_total",
        "members_paid_up",
        "members_by_group",
    ]


# ── What a form says ───────────────────────────────────────────────────────────────────────────────────────────────
def test_the_summary_goes_by_the_order_of_the_page():
    bound = form("B", members_paid_up="x", service_population="x", members_total="10", members_12m_ago="1")
    assert [question.key for question, _words in bound.told] == [
        "service_population",
        "members_total",
        "members_paid_up",
    ]


def test_a_warning_stands_at_the_first_of_its_questions_on_the_page():
    bound = form("B", service_population="100", members_total="200", members_12m_ago="200")
    assert not bound.is_valid()
    at = {question.key: [each.code for each in bound.warnings_at(question)] for question in bound.questions}
    assert {key: codes for key, codes in at.items() if codes} == {"service_population": ["W1"]}
    assert bound.non_field_errors() == ["Please look again at what is marked, and confirm it if it is right."]


def test_what_is_confirmed_is_remembered_by_the_draft_beside_what_other_sections_confirmed():
    draft = {**KNOWN, CONFIRMED: ["W2"]}
    unlikely = {"service_population": "100", "members_total": "200", "members_12m_ago": "200"}
    assert form("B", draft, **unlikely).typed[CONFIRMED] == ["W2"]
    ticked = form("B", draft, confirm_W1="on", **unlikely)
    assert (ticked.is_valid(), ticked.typed[CONFIRMED]) == (True, ["W1", "W2"])


def test_a_form_that_was_not_sent_says_nothing():
    empty = form("B")
    assert (empty.is_bound, list(empty.told), empty.warnings) == (False, [], [])


def test_an_error_speaks_the_readers_language():
    with translation.override("th"):
        bound = form("B", members_paid_up="11", members_total="10")
        ((question, words),) = bound.told
    assert (question.key, words) == ("members_paid_up", "สมาชิกที่ส่งเงินครบ ต้องไม่มากกว่าสมาชิกทั้งหมด")
