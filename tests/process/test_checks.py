"""The start-up checks find a gate or a model that the house rules would not carry."""

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from tests.toy.models import Box, Shelf, Toy
from welfare_movement.process import checks, gates
from welfare_movement.process.gates import Share
from welfare_movement.process.models import Cycle, StageBound, StageBoundChild
from welfare_movement.process.stages import Stage


def words(errors):
    return [error.msg for error in errors]


def test_the_real_gates_and_models_are_sound():
    assert checks.check_gates() == []
    assert checks.check_guard() == []


def test_every_stage_needs_a_requirement(only):
    only(Stage.FORUMS, "toys", "Toys", remedy="", page="", evidence=lambda: Toy.objects.all(), need=1)
    assert words(checks.check_gates()) == [
        f"No requirement guards the stage {stage.name}." for stage in Stage if stage != Stage.FORUMS
    ]


@pytest.mark.parametrize(
    ("rules", "fault"),
    [
        ({"evidence": lambda: Shelf.objects.all(), "need": 1}, "counts Shelf, which is not tied to a cycle"),
        ({"need": Share(80)}, "is a share or has groups, and so must say of what"),
        (
            {"need": 1, "per": "box", "of": lambda: Toy.objects.all()},
            "has groups, and so must be a share: the worst group is the one with the smallest share",
        ),
        ({"need": Share(80), "of": lambda: Box.objects.all()}, "counts rows of one model against rows of another"),
    ],
)
def test_what_cannot_be_counted_is_named(only, rules, fault):
    rules = {"evidence": lambda: Toy.objects.all(), "remedy": "", "page": "", **rules}
    for stage in Stage:
        only(stage, "toys", "Toys", **rules)
        rules = {"evidence": lambda: Toy.objects.all(), "remedy": "", "page": "", "need": 1}
    assert words(checks.check_gates()) == [f"The requirement partners.toys {fault}."]
    assert "partners.toys" in gates.requirements


@isolate_apps("tests.toy")
def test_a_model_with_a_gap_in_its_guard_is_named(monkeypatch):
    class Bare(StageBound):
        stage = Stage.PARTNERS
        objects = models.Manager()

        class Meta:
            app_label = "toy"

    class Nameless(StageBound):
        shelves = models.ManyToManyField(Shelf)

        class Meta:
            app_label = "toy"

    class Astray(StageBoundChild):
        bound_through = "shelf"
        shelf = models.ForeignKey(Shelf, models.PROTECT)

        class Meta:
            app_label = "toy"

    class Loose(models.Model):  # noqa: DJ008
        toy = models.ForeignKey(Toy, models.CASCADE)
        cycle = models.ForeignKey(Cycle, models.CASCADE)
        shelf = models.ForeignKey(Shelf, models.CASCADE)

        class Meta:
            app_label = "toy"

    monkeypatch.setattr(apps, "get_models", lambda: [Bare, Nameless, Astray, Loose])
    assert [(error.obj.__name__, error.msg) for error in checks.check_guard()] == [
        ("Bare", "The manager objects does not ask the guard; build it on BoundQuerySet, and inherit Meta."),
        ("Nameless", "shelves is written behind the guard; make a child model of it."),
        ("Nameless", "It names no stage."),
        ("Astray", "bound_through does not lead to a row of a cycle."),
        ("Loose", "toy leads to a cycle and must be PROTECT."),
        ("Loose", "cycle leads to a cycle and must be PROTECT."),
    ]


@isolate_apps("tests.toy")
def test_many_to_many_through_a_model_of_its_own_is_sound(monkeypatch):
    class Kept(StageBound):
        stage = Stage.PARTNERS
        shelves = models.ManyToManyField(Shelf, through="Standing")

        class Meta(StageBound.Meta):
            app_label = "toy"

    class Standing(models.Model):  # noqa: DJ008
        kept = models.ForeignKey(Kept, models.PROTECT)
        shelf = models.ForeignKey(Shelf, models.PROTECT)

        class Meta:
            app_label = "toy"

    monkeypatch.setattr(apps, "get_models", lambda: [Kept, Standing])
    assert checks.check_guard() == []


@isolate_apps("tests.toy")
def test_a_row_that_would_go_with_what_it_leads_to_is_named(monkeypatch):
    class Swept(StageBound):
        stage = Stage.PARTNERS
        shelf = models.ForeignKey(Shelf, models.CASCADE)
        box = models.ForeignKey(Box, models.PROTECT)

        class Meta(StageBound.Meta):
            app_label = "toy"

    monkeypatch.setattr(apps, "get_models", lambda: [Swept])
    assert words(checks.check_guard()) == [
        "shelf must be PROTECT: what it leads to would take rows of a stage with it."
    ]
