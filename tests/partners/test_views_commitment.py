"""The pages of promises: who sees which, who records that one was kept, and who is told that it is due."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partners.models import Commitment
from tests.factories import make_cycle, make_member, make_participation, make_representative, make_tambon, make_user
from welfare_movement.process.roles import Role
from welfare_movement.process.todos import owed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return make_cycle()


@pytest.fixture
def asked(cycle):
    return make_participation(cycle)


def promise(asked=None, *, days=None, cycle=None, **fields):
    due_on = None if days is None else timezone.localdate() + timedelta(days=days)
    fields = {"kind": "money", "what": "สมทบ 10,000 บาท", "due_on": due_on, **fields}
    return Commitment.objects.create(cycle=cycle or asked.cycle, participation=asked, **fields)


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def at(name, cycle, *more):
    return reverse(f"partners:{name}", args=[*cycle.address, *more])


def words(answer):
    return unescape(answer.content.decode())


def shown(client, cycle, **asked):
    return [each.what for each in client.get(at("commitments", cycle), asked).context["commitments"]]


def test_members_see_all_promises_and_those_who_answer_for_a_partner_its_own(cycle, asked):
    promise(asked, what="ของเรา")
    promise(make_participation(cycle), what="ของเขา")
    promise(cycle=cycle, tambon=make_tambon(), what="ของตำบล")
    assert sorted(shown(browser(make_member(cycle, Role.OBSERVER)), cycle)) == ["ของตำบล", "ของเขา", "ของเรา"]
    assert shown(browser(make_representative(asked)), cycle) == ["ของเรา"]
    assert browser(make_user()).get(at("commitments", cycle)).status_code == 403


def test_they_are_filtered_by_what_became_of_them(cycle, asked):
    promise(asked, days=3, what="เปิด"), promise(asked, days=-3, what="ช้า")
    promise(asked, days=-9, what="แล้ว").keep(by=make_user(), proof="ส่งแล้ว")
    client = browser(make_member(cycle))
    assert shown(client, cycle, show="open") == ["ช้า", "เปิด"]
    assert shown(client, cycle, show="late") == ["ช้า"]
    assert shown(client, cycle, show="kept") == ["แล้ว"]
    assert shown(client, cycle, show="no such thing") == ["แล้ว", "ช้า", "เปิด"]
    filters = client.get(at("commitments", cycle)).context["filters"]
    assert [(key, number) for key, _words, number in filters] == [("open", 2), ("late", 1), ("kept", 1)]


def test_a_promise_is_kept_with_proof_by_its_partner_or_a_coordinator(cycle, asked):
    ours, theirs = promise(asked), promise(make_participation(cycle))
    of_tambon = promise(cycle=cycle, tambon=make_tambon())
    officer, sent = make_representative(asked), {"proof": "โอนแล้ว 1 ธ.ค."}
    client = browser(officer)
    assert client.post(at("keep", cycle, ours.pk), {"proof": " "}).status_code == 422
    assert client.post(at("keep", cycle, ours.pk), sent).status_code == 302
    for other in (theirs, of_tambon):
        assert client.post(at("keep", cycle, other.pk), sent).status_code == 404
        assert browser(make_member(cycle, Role.OBSERVER)).post(at("keep", cycle, other.pk), sent).status_code == 403
    assert [each.kept_by for each in Commitment.objects.kept()] == [officer]
    again = browser(make_member(cycle)).post(at("keep", cycle, ours.pk), sent)
    assert (again.status_code, f"{officer} recorded already" in words(again)) == (409, True)
    assert browser(make_member(cycle)).post(at("keep", cycle, of_tambon.pk), sent).status_code == 302
    assert "โอนแล้ว 1 ธ.ค." in words(client.get(at("commitment", cycle, ours.pk)))


def test_a_coordinator_writes_a_promise_down(cycle, asked):
    coordinator = make_member(cycle)
    client, new = browser(coordinator), at("add_commitment", cycle)
    assert f'value="{asked.pk}" selected' in words(client.get(f"{new}?partner={asked.pk}"))
    sent = {"participation": asked.pk, "kind": "people", "what": "วิทยากร 3 คน", "due_on": "30/6/2570"}
    both = client.post(new, {**sent, "tambon": make_tambon().code})
    assert (both.status_code, "Say who promises" in words(both)) == (422, True)
    assert client.post(new, {**sent, "participation": ""}).status_code == 422
    foreign = make_participation(make_cycle(year=2571))
    assert client.post(new, {**sent, "participation": foreign.pk}).status_code == 422
    assert client.post(new, sent, follow=True).status_code == 200
    assert (Commitment.objects.get().made_by, Commitment.objects.get().participation) == (coordinator, asked)


def test_promises_stand_on_the_page_of_their_partner(cycle, asked):
    promise(asked, what="วิทยากร")
    page = words(browser(make_member(cycle)).get(asked.get_absolute_url()))
    assert "วิทยากร" in page


def test_who_promised_is_told_two_weeks_ahead_and_coordinators_when_it_is_late(cycle, asked):
    officer, coordinator = make_representative(asked), make_member(cycle)
    promise(asked, days=-1, what="ช้า"), promise(asked, days=14, what="ใกล้"), promise(asked, days=15, what="ไกล")
    promise(make_participation(cycle), days=1, what="ของเขา")
    promise(asked, days=2, what="แล้ว").keep(by=officer, proof="x")
    assert [(each.todo.key, each.title) for each in owed(officer, cycle)] == [
        ("partners.promise", "ช้า"),
        ("partners.promise", "ใกล้"),
    ]
    assert [(each.todo.key, each.title) for each in owed(coordinator, cycle)] == [("partners.late_promise", "ช้า")]
