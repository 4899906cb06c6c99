"""The pages of actions: written down, found, kept with a paper, and brought onto the next agenda."""

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories import make_cycle, make_meeting, make_member, make_user
from tests.factories_promises import make_action
from welfare_movement.meetings.models import ActionItem
from welfare_movement.process.roles import Role

pytestmark = pytest.mark.django_db


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def at(name, cycle, *rest, **query):
    return reverse(f"meetings:{name}", args=[*cycle.address, *rest], query=query or None)


def words(answer):
    return unescape(answer.content.decode())


@pytest.fixture
def cycle():
    return make_cycle()


def test_members_see_all_actions_and_whoever_sees_to_one_sees_it_alone(cycle):
    owner = make_user()
    mine, other = make_action(cycle, owner=owner, what="ของฉัน"), make_action(cycle, what="ของเขา", days=-3)
    other.keep(by=make_user(), proof="แล้ว")
    member = browser(make_member(cycle, Role.OBSERVER))
    assert [each.what for each in member.get(at("actions", cycle)).context["actions"]] == ["ของฉัน", "ของเขา"]
    filters = member.get(at("actions", cycle)).context["filters"]
    assert [(which, number) for which, _words, number in filters] == [("open", 1), ("late", 0), ("kept", 1)]
    for show, found in (("kept", ["ของเขา"]), ("open", ["ของฉัน"]), ("late", []), ("all()", ["ของฉัน", "ของเขา"])):
        assert [e.what for e in member.get(at("actions", cycle), {"show": show}).context["actions"]] == found
    assert [each.what for each in browser(owner).get(at("actions", cycle)).context["actions"]] == ["ของฉัน"]
    assert browser(owner).get(at("action", cycle, mine.pk)).status_code == 200
    assert browser(owner).get(at("action", cycle, other.pk)).status_code == 404
    assert browser(make_user()).get(at("actions", cycle)).status_code == 403


def test_an_action_is_kept_by_its_owner_or_a_coordinator_and_its_paper_is_handed_out(cycle):
    owner = make_user()
    action = make_action(cycle, owner=owner)
    keep = at("keep_action", cycle, action.pk)
    assert browser(make_member(cycle, Role.OBSERVER)).post(keep, {"proof": "x"}).status_code == 403
    assert browser(make_user()).post(keep, {"proof": "x"}).status_code == 404
    fake = SimpleUploadedFile("scan.pdf", b"<html>", content_type="application/pdf")
    refused = browser(owner).post(keep, {"proof": "x", "paper": fake})
    assert (refused.status_code, "Send a PDF, or a photograph" in words(refused)) == (422, True)
    paper = SimpleUploadedFile("scan.pdf", b"%PDF-1.7 scan")
    assert browser(owner).post(keep, {"proof": "แล้ว", "paper": paper}).status_code == 302
    second = browser(make_member(cycle)).post(keep, {"proof": "อีกครั้ง"})
    assert (second.status_code, f"{owner} recorded already" in words(second)) == (409, True)
    handed = browser(make_member(cycle)).get(at("action_paper", cycle, action.pk))
    assert handed.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(handed.streaming_content) == b"%PDF-1.7 scan"
    without = make_action(cycle)
    assert browser(make_member(cycle)).get(at("action_paper", cycle, without.pk)).status_code == 404


def test_the_owner_is_chosen_from_the_meeting_or_looked_for_by_name(cycle):
    coordinator, invited = make_member(cycle), make_user()
    action = make_action(cycle)
    meeting, item = action.meeting, action.resolution.item
    meeting.invite([invited], by=coordinator)
    add = at("add_action", cycle, meeting.pk, item.pk, action.resolution.pk)
    client = browser(coordinator)
    offered = client.get(add).context["form"].fields["owner"].queryset
    assert set(offered) == {coordinator, invited}
    sent = {"what": "นัดวงคุย", "due_on": "31/12/2570"}
    assert client.post(add, {**sent, "owner": make_user().pk}).status_code == 422
    assert client.post(add, {**sent, "owner": invited.pk}).status_code == 302
    assert ActionItem.objects.get(what="นัดวงคุย").made_by == coordinator
    elsewhere = make_action(make_cycle(2571))
    wrong = at("add_action", cycle, meeting.pk, item.pk, elsewhere.resolution.pk)
    assert client.post(wrong, {**sent, "owner": invited.pk}).status_code == 404


def test_what_is_open_is_brought_by_a_press_and_shown_with_its_state(cycle):
    meeting = make_meeting(cycle)
    action = make_action(cycle, what="ส่งรายชื่อ")
    client = browser(make_member(cycle))
    page = words(client.post(at("bring_open", cycle, meeting.pk), follow=True))
    assert "1 item came onto the agenda." in page
    assert action.get_absolute_url() in page
    action.keep(by=make_user(), proof="แล้ว")
    assert "kept on" in words(client.get(meeting.get_absolute_url()))
