"""The journey through the forum, from passes that were made by hand."""

from datetime import timedelta

import pytest
from django.core.management import call_command

from tests.factories import make_member, make_open_cycle, make_participation, moment
from tests.journey.person import Person
from tests.journey.stage4 import the_forum_is_held
from welfare_movement.notices.deliver import deliver
from welfare_movement.places.models import Province
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def days(time_machine):
    time_machine.move_to(moment("2027-03-29 09:00"), tick=True)

    def later(number):
        time_machine.shift(timedelta(days=number))
        deliver()

    return later


def test_the_forum_is_held_through_its_pages(days):
    call_command("load_places", verbosity=0)
    cycle = make_open_cycle(Stage.FORUMS, province=Province.objects.get(code="80"))
    for _number in range(3):
        make_participation(cycle, stance="joined")
    people = [make_member(cycle, role) for role in (Role.COORDINATOR, Role.ADMINISTRATOR)]
    coordinator, admin = (Person().sign_in(person.email) for person in people)
    the_forum_is_held(coordinator, admin, days)
