"""A machine that climbs the ladder at random: all verbs, all roles, in any order (faults, row 20).

What it holds after every move, whatever the move was: a row of a stage changed only while that stage was open; a stage
is open only by the pass or the waiver of the one before it; a closed cycle is as it was when it was closed.
"""

import random
from collections import defaultdict
from functools import cache
from itertools import count

from django.apps import apps
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, models, transaction
from django.db.models import Value
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.factories import in_days, make_cycle, make_member, make_user
from tests.process.test_climb import GATES
from welfare_movement.process.models import Cycle, StagePass
from welfare_movement.process.models.bound import Bound, StageBound, StageBoundChild
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused

stages = st.sampled_from(list(Stage))
roles = st.sampled_from([*Role, None])
seeds = st.integers(0, 2**32)


@cache
def bound_models():
    return sorted(
        (model for model in apps.get_models() if issubclass(model, Bound) and model._meta.app_label != "toy"),
        key=lambda model: model._meta.label,
    )


def snapshot(cycle):
    """stage (None: any) -> model -> the rows of this cycle, with all their columns."""
    found = defaultdict(dict)
    for model in bound_models():
        of_a_stage = issubclass(model, StageBound | StageBoundChild)
        expression = model.stage_expression() if of_a_stage else None
        rows = model._base_manager.filter(**{model.cycle_path(): cycle}).order_by("pk")
        rows = rows.annotate(of_stage=Value(None, models.IntegerField()) if expression is None else expression)
        for row in rows.values():
            found[row.pop("of_stage")].setdefault(model, []).append(row)
    return found


class Climber(RuleBasedStateMachine):
    """One cycle, and what an honest clerk with a pencil knows of it: which passes stand, and whether it is closed."""

    @initialize()
    def begin(self):
        self.cycle = make_cycle()
        self.people = {role: make_member(self.cycle, role) for role in Role}
        self.people[None] = make_user()
        self.standing: set[Stage] = set()
        self.closed = False
        self.before = snapshot(self.cycle)
        self.numbers = count()

    def open(self, stage):
        """By the clerk's pencil, not by the code that is tried here."""
        return not self.closed and (stage is None or stage == 1 or Stage(stage - 1) in self.standing)

    def dare(self, deed):
        """Do it in a transaction of its own; whether it was done. What is refused must leave nothing behind."""
        try:
            with transaction.atomic():
                deed()
        except (Refused, DatabaseError, ObjectDoesNotExist):
            return False
        return True

    def look(self):
        """Compare with what stood before the move, and keep what stands now."""
        after = snapshot(self.cycle)
        for stage in {*self.before, *after}:
            if self.before.get(stage, {}) != after.get(stage, {}):
                assert self.open(stage), f"rows of stage {stage} changed while it was not open"
        self.before = after

    # ── The gates, by everyone ─────────────────────────────────────────────────────────────────────────────────────
    @rule(stage=stages)
    def pass_gate(self, stage):
        findings = Cycle.objects.get(pk=self.cycle.pk).findings(stage)[stage]
        may = self.open(stage) and stage not in self.standing and all(finding.is_met for finding in findings)
        done = self.dare(lambda: self.cycle.pass_gate(stage, by=self.people[Role.COORDINATOR]))
        assert done == may
        if done:
            kept = StagePass.objects.standing().get(cycle=self.cycle, stage=stage)
            assert all(finding.is_met for finding in kept.kept_findings)
            self._stands(stage)

    @rule(stage=stages, role=roles, reason=st.sampled_from(["น้ำท่วม", " "]), days=st.sampled_from([-1, 30]))
    def waive(self, stage, role, reason, days):
        unmet = [finding for finding in self.cycle.findings(stage)[stage] if not finding.is_met]
        may = (
            self.open(stage)
            and stage not in self.standing
            and role == Role.ADMINISTRATOR
            and bool(unmet)
            and reason.strip()
            and days > 0
        )
        words = {"reason": reason, "follow_up_on": in_days(days).date()}
        done = self.dare(lambda: self.cycle.waive_gate(stage, by=self.people[role], **words))
        assert done == bool(may)
        if done:
            self._stands(stage)

    @rule(stage=stages, role=roles, reason=st.sampled_from(["นับผิด", " "]))
    def revoke(self, stage, role, reason):
        latest = max(self.standing, default=None)
        may = not self.closed and stage == latest and role == Role.ADMINISTRATOR and reason.strip()
        found = self.cycle.passes.filter(stage=stage).order_by("revoked_at", "-pk").first()
        standing = self.cycle.passes.standing().filter(stage=stage).first() or found
        if standing is None:
            return
        done = self.dare(lambda: standing.revoke(by=self.people[role], reason=reason))
        assert done == bool(may and standing.revoked_at is None)
        if done:
            self.standing.remove(stage)

    def _stands(self, stage):
        self.look()
        self.standing.add(stage)
        self.closed = stage.next is None

    # ── The work of the stages ─────────────────────────────────────────────────────────────────────────────────────
    @rule(stage=stages)
    def gather_the_evidence(self, stage):
        """All that the gate of this stage asks for, at once; what exists already is refused by the database."""
        done = self.dare(lambda: GATES[stage - 1](self.cycle))
        assert not done or self.open(stage), f"rows of stage {stage} were written while it was not open"

    @rule(seed=seeds, way=st.sampled_from(["save", "delete", "bulk_create", "bulk_update", "delete rows"]))
    @precondition(lambda self: any(self.before.values()))
    def meddle(self, seed, way):
        """Take some row of the cycle and write, copy or delete it by one of the ways that Django knows."""
        chance = random.Random(seed)  # noqa: S311
        filled = [model for rows in self.before.values() for model in rows]
        model = chance.choice(sorted(filled, key=lambda each: each._meta.label))
        row = chance.choice(list(model._base_manager.filter(**{model.cycle_path(): self.cycle}).order_by("pk")))
        self.dare(lambda: self._meddle(row, way, chance))

    def _meddle(self, row, way, chance):
        model, words = type(row), f"ลอง {next(self.numbers)}"
        texts = [field for field in model._meta.concrete_fields if isinstance(field, models.TextField)]
        if way == "delete":
            row.delete()
        elif way == "delete rows":
            model._base_manager.filter(pk=row.pk).delete()
        elif way == "bulk_create":
            row.pk = row.id = None
            row._state.adding = True
            model._base_manager.bulk_create([row])
        elif texts:
            field = chance.choice(texts)
            setattr(row, field.attname, words)
            row.save() if way == "save" else model._base_manager.bulk_update([row], [field.name])

    # ── What always holds ──────────────────────────────────────────────────────────────────────────────────────────
    @invariant()
    def every_change_was_of_an_open_stage(self):
        if hasattr(self, "before"):
            self.look()

    @invariant()
    def a_stage_is_open_by_the_pass_before_it_alone(self):
        if not hasattr(self, "cycle"):
            return
        stored = Cycle.objects.get(pk=self.cycle.pk)
        assert (stored.closed_at is not None) == self.closed
        assert {*stored.passes.standing().values_list("stage", flat=True)} == self.standing
        for stage in Stage:
            assert stored.is_open(stage) == self.open(stage)


class InOneTransaction(Climber):
    """Each example in a transaction that is taken back at its end."""

    def __init__(self):
        super().__init__()
        self._whole = transaction.atomic()
        self._whole.__enter__()

    def teardown(self):
        transaction.set_rollback(True)
        self._whole.__exit__(None, None, None)
