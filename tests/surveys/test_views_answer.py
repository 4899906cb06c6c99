"""Filling in by personal link: nothing typed is lost, nothing is refused in silence, sent once for a key."""

import re
import uuid
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from surveys.models import Grade, Informant, Response, Submission
from surveys.questionnaire import shipped_questionnaire
from tests.factories import (
    close,
    make_district,
    make_member,
    make_network,
    make_open_cycle,
    make_organisation,
    make_province,
    make_response,
    make_round,
    make_tambon,
    make_user,
    moment,
    whole_answers,
)
from welfare_movement.people.models import Consent
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db

SECTIONS = "ABCDEFGH"
# What someone types on a phone, and what is stored of it.
TYPED = {
    "A": {
        "org_name": "กองทุนสวัสดิการชุมชนตำบลปากพูน",
        "org_type": "other",
        "org_type_other": "กลุ่มฌาปนกิจ",
        "tambon_code": "800104",
        "scope": "tambon",
        "founded_month": "๓/๒๕๕๕",
        "legal_status": "welfare_act",
        "informant.name": "นางสาวตัวอย่าง ใจดี",
        "informant.position": "ประธาน",
        "informant.phone": "080-000 0123",
        "informant.consent": "on",
    },
    "B": {
        "service_population": "๗,๔๐๐",
        "members_total": "1,480",
        "members_12m_ago": "1 430",
        "villages_total": "9",
        "villages_covered": "๘",
        "members_paid_up_unknown": "on",
        "members_by_group.children": "210",
        "members_by_group.working_age": "905",
        "members_by_group.elderly": "365",
        "members_by_group.disadvantaged": "60",
    },
    "C": {
        "fund_balance": "๑,๒๖๐,๐๐๐.๐๐",
        "member_contrib_12m": "441,000",
        "lao_contrib_12m": "100000",
        "state_contrib_12m": "180 000",
        "donation_12m": "0",
        "own_earnings_12m_unknown": "on",
        "benefits_paid_12m": "598,000",
        "admin_cost_12m": "51,000",
    },
    "D": {
        "committee_size": "15",
        "committee_women": "8",
        "meetings_12m": "10",
        "rules_level": "4",
        "accounts_level": "3",
        "disclosure_level": "unknown",
    },
    "E": {
        "provides_welfare": "yes",
        "benefit_types": ["death", "birth", "other"],
        "benefit_types_other": "ทุนอาชีพ",
        "beneficiaries_12m": "182",
        "median_days": "14",
        "vulnerable_care": "3",
    },
    "F": {"plan_status": "3", "local_plan_items": "2", "data_use": "2"},
    "G": {"active_partners": "3", "network_role": "3", "support_wanted": ["accounting", "it"]},
    "H": {"pilot_interest": "undecided"},
}
STORED = {
    "org_name": "กองทุนสวัสดิการชุมชนตำบลปากพูน",
    "org_type": "other",
    "org_type_other": "กลุ่มฌาปนกิจ",
    "tambon_code": "800104",
    "scope": "tambon",
    "networks": [],
    "founded_month": "2012-03",
    "legal_status": "welfare_act",
    "service_population": 7400,
    "members_total": 1480,
    "members_12m_ago": 1430,
    "villages_total": 9,
    "villages_covered": 8,
    "members_paid_up": "unknown",
    "members_by_group": {"children": 210, "working_age": 905, "elderly": 365, "disadvantaged": 60},
    "fund_balance": 1260000,
    "member_contrib_12m": 441000,
    "lao_contrib_12m": 100000,
    "state_contrib_12m": 180000,
    "donation_12m": 0,
    "own_earnings_12m": "unknown",
    "benefits_paid_12m": 598000,
    "admin_cost_12m": 51000,
    "committee_size": 15,
    "committee_women": 8,
    "meetings_12m": 10,
    "rules_level": 4,
    "accounts_level": 3,
    "disclosure_level": "unknown",
    "provides_welfare": "yes",
    "benefit_types": ["birth", "death", "other"],
    "benefit_types_other": "ทุนอาชีพ",
    "beneficiaries_12m": 182,
    "median_days": 14,
    "vulnerable_care": 3,
    "plan_status": 3,
    "local_plan_items": 2,
    "data_use": 2,
    "active_partners": 3,
    "network_role": 3,
    "support_wanted": ["accounting", "it"],
    "pilot_interest": "undecided",
}


PARTS = ("working_age", "elderly", "disadvantaged")


@pytest.fixture
def network():
    return make_network(name="เครือข่ายสัจจะวันละบาท")


@pytest.fixture
def assignment(network):
    organisation = make_organisation(network, name="กองทุนปากพูน")
    return make_round(make_open_cycle(Stage.SURVEYS), [organisation]).assignments.get()


@pytest.fixture
def phone(assignment):
    """A phone on which the personal link was opened; nobody is signed in."""
    return entered(assignment)


def entered(assignment, **headers):
    client = Client(**headers)
    client.post(link_of(assignment))
    return client


def link_of(assignment):
    return reverse("people:link", args=[assignment.link.token])


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def at(name, assignment, *args):
    return reverse(f"surveys:{name}", args=[*assignment.round.cycle.address, assignment.pk, *args])


def fill(phone, assignment, **changes):
    """Every section as in TYPED; `changes` by field, None leaves a field out."""
    for code, typed in TYPED.items():
        here = {name: changes.get(name, value) for name, value in typed.items()}
        answer = phone.post(at("answer", assignment, code), {k: v for k, v in here.items() if v is not None})
        assert answer.status_code == 302, answer.context["form"].errors


def press(phone, assignment, key=None, **fields):
    return phone.post(at("send", assignment), {"key": key or uuid.uuid4(), **fields})


def draft():
    return Response.objects.get().draft


def keep(assignment, **typed):
    response, _made = Response.objects.get_or_create(assignment=assignment)
    response.keep(typed)
    return response


def told(answer):
    """What the summary above the questions says: {key of the question: sentence}."""
    return {question.key: words for question, words in answer.context["form"].told}


