"""What happened to a cycle may finish rows of a stage, and what stands below them, unless it stands apart."""

import pytest
from django.db.models import Q

from tests.factories import make_open_cycle
from tests.toy.models import Part, Screw, Toy
from welfare_movement.process.models import Cycle
from welfare_movement.process.refusals import Sealed
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sealed(monkeypatch):
    monkeypatch.setattr(Toy, "sealed_when", Q(title="sold"))
    monkeypatch.setattr(Toy, "seal_says", "The toys are sold; make new ones in the next cycle.")
    monkeypatch.setattr(Part, "seal_says", "")


@pytest.fixture
def toy():
    toy = Toy.objects.create(cycle=make_open_cycle(Stage.SURVEYS), name="ว่าว")
    Screw.objects.create(part=Part.objects.create(toy=toy, name="หาง"))
    Toy.objects.create(cycle=make_open_cycle(Stage.SURVEYS, year=2571), name="ลูกข่าง")
    Cycle.objects.filter(pk=toy.cycle_id).update(title="sold")
    return toy


def writes(toy):
    """Every way of writing the toy."""
    new = Toy(cycle=toy.cycle, name="ใหม่")
    return [
        toy.save,
        toy.delete,
        new.save,
        lambda: Toy.objects.all().delete(),
        lambda: Toy.objects.bulk_create([new]),
        lambda: Toy.objects.bulk_update([toy], ["name"]),
    ]


def test_rows_of_a_sealed_cycle_are_refused_by_its_sentence(toy, queries):
    for write in writes(toy):
        with pytest.raises(Sealed, match="The toys are sold"):
            write()
    assert set(Toy.objects.values_list("name", flat=True)) == {"ว่าว", "ลูกข่าง"}
    with queries(1), pytest.raises(Sealed):
        toy.require_open()


def test_what_stands_below_is_sealed_too_and_a_cycle_that_is_not_stays_open(toy):
    part, screw = Part.objects.get(), Screw.objects.get()
    for write in (part.save, screw.save, screw.delete, lambda: Part(toy=toy, name="x").save()):
        with pytest.raises(Sealed, match="The toys are sold"):
            write()
    other = Toy.objects.get(name="ลูกข่าง")
    other.save()
    Part.objects.create(toy=other, name="เชือก")
    assert (Part.objects.count(), Screw.objects.count()) == (2, 1)


def test_a_child_may_stand_apart_from_the_seal_above_it_but_not_from_its_own(toy, monkeypatch):
    monkeypatch.setattr(Part, "sealed_with_parent", False)
    Part.objects.get().save()
    Screw.objects.get().save()
    Part.objects.create(toy=toy, name="ปีก")
    with pytest.raises(Sealed):
        toy.save()
    monkeypatch.setattr(Part, "sealed_when", Q(name="ว่าว"))
    with pytest.raises(Sealed):
        Part.objects.get(name="ปีก").save()
