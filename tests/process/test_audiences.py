"""Goes into tests/process/test_audiences.py."""

import pytest

from tests.factories import make_cycle, make_member, make_user
from welfare_movement.process.audiences import audience, people_of
from welfare_movement.process.roles import Role

pytestmark = pytest.mark.django_db


def test_people_of_a_cycle_are_those_of_its_audiences_each_once_who_may_sign_in():
    cycle = make_cycle()
    coordinator, observer = make_member(cycle), make_member(cycle, Role.OBSERVER)
    make_member(cycle, user=make_user(is_active=False))
    make_member(make_cycle(2571))
    assert list(people_of(cycle, ["process.coordinators"])) == [coordinator]
    assert set(people_of(cycle)) == {coordinator, observer}
    assert list(people_of(cycle, [])) == []


def test_an_audience_is_registered_once():
    with pytest.raises(ValueError, match="The audience process.coordinators is registered twice"):
        audience("process.coordinators", "Coordinators", people=lambda cycle: None)
