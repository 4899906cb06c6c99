"""The story and the lesson of every area: told by its own people or a coordinator, read by everyone once published."""

from html import unescape

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from pilot_areas.models import AreaEntry, PilotArea
from pilot_areas.telling import tellings
from tests.factories import (
    close,
    make_area,
    make_area_entry,
    make_member,
    make_open_cycle,
    make_passes,
    make_user,
)
from tests.factories_areas import make_area_person
from welfare_movement.journal.models import Entry
from welfare_movement.process.refusals import CycleClosed, StageLocked
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage
from welfare_movement.process.todos import owed

pytestmark = pytest.mark.django_db
WORDS = {"kind": "story", "title": "ตลาดนัดวันพุธ", "body": "เดิมไม่มีตลาด\n\nวันนี้มีแล้ว"}


def text(answer):
    return unescape(answer.content.decode())


@pytest.fixture
def area():
    return make_area(make_open_cycle(Stage.PILOT_AREAS))


@pytest.fixture
def cycle(area):
    return area.nomination.cycle


@pytest.fixture
def coordinator(client, cycle):
    """The browser of a coordinator."""
    client.force_login(make_member(cycle))
    return client


def page(name, cycle, *pk):
    return reverse(f"pilot_areas:{name}", args=[*cycle.address, *pk])


# ── Writing ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_story_is_written_into_the_journal_and_published_with_one_press(coordinator, area, cycle):
    answer = coordinator.post(page("tell", cycle, area.pk), {**WORDS, "publish": "yes"}, follow=True)
    told = area.entries.get()
    assert (told.entry.kind, told.entry.title, told.entry.body) == tuple(WORDS.values())
    assert (told.entry.cycle, told.entry.stage) == (cycle, Stage.PILOT_AREAS)
    assert told.entry.published_by == told.entry.written_by
    assert "<p>วันนี้มีแล้ว</p>" in text(answer)


def test_a_draft_is_published_later_and_once(coordinator, area, cycle):
    coordinator.post(page("tell", cycle, area.pk), WORDS)
    told = area.entries.get()
    assert told.entry.published_at is None
    coordinator.post(page("publish_story", cycle, told.pk))
    told = area.entries.get()
    assert told.entry.published_at is not None
    again = coordinator.post(page("publish_story", cycle, told.pk))
    assert (again.status_code, "already published this entry" in text(again)) == (409, True)
    assert area.entries.get().entry.published_at == told.entry.published_at


def test_the_words_are_changed_and_when_they_were_published_stays(coordinator, area, cycle):
    told = make_area_entry(area, "story")
    coordinator.post(page("rewrite", cycle, told.pk), {**WORDS, "kind": "lesson"})
    entry = Entry.objects.get()
    assert (entry.kind, entry.title) == ("lesson", WORDS["title"])
    assert entry.published_at == told.entry.published_at


# ── By the people of the area ──────────────────────────────────────────────────────────────────────────────────────
def browser(person, *, link):
    """Of someone of an area: come in by the personal link, or signed in."""
    client = Client()
    if link:
        client.post(reverse("people:link", args=[person.link.token]))
    else:
        client.force_login(person.person)
    return client


@pytest.mark.parametrize("link", [True, False])
def test_who_leads_the_area_writes_revises_and_publishes_its_story_on_the_phone(area, cycle, link):
    lead = make_area_person(area)
    phone = browser(lead, link=link)
    asked = text(phone.get(area.get_absolute_url()))
    assert f"{page('tell', cycle, area.pk)}?kind=story" in asked
    draft = phone.post(page("tell", cycle, area.pk), WORDS, follow=True)
    told = area.entries.get()
    assert "only those who lead the area and the coordinators see it" in text(draft)
    phone.post(page("rewrite", cycle, told.pk), {**WORDS, "title": "ตลาดนัดวันศุกร์"})
    phone.post(page("publish_story", cycle, told.pk))
    phone.post(page("rewrite", cycle, told.pk), {**WORDS, "title": "ตลาดนัดวันเสาร์"})
    entry = Entry.objects.get()
    assert (entry.title, Client().get(told.get_absolute_url()).status_code) == ("ตลาดนัดวันเสาร์", 200)
    assert {entry.written_by, entry.published_by, entry.edited_by} == {lead.person}


def test_whoever_signed_in_tells_in_their_own_name_though_the_browser_holds_a_link(client, area, cycle):
    lead, coordinator = make_area_person(area), make_member(cycle)
    client.post(reverse("people:link", args=[lead.link.token]))
    client.force_login(coordinator)
    client.post(page("tell", cycle, area.pk), WORDS)
    assert Entry.objects.get().written_by == coordinator


@pytest.mark.parametrize("link", [True, False])
def test_others_of_the_area_of_another_one_and_who_left_tell_nothing(area, cycle, link):
    draft, shown = make_area_entry(area, "story", published=False), make_area_entry(area, "lesson")
    gone, other = make_area_person(area), make_area_person(make_area(cycle, "800105"))
    gone.leave(by=make_user())
    people = {"mentor": make_area_person(area, "mentor"), "lao": make_area_person(area, "lao")}
    found = {}
    for name, person in {**people, "gone": gone, "other": other}.items():
        phone = browser(person, link=link)
        asked = (page("tell", cycle, area.pk), page("rewrite", cycle, draft.pk), page("rewrite", cycle, shown.pk))
        found[name] = [phone.post(each, WORDS).status_code for each in (*asked, page("publish_story", cycle, draft.pk))]
        assert page("tell", cycle, area.pk) not in text(phone.get(page("stories", cycle)))
    of_the_area, strangers = [403, 404, 403, 404], [404, 404, 404, 404]
    assert found == {"mentor": of_the_area, "lao": of_the_area, "gone": strangers, "other": strangers}
    assert set(Entry.objects.values_list("title", flat=True)) == {"เรื่องเล่า"}