def value_of(page, name):
    """What stands in a text field of the page."""
    (field,) = re.findall(rf'<input[^>]* name="{re.escape(name)}"[^>]*>', page.text)
    return unescape(re.search(r'value="([^"]*)"', field).group(1))


# ── The way in ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_link_is_opened_by_a_press_and_never_by_a_preview(assignment):
    phone = Client()
    page = phone.get(link_of(assignment))
    assert (page.status_code, "กองทุนปากพูน" in page.text) == (200, True)
    assert phone.get(assignment.get_absolute_url()).status_code == 404
    answer = phone.post(link_of(assignment), follow=True)
    assert answer.redirect_chain == [(assignment.get_absolute_url(), 302)]
    assert "41 questions in 8 parts" in answer.text
    assignment.link.refresh_from_db()
    assert assignment.link.opened_at is not None
    assert "_auth_user_id" not in phone.session


@pytest.mark.parametrize("name", ["assignment", "send", "receipt", "withdraw_consent"])
def test_without_the_link_nothing_of_the_survey_is_found(name, assignment):
    method = "post" if name == "withdraw_consent" else "get"
    for client in (Client(), signed_in(make_user())):
        assert getattr(client, method)(at(name, assignment)).status_code == 404
        assert client.post(at("answer", assignment, "A"), TYPED["A"]).status_code == 404
    assert Response.objects.count() == 0


def test_a_link_opens_its_own_organisation_alone(assignment, phone):
    other = make_organisation()
    next_door = make_round(make_open_cycle(Stage.SURVEYS, year=2571), [other]).assignments.get()
    assert phone.get(assignment.get_absolute_url()).status_code == 200
    assert phone.get(next_door.get_absolute_url()).status_code == 404
    mixed = reverse("surveys:assignment", args=[*next_door.round.cycle.address, assignment.pk])
    assert phone.get(mixed).status_code == 404


@pytest.mark.parametrize("is_revoked", [True, False])
def test_a_link_that_is_over_says_so_and_a_phone_that_holds_it_stands_outside(is_revoked, assignment, phone):
    if is_revoked:
        assignment.link.revoke(by=make_user())
    else:
        type(assignment.link).objects.filter(pk=assignment.link.pk).update(expires_at=timezone.now())
    assert phone.get(assignment.get_absolute_url()).status_code == 404
    assert phone.post(at("answer", assignment, "B"), TYPED["B"]).status_code == 404
    page = phone.get(link_of(assignment))
    assert (page.status_code, "nothing that you sent is lost" in page.text) == (410, True)


def test_a_shared_phone_forgets_the_link(assignment, phone):
    assert reverse("people:leave") in phone.get(assignment.get_absolute_url()).text
    phone.post(reverse("people:leave"))
    assert phone.get(assignment.get_absolute_url()).status_code == 404


def test_a_respondent_with_an_account_answers_without_a_link_and_is_named_by_what_they_sent(assignment):
    user = make_user()
    assignment.organisation.respondents.create(user=user)
    client = signed_in(user)
    fill(client, assignment)
    press(client, assignment)
    assert Submission.objects.get().sent_by == user
    assert reverse("people:leave") not in client.get(assignment.get_absolute_url()).text


def test_members_of_the_cycle_do_not_answer_for_an_organisation(assignment):
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR, Role.REVIEWER):
        client = signed_in(make_member(assignment.round.cycle, role))
        assert client.get(at("answer", assignment, "A")).status_code == 404
        assert client.post(at("answer", assignment, "A"), TYPED["A"]).status_code == 404
        assert press(client, assignment).status_code == 404


@pytest.mark.parametrize("name", ["assignment", "send", "receipt"])
def test_no_browser_keeps_a_copy_of_the_answers(name, assignment, phone):
    make_response(assignment)
    assert "no-store" in phone.get(at(name, assignment))["Cache-Control"]
    assert "no-store" in phone.get(at("answer", assignment, "A"))["Cache-Control"]


# ── Sections ───────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("language", ["en", "th"])
@pytest.mark.parametrize("code", SECTIONS)
def test_each_section_asks_its_questions_in_the_readers_language(code, language, assignment, phone):
    keep(assignment, scope="tambon", founded_month="3/2555")
    phone.cookies["django_language"] = language
    page = phone.get(at("answer", assignment, code))
    questions = shipped_questionnaire().in_section(code)
    assert page.status_code == 200
    assert re.findall(r'<fieldset class="question" id="q-(\w+)">', page.text) == [each.key for each in questions]
    for each in questions:
        assert escape(each.text.said(language)) in page.text
        assert escape(each.help.said(language)) in page.text
        for named in (*each.options, *each.parts):
            assert escape(named.name.said(language)) in page.text


def test_a_section_and_its_sending_cost_what_they_must(assignment, phone, queries):
    fill(phone, assignment)
    # Compiled once a process.
    assert assignment.round.questionnaire.questionnaire
    assert assignment.round.method.method
    with queries(4):
        assert phone.get(at("answer", assignment, "A")).status_code == 200
    with queries(10):
        assert press(phone, assignment).status_code == 302
    assert Submission.objects.count() == 1


def test_an_unknown_section_is_not_found(assignment, phone):
    assert phone.get(at("answer", assignment, "Z")).status_code == 404
    assert phone.post(at("answer", assignment, "Z"), {}).status_code == 404
    assert phone.put(at("answer", assignment, "A")).status_code == 405


def test_what_the_registry_knows_stands_there_already(assignment, network, phone):
    form = phone.get(at("answer", assignment, "A")).context["form"]
    known = {name: form[name].value() for name in ("org_name", "org_type", "tambon_code", "scope", "networks")}
    assert known == {
        "org_name": "กองทุนปากพูน",
        "org_type": "welfare_fund",
        "tambon_code": "800104",
        "scope": "tambon",
        "networks": [str(network.pk)],
    }
    assert Response.objects.count() == 0


