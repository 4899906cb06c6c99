"""A line of a sheet is promised once; who promised is reminded; how partners kept it is counted and shown."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from partners.ledger import actions_of, keepings, with_keeping
from partners.models import Commitment, CommitmentReminder
from tests.factories import (
    close,
    make_cycle,
    make_linkage,
    make_member,
    make_participation,
    make_representative,
    make_resolution,
    make_tambon,
    make_user,
)
from tests.factories_promises import make_action, make_commitment
from welfare_movement.dashboard.board import tasks
from welfare_movement.dashboard.succession import inherited
from welfare_movement.notices.kinds import kinds
from welfare_movement.notices.models import Notice
from welfare_movement.notices.promises import remind
from welfare_movement.process.keeping import Keeping
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return make_cycle()


@pytest.fixture
def asked(cycle):
    return make_participation(cycle)


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def new(cycle, line):
    return reverse("partners:add_commitment", args=cycle.address, query={"gives": line})


# ── From a sheet, or a meeting ─────────────────────────────────────────────────────────────────────────────────────
def test_a_line_of_a_sheet_becomes_a_promise_of_its_partner_once(cycle, asked):
    line = make_linkage(asked).gives.get()
    client = browser(make_member(cycle))
    shown = unescape(client.get(new(cycle, line.pk)).content.decode())
    assert 'value="วิทยากร"' in shown
    resolution = make_resolution(cycle, stage=Stage.PARTNERS)
    sent = {"kind": "people", "what": "วิทยากร 3 คน", "due_on": "31/12/2570", "resolution": resolution.pk}
    assert client.post(new(cycle, line.pk), sent).status_code == 302
    promise = Commitment.objects.get()
    assert (promise.participation, promise.gives, promise.resolution) == (asked, line, resolution)
    again = client.post(new(cycle, line.pk), sent)
    assert again.headers["Location"] == promise.get_absolute_url()
    with pytest.raises(Refused, match="promised already"):
        Commitment(cycle=cycle, participation=asked, gives=line, kind="people", what="อีก").promise()
    assert Commitment.objects.count() == 1


@pytest.mark.parametrize("line", ["0", "x", "9" * 40])
def test_a_line_that_is_not_there_is_not_found(cycle, asked, line):
    foreign = make_linkage(make_participation(make_cycle(2571))).gives.get()
    client = browser(make_member(cycle))
    assert {client.get(new(cycle, each)).status_code for each in (line, foreign.pk)} == {404}


def test_a_line_that_was_promised_is_changed_but_not_deleted(cycle, asked):
    sheet = make_linkage(asked, gives=2)
    promised, other = sheet.gives.all()
    make_commitment(asked, gives=promised)
    sent = {"own_function": "ภารกิจ", "by_content": "เนื้อหา", "action": "ทำ"}
    sent |= {"gains-TOTAL_FORMS": 0, "gains-INITIAL_FORMS": 0, "gives-TOTAL_FORMS": 2, "gives-INITIAL_FORMS": 2}
    for number, line in enumerate((promised, other)):
        sent |= {f"gives-{number}-id": line.pk, f"gives-{number}-kind": "people", f"gives-{number}-DELETE": "on"}
        sent[f"gives-{number}-what"] = "ครู ก"
    url = reverse("partners:linkage", args=[*cycle.address, asked.pk])
    assert browser(make_member(cycle)).post(url, sent).status_code == 302
    assert [(line.pk, line.what) for line in sheet.gives.all()] == [(promised.pk, "ครู ก")]


# ── Reminders ──────────────────────────────────────────────────────────────────────────────────────────────────────
def remind_on(days):
    return remind(CommitmentReminder, "partners_commitment", now=timezone.now() + timedelta(days=days))


def test_everyone_who_answers_for_the_partner_is_reminded_or_who_sees_to_it_alone(cycle, asked):
    both = {make_representative(asked), make_representative(asked)}
    make_representative(asked, make_user(is_active=False))
    owner = make_user()
    shared, owned = make_commitment(asked, days=10), make_commitment(asked, days=10, owner=owner)
    make_commitment(make_participation(cycle), days=10)  # nobody answers for it
    assert [remind_on(day) for day in (2, 3, 3, 4)] == [0, 2, 0, 0]
    reminded = [(each.promise, each.person) for each in CommitmentReminder.objects.all()]
    assert set(reminded) == {(shared, person) for person in both} | {(owned, owner)}
    assert len(reminded) == 3


def test_a_promise_of_a_tambon_is_reminded_of_to_who_sees_to_it_only(cycle):
    tambon, owner = make_tambon(), make_user()
    due = timezone.localdate() + timedelta(days=1)
    for each in (owner, None):
        Commitment.objects.create(cycle=cycle, tambon=tambon, kind="place", what="ศาลา", owner=each, due_on=due)
    assert [remind_on(day) for day in (0, 1, 2)] == [0, 0, 1]
    assert CommitmentReminder.objects.get().person == owner


def test_in_a_closed_cycle_nobody_is_reminded_and_what_waits_is_not_sent(cycle, asked):
    make_representative(asked)
    make_commitment(asked, days=1, made_days_ago=3)
    assert remind_on(0) == 1
    still_owed = kinds["partners_commitment"].still_owed
    assert still_owed(Notice.objects.all()).count() == 1
    close(cycle)
    assert (still_owed(Notice.objects.all()).count(), remind_on(2)) == (0, 0)


# ── Figures ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_how_partners_kept_what_they_promised_is_two_queries(cycle, asked, django_assert_num_queries):
    make_commitment(asked, days=-2), make_commitment(asked, days=2).keep(by=make_user(), proof="แล้ว")
    make_commitment(make_participation(cycle), days=2)
    make_commitment(make_participation(make_cycle(2571)))
    make_participation(cycle)
    with django_assert_num_queries(2):
        found = dict(keepings(cycle))
    assert len(found) == 2
    assert found[asked] == Keeping(made=2, kept=1, late=1, overdue=1)
    assert [row.keeping for row in with_keeping([make_commitment(asked)], cycle)][0].made == 3


def test_the_actions_of_its_people_stand_with_a_partner(cycle, asked):
    mine = make_action(cycle, owner=make_representative(asked))
    make_action(cycle)
    make_action(make_cycle(2571), owner=mine.owner)
    assert list(actions_of(asked)) == [mine]


def test_late_commitments_lead_to_their_list(cycle, asked):
    make_commitment(asked, days=-2), make_commitment(asked, days=-3)
    late = [task for task in tasks(make_member(cycle), cycle) if task.items[0].todo.key == "partners.late_promise"]
    assert [(task.number, task.url) for task in late] == [
        (2, f"{reverse('partners:commitments', args=cycle.address)}?show=late")
    ]


def test_the_next_cycle_sees_what_is_open_and_how_promises_were_kept(cycle, asked):
    open_ = make_action(cycle)
    make_action(cycle).keep(by=make_user(), proof="แล้ว")
    make_commitment(asked).keep(by=make_user(), proof="แล้ว")
    found = inherited(cycle, make_member(cycle))
    assert (list(found.actions), found.keepings) == ([open_], [(asked, Keeping(made=1, kept=1))])
