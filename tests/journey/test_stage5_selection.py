"""The selection through its pages, from passes that were made."""

from datetime import timedelta

import pytest

from tests.factories import (
    make_member,
    make_open_cycle,
    make_organisation,
    make_response,
    make_round,
    make_tambon,
    make_user,
    moment,
)
from tests.journey.person import Person
from tests.journey.stage5_selection import the_areas_are_selected
from tests.process.evidence import shown
from welfare_movement.notices.deliver import deliver
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def days(time_machine):
    time_machine.move_to(moment("2027-05-10 09:00"), tick=True)

    def later(number):
        time_machine.shift(timedelta(days=number))
        deliver()

    return later


def test_the_areas_are_selected_from_passes_that_were_made(days):
    cycle = make_open_cycle(Stage.PILOT_AREAS)
    organisations = [make_organisation(tambon=make_tambon(code)) for code in ("800104", "801201", "800901")]
    survey_round = make_round(cycle, organisations)
    for assignment in survey_round.assignments.all():
        make_response(assignment, verified=True)
    survey_round.publish(by=make_user())
    coordinator = Person().sign_in(make_member(cycle).email)
    admin = Person().sign_in(make_member(cycle, Role.ADMINISTRATOR).email)
    the_areas_are_selected(coordinator, admin, days)
    found = shown(cycle, Stage.PILOT_AREAS)
    assert [found[key] for key in ("criteria", "scored", "selected")] == [(1, True), (100, True), (3, True)]