def test_only_tambons_and_networks_of_the_province_are_offered(assignment, network, phone):
    make_tambon("801201")
    surat = make_province("84", slug="surat-thani", name_th="สุราษฎร์ธานี")
    make_tambon("840101", make_district("8401", surat))
    make_network(surat)
    fields = phone.get(at("answer", assignment, "A")).context["form"].fields
    assert [value for value, _words in fields["tambon_code"].choices] == ["", "800104", "801201"]
    assert [value for value, _words in fields["networks"].choices] == [str(network.pk)]


@pytest.mark.parametrize("code", SECTIONS)
def test_a_section_that_can_be_read_leads_on_to_the_next(code, assignment, phone):
    keep(assignment, scope="tambon", founded_month="3/2555", provides_welfare="yes")
    answer = phone.post(at("answer", assignment, code), TYPED[code])
    after = SECTIONS[SECTIONS.index(code) + 1 :]
    expected = at("answer", assignment, after[0]) if after else at("send", assignment)
    assert (answer.status_code, answer.url) == (302, expected)


@pytest.mark.parametrize("code", SECTIONS)
def test_what_was_typed_is_shown_again_as_it_was_typed(code, assignment, phone):
    keep(assignment, scope="tambon", founded_month="3/2555")
    phone.post(at("answer", assignment, code), TYPED[code])
    form = phone.get(at("answer", assignment, code)).context["form"]
    shown = {name: form[name].value() for name in TYPED[code]}
    ticked = {name: True for name, value in TYPED[code].items() if value == "on"}
    assert shown == {**TYPED[code], **ticked}


def test_a_section_may_be_left_empty_and_nothing_is_asked_for_before_sending(assignment, phone):
    for code in SECTIONS:
        assert phone.post(at("answer", assignment, code), {}).status_code == 302


def test_a_first_answer_keeps_what_the_registry_knows_for_the_section_that_was_passed_over(assignment, phone):
    phone.post(at("answer", assignment, "B"), {"members_total": "12"})
    kept = draft()
    assert (kept["org_name"], kept["tambon_code"], kept["members_total"]) == ("กองทุนปากพูน", "800104", "12")


def test_the_last_word_counts_and_other_sections_stay(assignment, phone):
    for typed in ({"members_total": "1,480", "villages_total": "9"}, {"members_total": "", "villages_total": "10"}):
        phone.post(at("answer", assignment, "B"), typed)
    phone.post(at("answer", assignment, "C"), {"fund_balance": "5"})
    assert {key: draft()[key] for key in ("members_total", "villages_total", "fund_balance")} == {
        "members_total": "",
        "villages_total": "10",
        "fund_balance": "5",
    }


@pytest.mark.parametrize(
    ("code", "typed", "key", "said"),
    [
        ("A", {"org_name": "ก" * 201}, "org_name", "Write at most 200 letters; these are 201."),
        ("A", {"founded_month": "13/2555"}, "founded_month", "There is no month 13"),
        ("A", {"founded_month": "3/2440"}, "founded_month", "Write a year from B.E. 2450 (1907) on."),
        ("A", {"founded_month": "เมื่อไรไม่รู้"}, "founded_month", "Write the month and the year, such as 3/2555"),
        ("A", {"tambon_code": "840101"}, "tambon_code", "Choose a tambon of the province from the list."),
        ("A", {"networks": ["99999"]}, "networks", "Choose networks from the list."),
        ("A", {"org_type": "club"}, "org_type", "Choose from the answers offered."),
        ("A", {"org_type": "other", "org_type_other": "ก" * 201}, "org_type", "Write at most 200 letters"),
        ("A", {"informant.name": "สมชาย"}, "informant", "Fill in these too: Position in the organisation, Phone"),
        (
            "A",
            {"informant.name": "สมชาย", "informant.position": "ประธาน", "informant.phone": "0800000123"},
            "informant",
            "Tick the consent, or name another informant who agrees.",
        ),
        (
            "A",
            {**TYPED["A"], "informant.phone": "12345"},
            "informant",
            "phone number",
        ),
        ("B", {"members_total": "พันกว่า"}, "members_total", "If nobody knows, choose “Not known”."),
        ("B", {"members_total": "-1"}, "members_total", "Write a number of 0 or more."),
        ("B", {"service_population": "0"}, "service_population", "Write a number of 1 or more."),
        ("B", {"members_total": "200,001"}, "members_total", "Write a number of 200,000 or less."),
        ("B", {"members_total": "12.5"}, "members_total", "Round this to a whole number"),
        (
            "B",
            {"members_by_group.children": "5", **{f"members_by_group.{part}": "" for part in PARTS}},
            "members_by_group",
            "Fill in these too, or leave all of it empty: Working age",
        ),
        ("C", {"fund_balance": "1e6"}, "fund_balance", "Write a whole number in digits only"),
        ("D", {"rules_level": "5"}, "rules_level", "Choose from the answers offered."),
        ("E", {"benefit_types": ["none", "birth"]}, "benefit_types", "Choose either “None yet” alone"),
        ("E", {"benefit_types": ["gold"]}, "benefit_types", "Choose from the answers offered."),
        ("G", {"active_partners": "51"}, "active_partners", "Write a number of 50 or less."),
        ("H", {"pilot_interest": "perhaps"}, "pilot_interest", "Choose from the answers offered."),
    ],
)
def test_what_cannot_be_read_is_told_at_its_question_and_kept(code, typed, key, said, assignment, phone):
    keep(assignment, scope="tambon", founded_month="3/2555")
    answer = phone.post(at("answer", assignment, code), {**TYPED[code], **typed} if code != "A" else typed)
    assert answer.status_code == 422
    assert list(told(answer)) == [key]
    assert said in told(answer)[key]
    assert f'<fieldset class="question has-error" id="q-{key}">' in answer.text
    assert f'<a href="#q-{key}">' in answer.text
    form = phone.get(at("answer", assignment, code)).context["form"]
    assert {name: form[name].value() for name in typed if name != "informant.consent"} == {
        name: value for name, value in typed.items() if name != "informant.consent"
    }


