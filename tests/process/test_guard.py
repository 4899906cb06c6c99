"""The guard on the row: every way of writing a row of a stage, with the stage locked, open, and the cycle closed."""

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.test.utils import isolate_apps
from django.utils import timezone

from tests.factories import close, make_cycle, make_open_cycle, make_passes
from tests.toy.models import Letter, Part, Screw, Toy
from welfare_movement.process.models import BoundQuerySet, PlannedEvent
from welfare_movement.process.models.bound import Bound, _prefixed
from welfare_movement.process.refusals import CycleClosed, Moved, Sealed, StageLocked
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    """A cycle in which the stage of the toys is open."""
    return make_open_cycle(Stage.SURVEYS)


@pytest.fixture
def toy(cycle):
    return Toy.objects.create(cycle=cycle, name="kite")


@pytest.fixture
def part(toy):
    return Part.objects.create(toy=toy, name="tail")


def locked(cycle):
    cycle.passes.standing().update(
        revoked_at=timezone.now(), revoked_by_id=cycle.passes.first().passed_by_id, revoked_reason="x"
    )
    return StageLocked


def closed(cycle):
    close(cycle)
    return CycleClosed


@pytest.fixture(params=[locked, closed])
def shut(request, cycle, toy, part):
    """Shuts the cycle in which toy and part stand; returns what is then raised."""
    return lambda: request.param(cycle)


# ── Rows of a stage ────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_row_is_made_and_changed_while_its_stage_is_open(cycle, toy):
    toy.colour = "red"
    toy.save()
    Toy.objects.bulk_create([Toy(cycle=cycle, name="boat")])
    assert list(Toy.objects.values_list("name", "colour")) == [("boat", ""), ("kite", "red")]


def test_every_way_of_writing_is_refused_once_shut(cycle, toy, shut):
    raised = shut()
    stored = Toy.objects.get()
    with pytest.raises(raised):
        Toy.objects.create(cycle=cycle, name="boat")
    with pytest.raises(raised):
        Toy(cycle=cycle, name="boat").save()
    with pytest.raises(raised):
        toy.save()
    with pytest.raises(raised):
        stored.save(update_fields=["name"])
    with pytest.raises(raised):
        stored.delete()
    with pytest.raises(raised):
        Toy.objects.all().delete()
    with pytest.raises(raised):
        Toy.objects.bulk_create([Toy(cycle=cycle, name="boat")])
    with pytest.raises(raised):
        Toy.objects.bulk_create([Toy(cycle=cycle, name="boat")], ignore_conflicts=True)
    with pytest.raises(raised):
        Toy.objects.bulk_update([stored], ["name"])
    with pytest.raises(raised):
        Toy.objects.get_or_create(cycle=cycle, name="boat")
    with pytest.raises(raised):
        Toy.objects.update_or_create(cycle=cycle, name="kite", defaults={"colour": "red"})
    with pytest.raises(raised):
        stored.require_open()
    assert list(Toy.objects.values_list("name", "colour")) == [("kite", "")]


def test_a_row_built_by_hand_upon_a_stored_one_meets_the_guard(cycle, toy, shut):
    raised = shut()
    with pytest.raises(raised):
        Toy(pk=toy.pk, cycle=cycle, name="boat").save()
    other = make_open_cycle(Stage.SURVEYS, year=2571)
    with pytest.raises(Moved):
        Toy(pk=toy.pk, cycle=other, name="boat").save()
    with pytest.raises(Moved):
        Toy(pk=toy.pk, cycle=other, name="boat").delete()
    assert list(Toy.objects.values_list("cycle", "name")) == [(cycle.pk, "kite")]


def test_an_upsert_is_refused_since_it_could_overwrite_rows_of_a_closed_cycle(cycle, toy):
    with pytest.raises(TypeError):
        Toy.objects.bulk_create(
            [Toy(pk=toy.pk, cycle=cycle, name="boat")],
            update_conflicts=True,
            unique_fields=["id"],
            update_fields=["name"],
        )


