import uuid
from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from welfare_movement.notices import kinds
from welfare_movement.notices.quiet import next_waking
from welfare_movement.notices.texts import plain_text
from welfare_movement.people.models import Link
from welfare_movement.people.records import now, who_and_when
from welfare_movement.process.models import Cycle
from welfare_movement.thai.fields import TextBody, TextLine

NAMESPACE = uuid.UUID("5a6a1f6e-0c0b-4d0e-9a55-77656c666172")
LEASE = timedelta(minutes=5)  # how long a claimed notice is left to the worker that claimed it
LINK_HERE = (
    "[[link]]"  # stands in the stored text for the address of the personal link, which is put in when it is sent
)


class NoticeQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(sent_at=None, failed_at=None, cancelled_at=None)

    def by_email(self):
        return self.filter(channel=Notice.Channel.EMAIL)

    def due(self, now):
        """Waiting, its time has come, and not in the hands of a worker."""
        due = self.free(now).by_email().filter(not_before__lte=now)
        morning = next_waking(now)
        if morning == now:
            return due
        # What was held up until the quiet hours waits for their end too, unless it would come too late then.
        urgent = [key for key, kind in kinds.kinds.items() if kind.is_urgent]
        return due.filter(Q(kind__in=urgent) | Q(not_after__lte=morning))

    def free(self, now):
        """Waiting, and not in the hands of a worker."""
        return self.waiting().filter(Q(claimed_at=None) | Q(claimed_at__lte=now - LEASE))

    def to_copy(self):
        """For people without e-mail: a text that a coordinator passes on by hand, once its time has come."""
        return self.waiting().filter(channel=Notice.Channel.COPY, not_before__lte=timezone.now())

    def failed(self):
        return self.exclude(failed_at=None)

    def sent(self):
        return self.exclude(sent_at=None)

    def for_outbox(self):
        return self.select_related("to", "link").order_by("-created_at", "pk")

    def queue(self, drafts):
        """Put these drawn notices into the outbox; one whose key is there already is left as it is."""
        return self.bulk_create(drafts, ignore_conflicts=True, batch_size=500)

    def cancel(self, reason):
        """Cancel what still waits. Returns how many."""
        return self.waiting().update(cancelled_at=timezone.now(), reason=str(reason))

    def forget_readers(self, reason):
        """Cancel what waits of these, and erase from all of them to whom they went and what they said."""
        self.cancel(reason)
        self.update(to=None, address="", body="")

    def forget(self):
        """Erase the words of what is to be forgotten, however it ended: sent, failed or cancelled."""
        forgotten = [key for key, kind in kinds.kinds.items() if kind.is_forgotten]
        ended = Q(sent_at__isnull=False) | Q(failed_at__isnull=False) | Q(cancelled_at__isnull=False)
        return self.filter(ended, kind__in=forgotten).exclude(body="").update(body="")