def test_a_bad_answer_does_not_hold_back_the_others(assignment, phone):
    answer = phone.post(at("answer", assignment, "B"), {**TYPED["B"], "members_total": "พันกว่า"})
    assert answer.status_code == 422
    assert "Everything is saved; but the next part waits for these:" in answer.text
    assert (draft()["members_total"], draft()["service_population"]) == ("พันกว่า", "๗,๔๐๐")
    assert value_of(answer, "members_total") == "พันกว่า"
    assert value_of(answer, "service_population") == "๗,๔๐๐"
    assert 'aria-invalid="true"' in answer.text


def test_the_page_of_a_bad_answer_tells_when_it_was_saved(assignment, phone, time_machine):
    keep(assignment, members_total="1")
    time_machine.move_to(timezone.now() + timedelta(hours=1), tick=False)
    answer = phone.post(at("answer", assignment, "B"), {**TYPED["B"], "members_total": "พันกว่า"})
    assert answer.context["saved_at"] == timezone.now()
    assert {each.code: each.state for each in answer.context["sections"]}["B"] == "begun"


@pytest.mark.parametrize("typed", ["2012-13", "20ab", "19", "2012-", "2012-0", "20 12"])
def test_a_month_that_is_none_never_shuts_the_section(typed, assignment, phone):
    """Written as it is stored, but no month: shown again as it was typed."""
    phone.cookies["django_language"] = "th"
    phone.post(at("answer", assignment, "A"), {"founded_month": typed})
    page = phone.get(at("answer", assignment, "A"))
    assert (page.status_code, value_of(page, "founded_month")) == (200, typed)
    assert phone.post(at("answer", assignment, "A"), {"founded_month": "3/2555"}).status_code == 302


@pytest.mark.parametrize(("typed", "stored"), [("3/2555", "2012-03"), ("มีนาคม ๒๕๕๕", "2012-03"), ("2555", "2012")])
def test_a_month_is_typed_in_buddhist_years_and_stored_in_christian_ones(typed, stored, assignment, phone):
    fill(phone, assignment, founded_month=typed)
    press(phone, assignment)
    assert Response.objects.get().answers["founded_month"] == stored


@pytest.mark.parametrize(("language", "shown"), [("th", "มี.ค.\xa02555"), ("en", "Mar\xa02012")])
def test_a_stored_month_is_shown_as_people_write_it_and_may_be_sent_again(language, shown, assignment, phone):
    make_response(assignment, founded_month="2012-03")
    phone.cookies["django_language"] = language
    page = phone.get(at("answer", assignment, "A"))
    assert value_of(page, "founded_month") == shown
    form = page.context["form"]
    again = {name: form[name].value() for name in form.fields if form[name].value() not in (None, [], False)}
    assert phone.post(at("answer", assignment, "A"), again).status_code == 302
    press(phone, assignment)
    assert (Submission.objects.count(), Response.objects.get().answers["founded_month"]) == (1, "2012-03")


def test_a_text_that_no_database_could_hold_is_refused_in_one_sentence_and_the_draft_stays(assignment, phone):
    keep(assignment, members_total="1480")
    answer = phone.post(at("answer", assignment, "B"), {"members_total": "1\x002"})
    assert (answer.status_code, draft()["members_total"]) == (400, "1480")


def test_fields_that_no_question_has_are_not_kept(assignment, phone):
    phone.post(
        at("answer", assignment, "F"), {**TYPED["F"], "members_total": "9", "letter": "A", "verified_at": "2026"}
    )
    assert [name for name in ("members_total", "letter", "verified_at") if name in draft()] == []


def test_not_known_wins_over_a_figure_beside_it(assignment, phone):
    phone.post(at("answer", assignment, "B"), {"members_total": "12", "members_total_unknown": "on"})
    page = phone.get(at("answer", assignment, "B"))
    assert (draft()["members_total"], value_of(page, "members_total")) == ("unknown", "")
    assert page.context["form"]["members_total_unknown"].value() is True


@pytest.mark.parametrize("key", ["org_name", "founded_month", "committee_size", "benefit_types"])
def test_not_known_is_offered_only_where_it_may_be(key, assignment, phone):
    keep(assignment, scope="tambon")
    code = shipped_questionnaire().by_key[key].section
    assert f'name="{key}_unknown"' not in phone.get(at("answer", assignment, code)).text


# ── Conditions ─────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("before", "code", "hidden"),
    [
        ({"scope": "tambon", "founded_month": "3/2555"}, "B", []),
        ({"scope": "village", "founded_month": "3/2555"}, "B", ["villages_total", "villages_covered"]),
        ({"scope": "tambon", "founded_month": "12/2569"}, "B", ["members_12m_ago"]),
        ({"scope": "tambon", "founded_month": "2/2569"}, "B", []),
        ({"scope": "tambon", "founded_month": "3/2569"}, "B", ["members_12m_ago"]),
        ({"scope": "tambon"}, "B", ["members_12m_ago"]),
        ({"provides_welfare": "no"}, "C", ["benefits_paid_12m"]),
        ({"provides_welfare": "yes"}, "C", []),
        ({}, "C", []),
        ({"provides_welfare": "no"}, "E", []),
        ({}, "D", []),
    ],
)
def test_a_question_is_shown_by_what_was_answered_in_other_sections(before, code, hidden, assignment, phone):
    keep(assignment, **before)
    form = phone.get(at("answer", assignment, code)).context["form"]
    asked = [each.key for each in shipped_questionnaire().in_section(code)]
    assert [key for key in asked if key not in {each.key for each in form.questions}] == hidden


def test_what_is_hidden_is_neither_missing_nor_sent(assignment, phone):
    fill(phone, assignment, scope="village", provides_welfare="no")
    page = phone.get(at("send", assignment))
    assert (page.context["missing"], page.context["errors"]) == ([], [])
    press(phone, assignment)
    answers = Response.objects.get().answers
    hidden = ("villages_total", "villages_covered", "benefits_paid_12m", "benefit_types", "median_days")
    assert [key for key in hidden if key in answers] == []
    assert Grade.objects.get().reason == "provides_no_welfare"


