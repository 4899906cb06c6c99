"""A text to pass on: its address leads to the page, and its openings are counted, never by whom."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_meeting, make_member, make_user
from welfare_movement.notices.models import SharedPage
from welfare_movement.notices.sharing import share_link, shared_address
from welfare_movement.people.models import Link

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 14) Chrome/131 Mobile Safari/537.36 Line/14.20.0"
PATH = "/nakhon-si-thammarat/2570/meetings/7/"


@pytest.fixture
def address(settings):
    settings.SITE_URL = "https://welfare.example.org"
    return shared_address(PATH).removeprefix("https://welfare.example.org")


def openings():
    return dict(SharedPage.objects.values_list("path", "openings"))


def test_it_leads_to_the_page_and_is_counted(client, address, time_machine):
    time_machine.move_to("2026-11-24T03:00:00Z", tick=False)
    first = timezone.now()
    assert client.get(address, headers={"user-agent": PHONE})["Location"] == PATH
    time_machine.shift(60)
    client.get(address, headers={"user-agent": PHONE})
    page = SharedPage.objects.get()
    assert (page.path, page.openings, page.first_opened_at, page.opened_at) == (PATH, 2, first, timezone.now())
    assert client.cookies.output() == ""


@pytest.mark.parametrize(
    "agent",
    [
        "facebookexternalhit/1.1;line-poker/1.0",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "TelegramBot (like TwitterBot)",
        "Slackbot-LinkExpanding 1.0",
    ],
)
def test_what_looks_ahead_is_led_on_and_not_counted(client, address, agent):
    assert client.get(address, headers={"user-agent": agent})["Location"] == PATH
    assert client.head(address, headers={"user-agent": PHONE})["Location"] == PATH
    assert openings() == {}


@pytest.mark.parametrize("page", ["nakhon-si-thammarat/2570/meetings/8/", "/evil.example/", "evil.example/", ""])
def test_nobody_can_make_such_an_address_for_another_page(client, address, page):
    mac = address.split("/")[2]
    assert client.get(f"/s/{mac}/{page}").status_code == 404
    assert openings() == {}


def test_the_page_of_a_meeting_offers_text_address_code_and_count(client):
    meeting = make_meeting()
    client.force_login(make_member(meeting.cycle))
    share = client.get(meeting.get_absolute_url()).context["share"]
    assert (share.text.endswith(share.address), share.openings) == (True, 0)
    client.get(share.address, headers={"user-agent": PHONE})
    shown = client.get(meeting.get_absolute_url()).content.decode()
    assert ("Opened 1 time" in shown, "Opened 1 times" in shown, 'class="qr"' in shown) == (True, False, True)


def test_a_personal_link_counts_its_own_openings(client, time_machine):
    time_machine.move_to("2026-11-24T03:00:00Z", tick=False)
    meeting = make_meeting()
    meeting.invite([make_user()], by=make_user())
    link, first = meeting.invitations.get().link, timezone.now()
    for _time in range(2):
        client.get(reverse("people:link", args=[link.token]))  # as a scanner of mail does
        client.post(reverse("people:link", args=[link.token]))
        time_machine.shift(60)
    link = Link.objects.get(pk=link.pk)
    assert (link.openings, link.first_opened_at, (link.opened_at - first).total_seconds()) == (2, first, 60)
    share = share_link("ข้อความ", link)
    assert (share.address, share.openings, share.opened_at, share.is_personal) == (link.url, 2, link.opened_at, True)
