"""What the tests of each gate ask: how far a requirement is, and which rows its page lists."""

from html import unescape

from django.urls import reverse

from tests.factories import make_member
from welfare_movement.process import gates
from welfare_movement.process.roles import Role


def shown(cycle, stage):
    """What each requirement of this gate has and whether it is met, by key."""
    return {each.requirement.key: (each.shown, each.is_met) for each in cycle.findings(stage)[stage]}


def unmet(cycle, stage):
    """The keys of the requirements that are not met."""
    return {key for key, (_shown, is_met) in shown(cycle, stage).items() if not is_met}


def listed(client, cycle, stage, key):
    """The rows that the page of a requirement names: those that count, and those that are missing (None: not asked)."""
    client.force_login(make_member(cycle, Role.OBSERVER))
    answer = client.get(reverse("process:requirement", args=[*cycle.address, stage.slug, key]))
    words = unescape(answer.content.decode())
    counting, missing = answer.context["counting"], answer.context["missing"]
    assert str(gates.requirements[f"{stage.slug}.{key}"].label) in words
    for row in [*counting, *(missing or [])]:
        assert f"{row}</" in words
    return set(counting), None if missing is None else set(missing)
