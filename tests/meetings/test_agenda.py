"""The agenda: items below the five standard ones are moved and deleted, timed, and have papers."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.factories import in_days, make_meeting, make_member, make_minutes, make_user
from tests.factories_teams import PDF
from welfare_movement.meetings.models import AgendaPaper, Resolution
from welfare_movement.meetings.refusals import HasResolutions, StandardItem
from welfare_movement.meetings.timing import timed
from welfare_movement.process.refusals import Sealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    meeting = make_meeting(starts_at=in_days(3))
    for number, title in enumerate("กขค", 1):
        meeting.items.create(section=4, position=number, title=title)
    return meeting


def below(meeting):
    return list(meeting.items.filter(position__gt=0).values_list("position", "title"))


def named(meeting, title):
    return meeting.items.get(title=title)


def test_an_item_changes_places_with_the_one_beside_it_and_stays_at_the_edge(meeting):
    named(meeting, "ค").move(up=True)
    assert below(meeting) == [(1, "ก"), (2, "ค"), (3, "ข")]
    named(meeting, "ก").move(up=True)
    named(meeting, "ก").move(up=False)
    assert below(meeting) == [(1, "ค"), (2, "ก"), (3, "ข")]
    named(meeting, "ข").move(up=False)
    assert below(meeting) == [(1, "ค"), (2, "ก"), (3, "ข")]


def test_a_deleted_item_leaves_no_gap_and_no_file(meeting, django_capture_on_commit_callbacks):
    item = named(meeting, "ก")
    paper = item.papers.create(title="ร่าง", file=SimpleUploadedFile("x.pdf", PDF), added_by=make_user())
    storage, name = paper.file.storage, paper.file.name
    with django_capture_on_commit_callbacks(execute=True):
        item.remove()
    assert below(meeting) == [(1, "ข"), (2, "ค")]
    assert not storage.exists(name)
    assert not AgendaPaper.objects.exists()


def test_a_standard_item_and_one_with_a_resolution_are_not_deleted(meeting):
    with pytest.raises(StandardItem):
        meeting.items.get(section=4, position=0).remove()
    with pytest.raises(StandardItem):
        meeting.items.get(section=4, position=0).move(up=True)
    Resolution.objects.create(item=named(meeting, "ก"), outcome="noted")
    with pytest.raises(HasResolutions):
        named(meeting, "ก").remove()
    assert len(below(meeting)) == 3


def test_the_agenda_of_adopted_minutes_is_locked(meeting):
    meeting = make_meeting(meeting.cycle, starts_at=in_days(-1))
    item = meeting.items.create(section=4, position=1, title="ก")
    paper = item.papers.create(title="ร่าง", file=SimpleUploadedFile("x.pdf", PDF), added_by=make_user())
    make_minutes(meeting, circulated=True, adopted=True)
    for forbidden in (item.remove, lambda: item.move(up=True), paper.remove):
        with pytest.raises(Sealed):
            forbidden()


def test_items_without_minutes_take_no_time():
    nine = in_days(3, 9, 0)
    ten = nine + timedelta(hours=1)
    timing = timed([("a", 10), ("b", None), ("c", 45)], nine, ten)
    assert timing.begins == {"a": nine, "c": nine + timedelta(minutes=10)}
    assert (timing.total, timing.ends, timing.over) == (55, nine + timedelta(minutes=55), 0)
    assert timed([("a", 75)], nine, ten).over == 15


# ── The pages ──────────────────────────────────────────────────────────────────────────────────────────────────────
def address(name, meeting, *more):
    return reverse(f"meetings:{name}", args=[*meeting.cycle.address, meeting.pk, *more])


def test_the_page_shows_times_and_says_when_the_agenda_is_too_long(client, meeting):
    client.force_login(make_member(meeting.cycle))
    for title in "กข":
        item = named(meeting, title)
        client.post(address("item", meeting, item.pk), {"title": title, "duration": 100})
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert "11.10" in page or "11:10" in page
    assert "200 minutes are planned" in page
    assert "20 minutes more than the meeting lasts" in page


def test_a_paper_is_known_by_its_content_and_given_to_those_who_may_see_the_meeting(client, meeting):
    guest, coordinator = make_user(), make_member(meeting.cycle)
    meeting.invite([guest], by=coordinator)
    item = named(meeting, "ก")
    client.force_login(coordinator)
    page = SimpleUploadedFile("order.pdf", b"<html>")
    assert client.post(address("add_paper", meeting, item.pk), {"title": "ร่าง", "file": page}).status_code == 422
    true = SimpleUploadedFile("order.html", PDF)
    assert client.post(address("add_paper", meeting, item.pk), {"title": "ร่าง", "file": true}).status_code == 302
    paper = AgendaPaper.objects.get()
    client.force_login(guest)
    answer = client.get(paper.get_absolute_url())
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/pdf"
    client.force_login(make_user())
    assert client.get(paper.get_absolute_url()).status_code == 404


def test_an_item_is_moved_and_deleted_on_its_page(client, meeting):
    client.force_login(make_member(meeting.cycle))
    item = named(meeting, "ค")
    assert client.post(address("move_item", meeting, item.pk), {"up": ""}).status_code == 302
    assert below(meeting) == [(1, "ก"), (2, "ค"), (3, "ข")]
    assert client.get(address("remove_item", meeting, item.pk)).status_code == 200
    assert client.post(address("remove_item", meeting, item.pk)).status_code == 302
    assert below(meeting) == [(1, "ก"), (2, "ข")]
    standard = meeting.items.get(section=1)
    assert client.get(address("remove_item", meeting, standard.pk)).status_code == 409
