"""The last stage through its pages, upon earlier stages that were made."""

from datetime import timedelta

import pytest

from tests.factories import make_member, make_user, moment
from tests.factories_celebration import make_end
from tests.journey.person import Person
from tests.journey.stage6 import the_cycle_is_celebrated_and_closed
from welfare_movement.notices.deliver import deliver

pytestmark = pytest.mark.django_db


@pytest.fixture
def days(time_machine):
    """`days(7)` lets so many days go by; it begins on 1 September 2570, at nine."""
    time_machine.move_to(moment("2027-09-01 09:00"), tick=True)

    def later(number):
        time_machine.shift(timedelta(days=number))
        deliver()

    return later


def test_a_cycle_is_celebrated_and_closed_through_its_pages(days):
    cycle, _area = make_end()
    make_member(cycle, user=make_user("สุดา", email="suda@example.org"))
    the_cycle_is_celebrated_and_closed(Person().sign_in("suda@example.org"), days)
