"""Goes into tests/process/test_guard.py and test_cycle.py."""

import pytest

from tests.factories import close, make_cycle, make_open_cycle
from tests.toy.models import Toy
from welfare_movement.process.models import Cycle
from welfare_movement.process.refusals import CycleClosed, Moved, StageLocked
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    """A row of a closed cycle."""
    cycle = make_open_cycle(Stage.SURVEYS)
    toy = Toy.objects.create(cycle=cycle, name="kite")
    close(cycle)
    return toy


@pytest.fixture
def other():
    return make_open_cycle(Stage.SURVEYS, year=2571)


@pytest.mark.parametrize("verb", [Toy.save, Toy.delete])
def test_a_row_that_is_given_the_key_of_another_does_not_take_its_place(kept, other, verb):
    row = Toy.objects.create(cycle=other, name="boat")
    row.pk = kept.pk
    with pytest.raises(Moved):
        verb(row)
    assert Toy.objects.get(pk=kept.pk).name == "kite"


def test_an_upsert_is_refused_however_it_is_asked_for(kept, other):
    with pytest.raises(TypeError):
        Toy.objects.bulk_create([Toy(pk=kept.pk, cycle=other, name="boat")], None, False, True, ["name"], ["id"])
    assert Toy.objects.get().name == "kite"


def test_the_stage_of_a_model_is_not_changed_on_a_row():
    row = Toy(cycle=make_cycle(), name="kite")
    row.stage = Stage.PARTNERS
    with pytest.raises(StageLocked):
        row.save()


def test_the_key_of_a_row_is_never_updated(kept):
    with pytest.raises(Moved):
        Toy.objects.update(id=4711)


def test_a_copy_from_before_its_end_does_not_open_a_cycle_again():
    cycle = make_cycle()
    close(Cycle.objects.get())
    cycle.title = "New"
    with pytest.raises(CycleClosed):
        cycle.save()
    assert (Cycle.objects.get().title, Cycle.objects.open().exists()) == ("", False)
