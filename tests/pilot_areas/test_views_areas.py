"""The areas through their pages."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from pilot_areas.models import AreaPerson, BudgetLine, Milestone
from tests.factories import (
    close,
    in_days,
    make_area,
    make_area_entry,
    make_area_plan,
    make_member,
    make_milestone,
    make_open_cycle,
    make_user,
)
from tests.factories_areas import make_area_person, make_budget_line, make_report, selected, this_month
from welfare_movement.people.models import User
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.PILOT_AREAS)


@pytest.fixture
def area(cycle):
    return make_area(cycle, published=True)


@pytest.fixture
def coordinator(cycle, client):
    client.force_login(make_member(cycle))
    return client


def at(name, area, *more):
    return reverse(f"pilot_areas:{name}", args=[*area.cycle.address, area.pk, *more])


def typed(days=0):
    day = timezone.localtime(in_days(days))
    return f"{day.day}/{day.month}/{day.year + 543}"


def slug(month):
    return f"{month:%Y-%m}"


def by_link(client, person):
    client.post(reverse("people:link", args=[person.link.token]))
    return client


def said(response):
    return response.content.decode()


# ── At a glance ────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_areas_that_need_someone_stand_first_and_say_why(coordinator, cycle, time_machine):
    quiet, late, silent, asking = (make_area(cycle, f"80010{number}") for number in (1, 2, 3, 4))
    for area in (quiet, late, asking):
        selected(area, 0)
    make_milestone(quiet)
    Milestone.objects.filter(pk=make_milestone(late).pk).update(due_on=timezone.localdate() - timedelta(days=12))
    selected(silent, 80)
    make_report(asking, needs_central_support=True, help_wanted="ถนน")
    page = coordinator.get(reverse("pilot_areas:index", args=cycle.address))
    lines = [(line.area, len(line.reds)) for line in page.context["lines"]]
    assert lines == [(late, 1), (silent, 1), (asking, 1), (quiet, 0)]
    for words in ("1 milestone is late", "no report for", "asks for central support"):
        assert said(page).count(words) == 1


def test_once_its_gate_is_passed_no_area_is_red_for_its_reports(coordinator, cycle, area):
    selected(area, 80)
    page = reverse("pilot_areas:index", args=cycle.address)
    assert len(coordinator.get(page).context["lines"][0].reds) == 1
    cycle.passes.create(stage=Stage.PILOT_AREAS, passed_at=timezone.now(), passed_by=make_user(), findings=[])
    assert coordinator.get(page).context["lines"][0].reds == ()


def test_the_overview_counts_milestones_and_money_of_each_area_by_itself(coordinator, cycle, area):
    other = make_area(cycle, "800105")
    for each in (area, area, other):
        make_milestone(each)
    area.milestones.first().reach(by=make_user(), on=timezone.localdate(), evidence="x")
    make_budget_line(area, "lao", 700, secured=True), make_budget_line(area, "members", 300)
    make_report(area, spent={"lao": 40, "members": 2}), make_report(other, sent=False, spent={"lao": 9})
    lines = coordinator.get(reverse("pilot_areas:index", args=cycle.address)).context["lines"]
    figures = {
        line.area: (
            line.area.milestones_all,
            line.area.milestones_reached,
            line.area.budget,
            line.area.secured,
            line.area.spent,
        )
        for line in lines
    }
    assert figures == {area: (2, 1, 1000, 700, 42), other: (1, 0, 0, 0, 0)}


def test_everyone_reads_why_an_area_was_chosen_and_why_a_milestone_was_given_up(client, cycle, area):
    make_area(cycle, "800105", published=False)
    make_milestone(area).drop(by=make_user("ผู้ตัดสิน"), reason="น้ำท่วมนาน")
    page = client.get(reverse("pilot_areas:areas", args=cycle.address))
    assert [each.pk for each in page.context["areas"]] == [area.pk]
    assert ("เหตุผล" in said(page), "น้ำท่วมนาน" in said(page), "ผู้ตัดสิน" in said(page)) == (True, True, False)


def test_a_published_story_of_the_area_stands_on_its_page_and_a_draft_does_not(coordinator, area):
    make_area_entry(area, "story"), make_area_entry(area, "lesson", published=False)
    shown = coordinator.get(at("area", area)).context["telling"]
    assert [[each.entry.kind for each in part] for part in (shown.published, shown.drafts)] == [["story"], ["lesson"]]


# ── People ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_coordinator_names_who_leads_and_finds_the_link_to_pass_on(coordinator, area):
    sent = {"role": "lead", "given_name": "อารี", "phone": "080-000-0001"}
    page = coordinator.post(at("people", area), sent, follow=True)
    lead = area.people.get()
    assert (lead.role, str(lead.person), lead.link.url in said(page)) == ("lead", "อารี", True)
    coordinator.post(at("remove_person", area, lead.pk))
    assert AreaPerson.objects.standing().count() == 0


def test_in_a_closed_cycle_nobody_new_is_kept(coordinator, area):
    close(area.cycle)
    before = User.objects.count()
    answer = coordinator.post(at("people", area), {"role": "lead", "given_name": "อารี"})
    assert (answer.status_code, User.objects.count(), AreaPerson.objects.count()) == (409, before, 0)


def test_a_link_opens_its_own_area_and_no_other_and_nothing_once_its_holder_left(client, cycle, area):
    lead, other = make_area_person(area), make_area(cycle, "800105")
    by_link(client, lead)
    assert [client.get(at("area", each)).status_code for each in (area, other)] == [200, 404]
    assert client.get(reverse("pilot_areas:index", args=cycle.address)).status_code == 302
    lead.leave(by=make_user())
    assert client.get(at("area", area)).status_code == 404


def test_a_person_of_an_area_who_signs_in_sees_it_and_no_other(client, cycle, area):
    client.force_login(make_area_person(area, "mentor").person)
    other = make_area(cycle, "800105")
    assert [client.get(at("area", each)).status_code for each in (area, other)] == [200, 404]
    assert client.get(at("write", area, slug(this_month()))).status_code == 403
    assert client.get(at("plan", area)).status_code == 403


# ── The plan ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_plan_from_its_first_words_to_its_adoption(coordinator, area):
    assert coordinator.post(at("plan", area), {"goal": "", "text": "x"}).status_code == 422
    coordinator.post(at("plan", area), {"goal": "ครบทุกหมู่", "text": "เริ่มที่หมู่ ๒"})
    adoption = {"on": typed(), "where": "เวทีตำบล"}
    refused = coordinator.post(at("adopt", area), adoption)
    assert (refused.status_code, "Add at least one milestone first" in said(refused)) == (409, True)
    assert coordinator.post(at("adopt", area), {**adoption, "where": ""}).status_code == 422
    assert coordinator.post(at("adopt", area), {**adoption, "on": typed(2)}).status_code == 422
    lines = {"milestones-TOTAL_FORMS": 2, "milestones-INITIAL_FORMS": 0}
    named = {"milestones-0-title": "เวทีตำบล", "milestones-0-due_on": typed(30), "milestones-1-title": "ไม่เอา"}
    coordinator.post(at("add_milestones", area), {**lines, **named})
    assert coordinator.post(at("adopt", area), adoption).status_code == 302
    assert (area.milestones.get().title, area.plan.adopted_where) == ("เวทีตำบล", "เวทีตำบล")
    assert coordinator.get(at("plan", area)).status_code == 302
    refused = coordinator.post(at("plan", area), {"goal": "อื่น", "text": "อื่น"})
    assert (refused.status_code, area.plan_sheet().goal) == (409, "ครบทุกหมู่")


def test_the_first_four_milestones_are_offered_and_a_line_without_a_day_is_left_out(coordinator, area):
    page = coordinator.get(at("add_milestones", area))
    assert said(page).count('value="Tambon forum held"') == 1
    assert len(page.context["lines"].forms) == 5
    sent = {"milestones-TOTAL_FORMS": 1, "milestones-INITIAL_FORMS": 0, "milestones-0-title": "เวทีตำบล"}
    answer = coordinator.post(at("add_milestones", area), sent)
    assert (answer.status_code, "Give at least one milestone its day." in said(answer)) == (422, True)
    answer = coordinator.post(
        at("add_milestones", area), {**sent, "milestones-0-title": "", "milestones-0-due_on": "1/9/2570"}
    )
    assert (answer.status_code, "Write what is to be reached by this day." in said(answer)) == (422, True)
    make_milestone(area)
    assert len(coordinator.get(at("add_milestones", area)).context["lines"].forms) == 2
    assert area.milestones.count() == 1


def test_money_is_typed_with_thai_digits_and_separators(coordinator, area):
    make_area_plan(area, adopted=False)
    coordinator.post(at("budget", area), {"source": "lao", "amount": "๕๐,๐๐๐", "note": "ข้อบัญญัติ"})
    line = BudgetLine.objects.get()
    assert (line.amount, line.secured_at) == (50_000, None)
    assert coordinator.post(at("budget", area), {"source": "lao", "amount": "0"}).status_code == 422
    coordinator.post(at("secure", area, line.pk))
    assert "50,000" in said(coordinator.get(at("area", area)))
    line.refresh_from_db()
    assert line.secured_at is not None
    coordinator.post(at("remove_line", area, line.pk))
    assert BudgetLine.objects.count() == 0


# ── Milestones ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_lead_who_signs_in_records_what_was_reached_and_a_link_does_not(client, area):
    lead, point = make_area_person(area), make_milestone(area)
    sent = {"on": typed(), "evidence": "64 คน"}
    by_link(client, lead)
    assert client.post(at("reach", area, point.pk), sent)["Location"].startswith("/accounts/")
    assert "reaching" not in said(client.get(at("milestone", area, point.pk)))
    client.force_login(lead.person)
    photo = SimpleUploadedFile("ภาพ.png", b"\x89PNG\r\n\x1a\n")
    assert client.post(at("reach", area, point.pk), {**sent, "paper": photo}).status_code == 302
    point.refresh_from_db()
    assert (point.reached_by, point.evidence) == (lead.person, "64 คน")
    answer = client.get(at("paper", area, point.pk))
    assert (answer["Content-Type"], b"".join(answer.streaming_content)) == ("image/png", b"\x89PNG\r\n\x1a\n")
    assert client.post(at("drop", area, point.pk), {"reason": "x"}).status_code == 403


def test_a_file_that_is_no_paper_is_refused_beside_its_field(coordinator, area):
    point = make_milestone(area)
    sent = {"on": typed(), "evidence": "64 คน", "paper": SimpleUploadedFile("a.html", b"<script>")}
    answer = coordinator.post(at("reach", area, point.pk), sent)
    assert (answer.status_code, "this file is none of them" in said(answer)) == (422, True)
    point.refresh_from_db()
    assert point.is_open


def test_a_milestone_without_a_paper_gives_none(coordinator, area):
    assert coordinator.get(at("paper", area, make_milestone(area).pk)).status_code == 404


def test_a_coordinator_moves_gives_up_and_takes_back_each_with_a_reason(coordinator, area):
    make_area_plan(area)
    moved, dropped, wrong = make_milestone(area), make_milestone(area), make_milestone(area)
    wrong.reach(by=make_user(), on=timezone.localdate(), evidence="64 คน")
    for name, point, sent in (
        ("move", moved, {"due_on": typed(60), "reason": "ฝนหนัก"}),
        ("drop", dropped, {"reason": "น้ำท่วมนาน"}),
        ("take_back", wrong, {"reason": "ผิดตำบล"}),
    ):
        assert coordinator.post(at(name, area, point.pk), {**sent, "reason": ""}).status_code == 422
        page = coordinator.post(at(name, area, point.pk), sent, follow=True)
        assert sent["reason"] in said(page)
    assert coordinator.post(at("revise", area, moved.pk), {"title": "x", "due_on": typed()}).status_code == 409
    assert coordinator.post(at("remove_milestone", area, moved.pk)).status_code == 409
    assert area.milestones.count() == 3


def test_before_the_adoption_a_milestone_is_changed_or_deleted(coordinator, area):
    point = make_milestone(area)
    coordinator.post(at("revise", area, point.pk), {"title": "เวทีตำบล", "due_on": "1/9/2570"})
    point.refresh_from_db()
    assert (point.title, point.due_on.isoformat()) == ("เวทีตำบล", "2027-09-01")
    coordinator.post(at("remove_milestone", area, point.pk))
    assert area.milestones.count() == 0
