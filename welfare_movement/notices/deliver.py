"""Takes due notices out of the outbox and sends them: claim, commit, send outside any transaction, mark each.

Whatever dies on the way, the row stays: a notice is sent at least once, and twice only when a worker dies between
the mail server's answer and the mark; its Message-ID is the same then.
"""

import logging
import smtplib
import time
import uuid
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from welfare_movement.notices.kinds import kinds
from welfare_movement.notices.models import Notice, OptOut
from welfare_movement.notices.models.notice import LEASE, NO_END, waking

log = logging.getLogger(__name__)
BATCH = 100
LOOK = 1  # seconds after which it is looked again which of a batch are still ours to send
# How long to wait after the first, second, … failed try; after the last the notice is failed, for people to see.
BACK_OFF = [timedelta(minutes=minutes) for minutes in (1, 5, 20, 60, 180, 360)]


class EmailChannel:
    """Sends by the configured mail server, one kept connection for all."""

    def __init__(self):
        self.connection = get_connection()

    def send(self, notice):
        self.connection.open()
        self.connection.send_messages([mail_of(notice)])

    def hang_up(self):
        """Forget a connection that may be broken; the next message opens a new one."""
        try:
            self.connection.close()
        except (OSError, smtplib.SMTPException):
            self.connection = get_connection()


def mail_of(notice):
    """The mail as it leaves. One that its reader may do without carries the way out: in its head, where a mail program
    finds it for its own button (RFC 8058), and in its last lines for those whose program shows none."""
    host = settings.SITE_URL.partition("://")[2].partition("/")[0].partition(":")[0]
    headers = {"Message-ID": f"<{notice.pk}@{host}>", "Auto-Submitted": "auto-generated"}
    text = notice.text
    if notice.is_optional:
        address = notice.unsubscribe_url
        headers["List-Unsubscribe"] = f"<{address}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        text += f"\n\n--\n{_how_to_get_no_more(notice)}\n{address}\n"
    return EmailMessage(notice.subject, text, to=[notice.address], headers=headers)


def _how_to_get_no_more(notice):
    with translation.override(notice.to.language):
        return _("To get no more messages of the kind “%(kind)s”, open:") % {"kind": notice.label}


def deliver(*, channel=None, batches=10) -> int:
    """Send what is due. Safe to run twice at once. Returns how many were sent."""
    channel = channel or EmailChannel()
    sent = 0
    for _batch in range(batches):
        claimed = claim(timezone.now())
        if not claimed:
            break
        sent += _send_all(claimed, channel)
    channel.hang_up()
    Notice.objects.forget()
    return sent


def claim(now):
    """Make up to a batch of due notices ours; cancel those whose time has gone. The committed claim says who won."""
    Notice.objects.free(now).filter(not_after__lt=now).cancel(_("Its time had gone by before it could be sent."))
    mine = uuid.uuid4()
    with transaction.atomic():
        rows = Notice.objects.due(now).order_by("not_before", "created_at")
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        ids = list(rows.values_list("pk", flat=True)[:BATCH])
        Notice.objects.due(now).filter(pk__in=ids).update(claim=mine, claimed_at=now, tries=F("tries") + 1)
    return list(Notice.objects.filter(claim=mine).select_related("link", "to").order_by("not_before", "created_at"))


def _send_all(claimed, channel):
    claimed = _to_send(claimed)
    sent, began = 0, time.monotonic()
    looked = began
    while claimed:
        now = time.monotonic()
        if now - began > LEASE.total_seconds() / 2:
            _let_go(claimed)
            break
        if now - looked >= LOOK:
            claimed, looked = _still_mine(claimed), now
            if not claimed:
                break
        notice = claimed.pop(0)
        try:
            channel.send(notice)
        except Exception as error:  # noqa: BLE001 - whatever the mail server does, the others must go out
            channel.hang_up()
            _put_back(notice, error)
            if _is_unreachable(error):
                _let_go(claimed, not_before=timezone.now() + BACK_OFF[0])
                break
        else:
            sent += _mark_sent(notice)
    return sent


def _to_send(claimed):
    """Those whose cause still stands and that their readers want; the others end here, and say why."""
    owed, unwanted = _still_owed(claimed), OptOut.objects.unwanted(claimed)
    for notice in claimed:
        if notice.pk not in owed:
            _mine(notice).cancel(_("What it was about has changed or was called off."))
        elif notice.pk in unwanted:
            _mine(notice).update(unwanted_at=timezone.now())
    return [notice for notice in claimed if notice.pk in owed and notice.pk not in unwanted]


def _still_owed(claimed):
    """The ids of those whose cause still stands; one query a kind that asks."""
    owed = set()
    for key in {notice.kind for notice in claimed}:
        ids = [notice.pk for notice in claimed if notice.kind == key]
        asks = kinds[key].still_owed if key in kinds else None
        owed.update(asks(Notice.objects.filter(pk__in=ids)).values_list("pk", flat=True) if asks else ids)
    return owed


def _still_mine(claimed):
    """Without those that were cancelled meanwhile, or taken over by another worker. One query."""
    mine = Notice.objects.waiting().filter(claim=claimed[0].claim, pk__in=[notice.pk for notice in claimed])
    ids = set(mine.values_list("pk", flat=True))
    return [notice for notice in claimed if notice.pk in ids]


def _mine(notice):
    return Notice.objects.filter(**NO_END, pk=notice.pk, claim=notice.claim)


def _mark_sent(notice):
    return _mine(notice).update(sent_at=timezone.now(), reason="")


def _put_back(notice, error):
    """To be tried again after a while; or failed, when the server said never or said no too often."""
    now = timezone.now()
    log.warning("notice %s was not sent: %s", notice.pk, type(error).__name__)
    if _is_final(error) or notice.tries > len(BACK_OFF):
        _mine(notice).update(failed_at=now, reason=_in_words(error))
    else:
        later = waking(notice.kind, now + BACK_OFF[notice.tries - 1], notice.not_after)
        _mine(notice).update(claim=None, claimed_at=None, not_before=later, reason=_in_words(error))


def _let_go(claimed, **later):
    """What the mail server had no time for: unsent, not tried, free for the next ring or a later one.

    Not counted as a try, so that one address at which the server hangs does not fail all others with it.
    """
    for notice in claimed:
        _mine(notice).update(claim=None, claimed_at=None, tries=F("tries") - 1, **later)


def _is_final(error):
    """The server refused this very message or address for good (5xx), or it cannot even be put together."""
    if not isinstance(error, OSError):
        return True
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _words in error.recipients.values())
    if isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPSenderRefused):
        return False  # about us, not about this message
    return isinstance(error, smtplib.SMTPResponseException) and error.smtp_code >= 500


def _is_unreachable(error):
    """The server cannot be talked to at all, so the rest of the batch need not wait for it in turn."""
    is_about_us = isinstance(error, smtplib.SMTPAuthenticationError | smtplib.SMTPSenderRefused)
    is_away = isinstance(error, smtplib.SMTPServerDisconnected | smtplib.SMTPConnectError)
    return is_about_us or is_away or (isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException))


def _in_words(error):
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return _("The mail server does not accept this address; check it with the person.")
    if isinstance(error, smtplib.SMTPResponseException):
        return _("The mail server answered %(code)s; ask whoever looks after the mail.") % {"code": error.smtp_code}
    if isinstance(error, OSError):
        return _("The mail server could not be reached.")
    return _("This message could not be put together; look for odd characters in its subject or address.")