def test_a_draft_is_gone_on_with_and_not_begun_twice(client, area, cycle):
    draft = make_area_entry(area, "story", published=False)
    phone = browser(make_area_person(area), link=True)
    for address in (page("tell", cycle, area.pk), page("stories", cycle), area.get_absolute_url()):
        assert draft.get_absolute_url() in text(phone.get(address))


def test_who_leads_an_area_is_asked_for_its_story_once_the_areas_were_driven(area, cycle):
    lead, mentor = make_area_person(area), make_area_person(area, "mentor")
    make_area_person(make_area(cycle, "800105"))

    def asked(person):
        todos = owed(person.person, cycle)
        return [each.url for each in todos if each.todo.key == "pilot_areas.stories"]

    assert asked(lead) == []
    make_passes(cycle, Stage.PILOT_AREAS)
    assert (asked(lead), asked(mentor)) == ([page("tell", cycle, area.pk)], [])
    kinds = [browser(each, link=True).get(area.get_absolute_url()).context["untold"] for each in (lead, mentor)]
    assert kinds == [["story", "lesson"], []]
    make_area_entry(area, "story"), make_area_entry(area, "lesson")
    assert asked(lead) == []


def test_what_was_taken_back_is_shown_to_nobody_else_and_is_missing_again(area, cycle):
    told = make_area_entry(area, "story")
    told.entry.withdraw(by=make_user(), reason="ระบุชื่อคน")
    public, lead = Client(), browser(make_area_person(area), link=True)
    assert public.get(told.get_absolute_url()).status_code == 404
    assert told.get_absolute_url() not in text(public.get(page("stories", cycle)))
    assert "ระบุชื่อคน" in text(lead.get(told.get_absolute_url()))
    assert f"{page('tell', cycle, area.pk)}?kind=story" in text(lead.get(area.get_absolute_url()))
    assert lead.post(page("rewrite", cycle, told.pk), WORDS).status_code == 409


@pytest.mark.parametrize("wrong", [{"title": ""}, {"body": " "}, {"kind": "note"}])
def test_what_is_not_whole_is_shown_again_and_not_saved(coordinator, area, cycle, wrong):
    answer = coordinator.post(page("tell", cycle, area.pk), {**WORDS, **wrong, "publish": "yes"})
    assert (answer.status_code, Entry.objects.count()) == (422, 0)


def test_while_the_stage_is_locked_or_the_cycle_closed_nothing_is_told(area, cycle):
    told = make_area_entry(area, "story", published=False)
    cycle.passes.update(revoked_at=cycle.passes.first().passed_at, revoked_by=make_user(), revoked_reason="x")
    for refusal in (StageLocked, CycleClosed):
        ways = (
            lambda: AreaEntry.tell(area, **WORDS, by=make_user()),
            lambda: told.publish(by=make_user()),
            lambda: told.rewrite(by=make_user(), **WORDS),
        )
        for way in ways:
            with pytest.raises(refusal), transaction.atomic():
                way()
        assert (Entry.objects.count(), Entry.objects.get().published_at, Entry.objects.get().title) == (
            1,
            None,
            "เรื่องเล่า",
        )
        make_passes(cycle, Stage.FORUMS), close(cycle)


# ── Reading ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_everyone_reads_what_is_published_and_nobody_else_a_draft(client, area, cycle):
    shown, draft = make_area_entry(area, "story"), make_area_entry(area, "lesson", published=False)
    statuses = {}
    for kind, person in (
        ("anyone", None),
        ("observer", make_member(cycle, Role.OBSERVER)),
        ("coordinator", make_member(cycle)),
    ):
        if person:
            client.force_login(person)
        statuses[kind] = [client.get(each.get_absolute_url()).status_code for each in (shown, draft)]
    assert statuses == {"anyone": [200, 404], "observer": [200, 404], "coordinator": [200, 200]}


def test_the_list_names_drafts_and_what_is_missing_to_coordinators_only(client, area, cycle):
    make_area_entry(area, "story", published=False)
    public = text(client.get(page("stories", cycle)))
    assert ("เรื่องเล่า" in public, page("tell", cycle, area.pk) in public) == (False, False)
    client.force_login(make_member(cycle))
    shown = text(client.get(page("stories", cycle)))
    assert page("story", cycle, area.entries.get().pk) in shown
    assert f"{page('tell', cycle, area.pk)}?kind=lesson" in shown


def test_what_is_typed_is_shown_as_text(client, area):
    told = make_area_entry(area, "story")
    Entry.objects.update(title="<b>ชื่อ</b>", body="<script>alert(1)</script>")
    shown = client.get(told.get_absolute_url()).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert "<b>ชื่อ</b>" not in shown


@pytest.mark.parametrize(
    ("told", "missing"),
    [
        ([], ["story", "lesson"]),
        ([("story", True)], ["lesson"]),
        ([("story", True), ("lesson", False)], ["lesson"]),
        ([("note", True)], ["story", "lesson"]),
        ([("story", True), ("lesson", True)], []),
    ],
)
def test_an_area_lacks_each_kind_that_is_not_published(area, told, missing):
    for kind, published in told:
        make_area_entry(area, kind, published=published)
    (telling,) = tellings(PilotArea.objects.for_stories())
    assert telling.missing == missing


def test_the_list_costs_as_much_with_one_area_as_with_many(client, queries):
    cycle = make_open_cycle(Stage.PILOT_AREAS)
    for codes in (["800104"], ["800105", "801201", "801202"]):
        for code in codes:
            area = make_area(cycle, code)
            make_area_entry(area, "story"), make_area_entry(area, "lesson")
        with queries(3):
            client.get(page("stories", cycle))
