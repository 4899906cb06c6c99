"""What the forms of a team refuse."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories import in_days, make_group, make_meeting, make_open_cycle, make_user
from welfare_movement.process.stages import Stage
from working_groups.models import TeamMeeting, TeamMember

pytestmark = pytest.mark.django_db


def test_a_seat_names_a_person_or_a_post():
    group = make_group()
    with pytest.raises(ValidationError, match="Name a person or a post"):
        TeamMember(group=group, role="member").full_clean()
    TeamMember(group=group, role="member", person=make_user()).full_clean()
    TeamMember(group=group, role="member", post="พัฒนากร").full_clean()


def test_a_team_meets_at_a_meeting_of_its_own_cycle():
    group, elsewhere = make_group(), make_open_cycle(Stage.WORKING_GROUPS, year=2571)
    fields = {"stage": Stage.WORKING_GROUPS, "kind": "team", "starts_at": in_days(-1)}
    with pytest.raises(ValidationError, match="“meeting” belongs to another cycle"):
        TeamMeeting(group=group, meeting=make_meeting(elsewhere, **fields)).full_clean()
    with pytest.raises(ValidationError, match="Choose a meeting of a working team"):
        TeamMeeting(group=group, meeting=make_meeting(group.cycle, **{**fields, "kind": "other"})).full_clean()
    TeamMeeting(group=group, meeting=make_meeting(group.cycle, **fields)).full_clean()