def test_a_bad_answer_that_is_hidden_since_stands_in_nobodys_way(assignment, phone):
    """First several villages, with a figure that cannot be read; then the organisation turns out to serve one."""
    fill(phone, assignment)
    phone.post(at("answer", assignment, "B"), {**TYPED["B"], "villages_total": "เก้า"})
    phone.post(at("answer", assignment, "A"), {**TYPED["A"], "scope": "village"})
    again = {name: value for name, value in TYPED["B"].items() if not name.startswith("villages")}
    assert phone.post(at("answer", assignment, "B"), again).status_code == 302
    assert phone.get(at("send", assignment)).context["bad"] == []
    assert press(phone, assignment).status_code == 302


# ── Checks between answers ─────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("code", "typed", "key", "said"),
    [
        ("A", {"founded_month": "3/2570"}, "founded_month", "The founding month cannot be after the survey month."),
        ("B", {"villages_covered": "10"}, "villages_covered", "Villages with members cannot exceed the villages"),
        ("B", {"members_by_group.elderly": "9,999"}, "members_by_group", "together cannot exceed all members."),
        ("B", {"members_by_group.disadvantaged": "1,481"}, "members_by_group", "Disadvantaged or disabled members"),
        ("D", {"committee_women": "16"}, "committee_women", "Women on the committee cannot exceed the committee."),
        ("E", {"beneficiaries_12m": "1,481"}, "beneficiaries_12m", "Members who received benefits cannot exceed"),
    ],
)
def test_answers_that_contradict_each_other_are_told_where_they_stand(code, typed, key, said, assignment, phone):
    keep(assignment, scope="tambon", founded_month="3/2555", members_total="1,480")
    data = {**TYPED[code], **typed}
    answer = phone.post(at("answer", assignment, code), data)
    assert (answer.status_code, list(told(answer))) == (422, [key])
    assert said in told(answer)[key]
    form = phone.get(at("answer", assignment, code)).context["form"]
    assert {name: form[name].value() for name in typed} == typed


def test_a_contradiction_with_another_section_is_told_in_the_section_that_is_open(assignment, phone):
    keep(assignment, beneficiaries_12m="182")
    answer = phone.post(at("answer", assignment, "B"), {"members_total": "100"})
    assert told(answer) == {"members_total": "Members who received benefits cannot exceed all members."}


W3 = "Members grew or fell by more than half in 12 months: please check, and confirm if right."


def test_an_unlikely_figure_is_asked_again_and_confirmed_with_a_tick(assignment, phone):
    keep(assignment, scope="tambon", founded_month="3/2555")
    unlikely = {**TYPED["B"], "members_12m_ago": "700"}
    answer = phone.post(at("answer", assignment, "B"), unlikely)
    assert (answer.status_code, told(answer)) == (422, {"members_total": W3})
    assert 'class="question has-warning" id="q-members_total"' in answer.text
    assert 'name="confirm_W3"' in answer.text
    assert (draft()["members_12m_ago"], draft()["confirmed"]) == ("700", [])
    confirmed = phone.post(at("answer", assignment, "B"), {**unlikely, "confirm_W3": "on"})
    assert (confirmed.url, draft()["confirmed"]) == (at("answer", assignment, "C"), ["W3"])
    assert phone.post(at("answer", assignment, "B"), unlikely).status_code == 302


@pytest.mark.parametrize(
    ("code", "typed", "warnings"),
    [
        ("B", {"service_population": "1,000"}, ["W1"]),
        ("C", {"benefits_paid_12m": "99,999,999"}, ["W2"]),
        ("B", {"service_population": "1,000", "members_12m_ago": "700"}, ["W1", "W3"]),
    ],
)
def test_each_warning_waits_for_its_own_tick(code, typed, warnings, assignment, phone):
    keep(assignment, scope="tambon", founded_month="3/2555")
    data = {**TYPED[code], "own_earnings_12m": "0", **typed}
    data.pop("own_earnings_12m_unknown", None)
    for number in range(len(warnings)):
        ticked = {f"confirm_{each}": "on" for each in warnings[:number]}
        answer = phone.post(at("answer", assignment, code), {**data, **ticked})
        assert [each.code for each in answer.context["form"].warnings] == warnings[number:]
    ticked = {f"confirm_{each}": "on" for each in warnings}
    assert phone.post(at("answer", assignment, code), {**data, **ticked}).status_code == 302


def test_a_warning_that_was_not_confirmed_is_asked_for_where_it_is_sent(assignment, phone):
    fill(phone, assignment)
    phone.post(at("answer", assignment, "B"), {**TYPED["B"], "members_12m_ago": "700"})
    page = phone.get(at("send", assignment))
    assert page.context["warnings"] == [("W3", W3, False)]
    refused = press(phone, assignment)
    assert (refused.status_code, Submission.objects.count(), W3 in refused.text) == (422, 0, True)
    assert press(phone, assignment, confirm_W3="on").url == at("receipt", assignment)


def test_a_warning_confirmed_in_its_section_is_ticked_where_it_is_sent(assignment, phone):
    fill(phone, assignment)
    phone.post(at("answer", assignment, "B"), {**TYPED["B"], "members_12m_ago": "700", "confirm_W3": "on"})
    assert phone.get(at("send", assignment)).context["warnings"] == [("W3", W3, True)]
    assert press(phone, assignment).status_code == 302


# ── Looking it over ────────────────────────────────────────────────────────────────────────────────────────────────
def test_before_anything_was_typed_there_is_nothing_to_send(assignment, phone):
    assert phone.get(at("send", assignment)).url == assignment.get_absolute_url()
    assert press(phone, assignment).url == assignment.get_absolute_url()
    assert phone.get(at("receipt", assignment)).url == assignment.get_absolute_url()


