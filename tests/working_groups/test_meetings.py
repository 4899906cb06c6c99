"""Each team numbers its own meetings; a meeting of a team is planned together with its tie to the team."""

import pytest

from tests.factories import close, in_days, make_group, make_meeting, make_open_cycle, make_user
from welfare_movement.meetings.models import Meeting
from welfare_movement.process.refusals import CycleClosed
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


def plan(group, days=9):
    meeting = Meeting(title="ประชุมทีม", venue="ศาลากลาง", starts_at=in_days(days), ends_at=in_days(days, 12))
    return group.plan_meeting(meeting, by=make_user())


def test_each_team_counts_its_own_meetings():
    cycle = make_open_cycle(Stage.WORKING_GROUPS)
    one, two = make_group(cycle), make_group(cycle, "coordination")
    make_meeting(cycle, stage=Stage.WORKING_GROUPS, kind="team")
    numbers = [plan(group).number for group in (one, one, two, one, two)]
    assert numbers == [1, 2, 1, 3, 2]


def test_it_is_of_the_stage_and_kind_and_has_the_standard_agenda():
    group = make_group()
    meeting = plan(group)
    assert (meeting.stage, meeting.kind, meeting.cycle) == (Stage.WORKING_GROUPS, "team", group.cycle)
    assert (meeting.items.count(), meeting.team_meeting.group) == (5, group)


def test_a_cancelled_meeting_keeps_its_number():
    group = make_group()
    plan(group).cancel(by=make_user(), reason="น้ำท่วม")
    assert plan(group).number == 2


def test_in_a_closed_cycle_no_meeting_is_planned():
    group = make_group()
    close(group.cycle)
    with pytest.raises(CycleClosed):
        plan(group)
    assert Meeting.objects.count() == 0


def test_other_kinds_go_on_counting_by_kind():
    cycle = make_open_cycle(Stage.WORKING_GROUPS)
    plan(make_group(cycle))
    assert [make_meeting(cycle, kind="other").number for _number in range(2)] == [1, 2]
