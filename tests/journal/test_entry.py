"""The verbs of an entry: published once, changed with a trace, taken back once with a reason."""

import pytest
from django.db import IntegrityError, transaction

from tests.factories import close, make_cycle, make_user, stamped
from tests.factories_journal import make_entry
from welfare_movement.journal.models import Entry
from welfare_movement.journal.refusals import AlreadyPublished, AlreadyWithdrawn, NotPublished, ReasonMissing
from welfare_movement.process.refusals import CycleClosed

pytestmark = pytest.mark.django_db
COLUMNS = [field.attname for field in Entry._meta.concrete_fields]


def stored(entry):
    return Entry.objects.filter(pk=entry.pk).values(*COLUMNS).get()


def new(**fields):
    words = {"stage": 2, "kind": "story", "title": "เรื่อง", "body": "เล่า", "written_by": make_user()}
    return Entry(cycle=make_cycle(), **{**words, **fields})


def test_an_entry_is_a_draft_for_members_until_it_is_published():
    entry = make_entry(published=False, readership=Entry._meta.get_field("readership").default)
    assert (entry.is_draft, entry.is_public) == (True, False)
    assert list(Entry.objects.published()) == []


def test_publishing_keeps_who_and_when():
    entry, coordinator = make_entry(published=False), make_user()
    entry.publish(by=coordinator)
    assert (entry.published_by, entry.published_at is None, list(Entry.objects.public())) == (
        coordinator,
        False,
        [entry],
    )


def test_a_new_entry_is_saved_and_published_in_one_press():
    entry = new()
    assert entry.publish(by=entry.written_by) == entry
    assert list(Entry.objects.published()) == [entry]


def test_a_new_entry_of_a_closed_cycle_is_not_even_saved():
    entry = new()
    close(entry.cycle)
    with pytest.raises(CycleClosed):
        entry.publish(by=entry.written_by)
    assert Entry.objects.count() == 0


def test_an_entry_is_published_once_and_the_second_is_told_who_was_first():
    entry, first = make_entry(published=False), make_user("สมศรี")
    stale = Entry.objects.get(pk=entry.pk)
    entry.publish(by=first)
    before = stored(entry)
    with pytest.raises(AlreadyPublished, match=f"{first} already published this entry"):
        stale.publish(by=make_user())
    assert stored(entry) == before


def test_only_what_was_published_keeps_who_changed_it():
    author, coordinator = make_user(), make_user()
    draft, published = make_entry(published=False, written_by=author), make_entry(make_cycle(2571), written_by=author)
    draft.revise(by=author, title="ใหม่")
    published.revise(by=coordinator, title="ใหม่", body=" บรรทัด\r\n\r\nต่อไป ")
    assert (draft.title, draft.edited_at, draft.edited_by) == ("ใหม่", None, None)
    assert (published.title, published.body, published.edited_by, published.edited_at is None) == (
        "ใหม่",
        "บรรทัด\n\nต่อไป",
        coordinator,
        False,
    )


def test_what_is_taken_back_is_no_longer_published_and_keeps_who_when_and_why():
    entry, coordinator = make_entry(), make_user()
    entry.withdraw(by=coordinator, reason="ระบุชื่อคน")
    assert (entry.withdrawn_by, entry.withdrawn_reason, entry.withdrawn_at is None) == (
        coordinator,
        "ระบุชื่อคน",
        False,
    )
    assert (list(Entry.objects.published()), entry.published_at is None) == ([], False)


@pytest.mark.parametrize(
    ("made", "reason", "refusal"),
    [
        ({"published": False}, "เหตุผล", NotPublished),
        ({}, "  ", ReasonMissing),
        ({"withdrawn": True}, "เหตุผล", AlreadyWithdrawn),
    ],
)
def test_a_draft_is_not_taken_back_nor_anything_without_a_reason_or_twice(made, reason, refusal):
    entry = make_entry(**made)
    before = stored(entry)
    with pytest.raises(refusal):
        entry.withdraw(by=make_user(), reason=reason)
    assert stored(entry) == before


@pytest.mark.parametrize(
    "verb",
    [
        lambda entry: entry.publish(by=make_user()),
        lambda entry: entry.revise(by=make_user(), title="ใหม่"),
    ],
)
def test_what_was_taken_back_stays_as_it_was_and_says_who_did_it(verb):
    entry, coordinator = make_entry(), make_user("สมศรี")
    entry.withdraw(by=coordinator, reason="ระบุชื่อคน")
    before = stored(entry)
    with pytest.raises(AlreadyWithdrawn, match=f"{coordinator} took this entry back"):
        verb(entry)
    assert stored(entry) == before


@pytest.mark.parametrize(
    ("published", "verb"),
    [
        (False, lambda entry: entry.publish(by=make_user())),
        (True, lambda entry: entry.revise(by=make_user(), title="ใหม่")),
        (True, lambda entry: entry.withdraw(by=make_user(), reason="เหตุผล")),
    ],
)
def test_the_journal_of_a_closed_cycle_is_only_read(published, verb):
    entry = make_entry(published=published)
    close(entry.cycle)
    before = stored(entry)
    with pytest.raises(CycleClosed):
        verb(entry)
    assert stored(entry) == before


@pytest.mark.parametrize(
    "fields",
    [
        {"published_at": None, "published_by": None},
        {"withdrawn_reason": ""},
        {"withdrawn_at": None, "withdrawn_by": None},
        {"edited_by": None},
    ],
)
def test_the_database_keeps_no_half_of_a_record(fields):
    entry = make_entry(withdrawn=True, **stamped("edited"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(pk=entry.pk).update(**fields)
