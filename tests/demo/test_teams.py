"""The story told on to the pass of WORKING_GROUPS: loaded on day 172, it stands just after that."""

from collections import Counter

import pytest
from django.db import transaction

from welfare_movement.demo.data.team_meetings import SCRIPTS
from welfare_movement.demo.load import load
from welfare_movement.meetings.models import Meeting
from welfare_movement.notices.models import Notice
from welfare_movement.process.models import Cycle
from welfare_movement.process.stages import Stage
from working_groups.models import AppointmentOrder, Task, TeamMember, WorkingGroup

pytestmark = pytest.mark.django_db  # within the transaction of `cycle`


@pytest.fixture(scope="module")
def cast(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield load(str, loaded_on=172, with_finished=False)
        transaction.set_rollback(True)


def test_the_gates_of_surveys_and_working_groups_were_passed_on_their_evidence(cast):
    passes = {each.stage: each for each in Cycle.objects.get().passes.standing()}
    assert list(passes) == [Stage.PARTNERS, Stage.SURVEYS, Stage.WORKING_GROUPS]
    assert not any(each.is_waiver for each in passes.values())
    findings = passes[Stage.WORKING_GROUPS].kept_findings
    assert [(each.requirement.key, each.have, each.is_met) for each in findings] == [
        ("teams", 3, True),
        ("order", 1, True),
        ("plans", 3, True),
        ("met", 3, True),
    ]
    assert [finding.is_met for finding in cast.cycle.findings(Stage.WORKING_GROUPS)[Stage.WORKING_GROUPS]] == [True] * 4
    assert cast.cycle.is_open(Stage.FORUMS)


def test_each_team_has_nine_to_thirteen_people_with_their_consent(cast):
    sizes = [group.members.standing().count() for group in WorkingGroup.objects.all()]
    assert [9 <= size <= 13 for size in sizes] == [True] * 3
    states = Counter(seat.state for seat in TeamMember.objects.all())
    assert states == {"consented": 29, "asked": 2, "declined": 2, "post": 2}


def test_the_order_was_signed_with_the_names_of_the_day(cast):
    order = AppointmentOrder.objects.get()
    assert (order.number, order.is_signed) == (f"9999/{cast.cycle.year}", True)
    parts = order.paper()["parts"]
    assert [len(part["lines"]) for part in parts] == [4, 10, 12, 11]
    assert [line["name"] for line in parts[0]["lines"][:2]] == [
        "ผู้ว่าราชการจังหวัดนครศรีธรรมราช",
        "รองผู้ว่าราชการจังหวัดนครศรีธรรมราช",
    ]
    assert TeamMember.objects.to_appoint().count() == 0


def test_each_team_has_an_adopted_plan_with_tasks_in_all_states(cast):
    assert WorkingGroup.objects.planned().count() == 3
    assert [5 <= group.tasks.count() <= 8 for group in WorkingGroup.objects.all()] == [True] * 3
    assert {task.state for task in Task.objects.all()} == {"todo", "doing", "done", "dropped"}


def test_each_team_met_twice_and_numbers_its_own_meetings(cast):
    meetings = Meeting.objects.filter(kind="team").order_by("starts_at")
    assert [(meeting.team_meeting.group.team, meeting.number) for meeting in meetings] == [
        (team, number) for number in (1, 2) for team in ("academic", "plan_to_welfare", "coordination")
    ]
    assert Meeting.objects.count() == 12
    assert [meeting.title for meeting in Meeting.objects.all() if meeting.minutes.adopted_at is None] == []
    assert [str(m.minutes.adopting_meeting or "") for m in meetings[:3]] == [str(meetings[3]), "", str(meetings[5])]


def test_the_scripts_name_only_people_who_were_invited(cast):
    for _team, script in SCRIPTS:
        invited = set(cast.meetings[script.key].invitations.values_list("person", flat=True))
        named = {*script.answers, *script.silent, *script.came}
        assert {key for key in named if cast.people[key].pk not in invited} == set(), script.key


def test_no_message_was_left_behind(cast):
    assert Notice.objects.by_email().waiting().count() == 0
    assert set(Notice.objects.to_copy().values_list("kind", flat=True)) <= {"meetings_minutes", "forums_invitation"}
    assert not Notice.objects.failed().exists()
