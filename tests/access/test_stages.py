"""Every action × every role × its stage ahead, open and passed, and the cycle closed, against the written table.

stages.csv: for a role `yes`, or what it is answered whatever the stage; for a stage what those are answered who may.
`invalid`: a choice that the form does not offer. says: what a refusal says while the stage is open or passed.
"""

import csv
from contextlib import contextmanager
from html import unescape
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from tests.access.deeds import DEEDS, empty, nothing, typed
from tests.access.world import addresses, said, taken_back
from tests.factories import (
    close,
    in_days,
    make_member,
    make_open_cycle,
    make_organisation,
    make_passes,
    make_resolution,
)
from tests.toy.models import Toy
from welfare_movement.process import gates
from welfare_movement.process.gates import requirement
from welfare_movement.process.refusals import CycleClosed, StageLocked
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db

HERE = Path(__file__).parent
with (HERE / "stages.csv").open(encoding="utf-8") as file:
    TABLE = list(csv.DictReader(file))
with (HERE / "table.csv").open(encoding="utf-8") as file:
    WHOLE_TABLE = {(row["url"], row["method"]): row for row in csv.DictReader(file)}
ROLES = [*Role.values, "partner", "respondent", "survey_link", "meeting_link"]
REFUSED = ("409", "422")
STATES = ("before", "open", "after", "closed")


@pytest.fixture(autouse=True)
def _one_toy(monkeypatch):
    """Every gate asks for one painted toy."""
    monkeypatch.setattr(gates, "requirements", {})
    for stage in Stage:
        requirement(
            stage,
            "painted",
            "Painted toys",
            remedy="Paint a toy.",
            page="process:ladder",
            evidence=lambda: Toy.objects.painted(),
            need=1,
        )


def stand(cycle, stage, state):
    """Let the cycle stand before the stage opens, in it, after it was passed, or closed."""
    if state == "closed":
        return close(cycle)
    last = stage - {"before": 2, "open": 1, "after": 0}[state]
    cycle.passes.standing().filter(stage__gt=last).update(
        revoked_at=timezone.now(), revoked_by=cycle.passes.first().passed_by, revoked_reason="x"
    )
    if last:
        make_passes(cycle, Stage(last))


def sentence(row, stage, state):
    """What a refusal must say."""
    if state == "closed":
        return str(CycleClosed())
    if state == "before":
        return str(StageLocked(stage))
    says = row["says"].split("|")
    return says[STATES.index(state) - 1] if len(says) > 1 else says[0]


def stage_of(row):
    return Stage.from_slug(row["stage"] or "surveys")


@contextmanager
def standing(world, row, state):
    """The address of this action, and what its form sends, with the cycle in this state."""
    prepare, data = DEEDS.get(row["action"], (nothing, empty))
    stage = stage_of(row)
    with taken_back():
        prepare(world)
        sent = data(world, stage)
        stand(world.cycle, stage, state)
        yield world.address(row["url"], **({"stage": stage.slug} if row["url"].startswith("process:") else {})), sent


def wrong_answers(world, row, state):
    with standing(world, row, state) as (address, sent):
        for role in ROLES:
            cell = row[state] if row[role] == "yes" else row[role]
            answer = world.ask(role, "POST", address, sent)
            where = f"{row['action']} ({stage_of(row).slug}), {role}, {state}"
            if said(answer) != cell.replace("invalid", "422"):
                yield f"{where}: {cell} by the table, {said(answer)} by the site"
            elif cell in REFUSED and sentence(row, stage_of(row), state) not in unescape(answer.content.decode()):
                yield f"{where}: does not say “{sentence(row, stage_of(row), state)}”"


@pytest.mark.parametrize("app", sorted({row["url"].partition(":")[0] for row in TABLE}))
def test_each_role_does_what_is_its_own_while_the_stage_is_open(world, app):
    wrong = []
    for row in TABLE:
        for state in STATES:
            if row["url"].startswith(f"{app}:") and row[state] != "-":
                wrong += wrong_answers(world, row, state)
    assert not wrong, "\n".join(wrong)


def test_a_refusal_leaves_nothing_behind(world):
    wrong = []
    for row in TABLE:
        if row["closed"] not in REFUSED:
            continue
        role = next(role for role in ROLES if row[role] == "yes")
        with standing(world, row, "closed") as (address, sent):
            before = how_many()
            world.send(role, "POST", address, sent)
            left = {table for table, number in how_many().items() if number != before[table]}
        wrong += [f"{row['action']}: {table}" for table in left]
    assert not wrong, "\n".join(wrong)


def how_many():
    """The rows of each table of our own."""
    ours = [model for model in apps.get_models() if not model.__module__.startswith("django")]
    return {model._meta.db_table: model._base_manager.count() for model in ours}


READERS = ("anonymous", "meeting_link", "survey_link", "partner", "observer", "reviewer", "coordinator")


@pytest.mark.parametrize("kind", READERS)
def test_a_closed_cycle_is_read_as_before(world, kind):
    wrong = []
    with taken_back():
        close(world.cycle)
        for (name, method), row in WHOLE_TABLE.items():
            if method == "GET" and name != "dashboard:me":  # which leads to open cycles only
                status = said(world.ask(kind, "GET", world.address(name, requirement="painted")))
                wrong += [f"{name}: {status}"] if status != row[kind] else []
    assert not wrong, "\n".join(wrong)


def test_every_action_has_its_rows():
    of_cycles = {
        name
        for (name, method), row in WHOLE_TABLE.items()
        if method == "POST" and "province" in addresses()[name] and row["anonymous"] != "405"
    }
    # Below, and in the tests of their apps; two of them store nothing of a stage.
    tried_elsewhere = {"surveys:open_round", "pilot_areas:follow_up", "meetings:print_pdf", "partners:upload"}
    assert {row["url"] for row in TABLE} ^ of_cycles == tried_elsewhere


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("role", Role)
def test_a_round_is_opened_while_its_stage_is_open(client, role, state):
    cycle = make_open_cycle(Stage.SURVEYS, year=2572)
    make_organisation()
    resolution = make_resolution(cycle)
    client.force_login(make_member(cycle, role))
    stand(cycle, Stage.SURVEYS, state)
    sent = {"resolution": resolution.pk, "reference_month": "2/2570", "due_on": typed(in_days(60))}
    answer = client.post(reverse("surveys:open_round", args=cycle.address), sent)
    if role in {Role.REVIEWER, Role.OBSERVER}:
        assert (answer.status_code, cycle.rounds.count()) == (403, 0)
    elif state in {"open", "after"}:
        assert (answer.status_code, cycle.rounds.count()) == (302, 1)
    else:
        says = StageLocked(Stage.SURVEYS) if state == "before" else CycleClosed()
        assert (answer.status_code, cycle.rounds.count()) == (422, 0)
        assert str(says) in answer.content.decode()
