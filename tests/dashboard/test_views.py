"""The front page, the board, what one must do, and what a monitor asks."""

from datetime import timedelta
from html import unescape

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.urls import reverse
from django.utils import timezone

from surveys.models import Respondent
from tests.factories import (
    close,
    in_days,
    make_cycle,
    make_district,
    make_linkage,
    make_meeting,
    make_member,
    make_notice,
    make_open_cycle,
    make_organisation,
    make_participation,
    make_representative,
    make_response,
    make_round,
    make_tambon,
    make_user,
)
from welfare_movement.dashboard import views
from welfare_movement.process.models import PlannedEvent
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db
HOME, ME = "/", "/me/"


def text(answer):
    return unescape(answer.content.decode())


def board_of(cycle):
    return reverse("dashboard:board", args=cycle.address)


# ── For everyone ───────────────────────────────────────────────────────────────────────────────────────────────────
def test_without_a_cycle_the_front_page_says_who_begins_one(client):
    answer = client.get(HOME)
    assert answer.status_code == 200
    assert "No cycle has begun yet. An administrator begins one in the administration pages." in text(answer)


def test_a_single_open_cycle_is_the_front_page_and_leads_to_the_closed_ones(client):
    before, now = make_cycle(2569), make_cycle(2570)
    close(before)
    answer = client.get(HOME)
    assert (answer.context["cycle"], answer.context["cycles"]) == (now, [before])
    assert f'href="{before.get_absolute_url()}"' in text(answer)


def test_with_several_open_cycles_the_front_page_lists_them_the_newest_first(client):
    cycles = [make_cycle(year) for year in (2569, 2571, 2570)]
    close(cycles[0])
    answer = client.get(HOME)
    assert [cycle.year for cycle in answer.context["cycles"]] == [2571, 2570, 2569]
    assert text(answer).count("closed") == 1


def test_with_closed_cycles_only_the_front_page_lists_them(client):
    close(make_cycle())
    assert text(client.get(HOME)).count("closed") == 1


@pytest.mark.parametrize("closed", [False, True])
def test_one_cycle_is_read_by_everyone_open_or_closed(client, closed):
    cycle = make_open_cycle(Stage.SURVEYS)
    PlannedEvent.objects.create(cycle=cycle, stage=Stage.FORUMS, title="เวทีใหญ่", on=in_days(90).date())
    meeting = make_meeting(cycle, title="ประชุมหารือ")
    cancelled = make_meeting(cycle, title="ประชุมที่ยกเลิก")
    cancelled.cancel(by=make_user(), reason="น้ำท่วม")
    if closed:
        close(cycle)
    answer = client.get(cycle.get_absolute_url())
    assert (answer.status_code, answer.context["current"] is None) == (200, closed)
    assert [("เวทีใหญ่" in text(answer)), str(meeting) in text(answer), str(cancelled) in text(answer)] == [
        True,
        True,
        False,
    ]


def test_a_waiver_stands_on_the_public_page_with_its_reason(client):
    cycle = make_cycle()
    administrator = make_member(cycle, Role.ADMINISTRATOR)
    day = timezone.localdate() + timedelta(days=30)
    cycle.waive_gate(Stage.PARTNERS, by=administrator, reason="น้ำท่วมสามอำเภอ", follow_up_on=day)
    shown = text(client.get(cycle.get_absolute_url()))
    assert "was waived: น้ำท่วมสามอำเภอ" in shown
    assert str(administrator) not in shown


def test_the_public_page_shows_published_grades_of_tambons_and_names_no_organisation(client):
    tambon = make_tambon(district=make_district(tile_row=1, tile_column=1))
    organisation = make_organisation(tambon=tambon)
    survey_round = make_round(organisations=[organisation])
    make_response(survey_round.assignments.get(), verified=True)
    address = survey_round.cycle.get_absolute_url()
    assert client.get(address).context["tiles"][0].squares == [""]
    survey_round.publish(by=make_user())
    answer = client.get(address)
    assert answer.context["tiles"][0].squares == ["U"]  # graded, but nobody entered its profile
    assert organisation.name not in text(answer)


def test_an_address_without_a_cycle_is_not_found(client):
    make_cycle()
    for address in ("/nakhon-si-thammarat/2599/", "/trang/2570/", "/nowhere/2570/", "/nakhon-si-thammarat/"):
        assert client.get(address).status_code == 404