def test_the_first_stage_is_open_from_the_start_and_the_second_is_not():
    cycle = make_cycle()
    Letter.objects.create(cycle=cycle, stage=Stage.PARTNERS)
    with pytest.raises(StageLocked):
        Letter.objects.create(cycle=cycle, stage=Stage.SURVEYS)


@pytest.mark.parametrize("stage", Stage)
def test_each_stage_opens_with_the_pass_of_the_one_before_it(stage):
    cycle = make_open_cycle(stage)
    Letter.objects.create(cycle=cycle, stage=stage)
    if stage.next:
        with pytest.raises(StageLocked):
            Letter.objects.create(cycle=cycle, stage=stage.next)
    assert [each for each in Stage if cycle.is_open(each)] == [each for each in Stage if each <= stage]


def test_a_bulk_over_several_stages_and_cycles_is_refused_if_one_of_them_is_shut(cycle):
    other = make_cycle(year=2571)
    letters = [Letter(cycle=cycle, stage=Stage.SURVEYS), Letter(cycle=other, stage=Stage.SURVEYS)]
    with pytest.raises(StageLocked):
        Letter.objects.bulk_create(letters)
    letters = [Letter(cycle=cycle, stage=Stage.SURVEYS), Letter(cycle=cycle, stage=Stage.WORKING_GROUPS)]
    with pytest.raises(StageLocked):
        Letter.objects.bulk_create(letters)
    assert Letter.objects.count() == 0


def test_a_delete_over_several_cycles_is_refused_if_one_of_them_is_closed(cycle, toy):
    other = make_open_cycle(Stage.SURVEYS, year=2571)
    Toy.objects.create(cycle=other, name="boat")
    close(other)
    with pytest.raises(CycleClosed):
        Toy.objects.all().delete()
    assert Toy.objects.count() == 2


# ── Moving ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_row_cannot_be_moved_to_another_cycle_or_stage(cycle, toy, part):
    other = make_open_cycle(Stage.WORKING_GROUPS, year=2571)
    letter = Letter.objects.create(cycle=other, stage=Stage.SURVEYS)
    toy.cycle = other
    letter.stage = Stage.PARTNERS
    part.toy = Toy.objects.create(cycle=other, name="boat")
    for row in (toy, letter, part):
        with pytest.raises(Moved):
            row.save()
        with pytest.raises(Moved):
            row.delete()
        with pytest.raises(Moved):
            type(row).objects.bulk_update([row], [type(row)._root_fields()[-1].name])
    with pytest.raises(Moved):
        Toy.objects.update(cycle=other)
    with pytest.raises(Moved):
        Toy.objects.update(cycle_id=other.pk)
    with pytest.raises(Moved):
        Part.objects.update(toy=part.toy)


def test_related_add_and_clear_do_not_move_rows(cycle, toy, part):
    other = Toy.objects.create(cycle=cycle, name="boat")
    with pytest.raises(Moved):
        other.part_set.add(part)
    with pytest.raises(Moved):
        toy.part_set.remove(Part.objects.get())
    with pytest.raises(Moved):
        toy.part_set.clear()
    assert Part.objects.get().toy_id == toy.pk


def test_a_row_loaded_in_part_is_still_known_when_moved(cycle, toy):
    partial = Toy.objects.only("name").get()
    partial.cycle = make_open_cycle(Stage.SURVEYS, year=2571)
    with pytest.raises(Moved):
        partial.save()


def test_a_copy_may_go_to_another_cycle(cycle, toy):
    toy.pk = None
    toy.cycle = make_open_cycle(Stage.SURVEYS, year=2571)
    toy.save()
    assert Toy.objects.count() == 2


