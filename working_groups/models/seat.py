from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from welfare_movement.notices.models import Notice
from welfare_movement.people.models import Consent, Link
from welfare_movement.people.records import when, who, who_and_when
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.process.retry import retried
from welfare_movement.thai.fields import TextBody, TextLine
from working_groups.refusals import ChairTaken, SeatedAlready, SeatEnded
from working_groups.wording import Seated

LINK_LASTS = timedelta(days=60)
CONSENT_TEXT = "working_groups-1"  # the sentence above the answer, as templates/working_groups/seat.html has it


class SeatQuerySet(BoundQuerySet):
    def standing(self):
        """Neither left nor declined; whoever has not answered yet is among them."""
        return self.filter(left_at=None, declined_at=None)

    def ended(self):
        return self.exclude(left_at=None, declined_at=None)

    def of_people(self):
        return self.exclude(person=None)

    def to_ask(self):
        """People who sit there, were not asked yet, and have not said yes by themselves."""
        return self.standing().of_people().filter(asked_at=None, consented_at=None)

    def unanswered(self):
        """Asked, and silent so far."""
        return self.standing().exclude(asked_at=None).filter(consented_at=None)

    def to_appoint(self):
        """Whom no signed order names as what they are now."""
        return self.standing().filter(order=None)

    def in_order(self):
        """As an order lists them: by role, then by place."""
        roles = self.model.Role
        rank = Case(*[When(role=role, then=Value(number)) for number, role in enumerate(roles)], default=len(roles))
        return self.select_related("person", "answered_by").order_by(rank, "place", "pk")

    def ask(self, *, by):
        """Give each of these people a personal link and a message, for them to say yes or no. Returns how many."""
        asked = list(self.select_related(f"{self.model.cycle_path()}__province", "person").order_by("pk"))
        opens, expires_at = self.model._meta.label, timezone.now() + LINK_LASTS
        links = Link.objects.bulk_create([Link.drawn(opens, by=by, expires_at=expires_at) for _seat in asked])
        for seat, link in zip(asked, links, strict=True):
            seat.link, seat.asked_at, seat.asked_by = link, timezone.now(), by
        self.model.objects.bulk_update(asked, ["link", "asked_at", "asked_by"])
        Notice.objects.queue([seat.notice(by=by) for seat in asked])
        return len(asked)