# ── The board ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_board_says_what_blocks_the_next_gate_and_what_to_do(client):
    cycle = make_cycle()
    late = make_participation(cycle, stance="considering")
    late.take_stance("considering", by=make_user(), next_touch_on=timezone.localdate() - timedelta(days=2))
    client.force_login(make_member(cycle))
    answer = client.get(board_of(cycle))
    assert [(str(task.label), task.number, task.days_late) for task in answer.context["tasks"]] == [
        ("Partner to talk to", 1, 2)
    ]
    assert f"{len(answer.context['current'].unmet)} requirements block the next gate" in text(answer)
    for words in ("Win over one central agency.", "2 days late", late.get_absolute_url()):
        assert words in text(answer)


def test_a_number_on_the_board_is_that_of_its_own_page(client):
    cycle = make_cycle()
    for stance in ("joined", "joined", "declined", None):
        make_participation(cycle, stance=stance)
    make_participation(make_cycle(2571), stance="joined")
    client.force_login(make_member(cycle))
    on_board = {stance.value: number for stance, number in client.get(board_of(cycle)).context["stances"]}
    partners = client.get(reverse("partners:board", args=cycle.address))
    assert on_board == {stance.value: len(cards) for stance, cards in partners.context["columns"]}
    assert on_board == {"joined": 2, "declined": 1, "not_contacted": 1, "considering": 0, "joined_with_conditions": 0}


def test_the_board_names_five_coming_meetings_the_next_one_first(client):
    cycle = make_cycle()
    meetings = [make_meeting(cycle, starts_at=in_days(day)) for day in (9, 3, 8, 4, 7, 5, -1)]
    client.force_login(make_member(cycle))
    shown = list(client.get(board_of(cycle)).context["meetings"])
    assert shown == [meetings[index] for index in (1, 3, 5, 4, 2)]


def test_only_an_administrator_is_offered_roles_and_needs(client):
    cycle = make_cycle()
    offers = {}
    for role in Role:
        client.force_login(make_member(cycle, role))
        offers[role] = reverse("process:roles", args=cycle.address) in text(client.get(board_of(cycle)))
    assert offers == {role: role == Role.ADMINISTRATOR for role in Role}


# ── What I must do ─────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("role", Role)
def test_a_member_of_one_cycle_is_led_to_its_board(client, role):
    cycle = make_cycle()
    client.force_login(make_member(cycle, role))
    assert client.get(ME)["Location"] == board_of(cycle)


def test_a_member_of_several_cycles_chooses_among_those_that_are_open(client):
    closed, *others = [make_cycle(year) for year in (2569, 2570, 2571)]
    member = make_user()
    for cycle in (closed, *others):
        make_member(cycle, user=member)
    close(closed)
    client.force_login(member)
    answer = client.get(ME)
    assert [row[0].year for row in answer.context["rows"]] == [2571, 2570]
    assert [board_of(cycle) in text(answer) for cycle in (closed, *others)] == [False, True, True]


def test_a_reviewer_of_a_district_is_led_to_the_survey_and_not_to_the_board(client):
    cycle = make_cycle()
    client.force_login(make_member(cycle, Role.REVIEWER, district=make_district()))
    shown = text(client.get(ME))
    assert reverse("surveys:coverage", args=cycle.address) in shown
    assert board_of(cycle) not in shown


def test_a_respondent_finds_the_survey_of_their_organisation(client):
    survey_round = make_round()
    assignment, respondent = survey_round.assignments.get(), make_user()
    Respondent.objects.create(organisation=assignment.organisation, user=respondent)
    client.force_login(respondent)
    shown = text(client.get(ME))
    assert "Survey to fill in" in shown
    assert assignment.get_absolute_url() in shown
    make_response(assignment)
    assert "Nothing waits for you at this moment." in text(client.get(ME))


def test_a_representative_finds_the_homework_of_their_partner(client):
    asked = make_participation()
    make_linkage(asked)
    client.force_login(make_representative(asked))
    shown = text(client.get(ME))
    assert "Linkage sheet to hand in" in shown
    assert reverse("partners:linkage", args=[*asked.cycle.address, asked.pk]) in shown


