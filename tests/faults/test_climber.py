"""Random moves by all roles on the verbs of all stages (faults, row 20)."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.faults.climber import InOneTransaction
from welfare_movement.process.models import Cycle
from welfare_movement.process.models import bound as guard
from welfare_movement.process.stages import Stage

CALM = {"deadline": None, "suppress_health_check": list(HealthCheck), "print_blob": True, "database": None}

pytestmark = pytest.mark.django_db


def climb(examples, steps, **more):
    run_state_machine_as_test(
        InOneTransaction, settings=settings(max_examples=examples, stateful_step_count=steps, **CALM, **more)
    )


def test_no_stage_opens_without_its_pass_and_a_closed_cycle_never_changes():
    climb(50, 30)


@pytest.mark.faults
def test_nor_in_two_thousand_climbs():
    climb(2000, 50)


def test_with_the_guard_off_the_machine_finds_it(monkeypatch):
    """The negative control: rows are written in locked stages, and the machine finds the move."""
    monkeypatch.setattr(guard, "require_open", lambda *args, **kwargs: None)
    with pytest.raises(AssertionError, match="gather_the_evidence|meddle"):
        climb(50, 30, derandomize=True, phases=[Phase.generate], report_multiple_bugs=False)


def test_the_machine_can_climb_to_the_end():
    """Else it would prove nothing of closed cycles."""
    with transaction.atomic():
        climber = InOneTransaction()
        climber.begin()
        for stage in Stage:
            climber.gather_the_evidence(stage)
            climber.look()
            climber.pass_gate(stage)
        assert climber.closed
        assert Cycle.objects.get(pk=climber.cycle.pk).closed_at is not None
        climber.gather_the_evidence(Stage.PARTNERS)
        climber.every_change_was_of_an_open_stage()
        climber.teardown()
