"""The follow-up survey: opened for the graded organisations of the pilot areas, and how it leads to its gate."""

from datetime import date, timedelta

import pytest
from django.contrib.admin import site
from django.core.exceptions import ValidationError
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from pilot_areas.follow_up import asked_again, months_after
from pilot_areas.models import PilotArea
from surveys.models import Assignment, GradingMethod, QuestionnaireVersion, Response, SurveyRound
from surveys.refusals import AlreadyOpened
from tests.factories import (
    close,
    make_area,
    make_member,
    make_nomination,
    make_open_cycle,
    make_organisation,
    make_resolution,
    make_response,
    make_round,
    make_tambon,
    make_user,
    whole_answers,
)
from tests.factories_follow_up import make_follow_up, make_surveyed
from tests.process.evidence import listed, shown
from welfare_movement.process.refusals import CycleClosed, StageLocked
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db
HERE = Stage.PILOT_AREAS


@pytest.fixture
def cycle():
    return make_open_cycle(HERE)


@pytest.fixture
def coordinator(cycle):
    return signed_in(make_member(cycle, user=make_user("สมศรี")))


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def page(cycle):
    return reverse("pilot_areas:follow_up", args=cycle.address)


def selected(cycle, code="800104", days=100):
    """A pilot area that was selected so many days ago."""
    area = make_area(cycle, code)
    PilotArea.objects.filter(pk=area.pk).update(selected_at=timezone.now() - timedelta(days=days))
    return area


def form_of(cycle, **fields):
    last = timezone.localdate() + timedelta(days=30)
    until = f"{last.day}/{last.month}/{last.year + 543}"
    resolution = make_resolution(cycle)
    return {"resolution": resolution.pk, "reference_month": "8/2570", "due_on": until, **fields}


def follow_up_of(cycle):
    return cycle.rounds.filter(stage=HERE).first()


# ── Who is asked ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_graded_organisations_of_the_pilot_areas_are_asked_and_nobody_else(cycle, coordinator):
    selected(cycle, "800104"), selected(cycle, "800105"), selected(cycle, "800106"), make_nomination(cycle, "800107")
    asked = [make_organisation(name="กองทุน ก"), make_organisation(name="กองทุน ข", tambon=make_tambon("800105"))]
    outside = make_organisation(name="กองทุน ค", tambon=make_tambon("800107"))
    dissolved = make_organisation(name="กองทุน ง", dissolved_on=None)
    make_surveyed(cycle, [*asked, outside, dissolved])
    type(dissolved).objects.filter(pk=dissolved.pk).update(dissolved_on=date(2027, 1, 1))
    make_organisation(name="กองทุน จ")  # registered, but not in the baseline
    told = coordinator.get(page(cycle)).text
    assert [name in told for name in ("กองทุน ก", "กองทุน ข", "กองทุน ค", "กองทุน ง", "กองทุน จ")] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert told.count("nobody is asked here") == 1  # 800106
    answer = coordinator.post(page(cycle), form_of(cycle), follow=True)
    opened = follow_up_of(cycle)
    assert answer.redirect_chain == [(reverse("surveys:follow_up:coverage", args=cycle.address), 302)]
    assert "The follow-up survey is open for 2 organisations." in answer.text
    assert {each.organisation for each in opened.assignments.all()} == {*asked}
    assert {each.tambon_id for each in opened.tambon_profiles.all()} == {"800104", "800105"}
    assert (opened.reference_month, str(opened.opened_by)) == (date(2027, 8, 1), "สมศรี ใจดี")


@pytest.mark.parametrize("first", [{"publish": False}, {"provides_welfare": "no"}])
def test_an_organisation_without_a_published_grade_is_not_asked(first, cycle, coordinator):
    selected(cycle)
    make_surveyed(cycle, [make_organisation()], **first)
    assert asked_again(cycle).organisations == []
    answer = coordinator.post(page(cycle), form_of(cycle))
    assert (answer.status_code, follow_up_of(cycle)) == (422, None)
    assert "There is nobody to ask" in answer.text


