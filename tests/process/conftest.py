import pytest

from tests.toy.models import Toy
from welfare_movement.process import gates
from welfare_movement.process.gates import Share, requirement
from welfare_movement.process.stages import Stage


@pytest.fixture
def only(monkeypatch):
    """Replaces all registered requirements by those that the test registers."""
    monkeypatch.setattr(gates, "requirements", {})
    return requirement


@pytest.fixture
def toy_gate(only):
    """A gate of SURVEYS that asks for two painted toys, and of all toys half in the least painted shelf."""
    only(Stage.SURVEYS, "painted", "Painted toys", remedy="Paint two toys.", page="toys", evidence=painted, need=2)
    only(
        Stage.SURVEYS,
        "shelves",
        "Toys painted, on the least painted shelf",
        remedy="Paint more toys of each shelf.",
        page="toys",
        of=lambda: Toy.objects.all(),
        evidence=painted,
        per="box__shelves",
        need=Share(50),
    )


def painted():
    return Toy.objects.painted()
