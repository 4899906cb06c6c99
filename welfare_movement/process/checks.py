"""What a machine keeps of the house rules at every start."""

from typing import Any

from django.apps import apps
from django.core.checks import Error
from django.db import models

from welfare_movement.process import gates
from welfare_movement.process.models import Bound, BoundQuerySet, Cycle, StageBound, StageBoundChild
from welfare_movement.process.stages import Stage


def check_gates(**kwargs):
    """Every stage has requirements; what counts can be tied to a cycle, and a share knows of what."""
    errors = [
        Error(
            f"No requirement guards the stage {stage.name}.",
            hint=f"Add one to {stage.slug}/gate.py.",
            id="process.E001",
        )
        for stage in Stage
        if not gates.of_stage(stage)
    ]
    for each in gates.requirements.values():
        errors += [Error(f"The requirement {each.name} {words}.", id="process.E002") for words in _faults(each)]
    return errors


def _faults(each):
    model = each.evidence().model
    if not issubclass(model, Bound):
        yield f"counts {model.__name__}, which is not tied to a cycle"
    if each.of is None and (each.is_share or each.per):
        yield "is a share or has groups, and so must say of what"
    if each.per and not each.is_share:
        yield "has groups, and so must be a share: the worst group is the one with the smallest share"
    if each.of is not None and each.of().model is not model:
        yield "counts rows of one model against rows of another"


def check_guard(**kwargs):
    """Every model of a stage has the guard on all its ways in."""
    errors = []
    every: Any = apps.get_models()  # the stubs know only what every field has; relations have more
    for model in every:
        if issubclass(model, Bound):
            errors += [Error(words, obj=model, id="process.E003") for words in _gaps(model)]
        errors += [
            Error(f"{field.name} leads to a cycle and must be PROTECT.", obj=model, id="process.E004")
            for field in model._meta.concrete_fields
            if _leads_to_cycle(field) and field.remote_field.on_delete is not models.PROTECT
        ]
        errors += [
            Error(f"{field.name} is written behind the guard; make a child model of it.", obj=model, id="process.E003")
            for field in model._meta.local_many_to_many
            if issubclass(field.related_model, Bound) and field.remote_field.through._meta.auto_created
        ]
    return errors


def _gaps(model):
    for manager in {each.name: each for each in (*model._meta.managers, model._base_manager)}.values():
        if not issubclass(manager._queryset_class, BoundQuerySet):
            yield f"The manager {manager.name} does not ask the guard; build it on BoundQuerySet, and inherit Meta."
    for field in model._meta.many_to_many:
        if field.remote_field.through._meta.auto_created:
            yield f"{field.name} is written behind the guard; make a child model of it."
    for field in model._meta.concrete_fields:
        if field.is_relation and field.remote_field.on_delete is not models.PROTECT and not _leads_to_cycle(field):
            yield f"{field.name} must be PROTECT: what it leads to would take rows of a stage with it."
    if issubclass(model, StageBound) and not hasattr(model, "stage"):
        yield "It names no stage."
    if issubclass(model, StageBoundChild) and not issubclass(model._parent(), Bound):
        yield "bound_through does not lead to a row of a cycle."


def _leads_to_cycle(field):
    return isinstance(field, models.ForeignKey) and issubclass(field.related_model, (Bound, Cycle))