def test_areas_of_another_cycle_ask_nobody_here(cycle):
    elsewhere = make_open_cycle(HERE, year=2571)
    selected(elsewhere)
    make_surveyed(cycle, [make_organisation()])
    assert (asked_again(cycle).areas, asked_again(cycle).organisations) == ([], [])


def test_before_any_area_is_selected_the_page_says_so_and_offers_no_form(cycle, coordinator):
    told = coordinator.get(page(cycle)).text
    assert ("No pilot area is selected yet." in told, 'name="resolution"' in told) == (True, False)


def test_the_page_costs_the_same_whatever_the_number_of_areas(cycle, coordinator, queries):
    survey_round = make_round(cycle, [make_organisation(tambon=make_tambon(f"80010{each}")) for each in range(4, 8)])
    for assignment in survey_round.assignments.all():
        make_response(assignment, verified=True)
    survey_round.publish(by=make_user())
    for size, codes in ((1, ["800104"]), (4, ["800105", "800106", "800107"])):
        for code in codes:
            selected(cycle, code)
        with queries(16):
            assert len(coordinator.get(page(cycle)).context["again"].organisations) == size


# ── When ───────────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("day", "number", "after"),
    [
        (date(2027, 1, 15), 3, date(2027, 4, 15)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 3, date(2027, 3, 31)),
        (date(2027, 9, 30), 3, date(2027, 12, 30)),
        (date(2027, 10, 1), 3, date(2028, 1, 1)),
    ],
)
def test_months_are_counted_by_the_calendar(day, number, after):
    assert months_after(day, number) == after


def test_earlier_than_three_months_after_the_first_selection_it_is_confirmed_by_a_tick(cycle, coordinator):
    selected(cycle, "800104", days=20), selected(cycle, "800105", days=5)
    make_surveyed(cycle, [make_organisation()])
    due = months_after(timezone.localdate() - timedelta(days=20), 3)
    assert asked_again(cycle).due_from == due
    answer = coordinator.get(page(cycle))
    assert "Three months after the selection are over on" in answer.text
    answer = coordinator.post(page(cycle), form_of(cycle))
    assert (answer.status_code, list(answer.context["form"].errors), follow_up_of(cycle)) == (422, ["early"], None)
    assert "Tick this if it is meant so, or come back on that day." in answer.text
    assert coordinator.post(page(cycle), form_of(cycle, early="on")).status_code == 302
    assert follow_up_of(cycle).assignments.count() == 1


@pytest.mark.parametrize(("off", "early"), [(-1, True), (0, False), (1, False)])
def test_on_the_day_itself_nothing_needs_to_be_confirmed(off, early, cycle, coordinator, time_machine):
    area = selected(cycle, days=0)
    make_surveyed(cycle, [make_organisation()])
    due = months_after(timezone.localdate(PilotArea.objects.get(pk=area.pk).selected_at), 3)
    time_machine.move_to(timezone.make_aware(timezone.datetime(due.year, due.month, due.day, 9)) + timedelta(days=off))
    coordinator = signed_in(make_member(cycle))
    assert asked_again(cycle).is_early is early
    assert ("early" in coordinator.get(page(cycle)).context["form"].fields) is early


# ── By which versions ──────────────────────────────────────────────────────────────────────────────────────────────
def test_it_asks_and_grades_by_the_versions_of_the_baseline(cycle, coordinator):
    selected(cycle)
    baseline = make_surveyed(cycle, [make_organisation()])
    assert "nst-survey-1.0 · nst-sg-1.0 as in the baseline" in coordinator.get(page(cycle)).text
    coordinator.post(page(cycle), form_of(cycle))
    opened = follow_up_of(cycle)
    assert (opened.questionnaire, opened.method) == (baseline.questionnaire, baseline.method)


def test_a_newer_version_is_taken_and_the_page_says_so(cycle, coordinator):
    selected(cycle)
    baseline = make_surveyed(cycle, [make_organisation()])
    newer = GradingMethod.objects.create(
        version="nst-sg-1.1", definition={**baseline.method.definition, "version": "nst-sg-1.1"}
    )
    told = coordinator.get(page(cycle)).text
    assert "nst-sg-1.1 <b>newer than in the baseline</b>" in told
    assert "There is a newer version of the method, nst-sg-1.1 after nst-sg-1.0" in told
    coordinator.post(page(cycle), form_of(cycle))
    opened = follow_up_of(cycle)
    assert (opened.questionnaire, opened.method) == (baseline.questionnaire, newer)


