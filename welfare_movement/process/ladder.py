"""The ladder of a cycle as pages show it: six rungs, each with its state, its plan, its pass and its findings."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from welfare_movement.process.models import StagePass, StagePlan
from welfare_movement.process.stages import Stage

PASSED, WAIVED, OPEN, LOCKED = "passed", "waived", "open", "locked"


@dataclass(frozen=True)
class Rung:
    stage: Stage
    state: str
    plan: StagePlan
    gate_pass: StagePass | None
    findings: list[Any]
    opened_at: Any

    @property
    def title(self):
        return str(self.plan)

    @property
    def met(self):
        return sum(finding.is_met for finding in self.findings)

    @property
    def unmet(self):
        return [finding for finding in self.findings if not finding.is_met]

    @property
    def is_current(self):
        return self.state == OPEN

    @property
    def days_left(self):
        """Days to the planned end of an open stage, negative when it is late; None without a plan."""
        if self.state != OPEN or self.plan.ends_on is None:
            return None
        return (self.plan.ends_on - timezone.localdate()).days

    @property
    def days_late(self):
        return -self.days_left if self.days_left is not None and self.days_left < 0 else 0


def climb(cycle):
    """The six rungs of this cycle. Four queries. A passed rung shows the findings kept in its pass."""
    plans = {plan.stage: plan for plan in cycle.plans.all()}
    passes = {each.stage: each for each in cycle.passes.standing().select_related("passed_by")}
    pending = [stage for stage in Stage if stage not in passes]
    findings = cycle.findings(*pending) if pending else {}
    return [_rung(cycle, stage, plans, passes, findings) for stage in Stage]


def _rung(cycle, stage, plans, passes, findings):
    gate_pass = passes.get(stage)
    before = passes.get(stage.previous) if stage.previous else None
    if gate_pass:
        state = WAIVED if gate_pass.is_waiver else PASSED
    else:
        state = OPEN if cycle.closed_at is None and (stage.previous is None or before) else LOCKED
    return Rung(
        stage=stage,
        state=state,
        plan=plans.get(stage) or StagePlan(cycle=cycle, stage=stage),
        gate_pass=gate_pass,
        findings=gate_pass.kept_findings if gate_pass else findings[stage],
        opened_at=before.passed_at if before else None,
    )
