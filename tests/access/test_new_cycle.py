"""A cycle that has just begun, with nothing in it: every page that its members are offered can be opened."""

import pytest
from django.urls import reverse

from tests.access.pages import offered
from tests.factories import make_cycle, make_district, make_member, make_tambon
from welfare_movement.process.gates import requirements
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    make_tambon(district=make_district(tile_row=1, tile_column=1))
    return make_cycle()


def starts(cycle):
    """Where a member begins: the pages of the menu, and the gates with what they ask."""
    yield from (reverse(name, args=cycle.address) for name in ("dashboard:cycle", "dashboard:board", "process:ladder"))
    yield from (reverse("process:stage", args=[*cycle.address, stage.slug]) for stage in Stage)
    for each in requirements.values():
        yield reverse("process:requirement", args=[*cycle.address, each.stage.slug, each.key])


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.COORDINATOR])
def test_whoever_runs_a_new_cycle_is_led_to_pages_that_are_there(client, cycle, role):
    client.force_login(make_member(cycle, role))
    waiting, seen, wrong = [(None, start) for start in starts(cycle)], set(), []
    while waiting:
        before, address = waiting.pop()
        if address in seen or "/demo/" in address:
            continue
        seen.add(address)
        answer = client.get(address)
        if answer.status_code not in (200, 302):
            wrong.append(f"{before} leads to {address}: {answer.status_code}")
        elif answer.status_code == 200:
            waiting += [(address, there) for method, there in offered(address, answer) if method == "GET"]
    assert not wrong, "\n".join(sorted(wrong))
