"""The round: opened by a resolution, handed out by letters, and how far it has come."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from surveys.models import SurveyRound
from tests.factories import (
    close,
    in_days,
    make_cycle,
    make_district,
    make_meeting,
    make_member,
    make_network,
    make_open_cycle,
    make_organisation,
    make_resolution,
    make_response,
    make_round,
    make_tambon,
    make_user,
)
from welfare_movement.meetings.models import Meeting, Resolution
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.SURVEYS)


@pytest.fixture
def coordinator(cycle):
    return signed_in(make_member(cycle, user=make_user("สมศรี")))


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def at(name, cycle, *args):
    return reverse(f"surveys:{name}", args=[*cycle.address, *args])


def form_of(resolution, **fields):
    return {"resolution": resolution.pk, "reference_month": "2/2570", "due_on": "31 ม.ค. 2570", **fields}


# ── Opening ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_round_is_opened_for_every_organisation_that_stands(cycle, coordinator):
    resolution = make_resolution(cycle)
    organisations = [make_organisation(), make_organisation(tambon=make_tambon("801201"))]
    make_organisation(dissolved_on=date(2026, 1, 1))
    assert "2 organisations of the registry are asked." in coordinator.get(at("open_round", cycle)).text
    answer = coordinator.post(at("open_round", cycle), form_of(resolution), follow=True)
    assert answer.redirect_chain == [(at("coverage", cycle), 302)]
    assert "The round is open for 2 organisations." in answer.text
    opened = SurveyRound.objects.get()
    assert (opened.stage, opened.resolution, str(opened.opened_by)) == (
        Stage.SURVEYS,
        resolution,
        "สมศรีใจดี"[:5] + " ใจดี",
    )
    assert (opened.reference_month, opened.due_on) == (date(2027, 2, 1), date(2027, 1, 31))
    assert {each.organisation for each in opened.assignments.all()} == set(organisations)


def test_only_what_was_agreed_at_a_meeting_of_the_cycle_that_was_held_can_be_chosen(cycle, coordinator):
    agreed = [make_resolution(cycle, outcome=outcome) for outcome in ("endorsed", "approved")]
    for outcome in ("noted", "rejected", "assigned"):
        make_resolution(cycle, outcome=outcome)
    make_resolution(make_open_cycle(Stage.SURVEYS, year=2569))
    coming = make_meeting(cycle, stage=Stage.SURVEYS, kind="joint")
    Resolution.objects.create(item=coming.items.get(section=4, position=0), outcome="endorsed")
    off = make_resolution(cycle)
    ended = {"cancelled_at": timezone.now(), "cancelled_by": make_user(), "cancelled_reason": "น้ำท่วม"}
    Meeting.objects.filter(pk=off.item.meeting_id).update(**ended)
    choices = coordinator.get(at("open_round", cycle)).context["form"].fields["resolution"].queryset
    assert set(choices) == set(agreed)
    for resolution in (Resolution.objects.get(item__meeting=coming), off, Resolution.objects.get(outcome="noted")):
        answer = coordinator.post(at("open_round", cycle), form_of(resolution))
        assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["resolution"])
    assert SurveyRound.objects.count() == 0


def test_a_choice_names_the_meeting_the_item_and_the_words(cycle, coordinator):
    resolution = make_resolution(cycle)
    resolution.text = "เห็นชอบแผนสำรวจ"
    resolution.save()
    page = coordinator.get(at("open_round", cycle)).text
    assert "1/2570 · 4 Matters for consideration · Agreed เห็นชอบแผนสำรวจ" in page


def test_a_choice_of_resolutions_costs_the_same_whatever_its_length(cycle, coordinator, queries):
    for size in (1, 3):
        while Resolution.objects.count() < size:
            make_resolution(cycle)
        with queries(7):
            page = coordinator.get(at("open_round", cycle))
        assert page.text.count("Agreed</option>") == size


def test_before_anything_was_agreed_the_page_says_what_comes_first(cycle, coordinator):
    assert "Record the resolution of the joint meeting first." in coordinator.get(at("open_round", cycle)).text


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("reference_month", "2570", "Write the month too, for example 2/2570."),
        ("reference_month", "13/2570", "There is no month 13"),
        ("reference_month", "", "This field is required."),
        ("due_on", "1/11/2569", "This day has passed; choose today or later."),
        ("due_on", "31/2/2570", "February\xa02027 has only 28 days."),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_everything_typed_stays(field, typed, said, cycle, coordinator):
    resolution = make_resolution(cycle)
    make_organisation()
    answer = coordinator.post(at("open_round", cycle), form_of(resolution, **{field: typed}))
    form = answer.context["form"]
    assert (answer.status_code, list(form.errors), form[field].value()) == (422, [field], typed)
    assert said in form.errors[field][0]
    other = {"reference_month": "due_on", "due_on": "reference_month"}[field]
    assert form[other].value() == form_of(resolution)[other]


def test_today_is_the_first_day_until_which_answers_may_be_asked(cycle, coordinator):
    make_organisation()
    today = timezone.localdate()
    data = form_of(make_resolution(cycle), due_on=f"{today.day}/{today.month}/{today.year + 543}")
    assert coordinator.post(at("open_round", cycle), data).status_code == 302


def test_a_second_press_is_told_who_opened_it(cycle, coordinator):
    make_organisation()
    data = form_of(make_resolution(cycle))
    coordinator.post(at("open_round", cycle), data)
    answer = signed_in(make_member(cycle)).post(at("open_round", cycle), data)
    assert (answer.status_code, SurveyRound.objects.count()) == (409, 1)
    assert "สมศรี ใจดี opened this round already; see its coverage." in answer.text


def test_a_round_without_anybody_to_ask_is_refused(cycle, coordinator):
    answer = coordinator.post(at("open_round", cycle), form_of(make_resolution(cycle)))
    assert (answer.status_code, "Register the community organisations first" in answer.text) == (409, True)


def test_no_round_is_opened_while_the_survey_is_locked():
    early = make_cycle()
    make_organisation()
    resolution = make_resolution(early, stage=Stage.PARTNERS, kind="consultation")
    answer = signed_in(make_member(early)).post(at("open_round", early), form_of(resolution))
    assert (answer.status_code, "is not open yet" in answer.text, SurveyRound.objects.count()) == (422, True, 0)


def test_no_round_is_opened_in_a_closed_cycle(cycle, coordinator):
    make_organisation()
    data = form_of(make_resolution(cycle))
    close(cycle)
    answer = coordinator.post(at("open_round", cycle), data)
    assert (answer.status_code, "This cycle is closed" in answer.text, SurveyRound.objects.count()) == (422, True, 0)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.OBSERVER])
def test_rounds_are_opened_and_letters_printed_by_coordinators_alone(role, cycle):
    client = signed_in(make_member(cycle, role))
    data = form_of(make_resolution(cycle))
    statuses = [client.get(at(name, cycle)).status_code for name in ("open_round", "letters", "coverage")]
    assert (statuses, client.post(at("open_round", cycle), data).status_code) == ([403, 403, 200], 403)


# ── Letters ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_letter_carries_the_address_and_its_code_for_each_organisation_that_has_not_answered(cycle, coordinator):
    survey_round = make_round(cycle, [make_organisation(name=name) for name in ("ก", "ข", "ค", "ง")])
    waiting, draft, sent, back = survey_round.assignments.order_by("pk")
    make_response(draft, sent=False)
    make_response(sent)
    returned = make_response(back)
    returned.give_back(returned.latest, by=make_user(), comment="ตรวจ")
    page = coordinator.get(at("letters", cycle))
    assert list(page.context["assignments"]) == [waiting, draft]
    assert [each.link.url in page.text for each in (waiting, draft, sent, back)] == [True, True, False, False]
    assert page.text.count('aria-label="Code to photograph"') == 2
    assert "31\xa0January\xa02027" in page.text


def test_a_sheet_of_letters_costs_the_same_whatever_its_length(cycle, coordinator, queries):
    survey_round = make_round(cycle, [make_organisation() for _ in range(3)])
    for size in (3, 1):
        for assignment in survey_round.assignments.all()[: 3 - size]:
            make_response(assignment)
        with queries(6):
            assert coordinator.get(at("letters", cycle)).text.count('class="paper letter"') == size


def test_when_everyone_has_answered_no_letter_is_printed(cycle, coordinator):
    make_response(make_round(cycle).assignments.get())
    assert "Every organisation has answered." in coordinator.get(at("letters", cycle)).text


# ── Coverage ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_before_the_round_the_page_says_what_comes_first(cycle, coordinator):
    page = coordinator.get(at("coverage", cycle))
    assert page.context["rows"] == []
    assert "then the round is opened by its resolution." in page.text
    assert at("open_round", cycle) in page.text


def test_the_page_counts_each_network_and_lists_each_organisation(cycle, coordinator):
    network = make_network(name="เครือข่ายสัจจะ")
    survey_round = make_round(cycle, [make_organisation(network), make_organisation(network), make_organisation()])
    first, second, _third = survey_round.assignments.order_by("pk")
    make_response(first, verified=True)
    make_response(second, sent=False)
    page = coordinator.get(at("coverage", cycle))
    assert [(str(line.network), line.expected, line.verified, line.draft) for line in page.context["table"]] == [
        ("เครือข่ายสัจจะ", 2, 1, 1),
        ("None", 1, 0, 0),
        ("None", 3, 1, 1),
    ]
    assert first.response.get_absolute_url() in page.text
    assert at("expected", cycle, second.pk) in page.text
    assert ("In no network" in page.text, at("open_round", cycle) in page.text) == (True, False)


@pytest.mark.parametrize(
    ("wanted", "number"),
    [("not_started", 1), ("draft", 1), ("sent", 1), ("returned", 1), ("verified", 1), ("", 5), ("nonsense", 5)],
)
def test_the_list_is_narrowed_to_one_state(wanted, number, cycle, coordinator):
    survey_round = make_round(cycle, [make_organisation() for _ in range(5)])
    draft, sent, verified, back, _not_started = survey_round.assignments.all()
    make_response(draft, sent=False)
    make_response(sent)
    make_response(verified, verified=True)
    returned = make_response(back)
    returned.give_back(returned.latest, by=make_user(), comment="ตรวจ")
    page = coordinator.get(at("coverage", cycle), {"state": wanted})
    assert len(page.context["rows"]) == number
    assert number == 5 or {row.state for row in page.context["rows"]} == {wanted}


def test_a_reviewer_of_one_district_sees_that_district_alone(cycle):
    near, far = make_organisation(), make_organisation(tambon=make_tambon("801201"))
    make_round(cycle, [near, far])
    page = signed_in(make_member(cycle, Role.REVIEWER, district=make_district("8012"))).get(at("coverage", cycle))
    assert [row.organisation for row in page.context["rows"]] == [far]
    assert page.context["table"][-1].expected == 1
    assert (at("networks", cycle) in page.text, at("letters", cycle) in page.text) == (False, False)


def test_whoever_has_no_part_in_the_cycle_does_not_see_its_coverage(cycle):
    assert Client().get(at("coverage", cycle)).status_code == 302
    assert signed_in(make_user()).get(at("coverage", cycle)).status_code == 403
    assert signed_in(make_member(make_cycle(2569))).get(at("coverage", cycle)).status_code == 403


def test_the_coverage_page_costs_the_same_whatever_was_sent(cycle, coordinator, queries):
    survey_round = make_round(cycle, [make_organisation() for _ in range(3)])
    first, *others = survey_round.assignments.all()
    for size, assignments in ((1, [first]), (3, others)):
        for assignment in assignments:
            make_response(assignment, verified=True)
        with queries(8):
            assert len(coordinator.get(at("coverage", cycle), {"state": "verified"}).context["rows"]) == size


# ── One that is expected ───────────────────────────────────────────────────────────────────────────────────────────
def test_a_coordinator_finds_the_link_to_pass_on_and_who_answers(cycle, coordinator):
    assignment = make_round(cycle).assignments.get()
    assignment.organisation.respondents.create(user=make_user("มานี", phone="0800000123"))
    page = coordinator.get(at("expected", cycle, assignment.pk)).text
    told = (assignment.link.url, "please answer by 31\xa0Jan\xa02027", "มานี", "080-000-0123", "Not opened yet.")
    assert [words in page for words in told] == [True] * 5
    assignment.link.mark_opened()
    assert "Opened 1 time" in coordinator.get(at("expected", cycle, assignment.pk)).text


def test_others_see_neither_the_link_nor_the_phone(cycle):
    assignment = make_round(cycle).assignments.get()
    assignment.organisation.respondents.create(user=make_user("มานี", phone="0800000123"))
    observer = signed_in(make_member(cycle, Role.OBSERVER)).get(at("expected", cycle, assignment.pk)).text
    hidden = (assignment.link.token, "080-000-0123", "0800000123")
    assert ("มานี" in observer, [words in observer for words in hidden]) == (True, [False] * 3)


def test_an_organisation_of_another_district_or_cycle_is_not_found(cycle):
    assignment = make_round(cycle).assignments.get()
    near = signed_in(make_member(cycle, Role.REVIEWER, district=make_district("8012")))
    assert near.get(at("expected", cycle, assignment.pk)).status_code == 404
    before = make_open_cycle(Stage.SURVEYS, year=2569)
    assert signed_in(make_member(before)).get(at("expected", before, assignment.pk)).status_code == 404
    assert signed_in(make_user()).get(at("expected", cycle, assignment.pk)).status_code == 403


def test_a_member_who_opens_the_respondents_page_is_shown_the_members_page(cycle, coordinator):
    assignment = make_round(cycle).assignments.get()
    answer = coordinator.get(assignment.get_absolute_url())
    assert (answer.status_code, answer.url) == (302, at("expected", cycle, assignment.pk))
    assert signed_in(make_user()).get(assignment.get_absolute_url()).status_code == 404


def test_a_link_lives_past_the_round_so_that_the_grade_is_read_by_it(cycle):
    link = make_round(cycle).assignments.get().link
    assert link.expires_at > in_days(0) + timedelta(days=500)