@pytest.mark.parametrize(
    ("versions", "newest"),
    [
        ([], "nst-sg-1.0"),
        (["nst-sg-1.1"], "nst-sg-1.1"),
        (["nst-sg-1.2", "nst-sg-1.10", "nst-sg-1.9"], "nst-sg-1.10"),
        (["nst-sg-0.9", "trg-sg-2.0", "nst-sg-trial-2.0", "nst-sg-draft"], "nst-sg-1.0"),
        (["nst-sg-2"], "nst-sg-2"),
    ],
)
def test_the_newest_version_has_the_highest_number_under_the_same_name(versions, newest):
    shipped = GradingMethod.shipped()
    for version in versions:
        GradingMethod.objects.create(version=version, definition=shipped.definition)
    assert shipped.newest().version == newest


def test_a_version_without_a_number_has_none_newer():
    draft = QuestionnaireVersion.objects.create(version="nst-survey-draft", definition={})
    assert (draft.newest(), QuestionnaireVersion.objects.count()) == (draft, 2)


# ── Locked, closed, taken ──────────────────────────────────────────────────────────────────────────────────────────
def test_it_is_locked_until_the_pilot_areas_open_for_the_page_the_form_the_model_and_the_admin():
    early = make_open_cycle(Stage.FORUMS)
    make_surveyed(early, [make_organisation()])
    says = str(StageLocked(HERE))
    coordinator = signed_in(make_member(early))
    told = coordinator.get(page(early))
    assert (told.status_code, says in told.text, 'name="resolution"' in told.text) == (200, True, False)
    answer = coordinator.post(page(early), form_of(early))
    assert (answer.status_code, says in answer.text) == (422, True)
    baseline = early.rounds.get()
    built = SurveyRound(
        cycle=early,
        stage=HERE,
        reference_month=date(2027, 8, 1),
        due_on=date(2027, 9, 1),
        questionnaire=baseline.questionnaire,
        method=baseline.method,
        resolution=baseline.resolution,
    )
    with pytest.raises(ValidationError, match="is not open yet"):
        built.full_clean(exclude=["opened_at", "opened_by"])
    with pytest.raises(StageLocked):
        built.open([make_organisation()], by=make_user())
    built.opened_at, built.opened_by = timezone.now(), make_user()
    with pytest.raises(StageLocked):
        built.save()
    with pytest.raises(StageLocked):
        SurveyRound.objects.bulk_create([built])
    request = RequestFactory().get("/")
    request.user = make_user(is_staff=True, is_superuser=True)
    assert site.get_model_admin(SurveyRound).has_add_permission(request) is False
    assert early.rounds.get() == baseline


def test_nothing_is_opened_in_a_closed_cycle(cycle, coordinator):
    selected(cycle)
    make_surveyed(cycle, [make_organisation()])
    data = form_of(cycle)
    close(cycle)
    assert str(CycleClosed()) in coordinator.get(page(cycle)).text
    answer = coordinator.post(page(cycle), data)
    assert (answer.status_code, str(CycleClosed()) in answer.text, follow_up_of(cycle)) == (422, True, None)


