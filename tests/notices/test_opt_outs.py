"""What people do not want is not sent, and that is no failure; what is essential always is. RFC 8058, ASVS 3.5."""

import uuid
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_cycle, make_member, make_notice, make_user
from welfare_movement.notices import deliver as outbox
from welfare_movement.notices.deliver import deliver
from welfare_movement.notices.models import Notice, OptOut
from welfare_movement.notices.tokens import token

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def kites(only):
    """A kind that people may choose not to get; `toys` is essential."""
    only("kites", "News of kites")


@pytest.fixture
def notice(settings):
    settings.SITE_URL = "https://welfare.example.org"
    return make_notice(kind="kites")


@pytest.fixture
def stranger():
    """Whoever comes with nothing but the address: a mail provider sends no cookie, and our forgery check is on."""
    return Client(enforce_csrf_checks=True)


def path_of(notice):
    return notice.unsubscribe_url.removeprefix("https://welfare.example.org")


def test_what_a_person_does_not_want_is_not_sent_and_that_is_not_a_failure(channel):
    wanted, unwanted = make_notice(kind="kites"), make_notice(kind="kites")
    OptOut.objects.opt_out(unwanted.to, "kites")
    assert (deliver(channel=channel), channel.sent) == (1, [wanted.address])
    unwanted.refresh_from_db()
    assert (unwanted.state, unwanted.failed_at, unwanted.cancelled_at) == ("unwanted", None, None)
    assert not Notice.objects.waiting().exists()
    assert not Notice.objects.failed().exists()
    assert deliver(channel=channel) == 0


def test_what_is_essential_is_sent_whatever_was_chosen(channel):
    notice = make_notice()
    OptOut.objects.opt_out(notice.to, "toys")
    assert (deliver(channel=channel), channel.sent) == (1, [notice.address])


def test_another_kind_and_another_person_are_not_touched(channel, only):
    only("balls", "Balls")
    person = make_user()
    OptOut.objects.opt_out(person, "balls")
    mine, theirs = make_notice(kind="kites", to=person), make_notice(kind="balls")
    assert deliver(channel=channel) == 2
    assert sorted(channel.sent) == sorted([mine.address, theirs.address])


def test_a_choice_made_while_a_message_waited_for_its_next_try_counts(channel, refused, time_machine):
    time_machine.move_to("2026-11-24T03:00:00Z", tick=False)
    notice = make_notice(kind="kites")
    channel.faults = {notice.address: refused(450)}
    deliver(channel=channel)
    OptOut.objects.opt_out(notice.to, "kites")
    time_machine.shift(60)
    deliver(channel=channel)
    assert Notice.objects.get(pk=notice.pk).state == "unwanted"


def test_the_choices_of_a_batch_cost_one_query_and_none_where_nobody_could_choose(channel, queries, monkeypatch):
    monkeypatch.setattr(outbox, "LOOK", 3600)
    for _number in range(3):
        make_notice(kind="kites")
    with queries(4 + 1 + 3 + 3):  # the claim; the choices; each marked; the look for more, and what is forgotten
        deliver(channel=channel)
    for _number in range(3):
        make_notice()
    with queries(4 + 3 + 3):
        deliver(channel=channel)


def test_the_outbox_says_that_a_message_was_not_wanted(client):
    cycle = make_cycle()
    client.force_login(make_member(cycle))
    make_notice(kind="kites", cycle=cycle, unwanted_at=timezone.now())
    shown = client.get(reverse("notices:outbox", args=cycle.address)).content.decode()
    assert ("wants none of this kind by e-mail" in shown, "Send again" in shown) == (True, False)


# ── The way out in the mail ────────────────────────────────────────────────────────────────────────────────────────
def test_a_mail_that_may_be_refused_carries_the_way_out_in_its_head_and_below_its_text(notice):
    deliver()
    (sent,) = mail.outbox
    read = message_from_bytes(sent.message().as_bytes(), policy=policy.default)
    assert read["List-Unsubscribe"].strip() == f"<{notice.unsubscribe_url}>"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent.body.endswith(f"“News of kites”, open:\n{notice.unsubscribe_url}\n")


@pytest.mark.parametrize("essential", [{"kind": "toys"}, {"kind": "gone"}])
def test_an_essential_mail_carries_none(essential):
    make_notice(**essential)
    deliver()
    assert [name for name in mail.outbox[0].extra_headers if name.startswith("List-")] == []
    assert mail.outbox[0].body == "เนื้อความ"


