"""The pages of the ladder: what everyone sees, and what coordinators and administrators do there."""

from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import (
    close,
    in_days,
    make_cycle,
    make_district,
    make_member,
    make_open_cycle,
    make_participation,
    make_passes,
    make_province,
    make_user,
)
from tests.toy.models import Box, Shelf, Toy
from welfare_movement.people.models import User
from welfare_movement.process.gates import Share
from welfare_movement.process.models import GateNeed, StagePlan
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.SURVEYS)


@pytest.fixture
def administrator(cycle):
    return make_member(cycle, Role.ADMINISTRATOR)


@pytest.fixture
def one_toy(only):
    """The gate of SURVEYS asks for one painted toy; the others ask for nothing."""
    only(
        Stage.SURVEYS,
        "painted",
        "Painted toys",
        remedy="Paint a toy.",
        page="process:ladder",
        evidence=lambda: Toy.objects.painted(),
        need=1,
    )


def at(cycle, name, *parts):
    return reverse(f"process:{name}", args=[*cycle.address, *parts])


def text(answer):
    return unescape(answer.content.decode())


def typed(day):
    return f"{day.day}/{day.month}/{day.year + 543}"


def paint(cycle, **fields):
    return Toy.objects.create(cycle=cycle, name="ว่าว", **{"colour": "แดง", **fields})


# ── The ladder and a stage ─────────────────────────────────────────────────────────────────────────────────────────
def test_the_ladder_shows_each_rung_with_its_state_and_its_name_in_this_cycle(client, cycle, administrator):
    cycle.plans.filter(stage=Stage.FORUMS).update(title="เวทีใหญ่")
    cycle.waive_gate(Stage.SURVEYS, by=administrator, reason="น้ำท่วม", follow_up_on=timezone.localdate())
    answer = client.get(at(cycle, "ladder"))
    states = ["passed", "waived", "open", "locked", "locked", "locked"]
    assert [rung.state for rung in answer.context["rungs"]] == states
    assert "4 เวทีใหญ่" in text(answer)
    assert [text(answer).count(words) for words in ("Passed by waiver", "Not open yet")] == [1, 3]


def test_no_rung_of_a_closed_cycle_is_open(client, cycle):
    close(cycle)
    assert {rung.state for rung in client.get(at(cycle, "ladder")).context["rungs"]} == {"passed", "locked"}


def test_a_stage_says_what_is_missing_and_how_to_win_it(client, cycle, one_toy):
    shown = text(client.get(at(cycle, "stage", "surveys")))
    for words in ("Painted toys", "Paint a toy.", "0 of 1 met", "It cannot be pressed yet: 1 requirement is not met."):
        assert words in shown


@pytest.mark.parametrize(
    ("role", "may_pass", "may_waive"),
    [
        (Role.ADMINISTRATOR, True, True),
        (Role.COORDINATOR, True, False),
        (Role.REVIEWER, False, False),
        (Role.OBSERVER, False, False),
    ],
)
def test_the_press_is_offered_to_those_who_may_once_everything_is_met(
    client, cycle, one_toy, role, may_pass, may_waive
):
    client.force_login(make_member(cycle, role))
    waiver = f'href="{at(cycle, "waive", "surveys")}"'
    shown = text(client.get(at(cycle, "stage", "surveys")))
    assert (f'action="{at(cycle, "pass", "surveys")}"' in shown, waiver in shown) == (False, may_waive)
    paint(cycle)
    shown = text(client.get(at(cycle, "stage", "surveys")))
    assert (f'action="{at(cycle, "pass", "surveys")}"' in shown, waiver in shown) == (may_pass, False)
    assert ("Everything is met; a coordinator passes it." in shown) != may_pass


@pytest.mark.parametrize("stage", ["partners", "working_groups"])
def test_a_gate_that_is_passed_or_locked_offers_no_press(client, cycle, administrator, only, stage):
    client.force_login(administrator)
    assert "Pass this gate" not in text(client.get(at(cycle, "stage", stage)))


