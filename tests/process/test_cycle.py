"""A gate is passed on evidence, waived with a reason, revoked with a reason; the last pass closes the cycle."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from tests.factories import close, make_cycle, make_member, make_open_cycle, make_passes, make_user
from tests.process.test_retry import Deadlock
from tests.toy.models import Toy
from welfare_movement.process.models import Cycle, StagePass
from welfare_movement.process.refusals import (
    AlreadyPassed,
    CycleClosed,
    GateClosed,
    NothingToRevoke,
    ReasonMissing,
    StageLocked,
)
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle(only):
    """SURVEYS is open and its gate asks for one painted toy; every other gate asks for nothing."""
    only(
        Stage.SURVEYS,
        "painted",
        "Painted toys",
        remedy="Paint a toy.",
        page="toys",
        evidence=lambda: Toy.objects.painted(),
        need=1,
    )
    return make_open_cycle(Stage.SURVEYS)


@pytest.fixture
def administrator(cycle):
    return make_member(cycle, Role.ADMINISTRATOR)


def paint(cycle):
    Toy.objects.create(cycle=cycle, name="kite", colour="red")


def waive(cycle, stage=Stage.SURVEYS, *, by, reason="Floods", follow_up_on=None):
    return cycle.waive_gate(stage, by=by, reason=reason, follow_up_on=follow_up_on or timezone.localdate())


def test_a_new_cycle_has_a_plan_for_each_stage():
    cycle = make_cycle()
    assert list(cycle.plans.values_list("stage", flat=True)) == list(Stage)
    cycle.save()
    assert cycle.plans.count() == 6


def test_there_is_one_cycle_a_year_in_a_province():
    make_cycle()
    with pytest.raises(IntegrityError), transaction.atomic():
        make_cycle()


def test_a_gate_without_its_evidence_says_the_remedies(cycle):
    with pytest.raises(GateClosed) as refused:
        cycle.pass_gate(Stage.SURVEYS, by=make_user())
    assert str(refused.value) == "This gate is still closed. Paint a toy."
    assert [finding.have for finding in refused.value.unmet] == [0]
    assert not cycle.is_open(Stage.WORKING_GROUPS)


def test_a_pass_keeps_who_when_and_the_findings_and_opens_the_next_stage(cycle):
    paint(cycle)
    person = make_user()
    gate_pass = cycle.pass_gate(Stage.SURVEYS, by=person)
    assert (gate_pass.passed_by, gate_pass.stage, gate_pass.is_waiver) == (person, Stage.SURVEYS, False)
    assert gate_pass.findings == [
        {"requirement": "surveys.painted", "have": 1, "of": 1, "need": 1, "share": False, "met": True}
    ]
    assert cycle.is_open(Stage.WORKING_GROUPS)
    Toy.objects.all().delete()
    assert cycle.is_open(Stage.WORKING_GROUPS)
    assert [finding.have for finding in StagePass.objects.get(pk=gate_pass.pk).kept_findings] == [1]


def test_findings_of_a_requirement_that_is_gone_are_left_out(cycle):
    paint(cycle)
    gate_pass = cycle.pass_gate(Stage.SURVEYS, by=make_user())
    gate_pass.findings = [*gate_pass.findings, {**gate_pass.findings[0], "requirement": "surveys.gone"}]
    assert len(gate_pass.kept_findings) == 1


def test_the_second_to_pass_is_told_who_was_first(cycle):
    paint(cycle)
    cycle.pass_gate(Stage.SURVEYS, by=make_user("มาลี", family_name="ใจดี"))
    with pytest.raises(AlreadyPassed, match="มาลี ใจดี already passed this gate"):
        cycle.pass_gate(Stage.SURVEYS, by=make_user())
    assert cycle.passes.filter(stage=Stage.SURVEYS).count() == 1


@pytest.mark.parametrize("stage", [Stage.WORKING_GROUPS, Stage.CELEBRATION])
def test_a_locked_stage_cannot_be_passed_or_waived(cycle, administrator, stage):
    with pytest.raises(StageLocked):
        cycle.pass_gate(stage, by=administrator)
    with pytest.raises(StageLocked):
        waive(cycle, stage, by=administrator)


def test_the_pass_of_the_celebration_closes_the_cycle_and_nothing_moves_after(cycle, administrator):
    make_passes(cycle, Stage.PILOT_AREAS)
    gate_pass = cycle.pass_gate(Stage.CELEBRATION, by=administrator)
    cycle.refresh_from_db()
    assert (cycle.closed_at, cycle.closed_by) == (gate_pass.passed_at, administrator)
    assert not any(cycle.is_open(stage) for stage in Stage)
    for verb in (
        lambda: cycle.pass_gate(Stage.CELEBRATION, by=administrator),
        lambda: waive(cycle, by=administrator),
        lambda: gate_pass.revoke(by=administrator, reason="Mistake"),
    ):
        with pytest.raises(CycleClosed):
            verb()


# ── Waiver ─────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_waiver_keeps_the_unmet_findings_the_reason_and_the_day_to_look_again(cycle, administrator):
    day = timezone.localdate() + timedelta(days=30)
    waiver = waive(cycle, by=administrator, reason="Floods in three districts", follow_up_on=day)
    assert (waiver.is_waiver, waiver.reason, waiver.follow_up_on) == (True, "Floods in three districts", day)
    assert [finding.requirement.key for finding in waiver.unmet] == ["painted"]
    assert cycle.is_open(Stage.WORKING_GROUPS)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_an_administrator_waives_or_revokes(cycle, role):
    member = make_member(cycle, role)
    with pytest.raises(Refused, match="Only an administrator"):
        waive(cycle, by=member)
    with pytest.raises(Refused, match="Only an administrator"):
        cycle.passes.get().revoke(by=member, reason="Mistake")
    with pytest.raises(Refused, match="Only an administrator"):
        waive(cycle, by=make_user(is_superuser=True))


def test_an_administrator_of_another_cycle_does_not_waive_here(cycle):
    other = make_member(make_open_cycle(Stage.SURVEYS, year=2571), Role.ADMINISTRATOR)
    with pytest.raises(Refused, match="Only an administrator"):
        waive(cycle, by=other)


def test_a_waiver_needs_a_reason_and_a_day_that_is_not_past(cycle, administrator):
    with pytest.raises(ReasonMissing):
        waive(cycle, by=administrator, reason="  ")
    with pytest.raises(Refused, match="cannot lie in the past"):
        waive(cycle, by=administrator, follow_up_on=timezone.localdate() - timedelta(days=1))
    assert not cycle.is_open(Stage.WORKING_GROUPS)


def test_a_waiver_of_a_passed_gate_is_refused(cycle, administrator):
    paint(cycle)
    cycle.pass_gate(Stage.SURVEYS, by=administrator)
    with pytest.raises(AlreadyPassed):
        waive(cycle, by=administrator)


def test_the_database_holds_a_waiver_to_its_reason(cycle, administrator):
    with pytest.raises(IntegrityError), transaction.atomic():
        cycle.passes.create(
            stage=Stage.SURVEYS, passed_at=timezone.now(), passed_by=administrator, findings=[], reason="Floods"
        )


def test_the_database_holds_one_standing_pass(cycle, administrator):
    with pytest.raises(IntegrityError), transaction.atomic():
        cycle.passes.create(stage=Stage.PARTNERS, passed_at=timezone.now(), passed_by=administrator, findings=[])


# ── Revocation ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_latest_pass_is_revoked_with_a_reason_and_locks_what_came_after(cycle, administrator):
    paint(cycle)
    gate_pass = cycle.pass_gate(Stage.SURVEYS, by=administrator)
    gate_pass.revoke(by=administrator, reason="Counted twice")
    gate_pass.refresh_from_db()
    assert (gate_pass.revoked_by, gate_pass.revoked_reason) == (administrator, "Counted twice")
    assert (cycle.is_open(Stage.SURVEYS), cycle.is_open(Stage.WORKING_GROUPS)) == (True, False)
    cycle.pass_gate(Stage.SURVEYS, by=administrator)
    assert cycle.passes.filter(stage=Stage.SURVEYS).count() == 2


def test_an_earlier_or_revoked_pass_cannot_be_revoked(cycle, administrator):
    earlier = cycle.passes.get()
    paint(cycle)
    latest = cycle.pass_gate(Stage.SURVEYS, by=administrator)
    with pytest.raises(NothingToRevoke):
        earlier.revoke(by=administrator, reason="Mistake")
    latest.revoke(by=administrator, reason="Mistake")
    with pytest.raises(NothingToRevoke):
        latest.revoke(by=administrator, reason="Mistake")


def test_a_revocation_needs_a_reason(cycle, administrator):
    with pytest.raises(ReasonMissing):
        cycle.passes.get().revoke(by=administrator, reason="")


# ── Findings of a cycle ────────────────────────────────────────────────────────────────────────────────────────────
def test_findings_read_the_needs_of_the_cycle(cycle, administrator, queries):
    cycle.needs.create(requirement="surveys.painted", need=3, set_by=administrator)
    with queries(2):
        findings = cycle.findings()
    assert [finding.need for finding in findings[Stage.SURVEYS]] == [3]


def test_a_cycle_that_is_closed_refuses_and_an_open_one_does_not(cycle):
    cycle.require_open()
    close(cycle)
    with pytest.raises(CycleClosed):
        cycle.require_open()
    assert not Cycle.objects.open().exists()


def test_a_waiver_may_be_looked_at_again_on_the_same_day(cycle, administrator):
    assert waive(cycle, by=administrator, follow_up_on=timezone.localdate()).follow_up_on == timezone.localdate()


def test_a_waiver_lets_only_the_unmet_findings_go_by(cycle, administrator, only):
    only(Stage.SURVEYS, "any", "Toys", remedy="", page="", evidence=lambda: Toy.objects.all(), need=1)
    Toy.objects.create(cycle=cycle, name="kite")
    waiver = waive(cycle, by=administrator)
    assert [finding.requirement.key for finding in waiver.unmet] == ["painted"]
    assert len(waiver.kept_findings) == 2


def test_a_revocation_needs_a_reason_in_words(cycle, administrator):
    with pytest.raises(ReasonMissing):
        cycle.passes.get().revoke(by=administrator, reason="  ")


def test_the_only_pass_is_revoked_once(cycle, administrator):
    gate_pass = cycle.passes.get()
    gate_pass.revoke(by=administrator, reason="Mistake")
    with pytest.raises(NothingToRevoke):
        gate_pass.revoke(by=administrator, reason="Mistake")


def test_a_cycle_whose_plan_cannot_be_made_is_not_made(monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError

    monkeypatch.setattr("welfare_movement.process.models.bound.BoundQuerySet.bulk_create", fail)
    with pytest.raises(OperationalError):
        make_cycle()
    assert not Cycle.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("verb", ["waive", "revoke"])
def test_a_waiver_and_a_revocation_are_tried_again_too(cycle, administrator, monkeypatch, verb):
    asked, failures = Cycle._require_administrator, iter([True, True, False])

    def require(self, person):
        asked(self, person)
        if next(failures):
            raise OperationalError("injected") from Deadlock()

    monkeypatch.setattr(Cycle, "_require_administrator", require)
    if verb == "waive":
        waive(cycle, by=administrator)
    else:
        cycle.passes.get().revoke(by=administrator, reason="Mistake")
    assert cycle.passes.standing().count() == {"waive": 2, "revoke": 0}[verb]
