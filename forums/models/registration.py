import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums import refusals
from forums.models.gathering import Gathering
from forums.models.line import RegistrationQuerySet
from surveys.models import Network
from welfare_movement.people.models import Consent, Link
from welfare_movement.people.records import now, when, who, who_and_when
from welfare_movement.places.models import Tambon
from welfare_movement.process.models import StageBoundChild
from welfare_movement.process.retry import retried
from welfare_movement.thai.fields import TextLine

CONSENT_TEXT = "forums-1"  # the sentence beside the tick, as templates/forums/register.html has it


class Registration(StageBoundChild):
    """A person registered for a gathering: with a seat or waiting for one, cancelled, or come."""

    bound_through = "gathering"
    named_through = ("person",)
    within = ("tambon", "network")
    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="registrations", verbose_name=_("gathering"))
    # NULL once they took their consent back: the place counts on, and names nobody.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="registrations", verbose_name=_("person")
    )
    tambon = models.ForeignKey(
        Tambon,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tambon"),
        help_text=_("Empty: from outside the province, or from an agency of the whole province."),
    )
    network = models.ForeignKey(
        Network, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("network")
    )
    organisation = TextLine(_("agency or organisation"), max_length=200, blank=True)
    link = models.OneToOneField(Link, models.PROTECT, editable=False, verbose_name=_("personal link"))
    # Of the form that made it, so that a form sent twice makes one registration.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    code = models.CharField(_("code for the door"), max_length=6, editable=False)
    registered_at = models.DateTimeField(_("registered at"), default=now)
    # NULL when they registered themselves, which needs no sign-in.
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("registered by"),
    )
    consent = models.OneToOneField(Consent, models.PROTECT, null=True, editable=False, related_name="+")
    # The seat is given by the rule, not by a person; NULL while they wait.
    seated_at = when(_("got a seat at"))
    # Cancelled by the personal link, which is no sign-in, the time stands alone.
    cancelled_at = when(_("cancelled at"))
    cancelled_by = who(_("cancelled by"))
    checked_in_at = models.DateTimeField(_("checked in at"), null=True, blank=True)
    checked_in_by = who(_("checked in by"), blank=True, editable=True)
    beyond_at = when(_("let in beyond the seats at"))
    beyond_by = who(_("let in by"))
    forgotten_at = when(_("name withdrawn at"))

    objects = RegistrationQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("registration")
        verbose_name_plural = _("registrations")
        constraints = [
            who_and_when("checked_in"),
            who_and_when("beyond"),
            models.UniqueConstraint(
                "gathering", "person", condition=Q(cancelled_at=None), name="forums_registered_once"
            ),
            models.UniqueConstraint("gathering", "code", name="forums_code_once"),
            models.UniqueConstraint("gathering", "key", name="forums_form_taken_once"),
            models.CheckConstraint(
                condition=Q(checked_in_at=None) | Q(seated_at__isnull=False) | Q(beyond_at__isnull=False),
                name="forums_came_to_a_seat",
            ),
            models.CheckConstraint(
                condition=Q(checked_in_at=None) | Q(cancelled_at=None), name="forums_came_or_cancelled"
            ),
            models.CheckConstraint(
                condition=Q(cancelled_by=None) | Q(cancelled_at__isnull=False), name="forums_cancelled_by_has_time"
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False, forgotten_at=None) | Q(person=None, forgotten_at__isnull=False),
                name="forums_nameless_when_forgotten",
            ),
        ]
        indexes = [models.Index("gathering", "registered_at", name="forums_line")]

    def __str__(self):
        return f"{self.person or _('Name withdrawn')}"

    def get_absolute_url(self):
        return reverse("forums:ticket", args=[*self.gathering.cycle.address, self.pk])

    @property
    def url(self):
        """The whole address, for the code that is shown at the door."""
        return settings.SITE_URL + self.get_absolute_url()

    @property
    def state(self):
        """cancelled, here, seated or waiting."""
        if self.cancelled_at:
            return "cancelled"
        if self.checked_in_at:
            return "here"
        return "seated" if self.seated_at else "waiting"

    @property
    def place(self):
        """Which place in the line, from 1; None for those who do not wait."""
        return (
            None
            if self.state != "waiting"
            else self.gathering.registrations.filter(pk=self.pk).with_place().get().before + 1
        )

    # ── Verbs ──────────────────────────────────────────────────────────────────────────────────────────────────────
    def give_consent(self):
        """Keep the record of what they agreed to on the page."""
        self.consent = Consent.objects.create(
            purpose=Consent.Purpose.GATHERING,
            text_version=CONSENT_TEXT,
            channel=Consent.Channel.ONLINE,
            person=self.person,
        )
        self.save(update_fields=["consent"])

    @retried
    @transaction.atomic
    def cancel(self, *, by=None):
        """Give seat or place in the line back; whoever is next moves up. by: None when by the personal link."""
        self.require_open()
        here = self.gathering.held_row()
        if Registration.objects.checked_in().filter(pk=self.pk).exists():
            raise refusals.CameAlready
        ended = {"cancelled_at": timezone.now(), "cancelled_by": by}
        if not Registration.objects.standing().filter(pk=self.pk).update(**ended):
            raise refusals.RegistrationOver
        here.notices.filter(link=self.link).cancel(_("The registration was cancelled."))
        here.fill_seats()
        self.refresh_from_db()

    @retried
    @transaction.atomic
    def withdraw(self):
        """Take place and consent back, as easily as they were given; in a closed cycle too. Safe to repeat."""
        if self.consent is None:
            self.forget()  # somebody else registered them
        else:
            self.consent.withdraw()
        self.refresh_from_db()

    @transaction.atomic
    def forget(self):
        """Forget who this is, once. Until the gathering is over, a place that was not taken goes to who is next."""
        here = Gathering.objects.select_for_update().get(pk=self.gathering_id)
        known = Registration.objects.filter(pk=self.pk, forgotten_at=None).select_related("person", "link").first()
        if known is None:
            return
        now = timezone.now()
        stored = Registration.objects.filter(pk=self.pk)
        if here.cancelled_at is None and here.ends_at > now:
            stored.absent().update(cancelled_at=now)
            here.fill_seats()
        stored.update(person=None, organisation="", forgotten_at=now)
        self.proposals.update(said_by="")
        known.link.revoke(by=known.person)
        here.notices.filter(link=known.link).forget_readers(_("The consent was withdrawn."))
        known.person.forget()

    @retried
    @transaction.atomic
    def check_in(self, *, by, beyond=False):
        """Record that they came, once. Who waits takes a free seat; without one, only `beyond` the seats lets them in.

        Raises AlreadyHere naming who was first and when, RegistrationOver, NotToday, or Full.
        """
        self.require_open()
        if not self.gathering.door_is_open:
            raise refusals.NotToday
        now = timezone.now()
        came = {"checked_in_at": now, "checked_in_by": by}
        if self.seated_at is None:
            here = self.gathering.held_row()
            stored = Registration.objects.get(pk=self.pk)
            if stored.seated_at is None and stored.checked_in_at is None:
                came |= _place_at_the_door(here, now, by, beyond=beyond)
        if not Registration.objects.absent().filter(pk=self.pk).update(**came):
            stored = Registration.objects.select_related("person", "checked_in_by").get(pk=self.pk)
            raise refusals.AlreadyHere(stored) if stored.checked_in_at else refusals.RegistrationOver
        self.refresh_from_db()

    @retried
    @transaction.atomic
    def undo_check_in(self, *, by):
        """Take a wrong check-in back; that it was made, when and by whom, stays on record."""
        self.require_open()
        self.gathering.held_row()
        stored = Registration.objects.checked_in().filter(pk=self.pk).first()
        if stored is None:
            raise refusals.NotHere
        self.undone.create(checked_in_at=stored.checked_in_at, checked_in_by=stored.checked_in_by, undone_by=by)
        nothing = dict.fromkeys(("checked_in_at", "checked_in_by", "beyond_at", "beyond_by"))
        Registration.objects.filter(pk=self.pk).update(**nothing)
        self.refresh_from_db()


class UndoneCheckIn(StageBoundChild):
    """A check-in that was taken back: when and by whom it was made, and who took it back."""

    bound_through = "registration"
    registration = models.ForeignKey(
        Registration, models.PROTECT, related_name="undone", verbose_name=_("registration")
    )
    checked_in_at = models.DateTimeField(_("checked in at"))
    checked_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("checked in by")
    )
    undone_at = models.DateTimeField(_("taken back at"), default=now, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("taken back by")
    )

    class Meta(StageBoundChild.Meta):
        verbose_name = _("check-in taken back")
        verbose_name_plural = _("check-ins taken back")
        ordering = ["-undone_at", "-pk"]

    def __str__(self):
        return f"{self.registration}"


def _place_at_the_door(gathering, now, by, *, beyond):
    """The columns of the seat that someone without one gets at the door."""
    if gathering.room().free > 0:
        return {"seated_at": now}
    if not beyond:
        raise refusals.Full
    return {"beyond_at": now, "beyond_by": by}
