import base64
import hashlib
import hmac
import uuid

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import DateTimeField, F, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from welfare_movement.people.records import now, when, who, who_and_when


class LinkQuerySet(models.QuerySet):
    def usable(self, now=None):
        return self.filter(revoked_at=None, expires_at__gt=now or timezone.now())

    def opened_by(self, token):
        """The link that this token opens, whatever its standing."""
        return self.filter(token_hash=digest(token))

    def issue(self, opens, *, by, expires_at):
        """A new link to one row of the model `opens` ("surveys.assignment"), which then holds it as `link`."""
        link = self.model.drawn(opens, by=by, expires_at=expires_at)
        link.save()
        return link


class Link(models.Model):
    """A personal way in without an account: opens one row, is no sign-in, expires, and can be revoked.

    The token is derived from the link's random key and the site's secret, so that a reminder can carry it again,
    and only its hash is stored: a copy of the database opens nothing.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    opens = models.CharField(_("opens"), max_length=60, editable=False)
    created_at = models.DateTimeField(_("made at"), default=now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("made by")
    )
    expires_at = models.DateTimeField(_("good until"))
    first_opened_at = when(_("first opened"))
    opened_at = when(_("last opened"))
    openings = models.PositiveIntegerField(_("times opened"), default=0, editable=False)
    revoked_at = when(_("revoked at"))
    revoked_by = who(_("by"))

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("personal link")
        verbose_name_plural = _("personal links")
        constraints = [who_and_when("revoked")]

    def __str__(self):
        return f"{self.opens} {self.pk}"

    @classmethod
    def drawn(cls, opens, *, by, expires_at):
        """A link not saved yet, for those who save many at once."""
        link = cls(opens=opens, created_by=by, expires_at=expires_at)
        link.token_hash = digest(link._derived())
        return link

    @property
    def token(self):
        """What the address carries. After a change of the site's secret the link is drawn anew, and old copies die."""
        token = self._derived()
        if not constant_time_compare(digest(token), self.token_hash):
            self.token_hash = digest(token)
            self.save(update_fields=["token_hash"])
        return token

    @property
    def url(self):
        """The whole address, for messages and printed letters."""
        return settings.SITE_URL + reverse("people:link", args=[self.token])

    @property
    def is_usable(self):
        return self.revoked_at is None and self.expires_at > timezone.now()

    def target(self):
        """The row that holds this link; None when it is gone."""
        return apps.get_model(self.opens)._default_manager.filter(link=self).first()

    def mark_opened(self):
        """Someone went in by it: counted, with the first and the latest time."""
        now = timezone.now()
        first = Coalesce("first_opened_at", Value(now, DateTimeField()))
        Link.objects.filter(pk=self.pk).update(first_opened_at=first, opened_at=now, openings=F("openings") + 1)

    def revoke(self, *, by):
        """Revoke once; a second caller changes nothing. Returns whether this call did it."""
        now = timezone.now()
        return bool(Link.objects.filter(Q(pk=self.pk, revoked_at=None)).update(revoked_at=now, revoked_by=by))

    def _derived(self):
        secret = f"people.Link:{settings.SECRET_KEY}".encode()
        mac = hmac.digest(secret, self.key.bytes, "sha256")
        return base64.urlsafe_b64encode(mac[:18]).decode()


def digest(token: str) -> str:
    """What is stored of a token. Unsalted and quick on purpose: 144 random bits cannot be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()