def test_the_history_of_a_gate_names_people_to_members_only(client, cycle, administrator):
    passed_by = cycle.passes.get().passed_by
    assert str(passed_by) not in text(client.get(at(cycle, "stage", "partners")))
    client.force_login(make_member(cycle, Role.OBSERVER))
    assert str(passed_by) in text(client.get(at(cycle, "stage", "partners")))


def test_a_waiver_and_a_revocation_are_read_by_everyone(client, cycle, administrator, one_toy):
    day = timezone.localdate() + timedelta(days=30)
    waiver = cycle.waive_gate(Stage.SURVEYS, by=administrator, reason="น้ำท่วมสามอำเภอ", follow_up_on=day)
    shown = text(client.get(at(cycle, "stage", "surveys")))
    assert "น้ำท่วมสามอำเภอ" in shown
    assert "Painted toys 0 / 1" in shown
    waiver.revoke(by=administrator, reason="น้ำลดแล้ว")
    shown = text(client.get(at(cycle, "stage", "surveys")))
    assert "น้ำท่วมสามอำเภอ" in shown
    assert "น้ำลดแล้ว" in shown
    assert str(administrator) not in shown


def test_an_unknown_stage_or_requirement_is_not_found(client, cycle, administrator):
    client.force_login(administrator)
    for address in (
        at(cycle, "stage", "nowhere"),
        at(cycle, "requirement", "surveys", "nothing"),
        at(cycle, "requirement", "partners", "coverage"),
        at(cycle, "waive", "nowhere"),
    ):
        assert client.get(address).status_code == 404
    assert client.post(at(cycle, "pass", "nowhere")).status_code == 404


# ── A requirement ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_requirement_lists_the_rows_that_count_and_those_that_are_missing(client, cycle, administrator):
    joined, considering = make_participation(cycle, stance="joined"), make_participation(cycle, stance="considering")
    make_participation(make_cycle(2571), stance="joined")
    client.force_login(administrator)
    answer = client.get(at(cycle, "requirement", "partners", "decided"))
    assert (list(answer.context["counting"]), list(answer.context["missing"])) == ([joined], [considering])
    for row in (joined, considering):
        assert f'href="{row.get_absolute_url()}"' in text(answer)


def test_a_requirement_without_planned_rows_shows_the_remedy_and_where_it_is_done(client, cycle, administrator):
    client.force_login(administrator)
    answer = client.get(at(cycle, "requirement", "partners", "central"))
    assert answer.context["missing"] is None
    assert "Win over one central agency." in text(answer)
    assert f'href="{reverse("partners:board", args=cycle.address)}"' in text(answer)


def test_a_requirement_shows_its_groups_the_worst_first(client, cycle, administrator, only):
    only(
        Stage.SURVEYS,
        "shelves",
        "Toys painted, on the least painted shelf",
        remedy="Paint more toys of each shelf.",
        page="process:ladder",
        of=lambda: Toy.objects.all(),
        evidence=lambda: Toy.objects.painted(),
        per="box__shelves",
        need=Share(50),
    )
    for name, colours in (("บน", ["แดง", ""]), ("ล่าง", ["", ""])):
        box = Box.objects.create()
        box.shelves.add(Shelf.objects.create(name=name))
        for colour in colours:
            paint(cycle, box=box, colour=colour)
    paint(cycle)
    client.force_login(administrator)
    answer = client.get(at(cycle, "requirement", "surveys", "shelves"))
    groups = [(name and str(name), group.have, group.of) for name, group in answer.context["groups"]]
    assert groups == [("ล่าง", 0, 2), ("บน", 1, 2), (None, 1, 1)]
    assert "in none" in text(answer)


# ── Pass, waive, revoke ────────────────────────────────────────────────────────────────────────────────────────────
def test_a_pass_without_evidence_is_refused_with_the_remedies(client, cycle, one_toy):
    client.force_login(make_member(cycle))
    answer = client.post(at(cycle, "pass", "surveys"), headers={"referer": f"http://testserver{at(cycle, 'ladder')}"})
    assert answer.status_code == 409
    assert "This gate is still closed. Paint a toy." in text(answer)
    assert f'href="http://testserver{at(cycle, "ladder")}"' in text(answer)
    assert not cycle.is_open(Stage.WORKING_GROUPS)


