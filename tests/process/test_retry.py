"""What the database asks to try again is tried again: three times, and never an error page."""

import pytest
from django.db import OperationalError, transaction

from tests.factories import make_cycle, make_user
from welfare_movement.process.models import Cycle
from welfare_movement.process.refusals import Busy
from welfare_movement.process.retry import retried
from welfare_movement.process.stages import Stage


class Deadlock(Exception):
    sqlstate = "40P01"


class Serialisation(Exception):
    sqlstate = "40001"


class Broken(Exception):
    sqlstate = "08006"


def failing(times, cause=None, says="database is locked"):
    """A verb that fails so many times, then answers how often it was called."""
    calls = []

    @retried
    def verb():
        calls.append(1)
        if len(calls) <= times:
            raise OperationalError(says) from cause
        return len(calls)

    return verb, calls


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("cause", [Deadlock(), Serialisation(), None])
def test_a_verb_is_tried_three_times(cause):
    verb, _calls = failing(2, cause)
    assert verb() == 3
    verb, calls = failing(3, cause)
    with pytest.raises(Busy) as busy:
        verb()
    assert (len(calls), busy.value.status) == (3, 503)


@pytest.mark.django_db(transaction=True)
def test_another_fault_of_the_database_is_not_tried_again():
    verb, calls = failing(1, Broken(), says="connection lost")
    with pytest.raises(OperationalError):
        verb()
    assert len(calls) == 1


@pytest.mark.django_db(transaction=True)
def test_inside_an_open_transaction_it_is_tried_once():
    verb, calls = failing(1)
    with pytest.raises(OperationalError), transaction.atomic():
        verb()
    assert len(calls) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("cause", [Deadlock(), Serialisation()])
def test_a_gate_is_passed_once_though_the_database_failed_twice(only, monkeypatch, cause):
    cycle, left = make_cycle(), Cycle._leave_pass
    failures = iter([True, True, False])

    def leave(self, *args, **kwargs):
        gate_pass = left(self, *args, **kwargs)
        if next(failures):
            raise OperationalError("injected") from cause
        return gate_pass

    monkeypatch.setattr(Cycle, "_leave_pass", leave)
    cycle.pass_gate(Stage.PARTNERS, by=make_user())
    assert cycle.passes.count() == 1