class Seat(StageBoundChild):
    """A seat: a person, or a post such as "community development officer or representative", with a role.

    A person is asked whether they will serve, and says yes or no by a personal link or signed in. Who left or declined
    stays on record, and counts no longer.
    """

    named_through: ClassVar[tuple[str, ...]] = ("person",)
    person: Any = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)s_seats",
        verbose_name=_("person"),
    )
    post = TextLine(
        _("post"),
        max_length=200,
        blank=True,
        help_text=_("Where a post has the seat, such as: provincial community development officer or representative."),
    )
    place = models.PositiveSmallIntegerField(
        pgettext_lazy("order", "place"),
        default=0,
        help_text=_("Among those of the same role; the lowest stands first."),
    )
    link = models.OneToOneField(Link, models.PROTECT, null=True, editable=False, verbose_name=_("personal link"))
    asked_at = when(_("asked at"))
    asked_by = who(_("asked by"))
    consented_at = when(_("consented at"))
    declined_at = when(_("declined at"))
    # NULL when the answer came by the personal link, which is no sign-in.
    answered_by = who(_("answered by"))
    reason = TextBody(_("reason"), blank=True, editable=False)
    consent = models.OneToOneField(Consent, models.PROTECT, null=True, editable=False, related_name="+")
    left_at = when(_("left at"))
    left_by = who(_("by"))
    forgotten_at = when(_("name withdrawn at"))
    # The signed order that names this seat as it is now.
    order = models.ForeignKey(
        "working_groups.AppointmentOrder",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="%(class)s_seats",
        verbose_name=_("appointed by the order"),
    )

    objects: ClassVar[Any] = SeatQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        abstract = True
        constraints: ClassVar[list[Any]] = [
            who_and_when("asked"),
            who_and_when("left"),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(post="") | Q(forgotten_at__isnull=False),
                name="%(app_label)s_%(class)s_person_or_post",
            ),
            models.CheckConstraint(
                condition=Q(consented_at=None) | Q(declined_at=None), name="%(app_label)s_%(class)s_one_answer"
            ),
        ]

    def __str__(self):
        return f"{self.person or self.post or _('Name withdrawn')}"

    @property
    def about(self):
        """What its messages are about."""
        return f"{self._meta.label_lower}:{self.pk}"

    @property
    def state(self):
        """left, declined, consented, asked, unasked; or post, where nobody is asked."""
        if self.left_at or self.declined_at:
            return "left" if self.left_at else "declined"
        if self.person_id is None:
            return "post"
        return "consented" if self.consented_at else "asked" if self.asked_at else "unasked"

    def seated(self):
        """As the rules of an order need it."""
        words = [self.post] if self.person_id is None else [str(self.person), self.post or self.person.position]
        return Seated(self.role, *words, place=self.place)

    def notice(self, *, by):
        """The question as a message, not queued yet."""
        return Notice.drawn(
            "working_groups_seat",
            key=f"{self.about}:asked",
            to=self.person,
            context={"seat": self, "by": by},
            cycle=self._cycle(),
            about=self.about,
            link=self.link,
            not_after=self.link.expires_at,
        )

    def clean(self):
        super().clean()
        if self.person_id is None and not self.post:
            raise ValidationError(_("Name a person or a post."))

    # ── Verbs ──────────────────────────────────────────────────────────────────────────────────────────────────────
    @retried
    @transaction.atomic
    def take(self):
        """Save a new seat. Refused where this person sits already, or where there is a chair already."""
        self.require_open()
        self._hold_the_body()
        self._require_free()
        self.save()
        return self

    @retried
    @transaction.atomic
    def change(self, *, role, post, place):
        """Give it another role, post or place; a seat that is changed is for a further order to name."""
        self.require_open()
        self._hold_the_body()
        if not type(self).objects.filter(pk=self.pk, left_at=None).exists():
            raise SeatEnded
        if (role, post) != (self.role, self.post):
            self.order = None
        self.role, self.post, self.place = role, post, place
        self._require_free()
        self.save(update_fields=["role", "post", "place", "order"])

    @retried
    @transaction.atomic
    def answer(self, serves, *, by=None, reason=""):
        """Say whether this person will serve, or say it anew. by: the account; None when it came by the link."""
        self.require_open()
        self._hold_the_body()
        if not type(self).objects.filter(pk=self.pk, left_at=None).exists():
            raise SeatEnded
        now = timezone.now()
        self.consented_at, self.declined_at = (now, None) if serves else (None, now)
        self.answered_by, self.reason = by, "" if serves else reason
        self._require_free()
        if serves and self.consent is None:
            self.consent = self._consent(recorded_by=by if by != self.person else None)
        self.save(update_fields=["consented_at", "declined_at", "answered_by", "reason", "consent"])

    @retried
    @transaction.atomic
    def leave(self, *, by):
        """End the seat, once; it stays on record, its link opens nothing more, and its waiting message is not sent."""
        self.require_open()
        if not type(self).objects.filter(pk=self.pk, left_at=None).update(left_at=timezone.now(), left_by=by):
            raise SeatEnded
        self.refresh_from_db()
        if self.link is not None:
            self.link.revoke(by=by)
        Notice.objects.filter(about=self.about).cancel(_("The seat has ended."))

    @retried
    @transaction.atomic
    def withdraw(self):
        """Take a yes and the consent with it back; in a closed cycle the consent alone. Safe to repeat."""
        if self.consent is None:
            self.forget()
        else:
            self.consent.withdraw()
        self.refresh_from_db()

    @transaction.atomic
    def forget(self):
        """Forget who sits here, once; while the cycle lasts the seat ends by that. A signed order keeps its words."""
        self._hold_the_body()
        stored = type(self).objects.filter(pk=self.pk)
        known = stored.of_people().select_related("person", "link").first()
        if known is None:
            return
        now = timezone.now()
        if known.left_at is None and self._cycle().closed_at is None:
            stored.update(consented_at=None, declined_at=now)
        stored.update(person=None, reason="", forgotten_at=now)
        if known.link is not None:
            known.link.revoke(by=known.person)
        Notice.objects.filter(about=self.about).forget_readers(_("The consent was withdrawn."))
        known.person.forget()

    # ── How ────────────────────────────────────────────────────────────────────────────────────────────────────────
    def _consent(self, *, recorded_by):
        """The record of what they agreed to: on the page themselves, or to whoever wrote it down."""
        return Consent.objects.create(
            purpose=Consent.Purpose.TEAM_MEMBERSHIP,
            text_version=CONSENT_TEXT,
            channel=Consent.Channel.SPOKEN if recorded_by else Consent.Channel.ONLINE,
            person=self.person,
            recorded_by=recorded_by,
        )

    def _hold_the_body(self):
        """Lock what the seat is in, so that two who come at once do not both sit down."""
        body = self._root_fields()[0]
        body.related_model.objects.select_for_update().get(pk=getattr(self, body.attname))

    def _require_free(self):
        if self.declined_at is not None:
            return
        body = self._root_fields()[0]
        others = type(self).objects.standing().filter(**{body.attname: getattr(self, body.attname)}).exclude(pk=self.pk)
        others = others.select_related("person")
        if self.person_id and (same := others.filter(person=self.person_id).first()):
            raise SeatedAlready(same)
        if self.role == self.Role.CHAIR and (chair := others.filter(role=self.Role.CHAIR).first()):
            raise ChairTaken(chair)