def test_nothing_waits_for_someone_without_a_part(client):
    make_cycle()
    client.force_login(make_user())
    answer = client.get(ME)
    assert (answer.status_code, answer.context["rows"]) == (200, [])
    assert "Nothing waits for you at this moment." in text(answer)


# ── For a monitor ──────────────────────────────────────────────────────────────────────────────────────────────────
def ready(client):
    answer = client.get("/readyz")
    assert "no-store" in answer["Cache-Control"]
    return answer.status_code, answer.json()


ALL_WELL = {
    "ready": True,
    "database": "ok",
    "migrations": "ok",
    "oldest_due_notice_seconds": 0,
    "messages": "ok",
}


def test_the_process_is_alive_whatever_the_database_does(client, django_db_blocker):
    with django_db_blocker.block():
        answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"alive": True})


def test_the_site_is_ready(client):
    assert ready(client) == (200, ALL_WELL)


def test_the_site_is_not_ready_while_a_migration_is_pending(client):
    MigrationRecorder.Migration.objects.filter(app="notices").delete()
    assert ready(client) == (503, {**ALL_WELL, "ready": False, "migrations": "pending"})


def test_the_site_is_not_ready_without_its_database(client, monkeypatch):
    def unreachable(connection):
        raise OperationalError

    monkeypatch.setattr(views, "MigrationExecutor", unreachable)
    status, state = ready(client)
    assert (status, state["ready"], state["database"][:11]) == (503, False, "unreachable")


def test_the_site_is_not_ready_without_the_table_of_its_cache(client):
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE cache")
    assert ready(client)[0] == 503


def test_a_message_that_waits_is_late_after_a_quarter_of_an_hour(client, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    make_notice(not_before=now - timedelta(minutes=15))
    assert ready(client)[1] == {**ALL_WELL, "oldest_due_notice_seconds": 900}
    make_notice(not_before=now - timedelta(minutes=15, seconds=1))
    late = {"oldest_due_notice_seconds": 901, "messages": "late"}
    assert ready(client) == (200, {**ALL_WELL, **late})  # the pages still work, so the site stays in


def test_a_message_that_is_not_due_ended_or_for_a_hand_is_never_late(client):
    hour_ago = timezone.now() - timedelta(hours=1)
    make_notice(not_before=timezone.now() + timedelta(hours=1))
    make_notice(not_before=hour_ago, to=make_user(email=None))
    for end in ("sent_at", "failed_at", "cancelled_at"):
        make_notice(not_before=hour_ago, **{end: timezone.now()})
    assert ready(client) == (200, ALL_WELL)


# ── The timetable ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_timetable_says_how_late_a_stage_was_passed_or_is_by_now(client):
    cycle = make_open_cycle(Stage.FORUMS)
    ends = {Stage.PARTNERS: -3, Stage.SURVEYS: 0, Stage.WORKING_GROUPS: 5, Stage.FORUMS: -1, Stage.PILOT_AREAS: -1}
    for stage, days in ends.items():
        cycle.plans.filter(stage=stage).update(ends_on=timezone.localdate() + timedelta(days=days))
    answer = client.get(HOME)
    assert [row.days_late for row in answer.context["rows"]] == [3, 0, 0, 1, 0, 0]
    assert [text(answer).count(words) for words in ("3 days late", "1 day late")] == [1, 1]


def test_a_stage_passed_in_the_small_hours_was_passed_on_that_day_in_bangkok(client):
    cycle = make_open_cycle(Stage.SURVEYS)
    cycle.passes.update(passed_at=in_days(0, hour=0, minute=30))
    cycle.plans.filter(stage=Stage.PARTNERS).update(ends_on=timezone.localdate() - timedelta(days=1))
    row = client.get(HOME).context["rows"][0]
    assert (row.passed_on, row.days_late) == (timezone.localdate(), 1)


def test_the_board_and_the_page_of_a_gate_cost_what_they_must(client, queries):
    cycle = make_open_cycle(Stage.SURVEYS)
    make_response(make_round(cycle).assignments.get())
    client.force_login(make_member(cycle))
    with queries(19):
        assert client.get(board_of(cycle)).status_code == 200
    with queries(10):
        assert client.get(reverse("process:stage", args=[*cycle.address, "surveys"])).status_code == 200
