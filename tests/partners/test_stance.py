"""Taking a stance: from the board and from its form, who takes the next touch, and who was first."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partners.models.participation import Stance
from partners.refusals import StanceMoved
from tests.factories import make_cycle, make_member, make_participation, make_representative, make_user
from welfare_movement.process.roles import Role
from welfare_movement.process.todos import owed
from welfare_movement.thai.dates import show_date

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return make_cycle()


@pytest.fixture
def coordinator(cycle):
    return make_member(cycle)


@pytest.fixture
def browser(coordinator):
    client = Client()
    client.force_login(coordinator)
    return client


def at(name, row, query=""):
    here = row.cycle.address + (row.pk,) if hasattr(row, "stance") else row.address
    return reverse(f"partners:{name}", args=here) + query


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def standing(asked):
    asked.refresh_from_db()
    return asked.stance, asked.reason, asked.next_touch_on, asked.next_touch_by


# ── Who was first ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_stance_is_not_taken_over_one_that_was_not_seen(cycle):
    asked, first = make_participation(cycle), make_user("สมชาย")
    same = type(asked).objects.get(pk=asked.pk)
    asked.take_stance(Stance.JOINED, by=first, seen="not_contacted")
    with pytest.raises(StanceMoved, match="สมชาย ใจดี recorded “Joined” for"):
        same.take_stance(Stance.DECLINED, by=make_user(), reason="ไม่มีคน", seen="not_contacted")
    assert standing(asked)[:2] == ("joined", "")
    assert asked.changes.count() == 1


def test_a_form_that_comes_second_keeps_what_was_typed_and_is_taken_when_pressed_again(cycle, browser):
    asked = make_participation(cycle)
    sent = {"stance": "declined", "reason": "ไม่มีคน", "seen": "not_contacted"}
    asked.take_stance(Stance.CONSIDERING, by=make_user("สมชาย"))
    refused = browser.post(at("stance", asked), sent)
    assert refused.status_code == 422
    assert "สมชาย ใจดี recorded “Considering”" in (said := refused.content.decode())
    assert "ไม่มีคน" in said
    assert 'name="seen" value="considering"' in said
    assert browser.post(at("stance", asked), {**sent, "seen": "considering"}).status_code == 302
    assert standing(asked)[:2] == ("declined", "ไม่มีคน")


# ── The board ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_what_needs_no_reason_is_recorded_by_one_press_on_the_board(cycle, browser, coordinator):
    asked = make_participation(cycle, stance=Stance.CONSIDERING)
    answer = browser.post(at("stance", asked, "?back=board"), {"stance": "joined", "seen": "considering"})
    assert (answer.status_code, answer["Location"]) == (302, f"{at('board', cycle)}#p{asked.pk}")
    assert [(each.stance, each.taken_by) for each in asked.changes.all()][:1] == [("joined", coordinator)]


def test_what_needs_a_reason_opens_its_form_with_that_stance(cycle, browser):
    asked = make_participation(cycle, stance=Stance.CONSIDERING, reason="รอมติ")
    form = browser.get(at("stance", asked, "?stance=declined&back=board")).context["form"]
    assert (form["stance"].value(), form["reason"].value(), form["seen"].value()) == ("declined", "", "considering")
    assert browser.get(at("stance", asked, "?stance=painted")).context["form"]["stance"].value() == "considering"


def test_a_card_offers_every_other_stance_to_coordinators_and_none_to_others(cycle, browser):
    asked = make_participation(cycle, stance=Stance.CONSIDERING)
    board = browser.get(at("board", cycle)).content.decode()
    assert {stance.value for stance in Stance if f'data-to="{stance.value}"' in board} == {
        *Stance.values,
    } - {asked.stance}
    assert "js/stances.js" in board
    observer = Client()
    observer.force_login(make_member(cycle, Role.OBSERVER))
    looked = observer.get(at("board", cycle)).content.decode()
    assert "data-to=" not in looked
    assert "js/stances.js" not in looked


def test_who_stands_undecided_longest_comes_first_and_is_marked(cycle, browser, time_machine):
    new = make_participation(cycle, stance=Stance.CONSIDERING, short_name="ก")
    old = make_participation(cycle, short_name="ฮ")
    make_participation(cycle, stance=Stance.JOINED)
    type(old).objects.filter(pk=old.pk).update(stance_at=timezone.now() - timedelta(days=41))
    type(new).objects.filter(pk=new.pk).update(stance_at=timezone.now() - timedelta(days=3))
    shown = browser.get(at("board", cycle))
    assert [card.partner.short_name for card in shown.context["cards"]][:2] == ["ฮ", "ก"]
    said = " ".join(shown.content.decode().split())
    assert "1 of 3 partners have decided." in said
    assert f'<a href="#p{old.pk}">ฮ, 41 days</a>' in said
    assert said.count("undecided longest") == 1


# ── The next touch ─────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_next_touch_has_a_day_and_a_person_and_both_are_kept_in_the_record(cycle, browser, coordinator):
    asked, other = make_participation(cycle), make_member(cycle, Role.OBSERVER)
    sent = {"stance": "considering", "next_touch": "เข้าพบ", "next_touch_on": show_date(tomorrow()), "seen": ""}
    assert browser.post(at("stance", asked), {**sent, "next_touch_by": other.pk}).status_code == 302
    assert standing(asked) == ("considering", "", tomorrow(), other)
    change = asked.changes.get()
    assert (change.next_touch_on, change.next_touch, change.next_touch_by) == (tomorrow(), "เข้าพบ", other)
    assert str(other) in browser.get(at("board", cycle)).content.decode()


@pytest.mark.parametrize(
    ("changed", "field", "says"),
    [
        ({"next_touch_on": "1/1/2560"}, "next_touch_on", "The next touch lies ahead"),
        ({"next_touch_on": ""}, "next_touch_on", "Say by which day"),
        ({"next_touch_by": "0"}, "next_touch_by", "Select a valid choice"),
    ],
)
def test_a_next_touch_that_nobody_can_keep_is_told_at_its_field(changed, field, says, cycle, browser, coordinator):
    asked = make_participation(cycle)
    sent = {"stance": "considering", "next_touch_on": show_date(tomorrow()), "next_touch_by": coordinator.pk}
    refused = browser.post(at("stance", asked), {**sent, **changed})
    assert refused.status_code == 422
    assert [says in error for error in refused.context["form"].errors[field]] == [True]
    assert asked.changes.count() == 0


def test_somebody_of_another_cycle_cannot_be_sent(cycle, browser):
    asked, stranger = make_participation(cycle), make_member(make_cycle(2571))
    sent = {"stance": "joined", "next_touch_on": show_date(tomorrow()), "next_touch_by": stranger.pk}
    assert browser.post(at("stance", asked), sent).status_code == 422


def titles(user, cycle):
    return [each.title for each in owed(user, cycle) if each.todo.key == "partners.touch"]


def test_a_touch_whose_day_has_come_is_to_do_for_whoever_takes_it_whatever_the_stance(cycle, coordinator):
    person, asked = make_member(cycle, Role.OBSERVER), make_participation(cycle)
    touch = {"next_touch_on": timezone.localdate(), "next_touch_by": person}
    asked.take_stance(Stance.DECLINED, by=coordinator, reason="ไม่มีคน", **touch)
    assert (titles(person, cycle), titles(coordinator, cycle)) == ([asked.partner.name], [])
    cycle.memberships.get(user=person).delete()
    assert (titles(person, cycle), titles(coordinator, cycle)) == ([], [asked.partner.name])
    asked.take_stance(Stance.DECLINED, by=coordinator, reason="ไม่มีคน", next_touch_on=tomorrow())
    assert titles(coordinator, cycle) == []


def test_a_representative_records_their_own_stance_and_comes_back_to_their_page(cycle):
    asked = make_participation(cycle)
    theirs = Client()
    theirs.force_login(make_representative(asked))
    answer = theirs.post(at("stance", asked), {"stance": "joined", "seen": "not_contacted"})
    assert (answer.status_code, answer["Location"]) == (302, asked.get_absolute_url())
