"""What a cycle itself hands on: who may do what, what its gates need, and what it calls its stages."""

from django.utils.translation import gettext_lazy as _

from welfare_movement.process.legacy import legacy
from welfare_movement.process.models import GateNeed, Membership, StagePlan


def roles(old, new, by):
    Membership.objects.bulk_create(
        [
            Membership(cycle=new, user=held.user, role=held.role, district=held.district)
            for held in old.memberships.filter(user__is_active=True).select_related("user", "district")
        ]
    )


def needs(old, new, by):
    GateNeed.objects.bulk_create(
        [GateNeed(cycle=new, requirement=kept.requirement, need=kept.need, set_by=by) for kept in old.needs.all()]
    )


def names(old, new, by):
    called = dict(old.plans.exclude(title="").values_list("stage", "title"))
    plans = [plan for plan in new.plans.all() if plan.stage in called]
    for plan in plans:
        plan.title = called[plan.stage]
    StagePlan.objects.bulk_update(plans, ["title"])


legacy(
    "process.roles",
    _("Roles of people"),
    rows=lambda cycle: Membership.objects.filter(cycle=cycle, user__is_active=True),
    carry=roles,
)
legacy(
    "process.needs",
    _("Needs of gates that differ"),
    rows=lambda cycle: GateNeed.objects.filter(cycle=cycle),
    carry=needs,
)
legacy(
    "process.names",
    _("Names of stages"),
    rows=lambda cycle: StagePlan.objects.filter(cycle=cycle).exclude(title=""),
    carry=names,
)