def test_what_is_missing_is_listed_with_a_link_to_its_question(assignment, phone):
    for code in "BCDEFGH":
        phone.post(at("answer", assignment, code), TYPED[code])
    phone.post(at("answer", assignment, "A"), {**TYPED["A"], "org_type_other": "", "founded_month": "แต่ก่อน"})
    phone.post(at("answer", assignment, "D"), {**TYPED["D"], "rules_level": ""})
    page = phone.get(at("send", assignment))
    assert page.status_code == 200
    assert [(each.key, each.section) for each in page.context["missing"]] == [("org_type", "A"), ("rules_level", "D")]
    assert [(each.key, words) for each, words in page.context["bad"]] == [
        ("founded_month", "Write the month and the year, such as 3/2555, or the year alone.")
    ]
    for key, code in (("org_type", "A"), ("rules_level", "D"), ("founded_month", "A")):
        assert f'href="{at("answer", assignment, code)}#q-{key}"' in page.text
    assert "Written rules: not answered yet" in page.text


def test_what_is_not_ready_is_not_sent_and_the_key_and_the_ticks_stay(assignment, phone):
    phone.post(at("answer", assignment, "B"), TYPED["B"])
    key = uuid.uuid4()
    answer = press(phone, assignment, key, confirmed="on")
    assert (answer.status_code, Submission.objects.count()) == (422, 0)
    assert answer.context["key"] == str(key)
    assert 'id="confirmed" name="confirmed" checked' in answer.text
    assert "It cannot be sent yet; these are to be mended:" in answer.text
    assert draft()["service_population"] == "๗,๔๐๐"


def test_a_contradiction_left_behind_is_told_before_sending(assignment, phone):
    fill(phone, assignment)
    phone.post(at("answer", assignment, "D"), {**TYPED["D"], "committee_women": "16"})
    page = phone.get(at("send", assignment))
    assert [(each.key, words) for each, words in page.context["errors"]] == [
        ("committee_women", "Women on the committee cannot exceed the committee.")
    ]
    assert press(phone, assignment).status_code == 422


def test_a_tambon_or_network_that_its_section_refused_is_not_sent_either(assignment, phone):
    fill(phone, assignment)
    refused = phone.post(at("answer", assignment, "A"), {**TYPED["A"], "tambon_code": "999999", "networks": ["77777"]})
    assert (refused.status_code, sorted(told(refused))) == (422, ["networks", "tambon_code"])
    answer = press(phone, assignment)
    assert (answer.status_code, Submission.objects.count()) == (422, 0)
    assert sorted(each.key for each, _words in answer.context["bad"]) == ["networks", "tambon_code"]


def test_the_parts_show_how_far_each_is(assignment, phone):
    phone.post(at("answer", assignment, "B"), TYPED["B"])
    phone.post(at("answer", assignment, "F"), TYPED["F"])
    phone.post(at("answer", assignment, "G"), {"active_partners": "หลาย"})
    states = {each.code: each.state for each in phone.get(at("send", assignment)).context["sections"]}
    assert states == {
        "A": "begun",
        "B": "done",
        "C": "empty",
        "D": "empty",
        "E": "empty",
        "F": "done",
        "G": "begun",
        "H": "empty",
    }
    assert phone.get(assignment.get_absolute_url()).context["next_section"] == "A"


# ── Sending ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_from_the_first_question_to_the_receipt(assignment, network, phone):
    fill(phone, assignment)
    page = phone.get(at("send", assignment))
    assert "Every question that must be answered is." in page.text
    answer = phone.post(at("send", assignment), {"key": page.context["key"], "confirmed": "on"}, follow=True)
    assert answer.redirect_chain == [(at("receipt", assignment), 302)]
    response, submission = Response.objects.get(), Submission.objects.get()
    assert response.answers == STORED == submission.answers
    assert (response.state, response.draft, response.confirmed_at) == ("sent", {}, response.sent_at)
    assert (submission.sent_by, submission.key) == (None, page.context["key"])
    told = (submission.receipt, "กองทุนปากพูน", "38 questions", "(not known 3)")
    assert [words in answer.text for words in told] == [True] * 4
    informant = Informant.objects.get()
    assert (informant.name, informant.phone, informant.consent.channel) == ("นางสาวตัวอย่าง ใจดี", "0800000123", "online")
    assert Grade.objects.get().get_absolute_url() in answer.text
    assert phone.get(Grade.objects.get().get_absolute_url()).status_code == 200


def test_a_second_press_gives_the_same_receipt(assignment, phone):
    fill(phone, assignment)
    key = uuid.uuid4()
    answers = [press(phone, assignment, key) for _press in range(2)]
    assert [(each.status_code, each.url) for each in answers] == [(302, at("receipt", assignment))] * 2
    assert (Submission.objects.count(), Grade.objects.count(), Informant.objects.count()) == (1, 1, 1)


def test_the_same_key_with_other_answers_is_told_its_receipt_and_the_first_stay(assignment, phone):
    fill(phone, assignment)
    key = uuid.uuid4()
    press(phone, assignment, key)
    phone.post(at("answer", assignment, "F"), {**TYPED["F"], "local_plan_items": "4"})
    answer = press(phone, assignment, key)
    first = Submission.objects.get()
    assert (answer.status_code, f"were sent already, receipt {first.receipt}, and differ" in answer.text) == (409, True)
    assert (Response.objects.get().answers["local_plan_items"], draft()["local_plan_items"]) == (2, "4")
    assert press(phone, assignment).status_code == 302
    assert Response.objects.get().answers["local_plan_items"] == 4


@pytest.mark.parametrize("key", ["", "nonsense", "12345678-1234"])
def test_a_page_without_a_good_key_is_told_to_open_again(key, assignment, phone):
    fill(phone, assignment)
    answer = phone.post(at("send", assignment), {"key": key})
    assert (answer.status_code, Submission.objects.count()) == (409, 0)
    assert "This page is out of date; open it again and send once more." in answer.text
    assert draft()["org_name"] == TYPED["A"]["org_name"]