# ── Children ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_children_and_grandchildren_ask_the_guard_of_their_root(cycle, toy, part, shut):
    screw = Screw.objects.create(part=part)
    raised = shut()
    for new in (lambda: Part(toy=toy, name="nose"), lambda: Screw(part=part)):
        with pytest.raises(raised):
            new().save()
        with pytest.raises(raised):
            type(new()).objects.bulk_create([new()])
    for row in (part, screw):
        with pytest.raises(raised):
            row.save()
        with pytest.raises(raised):
            row.delete()
        with pytest.raises(raised):
            type(row).objects.all().delete()
        with pytest.raises(raised):
            type(row).objects.bulk_update([row], [type(row)._meta.fields[-1].name])
    assert (Part.objects.count(), Screw.objects.count()) == (1, 1)


def test_children_of_a_finished_row_are_sealed_by_its_sentence(cycle, toy, part):
    Screw.objects.create(part=part)
    Toy.objects.update(finished_at=timezone.now())
    for write in (
        lambda: Part.objects.create(toy=toy, name="nose"),
        part.save,
        Part.objects.all().delete,
        lambda: Screw.objects.create(part=part),
        Screw.objects.all().delete,
    ):
        with pytest.raises(Sealed, match="The toy is finished; make a new one."):
            write()
    toy.refresh_from_db()
    toy.save()


# ── What it costs ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_guard_asks_one_query(cycle, toy, part, queries):
    screw = Screw.objects.create(part=part)
    for row in (toy, part, screw):
        with queries(1):
            row.require_open()
        with queries(1):
            type(row).objects.all().require_open()
        with queries(2):
            row.save()
    with queries(2):
        Screw.objects.bulk_create([Screw(part=part, size=size) for size in range(50)])


# ── What forms are told ────────────────────────────────────────────────────────────────────────────────────────────
def test_clean_tells_a_form_what_would_make_it_possible():
    cycle = make_cycle()
    with pytest.raises(ValidationError) as refused:
        Toy(cycle=cycle, name="kite").full_clean()
    assert refused.value.messages == [
        "“Partners and community representatives survey and grade” is not open yet; it opens when the gate of"
        " “Support partners consult” is passed."
    ]
    close(cycle)
    with pytest.raises(ValidationError) as refused:
        Part(toy=Toy(cycle=cycle, name="kite"), name="tail").clean()
    assert refused.value.messages == ["This cycle is closed and can only be read; go on in the cycle that follows it."]


def test_a_row_without_its_cycle_is_left_to_the_field_that_is_missing():
    with pytest.raises(ValidationError) as refused:
        Toy(name="kite").full_clean()
    assert list(refused.value.message_dict) == ["cycle"]


# ── On purpose ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_restore_loads_rows_of_a_closed_cycle(cycle, toy, part):
    stored = serializers.serialize("json", [*Toy.objects.all(), *Part.objects.all()])
    Part.objects.all().delete()
    Toy.objects.all().delete()
    close(cycle)
    for loaded in serializers.deserialize("json", stored):
        loaded.save()
    assert (Toy.objects.get().name, Part.objects.get().name) == ("kite", "tail")


def test_what_belongs_to_the_cycle_only_may_be_planned_ahead_until_it_is_closed():
    cycle = make_cycle()
    planned = PlannedEvent(cycle=cycle, stage=Stage.CELEBRATION, title="Celebration", on="2027-09-12")
    planned.save()
    close(cycle)
    for write in (planned.save, planned.delete, PlannedEvent.objects.all().delete):
        with pytest.raises(CycleClosed):
            write()


def test_passes_are_never_deleted(cycle):
    make_passes(cycle, Stage.SURVEYS)
    with pytest.raises(Refused):
        cycle.passes.first().delete()
    with pytest.raises(Refused):
        cycle.passes.all().delete()


def test_a_row_loaded_in_part_is_saved_where_it_stands(toy):
    partial = Toy.objects.only("name").get()
    partial.name = "boat"
    partial.save()
    assert Toy.objects.get().name == "boat"


