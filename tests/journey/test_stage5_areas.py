"""The part of the journey in which the areas are driven, from areas that the factories selected."""

from datetime import timedelta

import pytest

from tests.factories import make_area, make_member, make_open_cycle, moment
from tests.journey.person import Person
from tests.journey.stage5_areas import the_areas_are_driven
from welfare_movement.notices.deliver import deliver
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


def test_the_areas_are_driven_through_their_pages(time_machine):
    time_machine.move_to(moment("2027-06-07 09:00"), tick=True)
    cycle = make_open_cycle(Stage.PILOT_AREAS)
    for code in ("800104", "800105"):
        make_area(cycle, code, published=True)
    coordinator = Person().sign_in(make_member(cycle).email)
    admin = Person().sign_in(make_member(cycle, Role.ADMINISTRATOR).email)

    def days(number):
        time_machine.shift(timedelta(days=number))
        deliver()

    the_areas_are_driven(coordinator, admin, days)
