"""The pages of the journal: who reads what, who writes, and what a list shows."""

from html import unescape

import pytest
from django.urls import reverse

from tests.factories import (
    close,
    make_cycle,
    make_district,
    make_expected_network,
    make_member,
    make_network,
    make_network_representative,
    make_open_cycle,
    make_participation,
    make_representative,
    make_user,
)
from tests.factories_journal import make_entry
from welfare_movement.journal import views
from welfare_movement.journal.models import Entry
from welfare_movement.process.roles import Role
from welfare_movement.process.stages import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def cycle():
    return make_open_cycle(Stage.SURVEYS)


def at(cycle, name, *parts):
    return reverse(f"journal:{name}", args=[*cycle.address, *parts])


def text(answer):
    return unescape(answer.content.decode())


def listed(client, cycle, **asked):
    return [entry.title for entry in client.get(at(cycle, "index"), asked).context["page"]]


def network_representative(cycle):
    network = make_network()
    make_expected_network(cycle, network)
    return make_network_representative(network)


# Whoever stands in an audience of the cycle, of whatever app.
KNOWN = {
    "observer": lambda cycle: make_member(cycle, Role.OBSERVER),
    "reviewer of a district": lambda cycle: make_member(cycle, Role.REVIEWER, district=make_district()),
    "partner": lambda cycle: make_representative(make_participation(cycle)),
    "network": network_representative,
}
UNKNOWN = {
    "stranger": lambda cycle: make_user(),
    "of another cycle": lambda cycle: make_member(make_cycle(2571)),
}


# ── Who reads ──────────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def shelf(cycle):
    """One of each standing, by someone else."""
    return {
        "public": make_entry(cycle, title="public"),
        "members": make_entry(cycle, public=False, title="members"),
        "draft": make_entry(cycle, published=False, title="draft"),
        "withdrawn": make_entry(cycle, withdrawn=True, title="withdrawn"),
    }


def seen(client, cycle, shelf):
    """What the list shows, which must be what can be opened."""
    opened = {name for name, entry in shelf.items() if client.get(entry.get_absolute_url()).status_code == 200}
    assert set(listed(client, cycle)) == opened
    return opened


@pytest.mark.parametrize("kind", KNOWN)
def test_those_known_to_the_cycle_read_what_was_published(client, cycle, shelf, kind):
    client.force_login(KNOWN[kind](cycle))
    assert seen(client, cycle, shelf) == {"public", "members"}


@pytest.mark.parametrize("kind", UNKNOWN)
def test_others_read_what_is_public(client, cycle, shelf, kind):
    client.force_login(UNKNOWN[kind](cycle))
    assert seen(client, cycle, shelf) == {"public"}
    assert client.get(shelf["members"].get_absolute_url()).status_code == 404


def test_without_signing_in_what_is_public_is_read_and_the_rest_asks_to_sign_in(client, cycle, shelf):
    assert seen(client, cycle, shelf) == {"public"}
    nowhere = at(cycle, "entry", 10**6)
    for address in (shelf["members"].get_absolute_url(), shelf["draft"].get_absolute_url(), nowhere):
        assert client.get(address)["Location"] == f"/accounts/login/?next={address}"


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.ADMINISTRATOR])
def test_coordinators_read_everything(client, cycle, shelf, role):
    client.force_login(make_member(cycle, role))
    assert seen(client, cycle, shelf) == set(shelf)


def test_a_coordinator_of_one_district_reads_no_drafts_of_others(client, cycle, shelf):
    client.force_login(make_member(cycle, district=make_district()))
    assert seen(client, cycle, shelf) == {"public", "members"}


def test_authors_read_their_own_whatever_its_standing(client, cycle, shelf):
    author = make_user()
    Entry.objects.update(written_by=author)
    client.force_login(author)
    assert seen(client, cycle, shelf) == set(shelf)


def test_the_name_of_the_author_is_shown_to_those_known_to_the_cycle_only(client, cycle):
    author = make_user("สมปอง", family_name="รักษ์ถิ่น")
    entry = make_entry(cycle, written_by=author)
    entry.revise(by=make_user("สมหมาย"), title="เรื่องใหม่")
    for person, is_named in ((None, False), (make_user(), False), (make_member(cycle, Role.OBSERVER), True)):
        if person:
            client.force_login(person)
        shown = text(client.get(entry.get_absolute_url()))
        assert (str(author) in shown, "สมหมาย" in shown, "last changed" in shown) == (is_named, is_named, True)