class Notice(models.Model):
    """One message to one person, in the outbox: due, sending, sent, failed or cancelled, each with its time.

    Its id is derived from `key`, which says what it is about and to whom, so that the same thing is never queued twice.
    """

    class Channel(models.TextChoices):
        EMAIL = "email", _("E-mail")
        COPY = "copy", _("Text to pass on")

    id = models.UUIDField(primary_key=True, editable=False)
    key = models.CharField(max_length=200, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    about = models.CharField(max_length=100, blank=True, db_index=True)
    cycle = models.ForeignKey(Cycle, models.PROTECT, null=True, related_name="notices", verbose_name=_("cycle"))
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="notices", verbose_name=_("to")
    )
    address = models.EmailField(_("address"), blank=True)
    channel = models.CharField(_("channel"), max_length=10, choices=Channel)
    link = models.ForeignKey(Link, models.PROTECT, null=True, related_name="+")
    subject = TextLine(_("subject"), max_length=300)
    body = TextBody(_("text"), blank=True)
    created_at = models.DateTimeField(_("queued at"), default=now)
    not_before = models.DateTimeField(_("not before"))
    not_after = models.DateTimeField(_("not after"), null=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    claim = models.UUIDField(null=True)
    claimed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("sent at"), null=True)
    failed_at = models.DateTimeField(_("failed at"), null=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True)
    reason = TextBody(_("reason"), blank=True)
    passed_on_at = models.DateTimeField(null=True)
    passed_on_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("passed on by")
    )

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            who_and_when("passed_on"),
            models.CheckConstraint(
                condition=Q(sent_at=None, failed_at=None)
                | Q(sent_at=None, cancelled_at=None)
                | Q(failed_at=None, cancelled_at=None),
                name="notices_one_end",
            ),
        ]
        indexes = [
            models.Index(
                "not_before",
                condition=Q(sent_at=None, failed_at=None, cancelled_at=None),
                name="notices_waiting",
            )
        ]

    def __str__(self):
        return self.subject

    @classmethod
    def drawn(cls, kind, *, key, to, context, cycle=None, about="", link=None, not_before=None, not_after=None):
        """A notice to a person, put into words in their language, not queued yet.

        The template emails/<kind>.txt gives the subject in its first line and the text below it.
        """
        with translation.override(to.language):
            lines = plain_text(
                f"emails/{kind}.txt", {"to": to, "link": LINK_HERE, "site": settings.SITE_URL, **context}
            )
        subject, _newline, body = lines.strip().partition("\n")
        return cls(
            id=uuid.uuid5(NAMESPACE, key),
            key=key,
            kind=kind,
            about=about,
            cycle=cycle,
            to=to,
            address=to.email or "",
            channel=cls.Channel.EMAIL if to.email else cls.Channel.COPY,
            link=link,
            subject=subject.strip()[:300],
            body=body.strip(),
            not_before=waking(kind, not_before or timezone.now(), not_after),
            not_after=not_after,
        )

    @classmethod
    def sign_in(cls, address, subject, body, *, to):
        """A code or other mail of the sign-in: at once, by e-mail, worthless after a quarter of an hour."""
        key = f"sign_in:{uuid.uuid4()}"
        now = timezone.now()
        return cls(
            id=uuid.uuid5(NAMESPACE, key),
            key=key,
            kind="sign_in",
            to=to,
            address=address,
            channel=cls.Channel.EMAIL,
            subject=subject,
            body=body,
            not_before=now,
            not_after=now + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT),
        )

    @property
    def label(self):
        return kinds.label_of(self.kind)

    @property
    def text(self):
        """The body as it is sent: with the address of the personal link in it."""
        return self.body.replace(LINK_HERE, self.link.url) if self.link else self.body

    @property
    def text_without_link(self):
        """The body for other eyes: where the personal link goes, never the link, which is a key."""
        return self.body.replace(LINK_HERE, str(_("(the personal link of whoever gets this)")))

    @property
    def state(self):
        for state in ("sent", "failed", "cancelled"):
            if getattr(self, f"{state}_at"):
                return state
        return "sending" if self.claimed_at and self.claimed_at > timezone.now() - LEASE else "due"

    def send_again(self):
        """Put a failed notice back into the outbox, once, to the address that its reader has now.

        Returns whether this call did it.
        """
        fresh = {"tries": 0, "claim": None, "claimed_at": None, "not_before": timezone.now(), "not_after": None}
        if self.to is not None:
            fresh["address"] = self.to.email or ""
            fresh["channel"] = self.Channel.EMAIL if self.to.email else self.Channel.COPY
        return bool(Notice.objects.failed().filter(pk=self.pk).update(failed_at=None, **fresh))

    def pass_on(self, *, by):
        """A coordinator gave the text to its reader by hand. Returns whether this call recorded it."""
        now = timezone.now()
        waiting = Notice.objects.to_copy().filter(pk=self.pk)
        return bool(waiting.update(sent_at=now, passed_on_at=now, passed_on_by=by))


def waking(kind, not_before, not_after):
    """After the quiet hours, unless it is urgent or would then come too late."""
    if kind in kinds.kinds and kinds.kinds[kind].is_urgent:
        return not_before
    morning = next_waking(not_before)
    return not_before if not_after is not None and morning >= not_after else morning