def test_a_pass_opens_the_next_stage_and_the_second_to_press_is_told_who_was_first(client, cycle, one_toy):
    paint(cycle)
    first, second = make_member(cycle, user=make_user("มาลี")), make_member(cycle)
    client.force_login(first)
    answer = client.post(at(cycle, "pass", "surveys"), follow=True)
    assert answer.redirect_chain == [(at(cycle, "stage", "surveys"), 302)]
    assert "The gate is passed; the next stage is open." in text(answer)
    assert (cycle.is_open(Stage.WORKING_GROUPS), cycle.passes.latest("pk").passed_by) == (True, first)
    client.force_login(second)
    answer = client.post(at(cycle, "pass", "surveys"))
    assert (answer.status_code, cycle.passes.count()) == (409, 2)
    assert "มาลี ใจดี already passed this gate" in text(answer)


def test_a_waiver_asks_for_a_reason_and_a_day_and_keeps_what_was_typed(client, cycle, administrator, one_toy):
    client.force_login(administrator)
    assert "Painted toys" in text(client.get(at(cycle, "waive", "surveys")))
    answer = client.post(at(cycle, "waive", "surveys"), {"reason": "น้ำท่วมสามอำเภอ", "follow_up_on": "31/2/2570"})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["follow_up_on"])
    for words in ("น้ำท่วมสามอำเภอ", 'value="31/2/2570"'):
        assert words in text(answer)
    answer = client.post(at(cycle, "waive", "surveys"), {"reason": "  ", "follow_up_on": typed(timezone.localdate())})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["reason"])
    assert cycle.passes.count() == 1


@pytest.mark.parametrize(
    ("stage", "says"),
    [
        ("partners", "This gate is passed already"),
        ("surveys", "The evidence is complete, so there is nothing to waive"),
        ("working_groups", "This stage is not open"),
    ],
)
def test_where_nothing_can_be_waived_the_page_says_why_and_asks_nothing(
    client, cycle, administrator, one_toy, stage, says
):
    paint(cycle)
    client.force_login(administrator)
    shown = text(client.get(at(cycle, "waive", stage)))
    assert (says in shown, 'name="reason"' in shown) == (True, False)


def test_a_waiver_says_what_it_opens_or_that_it_closes_the_cycle(client, administrator, cycle):
    make_passes(cycle, Stage.PILOT_AREAS)
    client.force_login(administrator)
    assert "This waiver closes the cycle without the evidence" in text(client.get(at(cycle, "waive", "celebration")))
    assert "A waiver opens the next stage without the evidence." in text(client.get(at(cycle, "waive", "surveys")))


def test_a_waiver_looks_again_today_or_later(client, cycle, administrator, one_toy):
    client.force_login(administrator)
    today = timezone.localdate()
    answers = [
        client.post(at(cycle, "waive", "surveys"), {"reason": "น้ำท่วม", "follow_up_on": typed(day)})
        for day in (today - timedelta(days=1), today)
    ]
    assert [answer.status_code for answer in answers] == [422, 302]
    assert "cannot lie in the past" in text(answers[0])
    waiver = cycle.passes.latest("pk")
    assert (waiver.reason, waiver.follow_up_on, waiver.passed_by) == ("น้ำท่วม", today, administrator)


def test_a_pass_is_taken_back_with_a_reason(client, cycle, administrator):
    client.force_login(administrator)
    gate_pass = cycle.passes.get()
    asked = text(client.get(at(cycle, "revoke", gate_pass.pk)))
    assert str(gate_pass.passed_by) in asked
    assert f"“{Stage.SURVEYS.label}” is locked again" in asked
    answer = client.post(at(cycle, "revoke", gate_pass.pk), {"reason": ""})
    assert (answer.status_code, cycle.is_open(Stage.SURVEYS)) == (422, True)
    answer = client.post(at(cycle, "revoke", gate_pass.pk), {"reason": "นับผิด"})
    assert (answer["Location"], cycle.is_open(Stage.SURVEYS)) == (at(cycle, "stage", "partners"), False)
    gate_pass.refresh_from_db()
    assert (gate_pass.revoked_by, gate_pass.revoked_reason) == (administrator, "นับผิด")