def test_what_was_sent_stands_in_the_form_and_may_be_corrected(assignment, phone):
    fill(phone, assignment)
    press(phone, assignment)
    form = phone.get(at("answer", assignment, "B")).context["form"]
    assert (form["members_total"].value(), form["members_paid_up_unknown"].value()) == ("1,480", True)
    assert phone.get(at("answer", assignment, "A")).context["form"]["informant.phone"].value() == "0800000123"
    phone.post(at("answer", assignment, "B"), {**TYPED["B"], "members_total": "1,490"})
    assert "The reviewers look through it." in phone.get(assignment.get_absolute_url()).text
    press(phone, assignment)
    assert [each.answers["members_total"] for each in Submission.objects.all()] == [1490, 1480]


@pytest.mark.parametrize("verified", [True, False])
def test_the_page_tells_what_became_of_the_answers(verified, assignment, phone):
    make_response(assignment, verified=verified)
    page = phone.get(assignment.get_absolute_url()).text
    assert ("Verified" in page, "The reviewers look through it." in page) == (verified, not verified)
    assert (at("receipt", assignment) in page, Grade.objects.get().get_absolute_url() in page) == (True, True)


def test_a_draft_is_gone_on_with_where_it_was_left(assignment, phone):
    for code in "AB":
        phone.post(at("answer", assignment, code), TYPED[code])
    page = phone.get(assignment.get_absolute_url())
    assert ("Not sent yet." in page.text, page.context["next_section"]) == (True, "C")
    assert (at("answer", assignment, "C") in page.text, at("send", assignment) in page.text) == (True, True)


def test_nothing_is_typed_or_sent_once_the_cycle_is_closed_and_everything_can_be_read(assignment, phone):
    fill(phone, assignment)
    close(assignment.round.cycle)
    for answer in (phone.post(at("answer", assignment, "B"), {"members_total": "9"}), press(phone, assignment)):
        assert (answer.status_code, "This cycle is closed and can only be read" in answer.text) == (409, True)
    assert draft()["members_total"] == "1,480"
    assert [phone.get(at("answer", assignment, code)).status_code for code in SECTIONS] == [200] * 8


def test_a_first_word_after_the_closing_is_refused_too(assignment, phone):
    close(assignment.round.cycle)
    assert phone.post(at("answer", assignment, "B"), TYPED["B"]).status_code == 409
    assert Response.objects.count() == 0


# ── Returned ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_returned_survey_shows_the_comment_and_keeps_the_other_sections(assignment, phone):
    fill(phone, assignment)
    press(phone, assignment)
    response = Response.objects.get()
    response.give_back(response.latest, by=make_user(), comment="QB2 ไม่ตรงทะเบียน\nโปรดตรวจ")
    page = phone.get(assignment.get_absolute_url()).text
    assert ("Returned for correction:" in page, "QB2 ไม่ตรงทะเบียน<br>โปรดตรวจ" in page) == (True, True)
    phone.post(at("answer", assignment, "B"), {**TYPED["B"], "members_total": "1,500"})
    assert "QB2 ไม่ตรงทะเบียน" in phone.get(assignment.get_absolute_url()).text
    press(phone, assignment)
    response.refresh_from_db()
    assert (response.state, response.answers) == ("sent", {**STORED, "members_total": 1500})


# ── Consent ────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("is_closed", [False, True])
def test_whoever_answered_takes_the_consent_back_with_one_press(is_closed, assignment, phone):
    fill(phone, assignment)
    press(phone, assignment)
    assert "นางสาวตัวอย่าง ใจดี" in phone.get(assignment.get_absolute_url()).text
    if is_closed:
        close(assignment.round.cycle)
    answer = phone.post(at("withdraw_consent", assignment), follow=True)
    assert "the name, position and phone were deleted" in answer.text
    assert "นางสาวตัวอย่าง ใจดี" not in answer.text
    informant, response = Informant.objects.get(), Response.objects.get()
    assert (informant.name, informant.position, informant.phone) == ("", "", "")
    assert (response.answers, Consent.objects.get().withdrawn_at is None) == (STORED, False)


def test_the_consent_is_taken_back_from_a_draft_too(assignment, phone):
    assert phone.post(at("withdraw_consent", assignment)).url == assignment.get_absolute_url()
    phone.post(at("answer", assignment, "A"), TYPED["A"])
    phone.post(at("withdraw_consent", assignment))
    assert ("informant" in draft(), draft()["org_name"]) == (False, TYPED["A"]["org_name"])
    assert phone.get(at("withdraw_consent", assignment)).status_code == 405


def test_after_the_consent_was_taken_back_someone_else_may_answer(assignment, phone):
    fill(phone, assignment)
    press(phone, assignment)
    phone.post(at("withdraw_consent", assignment))
    assert "informant" in {each.key for each in phone.get(at("send", assignment)).context["missing"]}
    phone.post(at("answer", assignment, "A"), {**TYPED["A"], "informant.name": "นายตัวอย่าง สุขใจ"})
    press(phone, assignment)
    assert [each.name for each in Informant.objects.all()] == ["นายตัวอย่าง สุขใจ", ""]


# ── Late ───────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_late_answers_are_welcome_and_marked_late(assignment, phone, time_machine):
    late = "The day has passed; your answers are still welcome."
    assert (assignment.is_late, late in phone.get(assignment.get_absolute_url()).text) == (False, False)
    time_machine.move_to(moment("2027-02-01 00:00"), tick=False)
    phone = entered(assignment)
    assert late in phone.get(assignment.get_absolute_url()).text
    fill(phone, assignment)
    assert press(phone, assignment).url == at("receipt", assignment)
    assignment.refresh_from_db()
    assert (assignment.state, assignment.is_late) == ("sent", True)
    assert late not in phone.get(assignment.get_absolute_url()).text


def test_who_was_in_time_and_corrects_it_later_is_not_late(assignment, phone, time_machine):
    time_machine.move_to(moment("2027-01-31 23:59"), tick=False)
    phone = entered(assignment)
    fill(phone, assignment)
    press(phone, assignment)
    time_machine.move_to(moment("2027-02-05 09:00"), tick=False)
    phone.post(at("answer", assignment, "F"), {**TYPED["F"], "local_plan_items": "4"})
    press(phone, assignment)
    assert (Submission.objects.count(), type(assignment).objects.get().is_late) == (2, False)


