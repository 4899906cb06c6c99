"""The page of the celebration, what is owed before it ends, and the end."""

from html import unescape

import pytest
from django.urls import reverse

from pilot_areas.models import CycleReport, Thanks
from tests.factories import (
    close,
    make_area_entry,
    make_gathering,
    make_member,
    make_open_cycle,
    make_user,
)
from tests.factories_celebration import make_award, make_cycle_report, make_end, make_ready_to_close
from welfare_movement.process.models import Cycle
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage
from welfare_movement.process.todos import owed

pytestmark = pytest.mark.django_db
END = Stage.CELEBRATION
CLOSING = "Closing ends the cycle: from then on everything in it is only read"


def text(answer):
    return unescape(answer.content.decode())


def page(cycle):
    return reverse("pilot_areas:celebration", args=cycle.address)


def end(cycle):
    return reverse("process:pass", args=[*cycle.address, "celebration"])


def test_a_celebration_that_was_cancelled_can_be_planned_anew(client):
    cycle, _area = make_end()
    client.force_login(make_member(cycle))
    gathering = make_gathering(cycle, END)
    assert gathering.title in text(client.get(page(cycle)))
    gathering.cancel(by=make_user(), reason="น้ำท่วม")
    assert "Plan the celebration" in text(client.get(page(cycle)))


# ── The end ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_with_everything_there_a_coordinator_closes_the_cycle(client):
    cycle, _area = make_ready_to_close()
    coordinator = make_member(cycle)
    client.force_login(coordinator)
    shown = text(client.get(page(cycle)))
    assert (CLOSING in shown, f'action="{end(cycle)}"' in shown) == (True, True)
    answer = client.post(end(cycle), follow=True)
    assert "The gate is passed and the cycle is closed." in text(answer)
    closed = Cycle.objects.get()
    assert (closed.closed_at is None, closed.closed_by) == (False, coordinator)
    assert "What the cycle was closed on" in text(client.get(page(cycle)))


def test_the_pass_of_an_earlier_stage_says_that_the_next_is_open(client, monkeypatch):
    cycle = make_open_cycle(Stage.PARTNERS)
    client.force_login(make_member(cycle))
    monkeypatch.setattr("welfare_movement.process.gates.requirements", {})
    answer = client.post(reverse("process:pass", args=[*cycle.address, "partners"]), follow=True)
    assert "The gate is passed; the next stage is open." in text(answer)


def test_an_observer_reads_that_a_coordinator_closes_it(client):
    cycle, _area = make_ready_to_close()
    client.force_login(make_member(cycle, Role.OBSERVER))
    shown = text(client.get(page(cycle)))
    assert ("Everything is met; a coordinator closes it." in shown, f'action="{end(cycle)}"' in shown) == (True, False)


@pytest.mark.parametrize("without", ["story", "thanks", "report", "gathering"])
def test_while_anything_lacks_the_button_is_not_there(client, without):
    cycle, area = make_ready_to_close()
    if without == "story":
        area.entries.first().delete()
    elif without == "thanks":
        Thanks.objects.filter(organisation__isnull=False).delete()
    elif without == "report":
        CycleReport.objects.update(published_at=None, published_by=None)
    else:
        make_gathering(cycle, END, held_at=None, held_by=None)
    client.force_login(make_member(cycle))
    shown = text(client.get(page(cycle)))
    assert "It cannot be pressed yet: 1 requirement is not met." in shown
    assert f'action="{end(cycle)}"' not in shown
    assert client.post(end(cycle)).status_code == 409
    assert Cycle.objects.get().closed_at is None


def test_before_its_stage_the_page_says_what_opens_it(client):
    cycle = make_open_cycle(Stage.FORUMS)
    client.force_login(make_member(cycle))
    shown = text(client.get(page(cycle)))
    assert "It opens when the gate of “Pilot areas are selected and driven” is passed." in shown
    assert CLOSING not in shown


def test_the_page_costs_as_much_with_one_of_each_as_with_many(client, queries):
    cycle, area = make_end()
    make_gathering(cycle, END)
    client.force_login(make_member(cycle))
    client.get(page(cycle))
    for number in (1, 3):
        for each in range(number):
            make_area_entry(area, "story"), make_award(cycle, recipient=f"คุณ {number}{each}")
        with queries(14):
            client.get(page(cycle))


# ── What is owed ───────────────────────────────────────────────────────────────────────────────────────────────────
def asked(user, cycle):
    """The tasks of the celebration that this person has, as (key, title)."""
    of_it = {"pilot_areas.stories", "pilot_areas.thanks", "pilot_areas.cycle_report"}
    return [(each.todo.key, each.title) for each in owed(user, cycle) if each.todo.key in of_it]


def test_a_coordinator_owes_the_stories_the_thanks_and_the_report():
    cycle, area = make_end()
    coordinator = make_member(cycle)
    organisation = cycle.rounds.get().assignments.get().organisation
    assert asked(coordinator, cycle) == [
        ("pilot_areas.cycle_report", "2570"),
        ("pilot_areas.stories", area.nomination.tambon.name_th),
        ("pilot_areas.thanks", organisation.name),
    ]
    pages = {each.todo.key: each.url for each in owed(coordinator, cycle)}
    assert pages["pilot_areas.stories"] == reverse("pilot_areas:tell", args=[*cycle.address, area.pk])
    assert pages["pilot_areas.thanks"] == reverse("pilot_areas:thanks", args=cycle.address)
    assert pages["pilot_areas.cycle_report"] == reverse("dashboard:report", args=cycle.address)


def test_what_is_done_is_owed_no_more():
    cycle, area = make_end()
    coordinator = make_member(cycle)
    make_area_entry(area, "story")
    assert len(asked(coordinator, cycle)) == 3
    make_area_entry(area, "lesson")
    Thanks.give(cycle, by=make_user())
    report = make_cycle_report(cycle)
    assert asked(coordinator, cycle) == [("pilot_areas.cycle_report", "2570")]
    report.publish(by=make_user(), figures=[])
    assert asked(coordinator, cycle) == []


def test_others_and_other_cycles_owe_nothing():
    cycle, _area = make_end()
    other, _area = make_end(2571)
    assert asked(make_member(cycle, Role.OBSERVER), cycle) == []
    assert asked(make_user(), cycle) == []
    assert asked(make_member(other), cycle) == []


def test_nothing_is_owed_before_the_celebration_opens():
    cycle, _area = make_end()
    coordinator = make_member(cycle)
    last = cycle.passes.get(stage=Stage.PILOT_AREAS)
    last.revoke(by=make_member(cycle, Role.ADMINISTRATOR), reason="ยังไม่ครบ")
    assert asked(coordinator, cycle) == []


def test_a_closed_cycle_is_read_as_before(client):
    cycle, _area = make_ready_to_close()
    close(cycle)
    client.force_login(make_member(Cycle.objects.create(province=cycle.province, year=2571)))
    assert client.get(reverse("dashboard:report", args=cycle.address)).status_code == 200
    assert client.get(reverse("pilot_areas:stories", args=cycle.address)).status_code == 200