@pytest.fixture
def two_passes(cycle):
    return [cycle.passes.get(), *make_passes(cycle, Stage.SURVEYS)]


def test_an_earlier_pass_is_not_taken_back(client, cycle, administrator, two_passes):
    client.force_login(administrator)
    answer = client.post(at(cycle, "revoke", two_passes[0].pk), {"reason": "นับผิด"})
    assert (answer.status_code, cycle.passes.standing().count()) == (409, 2)
    assert "Only the latest pass of a cycle can be revoked" in text(answer)


def test_where_a_pass_cannot_be_taken_back_the_page_says_why_and_asks_nothing(client, cycle, administrator, two_passes):
    client.force_login(administrator)
    two_passes[1].revoke(by=administrator, reason="นับผิด")
    (again,) = make_passes(cycle, Stage.SURVEYS)
    pages = [text(client.get(at(cycle, "revoke", each.pk))) for each in (*two_passes, again)]
    assert ['name="reason"' in page for page in pages] == [False, False, True]
    assert "Only the latest pass of an open cycle can be taken back." in pages[0]
    assert "This pass was taken back already." in pages[1]
    close(cycle)
    assert 'name="reason"' not in text(client.get(at(cycle, "revoke", again.pk)))


def test_only_the_latest_pass_is_offered_to_be_taken_back(client, cycle, administrator, two_passes):
    client.force_login(administrator)
    stages = ["partners", "surveys"]
    assert ["Take this pass back" in text(client.get(at(cycle, "stage", stage))) for stage in stages] == [False, True]


# ── Needs ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def sent_needs(answer, **changed):
    """The form as it stands, with these changes."""
    form = answer.context["form"]
    return {name: changed.get(name.replace(".", "__"), form[name].value()) for name in form.fields}


def test_a_need_is_kept_while_it_differs_from_the_default(client, cycle, administrator):
    client.force_login(administrator)
    page = at(cycle, "needs")
    assert "usually 5" in text(client.get(page))
    client.post(page, sent_needs(client.get(page), partners__provincial="๓"))
    need = GateNeed.objects.get()
    assert (need.cycle, need.requirement, need.need, need.set_by) == (cycle, "partners.provincial", 3, administrator)
    client.post(page, sent_needs(client.get(page), partners__provincial=4))
    assert GateNeed.objects.get().need == 4
    client.post(page, sent_needs(client.get(page), partners__provincial=5))
    assert not GateNeed.objects.exists()


@pytest.mark.parametrize(
    ("name", "number"), [("partners__provincial", 0), ("partners__decided", 101), ("partners__central", "หนึ่ง")]
)
def test_a_need_is_at_least_one_and_a_share_at_most_a_hundred(client, cycle, administrator, name, number):
    client.force_login(administrator)
    answer = client.post(at(cycle, "needs"), sent_needs(client.get(at(cycle, "needs")), **{name: number}))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [name.replace("__", ".")])
    assert not GateNeed.objects.exists()


def test_the_need_of_one_cycle_is_not_that_of_another(client, cycle, administrator):
    other = make_open_cycle(Stage.SURVEYS, year=2571)
    client.force_login(administrator)
    client.post(at(cycle, "needs"), sent_needs(client.get(at(cycle, "needs")), partners__provincial=3))
    needs = {each: each.findings(Stage.PARTNERS)[Stage.PARTNERS][1].need for each in (cycle, other)}
    assert needs == {cycle: 3, other: 5}


# ── Roles ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def roles_of(person):
    return list(person.memberships.values_list("role", "district"))


def test_a_role_is_given_to_someone_new_who_may_have_no_email(client, cycle, administrator):
    client.force_login(administrator)
    client.post(at(cycle, "roles"), {"role": "reviewer", "given_name": "สมชาย", "phone": "๐๘๑ ๒๓๔ ๕๖๗๘"})
    person = User.objects.get(given_name="สมชาย")
    assert (person.email, person.phone, person.has_usable_password()) == (None, "0812345678", False)
    assert roles_of(person) == [("reviewer", None)]
    assert "สมชาย" in text(client.get(at(cycle, "roles")))