def test_a_mail_to_an_address_of_nobody_we_know_carries_none():
    make_notice(kind="kites", address="office@example.org")
    Notice.objects.update(to=None)
    deliver()
    assert [name for name in mail.outbox[0].extra_headers if name.startswith("List-")] == []


def test_the_last_lines_are_in_the_language_of_the_reader(settings):
    settings.LANGUAGE_CODE = "en"
    make_notice(kind="kites", to=make_user(language="th"))
    deliver()
    assert "หากไม่ต้องการรับข้อความประเภท" in mail.outbox[0].body


# ── The way out itself ─────────────────────────────────────────────────────────────────────────────────────────────
def test_a_look_shows_a_button_and_changes_nothing(stranger, notice):
    for ask in (stranger.get, stranger.head, stranger.get):
        assert ask(path_of(notice)).status_code == 200
    shown = stranger.get(path_of(notice))
    assert "No more of these" in shown.content.decode()
    assert shown["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert not OptOut.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        {"data": {"List-Unsubscribe": "One-Click"}},
        {"data": "List-Unsubscribe=One-Click", "content_type": "application/x-www-form-urlencoded"},
        {"data": "", "content_type": "application/x-www-form-urlencoded"},
    ],
)
def test_one_post_without_cookie_or_sign_in_is_enough_and_is_answered_without_a_redirect(stranger, notice, body):
    answers = [stranger.post(path_of(notice), **body) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert [(each.person, each.kind) for each in OptOut.objects.all()] == [(notice.to, "kites")]


def test_whoever_regrets_it_gets_them_again(stranger, notice):
    stranger.post(path_of(notice))
    assert "I want them again" in stranger.get(path_of(notice)).content.decode()
    stranger.post(path_of(notice), {"again": "1"})
    assert not OptOut.objects.exists()


def test_the_page_names_the_kind_and_nobody(stranger, notice):
    shown = stranger.get(path_of(notice)).content.decode()
    assert ("News of kites" in shown, notice.to.given_name in shown, notice.address in shown) == (True, False, False)


def test_an_address_that_we_did_not_make_opens_nothing(stranger, notice):
    """faults 49: also one that we made for another message, or for another purpose."""
    other = make_notice(kind="kites")
    for pk, mac in [
        (notice.pk, "x" * 16),
        (notice.pk, token("unsubscribe", other.pk)),
        (notice.pk, token("shared", notice.pk)),
        (uuid.uuid4(), token("unsubscribe", notice.pk)),
    ]:
        path = reverse("own:unsubscribe", args=[pk, mac])
        assert (stranger.get(path).status_code, stranger.post(path).status_code) == (404, 404)
    unknown = uuid.uuid4()
    assert stranger.post(reverse("own:unsubscribe", args=[unknown, token("unsubscribe", unknown)])).status_code == 404
    assert not OptOut.objects.exists()


def test_of_what_is_essential_nobody_opts_out(stranger, notice):
    essential = make_notice()
    assert stranger.post(path_of(essential)).status_code == 404
    assert not OptOut.objects.exists()


def test_a_link_survives_a_change_of_the_secret_while_the_old_one_is_kept(stranger, notice, settings):
    path, old = path_of(notice), settings.SECRET_KEY
    settings.SECRET_KEY = "another-secret-" + "x" * 50
    assert stranger.get(path).status_code == 404
    settings.SECRET_KEY_FALLBACKS = [old]
    assert stranger.get(path).status_code == 200


# ── Signed in ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_signed_in_person_chooses_by_kind(client, only):
    only("balls", "Balls")
    person = make_user()
    client.force_login(person)
    page = reverse("own:messages")
    assert client.get(page).context["form"].fields["wanted"].initial == ["balls", "kites"]
    assert client.post(page, {"wanted": ["balls"]})["Location"] == page
    assert client.get(page).context["form"].fields["wanted"].initial == ["balls"]
    since = OptOut.objects.get(kind="kites").since
    client.post(page, {"wanted": []})
    assert OptOut.objects.get(kind="kites").since == since
    client.post(page, {"wanted": ["balls", "kites"]})
    assert not OptOut.objects.exists()


def test_what_is_essential_is_shown_and_cannot_be_chosen_away(client):
    client.force_login(make_user())
    page = reverse("own:messages")
    assert "Toys" in client.get(page).content.decode()
    assert client.post(page, {"wanted": ["toys"]}).status_code == 422
    assert not OptOut.objects.exists()