def test_the_text_is_shown_in_paragraphs_and_as_it_was_typed(client, cycle):
    entry = make_entry(cycle, title="<b>ชื่อ</b>", body="ย่อหน้าแรก\nบรรทัดสอง\n\n<script>alert(1)</script>")
    shown = client.get(entry.get_absolute_url()).content.decode()
    assert "<p>ย่อหน้าแรก<br>บรรทัดสอง</p>" in shown
    assert "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>" in shown
    assert ("<script>" in shown, "<b>ชื่อ</b>" in shown) == (False, False)


# ── The list ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_the_list_is_narrowed_by_kind_and_stage_and_by_nothing_else(client, cycle):
    for kind in ("note", "lesson"):
        for stage in (Stage.PARTNERS, Stage.FORUMS):
            make_entry(cycle, kind=kind, stage=stage, title=f"{kind} {stage}")
    make_entry(make_cycle(2571), kind="lesson", stage=Stage.FORUMS, title="elsewhere")
    everything = ["lesson 4", "lesson 1", "note 4", "note 1"]
    assert listed(client, cycle) == everything
    assert listed(client, cycle, kind="lesson") == ["lesson 4", "lesson 1"]
    assert listed(client, cycle, stage=4) == ["lesson 4", "note 4"]
    assert listed(client, cycle, kind="lesson", stage="4") == ["lesson 4"]
    for unknown in ({"kind": "x"}, {"stage": "9"}, {"stage": "x"}, {"written_by": "1"}, {"published_at": ""}):
        assert listed(client, cycle, **unknown) == everything


def test_the_list_goes_on_on_a_next_page_narrowed_as_before(client, cycle, monkeypatch):
    monkeypatch.setattr(views, "PAGE", 2)
    for number in range(3):
        make_entry(cycle, kind="story", stage=Stage.SURVEYS, title=f"เรื่อง {number}")
    shown = client.get(at(cycle, "index"), {"kind": "story", "stage": 2}).content.decode()
    assert 'href="?page=2&amp;kind=story&amp;stage=2"' in shown
    assert listed(client, cycle, kind="story", stage=2, page=2) == ["เรื่อง 0"]


def test_an_empty_list_says_what_it_is_for_and_a_narrowed_one_leads_back(client, cycle):
    assert "Here stand the notes, lessons and stories of this cycle." in text(client.get(at(cycle, "index")))
    narrowed = text(client.get(at(cycle, "index"), {"kind": "story"}))
    assert f'href="{at(cycle, "index")}">Show everything' in narrowed


@pytest.mark.parametrize("person", [None, *KNOWN])
def test_to_write_is_offered_to_those_known_to_the_cycle_while_it_is_open(client, cycle, person):
    offer = f'href="{at(cycle, "write")}"'
    if person:
        client.force_login(KNOWN[person](cycle))
    assert (offer in text(client.get(at(cycle, "index")))) == bool(person)
    close(cycle)
    assert offer not in text(client.get(at(cycle, "index")))


def test_the_public_page_of_the_cycle_shows_the_latest_three_public_entries(client, cycle):
    titles = ["หนึ่ง", "สอง", "สาม", "สี่"]
    for title in titles:
        make_entry(cycle, title=title)
    make_entry(cycle, public=False), make_entry(cycle, published=False), make_entry(cycle, withdrawn=True)
    client.force_login(make_member(cycle))
    shown = client.get(cycle.get_absolute_url()).context["entries"]
    assert [entry.title for entry in shown] == ["สี่", "สาม", "สอง"]


def test_everyone_finds_the_journal_in_the_menu(client, cycle):
    assert f'href="{at(cycle, "index")}" aria-current="page"' in text(client.get(at(cycle, "index")))


# ── Who writes ─────────────────────────────────────────────────────────────────────────────────────────────────────
SENT = {"kind": "lesson", "stage": 1, "title": "บทเรียน", "body": "เล่า", "readership": "everyone"}


@pytest.mark.parametrize("kind", KNOWN)
def test_those_known_to_the_cycle_write_a_draft_or_publish_at_once(client, cycle, kind):
    person = KNOWN[kind](cycle)
    client.force_login(person)
    client.post(at(cycle, "write"), SENT)
    client.post(at(cycle, "write"), {**SENT, "publish": "yes"})
    written = Entry.objects.order_by("pk").values_list("cycle", "written_by", "published_by", "title", "readership")
    row = (cycle.pk, person.pk, None, "บทเรียน", "everyone")
    assert list(written) == [row, (*row[:2], person.pk, *row[3:])]


