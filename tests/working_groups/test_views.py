"""The pages of committee and teams: what coordinators, chairs, members and those who are asked do there."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.access.deeds import times, typed
from tests.access.pages import offered
from tests.factories import in_days, make_group, make_member, make_open_cycle, make_team_meeting, make_user
from tests.factories_teams import (
    PDF,
    make_asked_seat,
    make_committee,
    make_draft,
    make_seat,
    make_task,
    sign,
)
from welfare_movement.meetings.models import Meeting
from welfare_movement.notices.models import Notice
from welfare_movement.people.models import User
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage
from working_groups.models import AppointmentOrder, Committee, CommitteeSeat, Task, TeamMember, WorkPlan

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.WORKING_GROUPS)


@pytest.fixture
def coordinator(client, cycle):
    client.force_login(make_member(cycle))
    return client


def at(cycle, name, *rest):
    return reverse(f"working_groups:{name}", args=[*cycle.address, *rest])


def words(answer):
    return " ".join(unescape(answer.content.decode()).split())


def browser_of(person):
    browser = Client()
    browser.force_login(person)
    return browser


# ── The committee ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_page_leads_from_nothing_to_a_founded_committee(coordinator, cycle):
    assert "Found the committee and its three teams" in words(coordinator.get(at(cycle, "index")))
    answer = coordinator.post(at(cycle, "found"), follow=True)
    assert "The committee and its three teams stand; now fill their seats." in words(answer)
    assert [str(group) for group in answer.context["groups"]] == [
        "Academic team",
        "Team coordinating people and partners",
        "Team from community master plan to welfare",
    ]
    assert "Found the committee" not in words(answer)


def test_before_its_stage_the_page_says_what_opens_it(client):
    cycle = make_open_cycle(Stage.SURVEYS)
    client.force_login(make_member(cycle))
    answer = client.get(at(cycle, "index"))
    assert "They can be founded once the gate of the survey is passed." in words(answer)
    assert "Found the committee and its three teams" not in words(answer)


def test_the_title_is_changed(coordinator, cycle):
    committee = make_committee(cycle)
    assert coordinator.post(at(cycle, "title"), {"title": ""}).status_code == 422
    coordinator.post(at(cycle, "title"), {"title": "คณะทำงานสวัสดิการ"})
    committee.refresh_from_db()
    assert committee.title == "คณะทำงานสวัสดิการ"


def test_a_committee_that_is_not_founded_has_no_seats_to_add(coordinator, cycle):
    assert coordinator.get(at(cycle, "add_committee_seat")).status_code == 404
    assert coordinator.post(at(cycle, "ask")).status_code == 404


def test_the_page_shows_consent_plan_tasks_and_meetings_of_each_team(coordinator, cycle):
    make_committee(cycle)
    group = cycle.working_groups.get(team="academic")
    make_seat(group, "chair", person=make_user("ประธาน")).answer(True)
    make_seat(group)
    WorkPlan.objects.create(group=group, text="แผน")
    make_task(group, days=-1), make_task(group).finish(by=make_user())
    make_team_meeting(group)
    shown = words(coordinator.get(at(cycle, "index")))
    for part in (
        "Chair</span> ประธาน ใจดี",
        "2 seats, 1 said yes, 1 not answered",
        "Work plan in draft",
        "1 of 2 tasks done",
        "1 late",
        "adopted",
        "Ask 1 person whether they will serve",
    ):
        assert part in shown


def test_asking_says_how_many_were_asked(coordinator, cycle):
    make_seat(make_committee(cycle), "adviser")
    assert "1 person is asked." in words(coordinator.post(at(cycle, "ask"), follow=True))
    assert "0 people are asked." in words(coordinator.post(at(cycle, "ask"), follow=True))


# ── Seats ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_new_person_takes_a_seat(coordinator, cycle):
    group = make_group(cycle, roles=())
    sent = {"role": "chair", "place": "1", "given_name": "กิตติ", "position": "อาจารย์", "email": "Kitti@example.org"}
    answer = coordinator.post(at(cycle, "add_member", group.pk), sent, follow=True)
    assert "กิตติ has a seat now." in words(answer)
    seat = TeamMember.objects.get()
    assert (seat.role, seat.place, seat.person.email, seat.state) == ("chair", 1, "kitti@example.org", "unasked")


def test_someone_known_already_is_found_by_name_and_seated(coordinator, cycle):
    group, known = make_group(cycle, roles=()), make_member(cycle, user=make_user("สมหมาย"))
    page = words(coordinator.get(at(cycle, "add_member", group.pk), {"q": "สมหมาย"}))
    assert f'value="{known.pk}"' in page
    coordinator.post(at(cycle, "add_member", group.pk) + "?q=สมหมาย", {"role": "member", "place": 0, "known": known.pk})
    assert TeamMember.objects.get().person == known


def test_a_post_takes_a_seat_without_a_name(coordinator, cycle):
    make_committee(cycle)
    people = User.objects.count()
    sent = {"role": "adviser", "place": 0, "post": "ผู้ว่าราชการจังหวัด", "given_name": ""}
    assert coordinator.post(at(cycle, "add_committee_seat"), sent).status_code == 302
    seat = CommitteeSeat.objects.get()
    assert (seat.person, str(seat), seat.state, User.objects.count()) == (None, "ผู้ว่าราชการจังหวัด", "post", people)


def test_a_post_and_whoever_holds_it_take_one_seat(coordinator, cycle):
    group = make_group(cycle, roles=())
    sent = {"role": "secretary", "place": 0, "post": "พัฒนาการจังหวัด หรือผู้แทน", "given_name": "สุภาพร"}
    coordinator.post(at(cycle, "add_member", group.pk), sent)
    seat = TeamMember.objects.get()
    assert (str(seat), seat.post) == ("สุภาพร", "พัฒนาการจังหวัด หรือผู้แทน")


def test_a_seat_for_nobody_is_refused(coordinator, cycle):
    group = make_group(cycle, roles=())
    answer = coordinator.post(at(cycle, "add_member", group.pk), {"role": "member", "place": 0})
    assert answer.status_code == 422
    assert "Write the name, or choose someone who is known already." in words(answer)
    assert TeamMember.objects.count() == 0


def test_who_is_refused_a_seat_is_not_kept_as_someone_new(coordinator, cycle):
    group = make_group(cycle, roles=("chair",))
    people = User.objects.count()
    answer = coordinator.post(at(cycle, "add_member", group.pk), {"role": "chair", "place": 0, "given_name": "ใหม่"})
    assert answer.status_code == 409
    assert "is the chair already" in words(answer)
    assert (User.objects.count(), TeamMember.objects.count()) == (people, 1)


def test_a_role_is_changed_and_a_post_is_not_emptied(coordinator, cycle):
    seat = make_seat(make_group(cycle, roles=()), post="พัฒนาการจังหวัด")
    page = at(cycle, "change_member", seat.pk)
    assert coordinator.post(page, {"role": "secretary", "post": "", "place": 0}).status_code == 422
    assert coordinator.post(page, {"role": "secretary", "post": "พัฒนาการ", "place": 4}).status_code == 302
    seat.refresh_from_db()
    assert (seat.role, seat.post, seat.place) == ("secretary", "พัฒนาการ", 4)


def test_a_seat_is_ended_and_stays_on_record(coordinator, cycle):
    seat = make_seat(make_group(cycle, roles=()), person=make_user("ลาออก"))
    answer = coordinator.post(at(cycle, "end_member", seat.pk), follow=True)
    assert "The seat has ended, and stays on record." in words(answer)
    assert [each.state for each in answer.context["ended"]] == ["left"]
    assert coordinator.post(at(cycle, "end_member", seat.pk)).status_code == 409


# ── Consent ────────────────────────────────────────────────────────────────────────────────────────────────────────
def enter(seat):
    browser = Client()
    browser.post(reverse("people:link", args=[seat.link.token]))
    return browser


def test_who_is_asked_says_yes_by_link_without_an_account(cycle):
    seat = make_asked_seat(make_group(cycle, roles=()), person=make_user("อารี", email=None))
    guest = enter(seat)
    page = guest.get(seat.get_absolute_url())
    assert (page.status_code, "For อารี ใจดี" in words(page)) == (200, True)
    assert guest.post(seat.get_absolute_url(), {}).status_code == 422
    answer = guest.post(seat.get_absolute_url(), {"serves": "yes"}, follow=True)
    assert "Thank you; your answer has been noted." in words(answer)
    seat.refresh_from_db()
    assert (seat.state, seat.answered_by) == ("consented", None)


def test_who_is_asked_says_no_with_a_reason_signed_in(cycle):
    seat = make_asked_seat(make_group(cycle, roles=()))
    browser_of(seat.person).post(seat.get_absolute_url(), {"serves": "no", "reason": "สุขภาพ"})
    seat.refresh_from_db()
    assert (seat.state, seat.reason, seat.answered_by) == ("declined", "สุขภาพ", seat.person)


def test_a_link_opens_its_one_seat_and_nothing_else(cycle):
    committee = make_committee(cycle)
    group = cycle.working_groups.first()
    seat, other, adviser = make_asked_seat(group), make_asked_seat(group), make_asked_seat(committee, "adviser")
    guest = enter(seat)
    assert guest.get(other.get_absolute_url()).status_code == 404
    assert guest.get(adviser.get_absolute_url()).status_code == 404
    assert guest.get(at(cycle, "committee_seat", seat.pk)).status_code == 404
    for name in ("team", "tasks"):
        assert guest.get(at(cycle, name, group.pk))["Location"].startswith("/accounts/login/")


def test_a_link_opens_nothing_once_the_seat_has_ended(cycle):
    seat = make_asked_seat(make_group(cycle, roles=()))
    guest = enter(seat)
    seat.leave(by=make_user())
    assert guest.get(seat.get_absolute_url()).status_code == 404
    assert browser_of(seat.person).get(seat.get_absolute_url()).status_code == 404


def test_who_was_not_asked_yet_has_nothing_to_answer(cycle):
    seat = make_seat(make_group(cycle, roles=()))
    assert browser_of(seat.person).get(seat.get_absolute_url()).status_code == 404


def test_a_coordinator_records_what_was_said_and_stands_beside_it(coordinator, cycle):
    seat = make_seat(make_group(cycle, roles=()))
    assert "You record what this person said to you" in words(coordinator.get(seat.get_absolute_url()))
    coordinator.post(seat.get_absolute_url(), {"serves": "yes"})
    seat.refresh_from_db()
    assert (seat.state, seat.answered_by_id) == ("consented", int(coordinator.session["_auth_user_id"]))
    post = make_seat(seat.group, post="พัฒนาการจังหวัด")
    assert coordinator.get(post.get_absolute_url()).status_code == 404


def test_the_reason_of_a_refusal_is_for_coordinators_only(coordinator, cycle):
    seat = make_asked_seat(make_group(cycle, roles=("member",)))
    seat.answer(False, reason="เจ็บป่วยเรื้อรัง")
    page = at(cycle, "team", seat.group.pk)
    assert "เจ็บป่วยเรื้อรัง" in words(coordinator.get(page))
    assert "เจ็บป่วยเรื้อรัง" not in words(browser_of(make_member(cycle, Role.OBSERVER)).get(page))


# ── A team, for those who sit in it ────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize("role", ["chair", "secretary", "assistant_secretary"])
def test_chair_and_secretaries_keep_mandate_plan_and_tasks_of_their_own_team(cycle, role):
    seat = make_seat(make_group(cycle, roles=()), role)
    group, keeper = seat.group, browser_of(seat.person)
    keeper.post(at(cycle, "mandate", group.pk), {"mandate": "ดูแลข้อมูล"})
    keeper.post(at(cycle, "plan", group.pk), {"text": "แผน"})
    assert keeper.post(at(cycle, "adopt_plan", group.pk)).status_code == 409
    keeper.post(at(cycle, "add_task", group.pk), {"title": "ลงตำบล", "owner": seat.pk, "due_on": typed(in_days(9))})
    assert keeper.post(at(cycle, "adopt_plan", group.pk)).status_code == 302
    group.refresh_from_db()
    assert (group.mandate, group.plan.adopted_by, group.tasks.get().owner) == ("ดูแลข้อมูล", seat.person, seat)
    other = make_group(cycle, "coordination")
    assert keeper.get(at(cycle, "mandate", other.pk)).status_code == 404


def test_a_plain_member_reads_their_team_and_moves_only_their_own_tasks(cycle):
    seat = make_seat(make_group(cycle, roles=("chair",)))
    member, group = browser_of(seat.person), seat.group
    mine, other = make_task(group, owner=seat), make_task(group)
    for name in ("team", "tasks"):
        assert member.get(at(cycle, name, group.pk)).status_code == 200
    assert member.get(at(cycle, "index")).status_code == 200
    for name in ("mandate", "plan", "add_task", "plan_meeting", "add_member"):
        assert member.get(at(cycle, name, group.pk)).status_code == 403
    assert member.get(at(cycle, "task", mine.pk)).status_code == 403
    assert member.post(at(cycle, "start_task", other.pk)).status_code == 403
    for step in ("start", "finish", "reopen"):
        assert member.post(at(cycle, f"{step}_task", mine.pk)).status_code == 302
    assert [task.state for task in Task.objects.order_by("pk")] == ["doing", "todo"]


@pytest.mark.parametrize("end", ["leave", "decline"])
def test_who_left_or_declined_reads_the_team_no_longer(cycle, end):
    seat = make_seat(make_group(cycle, roles=()), "chair")
    seat.leave(by=make_user()) if end == "leave" else seat.answer(False)
    gone = browser_of(seat.person)
    assert gone.get(at(cycle, "index")).status_code == 403
    for name in ("team", "tasks", "mandate"):
        assert gone.get(at(cycle, name, seat.group.pk)).status_code == 404


def test_no_page_offers_a_member_of_a_team_what_they_may_not_do(cycle):
    make_committee(cycle)
    group = cycle.working_groups.first()
    seat = make_seat(group)
    make_task(group, owner=seat), make_task(group)
    make_team_meeting(group)
    member = browser_of(seat.person)
    wrong = []
    for page in (at(cycle, "index"), at(cycle, "team", group.pk), at(cycle, "tasks", group.pk)):
        for method, there in offered(page, member.get(page)):
            if there.startswith(f"/{cycle.province.slug}/2570/working-groups/") and method == "GET":
                status = member.get(there).status_code
                wrong += [(page, there, status)] if status != 200 else []
            elif "/meetings/" in there or "/stages/" in there:
                wrong.append((page, there))
    assert wrong == []


# ── Tasks ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_board_shows_the_tasks_by_how_far_they_are(coordinator, cycle):
    group = make_group(cycle, roles=())
    _todo, doing, done, dropped = [make_task(group, title=title, days=-2) for title in "กขคง"]
    doing.start(by=make_user()), done.finish(by=make_user()), dropped.drop(by=make_user(), reason="น้ำท่วม")
    answer = coordinator.get(at(cycle, "tasks", group.pk))
    assert [[str(task) for task in column] for _state, _words, column in answer.context["columns"]] == [
        ["ก"],
        ["ข"],
        ["ค"],
        ["ง"],
    ]
    assert words(answer).count("2 days late") == 2
    assert "น้ำท่วม" in words(answer)


def test_a_task_is_changed_dropped_and_taken_up_again(coordinator, cycle):
    task = make_task(make_group(cycle, roles=()))
    assert coordinator.post(at(cycle, "task", task.pk), {"title": "", "due_on": "1/1/2570"}).status_code == 422
    coordinator.post(at(cycle, "task", task.pk), {"title": "ใหม่", "due_on": "1/1/2570"})
    assert coordinator.post(at(cycle, "drop_task", task.pk), {"reason": ""}).status_code == 422
    coordinator.post(at(cycle, "drop_task", task.pk), {"reason": "น้ำท่วม"})
    task.refresh_from_db()
    assert (task.title, str(task.due_on), task.state) == ("ใหม่", "2027-01-01", "dropped")
    coordinator.post(at(cycle, "reopen_task", task.pk))
    assert coordinator.post(at(cycle, "reopen_task", task.pk)).status_code == 409
    task.refresh_from_db()
    assert task.state == "todo"


def test_only_who_sits_in_the_team_can_be_given_a_task(coordinator, cycle):
    group = make_group(cycle, roles=())
    left, elsewhere = make_seat(group), make_seat(make_group(cycle, "coordination", roles=()))
    left.leave(by=make_user())
    for owner in (left, elsewhere):
        sent = {"title": "ลงตำบล", "owner": owner.pk, "due_on": typed(in_days(9))}
        assert coordinator.post(at(cycle, "add_task", group.pk), sent).status_code == 422
    assert Task.objects.count() == 0


# ── Meetings ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_meeting_of_the_team_is_planned_and_stands_on_its_page(coordinator, cycle):
    group = make_group(cycle)
    page = words(coordinator.get(at(cycle, "plan_meeting", group.pk)))
    assert "Meeting of the team: Academic team" in page
    answer = coordinator.post(at(cycle, "plan_meeting", group.pk), {"title": "ประชุมทีมวิชาการ", **times(9)}, follow=True)
    assert "ประชุมทีมวิชาการ 1/2570" in words(answer)
    assert "ประชุมทีมวิชาการ 1/2570" in words(coordinator.get(at(cycle, "team", group.pk)))
    assert Meeting.objects.get().team_meeting.group == group


def test_a_meeting_without_its_times_is_not_planned(coordinator, cycle):
    group = make_group(cycle)
    assert coordinator.post(at(cycle, "plan_meeting", group.pk), {"title": "ประชุม"}).status_code == 422
    assert Meeting.objects.count() == 0


def test_the_form_of_other_meetings_leads_to_the_team(coordinator, cycle):
    page = words(coordinator.get(reverse("meetings:plan", args=cycle.address)))
    assert "A meeting of a team is planned on the page of the team." in page
    assert 'value="team"' not in page


# ── The order ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_order_goes_from_its_draft_to_the_signed_copy(coordinator, cycle):
    make_group(cycle), make_committee(cycle)
    answer = coordinator.post(at(cycle, "draft_order"), follow=True)
    order = AppointmentOrder.objects.get()
    assert "A draft follows the members as they stand now" in words(answer)
    coordinator.post(at(cycle, "order_text", order.pk), {"about": "แต่งตั้งคณะทำงาน", "preamble": "ด้วยจังหวัดเห็นชอบ"})
    paper = words(coordinator.get(at(cycle, "order_paper", order.pk)))
    for part in ("คำสั่งจังหวัดนครศรีธรรมราช", "ด้วยจังหวัดเห็นชอบ", "ที่ ........../๒๕๗๐", "ทั้งนี้ ตั้งแต่บัดนี้เป็นต้นไป"):
        assert part in paper
    sent = {"number": "99/2570", "signed_on": typed(timezone.now()), "signed_by": "ผู้ว่าราชการจังหวัด"}
    sent["copy"] = SimpleUploadedFile("คำสั่ง.exe", PDF)
    answer = coordinator.post(at(cycle, "sign_order", order.pk), sent, follow=True)
    assert "The order is signed and kept as it is." in words(answer)
    assert "ที่ ๙๙/๒๕๗๐" in words(coordinator.get(at(cycle, "order_paper", order.pk)))
    copy = coordinator.get(at(cycle, "order_copy", order.pk))
    assert copy["Content-Disposition"] == f'attachment; filename="order-{order.pk}.pdf"'
    assert b"".join(copy.streaming_content) == PDF


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"signed_on": typed(in_days(1))}, "The order cannot be signed on a day ahead"),
        ({"number": ""}, "This field is required."),
        ({"signed_by": ""}, "This field is required."),
        ({"copy": SimpleUploadedFile("order.pdf", b"<html><script>")}, "Send a PDF, or a photograph"),
    ],
)
def test_a_signing_that_lacks_something_is_refused_and_nothing_is_kept(coordinator, cycle, changed, says):
    order = make_draft(cycle)
    sent = {"number": "9/2570", "signed_on": typed(in_days(0)), "signed_by": "ผวจ.", **changed}
    answer = coordinator.post(at(cycle, "sign_order", order.pk), sent)
    assert (answer.status_code, says in words(answer)) == (422, True)
    assert AppointmentOrder.objects.get().is_signed is False


def test_a_copy_is_sent_in_later_and_must_be_a_paper(coordinator, cycle):
    order = sign(make_draft(cycle))
    page = at(cycle, "order_copy", order.pk)
    assert coordinator.get(page).status_code == 404
    answer = coordinator.post(page, {"copy": SimpleUploadedFile("order.pdf", b"MZ")})
    assert (answer.status_code, "Send a PDF" in words(answer)) == (422, True)
    assert coordinator.post(page, {}).status_code == 422
    assert coordinator.post(page, {"copy": SimpleUploadedFile("order.pdf", PDF)}).status_code == 302
    stranger = browser_of(make_user())
    assert (stranger.get(page).status_code, stranger.post(page).status_code) == (404, 403)


def test_a_second_draft_and_a_second_signing_are_told_what_to_do(coordinator, cycle):
    order = make_draft(cycle)
    answer = coordinator.post(at(cycle, "draft_order"))
    assert (answer.status_code, "A draft order stands open already" in words(answer)) == (409, True)
    sign(order)
    sent = {"number": "10/2570", "signed_on": typed(in_days(0)), "signed_by": "ผวจ."}
    answer = coordinator.post(at(cycle, "sign_order", order.pk), sent)
    assert (answer.status_code, "is signed and stays as it is" in words(answer)) == (409, True)
    answer = coordinator.post(at(cycle, "draft_order"))
    assert (answer.status_code, "Everyone is appointed already" in words(answer)) == (409, True)


def test_nobody_is_notified_by_founding_or_seating(coordinator, cycle):
    coordinator.post(at(cycle, "found"))
    make_seat(Committee.objects.get(), "adviser")
    assert Notice.objects.count() == 0
