from welfare_movement.process.models.bound import Bound, BoundQuerySet, CycleBound, StageBound, StageBoundChild
from welfare_movement.process.models.cycle import Cycle
from welfare_movement.process.models.membership import Membership
from welfare_movement.process.models.need import GateNeed
from welfare_movement.process.models.passes import StagePass
from welfare_movement.process.models.plan import PlannedEvent, StagePlan
from welfare_movement.process.models.promise import Promise, PromiseQuerySet

__all__ = [
    "Bound",
    "BoundQuerySet",
    "Cycle",
    "CycleBound",
    "GateNeed",
    "Membership",
    "PlannedEvent",
    "Promise",
    "PromiseQuerySet",
    "StageBound",
    "StageBoundChild",
    "StagePass",
    "StagePlan",
]
