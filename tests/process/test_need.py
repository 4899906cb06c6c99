"""What one cycle needs in place of a default: of a known requirement, and no share above all."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories import close, make_cycle, make_user
from welfare_movement.process.models import GateNeed

pytestmark = pytest.mark.django_db


def need(cycle=None, requirement="surveys.shelves", need=50):
    return GateNeed(cycle=cycle or make_cycle(), requirement=requirement, need=need, set_by=make_user())


@pytest.mark.parametrize("asked", [{"need": 1}, {"need": 100}, {"requirement": "surveys.painted", "need": 101}])
def test_what_may_be_needed(toy_gate, asked):
    need(**asked).full_clean()


@pytest.mark.parametrize(
    ("asked", "refused"),
    [
        ({"need": 101}, {"need": ["A share is between 1 and 100 per cent."]}),
        (
            {"requirement": "surveys.gone"},
            {"requirement": ["No gate asks for this; choose one of the requirements."]},
        ),
    ],
)
def test_what_may_not_be_needed(toy_gate, asked, refused):
    with pytest.raises(ValidationError) as error:
        need(**asked).full_clean()
    assert error.value.message_dict == refused


def test_nothing_is_needed_differently_in_a_closed_cycle(toy_gate):
    cycle = make_cycle()
    close(cycle)
    with pytest.raises(ValidationError, match="This cycle is closed"):
        need(cycle).full_clean()


@pytest.mark.parametrize(
    ("name", "need", "taken"), [("working_groups.teams", 3, True), ("working_groups.teams", 4, False)]
)
def test_a_gate_never_needs_more_than_there_can_be(name, need, taken):
    wanted = GateNeed(cycle=make_cycle(), requirement=name, need=need, set_by=make_user())
    if taken:
        wanted.full_clean()
        return
    with pytest.raises(ValidationError, match="There can be 3 at most"):
        wanted.full_clean()