def test_a_bulk_asks_each_cycle_only_for_its_own_stages(cycle):
    other = make_cycle(year=2571)
    Letter.objects.bulk_create([Letter(cycle=cycle, stage=Stage.SURVEYS), Letter(cycle=other, stage=Stage.PARTNERS)])
    assert Letter.objects.count() == 2


@pytest.fixture
def glued(monkeypatch):
    """Screws are finished with their part, when it is glued, or with its toy."""
    monkeypatch.setattr(Screw, "sealed_when", Q(name="glued"))


@pytest.mark.parametrize("finish", [{"finished_at": timezone.now()}, None])
def test_a_row_is_sealed_by_its_own_parent_or_by_one_above(glued, toy, part, finish):
    Screw.objects.create(part=part)
    if finish:
        Toy.objects.update(**finish)
    else:
        Part.objects.update(name="glued")
    for write in (lambda: Screw.objects.create(part=part), Screw.objects.all().delete):
        with pytest.raises(Sealed):
            write()


def test_the_seal_of_a_row_is_its_own_or_the_one_above_it(glued):
    own, above = Q(part__name="glued"), Q(part__toy__finished_at__isnull=False)
    assert Screw.seal() == own | above


def test_a_condition_keeps_its_shape_on_longer_paths():
    assert _prefixed(Q(a=1) | ~Q(b=2, c=3), "x__") == Q(x__a=1) | ~Q(x__b=2, x__c=3)


def test_a_template_cannot_write_and_a_manager_cannot_delete_all():
    assert (BoundQuerySet.update.alters_data, BoundQuerySet.delete.alters_data) == (True, True)
    assert not hasattr(Toy.objects, "delete")


def test_many_rows_are_changed_at_once_while_their_stage_is_open(cycle, toy):
    boat = Toy.objects.create(cycle=cycle, name="boat")
    for each in (toy, boat):
        each.colour = "red"
    assert Toy.objects.bulk_update([toy, boat], ["colour"]) == 2
    assert Toy.objects.painted().count() == 2


@isolate_apps("tests.toy")
def test_a_kind_of_row_that_names_no_place_is_not_written_at_all():
    class Adrift(Bound):  # noqa: DJ008
        class Meta(Bound.Meta):
            app_label = "toy"

    for write in (Adrift().save, Adrift(pk=1).save, Adrift.objects.all().delete):
        with pytest.raises(NotImplementedError):
            write()


def test_a_pass_stays_as_it_is(cycle):
    gate_pass = cycle.passes.get()
    gate_pass.findings = ["changed"]
    with pytest.raises(Refused, match="stays as it is; revoke it instead"):
        gate_pass.save()
    gate_pass.refresh_from_db()
    assert gate_pass.findings == []


# ── A verb that asked the guard of the row above ───────────────────────────────────────────────────────────────────
def test_the_row_above_answers_for_those_below_it_in_one_verb(part, queries):
    with queries(1):
        Screw(part=part).save(guarded_by=part)
    assert part.screws.count() == 1


@pytest.mark.parametrize("above", ["another", "grandparent", "unsaved"])
def test_no_other_row_answers_for_it(above, toy, part):
    rows = {"another": Part.objects.create(toy=toy), "grandparent": toy, "unsaved": Part(toy=toy)}
    with pytest.raises(TypeError, match="No row answers for a Screw"):
        Screw(part=part).save(guarded_by=rows[above])
    assert not Screw.objects.exists()


def test_no_row_answers_for_one_that_has_a_seal_or_no_row_above(cycle, toy):
    with pytest.raises(TypeError, match="No row answers for a Part"):
        Part(toy=toy).save(guarded_by=toy)
    with pytest.raises(TypeError, match="No row answers for a Toy"):
        Toy(cycle=cycle, name="boat").save(guarded_by=cycle)
    assert (Part.objects.count(), Toy.objects.count()) == (0, 1)