def test_who_has_this_email_already_is_the_same_person_and_is_taken_as_they_are(client, cycle, administrator):
    known = make_user("มาลี", email="mali@example.org")
    client.force_login(administrator)
    client.post(
        at(cycle, "roles"), {"role": "observer", "given_name": "อื่น", "email": "Mali@Example.org", "is_superuser": "on"}
    )
    known.refresh_from_db()
    assert (known.given_name, known.is_superuser, roles_of(known)) == ("มาลี", False, [("observer", None)])


def test_someone_of_this_cycle_is_found_by_name_and_nobody_else(client, cycle, administrator):
    member = make_member(cycle, Role.OBSERVER, user=make_user("สมหญิง", family_name="ใจดี"))
    stranger = make_user("สมหญิง", family_name="อื่น")
    client.force_login(administrator)
    found = client.get(at(cycle, "roles"), {"q": "สมหญิง"}).context["form"].fields["known"].queryset
    assert list(found) == [member]
    assert list(client.get(at(cycle, "roles")).context["form"].fields["known"].queryset) == []
    answer = client.post(at(cycle, "roles"), {"role": "coordinator", "known": stranger.pk})
    assert (answer.status_code, roles_of(stranger)) == (422, [])
    client.post(at(cycle, "roles"), {"role": "coordinator", "known": member.pk})
    assert roles_of(member) == [("observer", None), ("coordinator", None)]


def test_a_role_given_twice_is_held_once(client, cycle, administrator):
    member = make_member(cycle, Role.OBSERVER)
    client.force_login(administrator)
    for _time in range(2):
        client.post(at(cycle, "roles"), {"role": "observer", "known": member.pk})
    assert roles_of(member) == [("observer", None)]


def test_a_role_may_be_limited_to_a_district_of_the_province_but_not_that_of_an_administrator(
    client, cycle, administrator
):
    member, here = make_member(cycle, Role.OBSERVER), make_district("8001")
    abroad = make_district("9201", make_province("92", slug="trang"))
    client.force_login(administrator)
    for role, district, status in (
        ("reviewer", here, 302),
        ("reviewer", abroad, 422),
        ("administrator", here, 422),
    ):
        answer = client.post(at(cycle, "roles"), {"role": role, "known": member.pk, "district": district.pk})
        assert answer.status_code == status
    assert roles_of(member) == [("observer", None), ("reviewer", "8001")]


def test_a_name_or_someone_known_is_asked_for(client, cycle, administrator):
    client.force_login(administrator)
    answer = client.post(at(cycle, "roles"), {"role": "observer", "email": "new@example.org"})
    assert (answer.status_code, User.objects.filter(email="new@example.org").count()) == (422, 0)
    assert "Write the name, or choose someone who is known already." in text(answer)


def test_a_role_is_taken_away_but_a_cycle_keeps_an_administrator(client, cycle, administrator):
    observer = make_member(cycle, Role.OBSERVER)
    client.force_login(administrator)
    client.post(at(cycle, "remove_role", observer.memberships.get().pk))
    assert roles_of(observer) == []
    answer = client.post(at(cycle, "remove_role", administrator.memberships.get().pk))
    assert (answer.status_code, roles_of(administrator)) == (409, [("administrator", None)])
    assert "A cycle needs an administrator" in text(answer)
    make_member(cycle, Role.ADMINISTRATOR)
    client.post(at(cycle, "remove_role", administrator.memberships.get().pk))
    assert client.get(at(cycle, "roles")).status_code == 403


# ── Dates and planned events ───────────────────────────────────────────────────────────────────────────────────────
def sent_plans(cycle, **changed):
    """The form of the six stages, the fields of the first changed."""
    sent = {"form-TOTAL_FORMS": 6, "form-INITIAL_FORMS": 6}
    sent |= {f"form-{number}-id": plan.pk for number, plan in enumerate(cycle.plans.order_by("stage"))}
    return {**sent, **{f"form-0-{name}": value for name, value in changed.items()}}


