"""The monthly reports through their pages."""

import pytest
from django.urls import reverse
from django.utils import timezone

from pilot_areas.models import ProgressReport
from pilot_areas.months import next_month
from tests.factories import (
    in_days,
    make_area,
    make_member,
    make_open_cycle,
)
from tests.factories_areas import make_area_person, make_report, selected, this_month
from welfare_movement.process.roles import Role
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


WRITTEN = {"done": "เวที", "members": "๑,๕๒๐", "beneficiaries": "34", "spent_members": "5,000", "next_month": "ต่อ"}


def test_a_report_from_the_phone_by_the_link_of_the_lead_alone(client, area):
    by_link(client, make_area_person(area))
    page = at("write", area, slug(this_month()))
    saved = client.post(page, {"done": "เวที"}, follow=True)
    assert "Saved as a draft" in said(saved)
    answer = client.post(page, {**WRITTEN, "beneficiaries": "", "send": "yes"})
    assert (answer.status_code, "Write this before the report is sent." in said(answer)) == (422, True)
    kept = ProgressReport.objects.get()
    assert (kept.state, kept.members) == ("draft", 1520)
    answer = client.post(page, {**WRITTEN, "send": "yes"}, follow=True)
    kept.refresh_from_db()
    assert (kept.receipt in said(answer), kept.state, kept.sent_by) == (True, "sent", None)
    assert dict(kept.spending.values_list("source", "amount")) == {"members": 5000}
    assert client.get(page)["Location"] == kept.get_absolute_url()
    assert client.post(page, WRITTEN).status_code == 409
    assert client.get(kept.get_absolute_url()).status_code == 200


def test_what_cannot_be_read_is_said_beside_its_field_and_all_else_is_kept(client, area):
    by_link(client, make_area_person(area))
    answer = client.post(at("write", area, slug(this_month())), {**WRITTEN, "members": "สิบ", "spent_lao": "x"})
    kept = ProgressReport.objects.get()
    assert (answer.status_code, kept.done, kept.members, kept.beneficiaries) == (422, "เวที", None, 34)
    assert [each.source for each in kept.spending.all()] == ["members"]
    assert 'value="สิบ"' in said(answer)


def test_who_needs_central_support_says_for_what(client, area):
    by_link(client, make_area_person(area))
    page = at("write", area, slug(this_month()))
    sent = {**WRITTEN, "needs_central_support": "on", "send": "yes"}
    assert client.post(page, sent).status_code == 422
    assert client.post(page, {**sent, "help_wanted": "ระเบียบเบิกจ่าย"}).status_code == 302


def test_a_month_before_the_selection_or_ahead_is_not_found(coordinator, area):
    for month in ("2020-01", slug(next_month(this_month())), "x", "2027-13"):
        assert coordinator.get(at("write", area, month)).status_code == 404


def test_a_draft_is_read_by_those_who_write_it_only(client, cycle, area):
    draft = make_report(area, sent=False)
    client.force_login(make_member(cycle, Role.OBSERVER))
    assert "เวทีสองหมู่บ้าน" not in said(client.get(draft.get_absolute_url()))
    assert client.get(at("receipt", area, draft.slug)).status_code == 404
    client.force_login(make_area_person(area).person)
    assert "เวทีสองหมู่บ้าน" in said(client.get(draft.get_absolute_url()))


def test_a_coordinator_reads_and_returns_a_report_once(coordinator, area):
    report = make_report(area)
    coordinator.post(at("read", area, report.slug))
    assert coordinator.post(at("give_back", area, report.slug), {"comment": ""}).status_code == 422
    coordinator.post(at("give_back", area, report.slug), {"comment": "ระบุหมู่บ้าน"})
    report.refresh_from_db()
    assert (report.state, report.comment) == ("returned", "ระบุหมู่บ้าน")
    answer = coordinator.post(at("give_back", area, report.slug), {"comment": "อีก"})
    assert (answer.status_code, "returned only once" in said(answer)) == (409, True)
    assert coordinator.post(at("read", area, slug(this_month()))).status_code == 302
    other = make_area(area.cycle, "800105")
    assert coordinator.post(at("read", other, slug(this_month()))).status_code == 404


def test_the_table_of_months_says_what_is_sent_late_and_missing(coordinator, cycle, time_machine):
    time_machine.move_to(in_days(0).replace(day=20, hour=9), tick=False)
    early, new = selected(make_area(cycle, "800104"), 80), selected(make_area(cycle, "800105"), 0)
    make_report(early), make_report(new, sent=False)
    make_report(early, early.first_month)
    page = coordinator.get(reverse("pilot_areas:reports", args=cycle.address))
    table = {area: [cell.state for cell in cells] for area, cells in page.context["rows"]}
    number = len(page.context["months"])
    assert table[early] == ["sent", *["missing"] * (number - 2), "sent"]
    assert table[new] == ["outside"] * (number - 1) + ["draft"]
    late = [[cell.is_late for cell in cells] for area, cells in page.context["rows"] if area == early]
    assert late == [[True] * (number - 1) + [False]]


def test_the_page_for_the_meeting_shows_the_last_report_of_each_area(coordinator, cycle, area):
    make_report(area, done="ตั้งศูนย์สองหมู่", needs_central_support=True, help_wanted="ระเบียบเบิกจ่าย")
    make_report(make_area(cycle, "800105"), sent=False, done="ยังไม่ส่ง")
    page = said(coordinator.get(reverse("pilot_areas:sheet", args=cycle.address)))
    assert ("ตั้งศูนย์สองหมู่" in page, "ระเบียบเบิกจ่าย" in page, "ยังไม่ส่ง" in page) == (True, True, False)