def test_what_a_person_sees_is_thai_unless_they_choose_otherwise(assignment, settings):
    settings.LANGUAGE_CODE = "th"
    phone = entered(assignment)
    answer = phone.post(at("answer", assignment, "B"), {"members_total": "พันกว่า"})
    (said,) = told(answer).values()
    assert (answer.status_code, "ไม่ทราบ" in said) == (422, True)


def test_the_stored_answers_of_the_factories_are_whole(assignment, phone):
    keep(assignment, **whole_answers())
    page = phone.get(at("send", assignment))
    assert [page.context[name] for name in ("bad", "missing", "errors", "warnings")] == [[], [], [], []]


# ── What people stumbled over ──────────────────────────────────────────────────────────────────────────────────────
def test_a_figure_typed_where_not_known_stood_takes_its_place(assignment, phone):
    phone.post(at("answer", assignment, "B"), {**TYPED["B"], "members_total_unknown": "on", "members_total": ""})
    assert draft()["members_total"] == "unknown"
    phone.post(at("answer", assignment, "B"), {**TYPED["B"], "members_total_unknown": "on", "members_total": "๑,๔๘๐"})
    assert draft()["members_total"] == "๑,๔๘๐"


def test_not_known_ticked_where_a_figure_stood_takes_its_place(assignment, phone):
    phone.post(at("answer", assignment, "B"), {**TYPED["B"], "members_total": "1480"})
    phone.post(at("answer", assignment, "B"), {**TYPED["B"], "members_total": "1480", "members_total_unknown": "on"})
    assert draft()["members_total"] == "unknown"


def test_corrections_that_were_not_sent_are_told(assignment, phone):
    fill(phone, assignment)
    press(phone, assignment)
    says = "Corrections are saved, but not sent."
    assert says not in phone.get(assignment.get_absolute_url()).text
    phone.post(at("answer", assignment, "B"), {**TYPED["B"], "members_total": "1481"})
    page = phone.get(assignment.get_absolute_url()).text
    assert (says in page, f'href="{at("send", assignment)}"' in page) == (True, True)


def test_whoever_sends_sees_what_will_be_sent_and_nothing_personal(assignment, phone):
    fill(phone, assignment)
    page = phone.get(at("send", assignment))
    lines = {line.question.key: line.words for _section, section in page.context["answers"] for line in section}
    assert (lines["members_total"].startswith("1,480"), "informant" in lines) == (True, False)
    assert "The answers as they will be sent" in page.text


def test_the_receipt_counts_what_was_answered(assignment, phone):
    fill(phone, assignment)
    press(phone, assignment)
    answers = Response.objects.get().answers
    questions = ["informant", *(key for key in answers if key in shipped_questionnaire().by_key)]
    page = phone.get(at("receipt", assignment))
    unknown = list(answers.values()).count("unknown")
    assert (page.context["answered"], page.context["unknown"]) == (len(questions) - unknown, unknown)


@pytest.mark.parametrize("typed", ["๔๕๐๐ บาท", "4,500บาท", "4500 baht"])
def test_a_unit_written_once_more_is_no_mistake(typed, assignment, phone):
    answer = phone.post(at("answer", assignment, "C"), {**TYPED["C"], "admin_cost_12m": typed})
    assert answer.status_code == 302
    assert shipped_questionnaire().parse({"admin_cost_12m": typed}).answers == {"admin_cost_12m": 4500}


def test_a_summary_names_the_questions(assignment, phone):
    answer = phone.post(at("answer", assignment, "B"), {**TYPED["B"], "members_total": "พันกว่า"})
    (first,) = [words for key, text, words in answer.context["told"] if key == "members_total"]
    question = shipped_questionnaire().by_key["members_total"].text.en
    assert f"{question}: {first}" in answer.text


def test_of_two_who_write_at_once_each_keeps_what_they_changed(assignment, phone):
    """Two phones open the same part; one writes the members, the other the villages."""
    shown = phone.get(at("answer", assignment, "B")).context["form"].seen
    first, second = ({**TYPED["B"], "members_total": "1500"}, {**TYPED["B"], "villages_total": "10"})
    phone.post(at("answer", assignment, "B"), {**TYPED["B"], "seen": shown})
    shown = phone.get(at("answer", assignment, "B")).context["form"].seen
    for sent in (first, second):
        phone.post(at("answer", assignment, "B"), {**sent, "seen": shown})
    assert (draft()["members_total"], draft()["villages_total"]) == ("1500", "10")


def test_a_page_that_was_refused_overwrites_nothing_that_it_did_not_change(assignment, phone):
    keep(assignment, **{key: value for key, value in TYPED["B"].items() if "." not in key})
    shown = phone.get(at("answer", assignment, "B")).context["form"].seen
    keep(assignment, members_total="1500")
    refused = phone.post(at("answer", assignment, "B"), {**TYPED["B"], "villages_total": "มาก", "seen": shown})
    assert refused.status_code == 422
    again = {**TYPED["B"], "villages_total": "9", "seen": refused.context["form"].seen}
    assert phone.post(at("answer", assignment, "B"), again).status_code == 302
    assert (draft()["members_total"], draft()["villages_total"]) == ("1500", "9")


@pytest.mark.parametrize("seen", ["", "{", "[]", "7", "null", '{"members_total": {"x": []}}'])
def test_whatever_comes_back_as_seen_loses_nothing_that_was_typed(seen, assignment, phone):
    assert phone.post(at("answer", assignment, "B"), {**TYPED["B"], "seen": seen}).status_code == 302
    assert draft()["members_total"] == TYPED["B"]["members_total"]


def test_a_page_sent_as_it_was_shown_changes_nothing(assignment, phone):
    fill(phone, assignment)
    before = draft()
    for code in "ABCDEFGH":
        form = phone.get(at("answer", assignment, code)).context["form"]
        sent = form._as_sent()
        sent["seen"] = form.seen
        assert (
            phone.post(
                at("answer", assignment, code), sent.urlencode(), content_type="application/x-www-form-urlencoded"
            ).status_code
            == 302
        )
    assert draft() == before