@pytest.mark.parametrize("kind", UNKNOWN)
def test_others_write_nothing(client, cycle, kind):
    client.force_login(UNKNOWN[kind](cycle))
    assert (client.post(at(cycle, "write"), SENT).status_code, Entry.objects.count()) == (403, 0)


def test_what_cannot_be_taken_is_shown_again_as_it_was_typed(client, cycle):
    client.force_login(make_member(cycle))
    answer = client.post(at(cycle, "write"), {**SENT, "title": "", "publish": "yes"})
    assert (answer.status_code, [*answer.context["form"].errors], Entry.objects.count()) == (422, ["title"], 0)
    assert "เล่า" in text(answer)


def test_nobody_writes_in_the_name_of_another_or_of_another_cycle(client, cycle):
    person, other = make_member(cycle), make_cycle(2571)
    client.force_login(person)
    client.post(
        at(cycle, "write"), {**SENT, "written_by": make_user().pk, "cycle": other.pk, "published_at": "1/1/2570"}
    )
    entry = Entry.objects.get()
    assert (entry.written_by, entry.cycle, entry.published_at) == (person, cycle, None)


@pytest.mark.parametrize("published", [False, True])
def test_an_author_changes_their_own_and_a_coordinator_any(client, cycle, published):
    author = make_representative(make_participation(cycle))
    entry = make_entry(cycle, written_by=author, published=published)
    for person, title in ((author, "ของผู้เขียน"), (make_member(cycle), "ของเลขานุการ")):
        client.force_login(person)
        assert client.post(at(cycle, "revise", entry.pk), {**SENT, "title": title}).status_code == 302
        entry.refresh_from_db()
        assert (entry.title, entry.edited_by, entry.written_by) == (title, person if published else None, author)


def test_another_member_reads_it_and_changes_nothing(client, cycle):
    entry, draft = make_entry(cycle), make_entry(cycle, published=False)
    client.force_login(make_member(cycle, Role.OBSERVER))
    assert client.post(at(cycle, "revise", entry.pk), SENT).status_code == 403
    assert client.post(at(cycle, "publish", draft.pk)).status_code == 404
    assert list(Entry.objects.order_by("pk").values_list("title", "published_by")) == [
        ("บันทึก", entry.published_by_id),
        ("บันทึก", None),
    ]


def test_an_author_who_is_no_longer_known_to_the_cycle_reads_their_own_and_changes_nothing(client, cycle):
    entry = make_entry(cycle)
    client.force_login(entry.written_by)
    assert client.get(entry.get_absolute_url()).status_code == 200
    assert client.post(at(cycle, "revise", entry.pk), SENT).status_code == 403


def test_an_author_publishes_their_own_and_a_coordinator_any(client, cycle):
    author, coordinator = make_representative(make_participation(cycle)), make_member(cycle)
    for person in (author, coordinator):
        entry = make_entry(cycle, written_by=author, published=False)
        client.force_login(person)
        assert client.post(at(cycle, "publish", entry.pk))["Location"] == entry.get_absolute_url()
        entry.refresh_from_db()
        assert entry.published_by == person


def test_only_a_coordinator_takes_back_and_with_a_reason(client, cycle):
    author = make_representative(make_participation(cycle))
    entry, coordinator = make_entry(cycle, written_by=author), make_member(cycle)
    client.force_login(author)
    assert client.post(at(cycle, "withdraw", entry.pk), {"reason": "x"}).status_code == 403
    client.force_login(coordinator)
    assert client.post(at(cycle, "withdraw", entry.pk), {"reason": " "}).status_code == 422
    entry.refresh_from_db()
    assert entry.withdrawn_at is None
    client.post(at(cycle, "withdraw", entry.pk), {"reason": "ระบุชื่อคน"})
    client.force_login(author)
    assert f"by {coordinator}: ระบุชื่อคน" in text(client.get(entry.get_absolute_url()))


def offers(client, entry):
    shown = text(client.get(entry.get_absolute_url()))
    return [name for name in ("publish", "revise", "withdraw") if at(entry.cycle, name, entry.pk) in shown]


def test_an_entry_offers_what_may_be_done_with_it(client, cycle):
    author = make_representative(make_participation(cycle))
    shelf = [make_entry(cycle, written_by=author, **made) for made in ({"published": False}, {}, {"withdrawn": True})]
    client.force_login(author)
    assert [offers(client, entry) for entry in shelf] == [["publish", "revise"], ["revise"], []]
    client.force_login(make_member(cycle))
    assert [offers(client, entry) for entry in shelf] == [["publish", "revise"], ["revise", "withdraw"], []]
    close(cycle)
    assert [offers(client, entry) for entry in shelf] == [[], [], []]