def test_a_second_press_is_told_who_was_first_and_the_page_shows_the_way(cycle, coordinator):
    selected(cycle)
    make_surveyed(cycle, [make_organisation()])
    coordinator.post(page(cycle), form_of(cycle))
    second = signed_in(make_member(cycle))
    answer = second.post(page(cycle), form_of(cycle))
    assert (answer.status_code, str(AlreadyOpened(follow_up_of(cycle))) in answer.text) == (409, True)
    assert cycle.rounds.count() == 2
    told = second.get(page(cycle)).text
    assert ("สมศรี ใจดี opened the follow-up survey on" in told, 'name="resolution"' in told) == (True, False)


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.OBSERVER])
def test_members_read_who_is_asked_and_coordinators_alone_open_it(role, cycle):
    selected(cycle)
    make_surveyed(cycle, [make_organisation(name="กองทุน ก")])
    client = signed_in(make_member(cycle, role))
    told = client.get(page(cycle))
    assert (told.status_code, "กองทุน ก" in told.text, 'name="resolution"' in told.text) == (200, True, False)
    assert (client.post(page(cycle), form_of(cycle)).status_code, follow_up_of(cycle)) == (403, None)
    assert signed_in(make_user()).get(page(cycle)).status_code == 403


def test_a_resolution_of_another_cycle_opens_nothing(cycle, coordinator):
    selected(cycle)
    make_surveyed(cycle, [make_organisation()])
    foreign = make_resolution(make_open_cycle(HERE, year=2571))
    answer = coordinator.post(page(cycle), form_of(cycle, resolution=foreign.pk))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["resolution"])
    assert follow_up_of(cycle) is None


# ── All the way to the gate ────────────────────────────────────────────────────────────────────────────────────────
def test_the_gate_is_met_by_what_people_do_on_the_pages(client, cycle, coordinator):
    selected(cycle)
    organisation = make_organisation()
    before = make_surveyed(cycle, [organisation]).assignments.get()
    assert shown(cycle, HERE)["regraded"] == (0, False)
    coordinator.post(page(cycle), form_of(cycle))
    assignment = follow_up_of(cycle).assignments.get()
    village = Client()
    village.post(reverse("people:link", args=[assignment.link.token]))
    Response.objects.create(assignment=assignment).keep(whole_answers(members_12m_ago=1400, rules_level=2))
    sent = village.post(
        reverse("surveys:send", args=[*cycle.address, assignment.pk]),
        {"key": "8c1f5a1e-6a7e-4f0f-9f3c-2f2f3a1b7c11", "confirmed": "on"},
    )
    assert (sent.status_code, shown(cycle, HERE)["regraded"]) == (302, (0, False))
    response = Response.objects.get(assignment=assignment)
    verified = coordinator.post(
        reverse("surveys:verify", args=[*cycle.address, response.pk]), {"submission": response.latest.pk}
    )
    assert (verified.status_code, shown(cycle, HERE)["regraded"]) == (302, (0, False))
    published = coordinator.post(reverse("surveys:follow_up:publish", args=cycle.address), {})
    assert published.url == reverse("surveys:follow_up:tambons", args=cycle.address)
    assert shown(cycle, HERE)["regraded"] == (100, True)
    assert listed(client, cycle, HERE, "regraded") == ({before}, set())
    assert Assignment.objects.baseline().verified().get() == before


def test_the_requirement_leads_to_the_page(client, cycle):
    member = signed_in(make_member(cycle))
    address = reverse("process:requirement", args=[*cycle.address, HERE.slug, "regraded"])
    assert page(cycle) in member.get(address).text


# ── On the page of an area ─────────────────────────────────────────────────────────────────────────────────────────
def test_the_page_of_an_area_tells_before_and_after_of_its_own_tambon_and_names_no_organisation(cycle, coordinator):
    here, elsewhere = selected(cycle, "800104"), selected(cycle, "800105")
    inside, other = make_organisation(name="กองทุน ก"), make_organisation(tambon=make_tambon("800105"))
    make_surveyed(cycle, [inside, other])
    address = reverse("pilot_areas:area", args=[*cycle.address, here.pk])
    assert "Before and after" not in coordinator.get(address).text
    make_follow_up(cycle, [inside])
    shown = coordinator.get(address)
    assert [line.organisation for line in shown.context["compared"].organisations] == [inside]
    assert ("Before and after" in shown.text, "กองทุน ก" in shown.text) == (True, False)
    assert reverse("surveys:comparison", args=cycle.address) in shown.text
    shown = coordinator.get(reverse("pilot_areas:area", args=[*cycle.address, elsewhere.pk]))
    assert (shown.context["compared"].organisations, "Before and after" in shown.text) == ([], False)
