"""The next cycle is begun on a page, which shows what the closed one hands on; two cycles are compared on another."""

from html import unescape

import pytest
from django.urls import reverse

from partners.models import Commitment
from partners.models.participation import Stance
from tests.factories import close, make_cycle, make_member, make_participation, make_tambon
from tests.factories_journal import make_entry
from welfare_movement.process.models import Cycle
from welfare_movement.process.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return make_cycle()


@pytest.fixture
def admin(client, cycle):
    admin = make_member(cycle, Role.ADMINISTRATOR)
    client.force_login(admin)
    return admin


def page(client, name, cycle, **query):
    answer = client.get(reverse(name, args=cycle.address), query)
    return unescape(answer.content.decode())


def test_while_the_cycle_is_open_the_page_says_what_is_needed_and_has_no_form(client, cycle, admin):
    words = page(client, "dashboard:next", cycle)
    assert "once it is closed" in words
    assert 'name="year"' not in words
    answer = client.post(reverse("dashboard:next", args=cycle.address), {"year": "2571"})
    assert (answer.status_code, Cycle.objects.count()) == (409, 1)


def test_a_closed_cycle_shows_what_it_hands_on_and_begins_the_next(client, cycle, admin):
    Commitment.objects.create(cycle=cycle, tambon=make_tambon(), kind="place", what="ศาลาประชุมหมู่ ๔")
    make_entry(cycle, kind="lesson", title="บัญชีต้องเปิดเผย", published=True)
    make_entry(cycle, kind="lesson", title="ยังร่างอยู่", published=False)
    make_entry(cycle, kind="story", title="เฉพาะสมาชิก", public=False)
    close(cycle)
    words = page(client, "dashboard:next", cycle)
    assert "ศาลาประชุมหมู่ ๔" in words
    assert "บัญชีต้องเปิดเผย" in words
    assert "ยังร่างอยู่" not in words
    answer = client.post(reverse("dashboard:next", args=cycle.address), {"year": "๒๕๗๑", "title": "รอบสอง"})
    begun = Cycle.objects.get(year=2571)
    assert answer.headers["Location"] == reverse("dashboard:board", args=begun.address)
    assert (begun.previous, begun.title) == (cycle, "รอบสอง")
    assert "The next cycle has begun already" in page(client, "dashboard:next", cycle)
    assert "On to cycle 2571" in page(client, "dashboard:cycle", cycle)
    handed_on = page(client, "dashboard:legacy", begun)
    assert "ศาลาประชุมหมู่ ๔" in handed_on
    assert "บัญชีต้องเปิดเผย" in handed_on
    client.force_login(make_member(begun, Role.OBSERVER))  # who was not of the cycle before
    assert "เฉพาะสมาชิก" in handed_on
    assert "เฉพาะสมาชิก" not in page(client, "dashboard:legacy", begun)


@pytest.mark.parametrize(("year", "says"), [("2570", "later year than this one"), ("2571", "has a cycle of this year")])
def test_a_year_that_cannot_be_is_told_beside_the_field(client, cycle, admin, year, says):
    make_cycle(year=2571)
    close(cycle)
    answer = client.post(reverse("dashboard:next", args=cycle.address), {"year": year})
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert Cycle.objects.count() == 2


def test_the_first_cycle_of_a_province_has_nothing_handed_on(client, cycle, admin):
    assert client.get(reverse("dashboard:legacy", args=cycle.address)).status_code == 404


def test_without_another_cycle_there_is_nothing_to_compare(client, cycle, admin):
    assert "The province has no other cycle yet" in page(client, "dashboard:comparison", cycle)


def test_two_cycles_are_compared_the_earlier_first_and_open_their_rows_only_for_members(client, cycle, admin):
    earlier = make_cycle(year=2569)
    make_participation(earlier, stance=Stance.JOINED)
    for _number in range(3):
        make_participation(cycle, stance=Stance.JOINED)
    words = page(client, "dashboard:comparison", cycle, **{"with": "2569"})
    assert words.index("2569</th>") < words.index("2570</th>")
    assert "+2</td>" in words
    assert reverse("partners:board", args=cycle.address) + '">3' in words
    assert reverse("partners:board", args=earlier.address) + '">' not in words


@pytest.mark.parametrize("asked", ["", "2570", "1999", "x'; drop table"])
def test_an_unknown_year_to_compare_with_falls_back_to_one_that_is_there(client, cycle, admin, asked):
    make_cycle(year=2569)
    assert "2569" in page(client, "dashboard:comparison", cycle, **{"with": asked})