def test_dates_are_typed_in_either_era_and_shown_on_the_ladder(client, cycle, administrator):
    client.force_login(make_member(cycle))
    days = {"starts_on": "1 ต.ค. 2569", "ends_on": "๓๑/๑/๒๕๗๐", "title": "หารือ"}
    assert client.post(at(cycle, "dates"), sent_plans(cycle, **days)).status_code == 302
    plan = cycle.plans.get(stage=Stage.PARTNERS)
    assert (plan.starts_on.isoformat(), plan.ends_on.isoformat(), plan.title) == ("2026-10-01", "2027-01-31", "หารือ")
    assert "1 หารือ" in text(client.get(at(cycle, "ladder")))


def test_a_stage_that_would_end_before_it_starts_is_refused_and_what_was_typed_stays(client, cycle):
    client.force_login(make_member(cycle))
    answer = client.post(at(cycle, "dates"), sent_plans(cycle, starts_on="2/2/2570", ends_on="1/2/2570"))
    assert (answer.status_code, cycle.plans.exclude(starts_on=None).count()) == (422, 0)
    for words in ("A stage cannot end before it starts", 'value="2/2/2570"', 'value="1/2/2570"'):
        assert words in text(answer)


def test_the_dates_of_another_cycle_are_out_of_reach(client, cycle):
    other = make_cycle(2571)
    client.force_login(make_member(cycle))
    client.post(at(cycle, "dates"), sent_plans(other, title="แปลก"))
    assert not StagePlan.objects.exclude(title="").exists()


def test_there_is_no_seventh_stage(client, cycle):
    client.raise_request_exception = False
    client.force_login(make_member(cycle))
    sent = {**sent_plans(cycle), "form-TOTAL_FORMS": 7, "form-6-title": "ขั้นที่เจ็ด"}
    assert client.post(at(cycle, "dates"), sent).status_code in {302, 422}
    assert cycle.plans.count() == 6


def test_an_event_is_planned_ahead_of_its_stage_and_dropped(client, cycle):
    client.force_login(make_member(cycle))
    event = {"stage": Stage.CELEBRATION.value, "title": "งานสมโภชน์", "on": typed(in_days(200))}
    assert client.post(at(cycle, "add_event"), event)["Location"] == at(cycle, "dates")
    planned = cycle.planned_events.get()
    assert (planned.stage, planned.title, planned.on) == (Stage.CELEBRATION, "งานสมโภชน์", in_days(200).date())
    assert "งานสมโภชน์" in text(client.get(at(cycle, "dates")))
    client.post(at(cycle, "remove_event", planned.pk))
    assert not cycle.planned_events.exists()


def test_an_event_without_a_day_is_shown_again_as_typed_beside_the_dates(client, cycle):
    client.force_login(make_member(cycle))
    answer = client.post(at(cycle, "add_event"), {"stage": 4, "title": "เวทีใหญ่", "on": "พรุ่งนี้"})
    assert (answer.status_code, list(answer.context["event_form"].errors)) == (422, ["on"])
    for words in ('value="เวทีใหญ่"', 'value="พรุ่งนี้"', 'name="form-TOTAL_FORMS" value="6"'):
        assert words in text(answer)
    assert not cycle.planned_events.exists()


# ── By the plan ────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(("days", "words"), [(1, "1 day left"), (0, "0 days left"), (-1, "1 day late")])
def test_an_open_stage_says_how_many_days_are_left_by_the_plan(client, cycle, days, words):
    cycle.plans.filter(stage=Stage.SURVEYS).update(ends_on=timezone.localdate() + timedelta(days=days))
    assert words in text(client.get(at(cycle, "stage", "surveys")))


@pytest.mark.parametrize("stage", ["partners", "forums"])
def test_a_stage_that_is_passed_or_locked_is_neither_late_nor_in_time(client, cycle, stage):
    cycle.plans.update(ends_on=timezone.localdate() - timedelta(days=1))
    shown = text(client.get(at(cycle, "stage", stage)))
    assert [words in shown for words in ("day late", "days left")] == [False, False]
