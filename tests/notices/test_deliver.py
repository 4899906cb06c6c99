"""What is due is sent once each; what fails is tried again, then shown; nothing holds the others up."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from tests.factories import make_notice, make_user
from welfare_movement.notices import deliver as outbox
from welfare_movement.notices.deliver import BACK_OFF, claim, deliver
from welfare_movement.notices.models import Notice
from welfare_movement.notices.models.notice import LEASE, NoticeQuerySet
from welfare_movement.people.models import Link

pytestmark = pytest.mark.django_db


def states():
    return {notice.address: notice.state for notice in Notice.objects.all()}


def test_what_is_due_is_sent_once(channel):
    notice = make_notice()
    assert (deliver(channel=channel), deliver(channel=channel)) == (1, 0)
    notice.refresh_from_db()
    assert (notice.state, notice.tries, channel.sent) == ("sent", 1, [notice.address])


def test_what_is_not_due_is_left(channel):
    now = timezone.now()
    later = make_notice(not_before=now + timedelta(minutes=1))
    gone = make_notice(cancelled_at=now)
    failed = make_notice(failed_at=now)
    sent = make_notice(sent_at=now)
    by_hand = make_notice(to=make_user(email=None))
    assert deliver(channel=channel) == 0
    assert [Notice.objects.get(pk=each.pk).state for each in (later, gone, failed, sent, by_hand)] == [
        "due",
        "cancelled",
        "failed",
        "sent",
        "due",
    ]


def test_what_would_come_too_late_is_cancelled(channel):
    notice = make_notice(not_after=timezone.now() - timedelta(seconds=1))
    assert deliver(channel=channel) == 0
    notice.refresh_from_db()
    assert (notice.state, notice.reason) == ("cancelled", "Its time had gone by before it could be sent.")


def test_more_than_a_batch_is_sent_oldest_first(channel, monkeypatch):
    monkeypatch.setattr(outbox, "BATCH", 2)
    now = timezone.now()
    notices = [make_notice(not_before=now - timedelta(minutes=minutes)) for minutes in (1, 5, 3, 2, 4)]
    assert deliver(channel=channel) == 5
    assert channel.sent == [notices[index].address for index in (1, 4, 2, 3, 0)]


def test_one_call_stops_after_its_batches(channel, monkeypatch):
    monkeypatch.setattr(outbox, "BATCH", 1)
    make_notice(), make_notice(), make_notice()
    assert deliver(channel=channel, batches=2) == 2


# ── The claim ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_claimed_notice_is_left_to_its_worker_until_the_lease_ends(time_machine):
    time_machine.move_to("2026-11-24T03:00:00Z", tick=False)
    notice = make_notice()
    assert [each.pk for each in claim(timezone.now())] == [notice.pk]
    assert claim(timezone.now()) == []
    time_machine.shift(LEASE - timedelta(seconds=1))
    assert (claim(timezone.now()), Notice.objects.get().state) == ([], "sending")
    time_machine.shift(1)
    assert [(each.pk, each.tries) for each in claim(timezone.now())] == [(notice.pk, 2)]


def test_a_worker_that_lost_its_claim_marks_nothing(channel):
    make_notice()
    (mine,) = claim(timezone.now())
    (theirs,) = claim(timezone.now() + LEASE)
    assert outbox._mark_sent(mine) == 0
    outbox._put_back(mine, OSError())
    assert (Notice.objects.get().claim, Notice.objects.get().state) == (theirs.claim, "sending")


def test_a_slow_server_gives_back_what_it_has_no_time_for(channel, monkeypatch):
    clock = iter([0, 0.5, LEASE.total_seconds()])
    monkeypatch.setattr(outbox.time, "monotonic", lambda: next(clock))
    now = timezone.now()
    make_notice(not_before=now - timedelta(minutes=2))
    waits = make_notice(not_before=now - timedelta(minutes=1))
    assert deliver(channel=channel, batches=1) == 1
    waits.refresh_from_db()
    assert (waits.tries, waits.claim, waits.state) == (0, None, "due")


# ── The cause ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_notice_whose_cause_is_gone_is_cancelled(channel, only):
    only("kites", "Kites", still_owed=lambda notices: notices.filter(subject="stands"))
    stands, gone = make_notice(kind="kites", subject="stands"), make_notice(kind="kites", subject="fell")
    other = make_notice()
    assert deliver(channel=channel) == 2
    assert states() == {stands.address: "sent", gone.address: "cancelled", other.address: "sent"}
    gone.refresh_from_db()
    assert gone.reason == "What it was about has changed or was called off."


def test_a_notice_of_a_kind_that_no_longer_exists_is_still_sent(channel):
    make_notice(kind="gone")
    assert deliver(channel=channel) == 1


def test_what_is_to_be_forgotten_is_erased_once_sent(channel, only):
    only("codes", "Codes", is_forgotten=True)
    code, letter = make_notice(kind="codes"), make_notice()
    deliver(channel=channel)
    assert [Notice.objects.get(pk=each.pk).body for each in (code, letter)] == ["", "เนื้อความ"]


# ── Faults of the mail server ──────────────────────────────────────────────────────────────────────────────────────
def test_one_poisoned_address_does_not_hold_up_the_others(channel, refused):
    notices = [make_notice() for _ in range(5)]
    channel.faults = {notices[2].address: refused(550)}
    assert deliver(channel=channel) == 4
    poisoned = Notice.objects.failed().get()
    assert poisoned.address == notices[2].address
    assert poisoned.reason == "The mail server does not accept this address; check it with the person."


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (smtplib.SMTPDataError(554, b"spam"), "The mail server answered 554; ask whoever looks after the mail."),
        (
            ValueError("odd header"),
            "This message could not be put together; look for odd characters in its subject or address.",
        ),
    ],
)
def test_what_the_server_refuses_for_good_is_not_tried_again(channel, fault, reason):
    notice = make_notice()
    channel.faults = {notice.address: fault}
    assert deliver(channel=channel) == 0
    notice.refresh_from_db()
    assert (notice.state, notice.tries, notice.reason) == ("failed", 1, reason)


@pytest.mark.parametrize("fault", ["refused for now", smtplib.SMTPDataError(451, b"later")])
def test_what_is_refused_for_now_is_tried_again_with_back_off_until_it_fails(channel, refused, time_machine, fault):
    time_machine.move_to("2026-11-24T03:00:00Z", tick=False)
    notice = make_notice()
    channel.faults = {notice.address: refused(450) if fault == "refused for now" else fault}
    for tries, wait in enumerate(BACK_OFF, 1):
        deliver(channel=channel)
        notice.refresh_from_db()
        assert (notice.tries, notice.not_before - timezone.now(), notice.state) == (tries, wait, "due")
        deliver(channel=channel)
        time_machine.shift(wait)
    deliver(channel=channel)
    notice.refresh_from_db()
    assert (notice.tries, notice.state, channel.sent) == (len(BACK_OFF) + 1, "failed", [])


@pytest.mark.parametrize(
    "fault",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        smtplib.SMTPServerDisconnected(),
        smtplib.SMTPConnectError(421, b"busy"),
        smtplib.SMTPAuthenticationError(535, b"who?"),
    ],
)
def test_a_server_that_cannot_be_talked_to_is_asked_once_a_batch(channel, fault):
    now = timezone.now()
    notices = [make_notice(not_before=now - timedelta(minutes=5 - number)) for number in range(3)]
    channel.faults = {notices[0].address: fault}
    assert deliver(channel=channel, batches=1) == 0
    assert channel.sent == []
    assert [(each.state, each.tries) for each in Notice.objects.order_by("created_at")] == [
        ("due", 1),
        *[("due", 0)] * 2,
    ]
    assert not Notice.objects.due(now + BACK_OFF[0] - timedelta(seconds=1)).exists()
    assert channel.hung_up == 2


def test_the_mail_that_leaves_carries_the_id_of_its_notice_and_the_link_but_the_row_does_not(settings):
    settings.SITE_URL = "https://welfare.example.org"
    link = Link.objects.issue("toy.toy", by=make_user(), expires_at=timezone.now() + timedelta(days=1))
    notice = make_notice(body="Open [[link]]", link=link)
    deliver()
    (message,) = mail.outbox
    assert message.extra_headers["Message-ID"] == f"<{notice.pk}@welfare.example.org>"
    assert (message.to, message.subject) == ([notice.address], "สวัสดี")
    assert message.body == f"Open https://welfare.example.org/l/{link.token}/"
    assert Notice.objects.get().body == "Open [[link]]"


def test_a_connection_that_cannot_even_be_closed_is_replaced(monkeypatch):
    email = outbox.EmailChannel()
    broken = email.connection

    def close():
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(broken, "close", close)
    email.hang_up()
    assert email.connection is not broken


def test_what_is_due_until_this_very_moment_is_still_sent(channel, time_machine):
    time_machine.move_to("2026-11-24T03:00:00Z", tick=False)
    make_notice(not_after=timezone.now())
    assert deliver(channel=channel) == 1


def test_a_notice_that_is_cancelled_while_it_is_sent_stays_cancelled(channel, monkeypatch):
    monkeypatch.setattr(channel, "send", lambda notice: Notice.objects.cancel("Called off."))
    make_notice()
    assert deliver(channel=channel) == 0
    assert (Notice.objects.get().state, Notice.objects.get().sent_at) == ("cancelled", None)


@pytest.mark.parametrize(("code", "state"), [(499, "due"), (500, "failed")])
def test_codes_from_500_are_for_good(channel, refused, code, state):
    address, data = make_notice(), make_notice()
    channel.faults = {address.address: refused(code), data.address: smtplib.SMTPDataError(code, b"no")}
    deliver(channel=channel)
    assert {each.state for each in Notice.objects.all()} == {state}


def test_what_went_wrong_before_is_forgotten_once_it_is_sent_and_never_logged(channel, refused, time_machine, caplog):
    time_machine.move_to("2026-11-24T03:00:00Z", tick=False)
    notice = make_notice()
    channel.faults = {notice.address: refused(450, notice.address)}
    deliver(channel=channel)
    assert Notice.objects.get().reason != ""
    channel.faults = {}
    time_machine.shift(BACK_OFF[0])
    assert (deliver(channel=channel), Notice.objects.get().reason) == (1, "")
    assert [record.getMessage() for record in caplog.records] == [
        f"notice {notice.pk} was not sent: SMTPRecipientsRefused"
    ]


def test_a_notice_is_due_again_when_its_lease_ends(time_machine):
    time_machine.move_to("2026-11-24T03:00:00Z", tick=False)
    make_notice()
    claim(timezone.now())
    assert Notice.objects.get().state == "sending"
    time_machine.shift(LEASE)
    assert Notice.objects.get().state == "due"


def test_a_failed_notice_that_is_put_back_is_due_at_once():
    notice = make_notice()
    claim(timezone.now())
    Notice.objects.update(failed_at=timezone.now())
    assert notice.send_again()
    assert [each.pk for each in claim(timezone.now() + timedelta(seconds=1))] == [notice.pk]


def test_a_mail_says_that_a_machine_wrote_it(settings):
    settings.SITE_URL = "https://welfare.example.org:8443/here"
    notice = make_notice()
    deliver()
    assert mail.outbox[0].extra_headers == {
        "Message-ID": f"<{notice.pk}@welfare.example.org>",
        "Auto-Submitted": "auto-generated",
    }


def test_a_kind_is_registered_once(only):
    with pytest.raises(ValueError, match="toys is registered twice"):
        only("toys", "Toys")


def test_where_the_database_can_a_claim_passes_over_what_another_worker_holds(channel, monkeypatch):
    locks, lock = [], NoticeQuerySet.select_for_update
    monkeypatch.setattr(connection.features, "has_select_for_update_skip_locked", True)
    monkeypatch.setattr(
        NoticeQuerySet, "select_for_update", lambda rows, **how: (locks.append(how), lock(rows, **how))[1]
    )
    notice = make_notice()
    assert (deliver(channel=channel), channel.sent) == (1, [notice.address])
    assert locks == [{"skip_locked": True}] * 2
