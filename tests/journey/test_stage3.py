"""Stage 3 through its pages, from passes that stand in for the two stages before it."""

from datetime import timedelta

import pytest

from tests.factories import make_member, make_open_cycle, moment
from tests.journey.person import Person
from tests.journey.stage3 import the_teams_are_formed
from welfare_movement.notices.deliver import deliver
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


def test_the_teams_are_formed_through_the_pages(time_machine):
    time_machine.move_to(moment("2027-02-26 09:00"), tick=True)

    def days(number):
        time_machine.shift(timedelta(days=number))
        deliver()

    cycle = make_open_cycle(Stage.WORKING_GROUPS)
    coordinator, admin = (
        Person().sign_in(make_member(cycle, role).email) for role in (Role.COORDINATOR, Role.ADMINISTRATOR)
    )
    the_teams_are_formed(coordinator, admin, days)
