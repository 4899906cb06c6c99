import secrets
from copy import copy
from datetime import timedelta

from django.apps import apps
from django.db import models, transaction
from django.db.models import Count, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums import refusals, seats
from welfare_movement.notices.models import Notice
from welfare_movement.people.models import Link
from welfare_movement.people.records import when, who, who_and_when
from welfare_movement.process.models import BoundQuerySet, Cycle, StageBound
from welfare_movement.process.retry import retried
from welfare_movement.process.stages import Stage
from welfare_movement.thai.fields import TextBody, TextLine

LINK_OUTLIVES = timedelta(days=60)  # pledges are made and read by the same link after the day


def drawn_key():
    """What stands in the open address of the registration; short enough to be typed from a poster."""
    return secrets.token_hex(5)


class GatheringQuerySet(BoundQuerySet):
    def forum(self):
        return self.filter(stage=Stage.FORUMS)

    def celebration(self):
        return self.filter(stage=Stage.CELEBRATION)

    def standing(self):
        return self.filter(cancelled_at=None)

    def begun(self):
        return self.standing().filter(starts_at__lte=timezone.now())

    def held(self):
        return self.exclude(held_at=None)

    def with_counts(self):
        """With how many are registered, have a seat, wait, and came."""
        here = apps.get_model("forums.Registration").objects.filter(gathering=OuterRef("pk"))
        return self.annotate(
            registered=here.standing().number(),
            seated=here.seated().number(),
            waiting=here.waiting().number(),
            came=here.checked_in().number(),
        )

    def with_free_seats_and_people_waiting(self):
        """Where somebody waits although seats are left: the quotas do not let them move up."""
        return self.standing().with_counts().filter(waiting__gt=0, capacity__gt=F("seated"))

    def for_list(self):
        return self.with_cycle().with_counts().order_by("-starts_at", "-pk")


class Gathering(StageBound):
    """The large forum of a cycle, or its celebration; which of the two is its stage."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="gatherings", verbose_name=_("cycle"))
    stage = models.PositiveSmallIntegerField(
        _("stage"),
        choices=[(Stage.FORUMS.value, Stage.FORUMS.label), (Stage.CELEBRATION.value, Stage.CELEBRATION.label)],
    )
    title = TextLine(_("title"), max_length=200)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    venue = TextLine(_("venue"), max_length=200)
    capacity = models.PositiveIntegerField(_("seats"))
    key = models.SlugField(max_length=20, unique=True, default=drawn_key, editable=False)
    opens_at = models.DateTimeField(_("registration opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("registration closes"), null=True, blank=True)
    planned_at = when(_("planned at"))
    planned_by = who(_("planned by"))
    # Counts the times it was moved; part of the keys of its messages, so that each move tells everyone once.
    moves = models.PositiveSmallIntegerField(default=0, editable=False)
    held_at = models.DateTimeField(_("recorded as held at"), null=True, blank=True)
    held_by = who(_("recorded by"), blank=True, editable=True)
    cancelled_at = when(_("cancelled at"))
    cancelled_by = who(_("by"))
    cancelled_reason = TextBody(_("reason"), blank=True, editable=False)

    objects = GatheringQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("gathering")
        verbose_name_plural = _("gatherings")
        ordering = ["-starts_at"]
        constraints = [
            who_and_when("planned"),
            who_and_when("held"),
            who_and_when("cancelled"),
            models.UniqueConstraint(
                "cycle",
                "stage",
                condition=Q(cancelled_at=None),
                name="forums_one_a_stage",
                violation_error_message=_("This cycle has one already; change that one."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="forums_ends_after_it_begins",
                violation_error_message=_("It must end after it begins; change one of the two times."),
            ),
            models.CheckConstraint(
                condition=Q(held_at=None) | Q(held_at__gte=F("starts_at")),
                name="forums_held_after_it_began",
                violation_error_message=_("It cannot have been held before it begins; look at the two times."),
            ),
            models.CheckConstraint(condition=Q(held_at=None) | Q(cancelled_at=None), name="forums_held_or_cancelled"),
            models.CheckConstraint(
                condition=Q(opens_at=None) | Q(closes_at=None) | Q(closes_at__gt=F("opens_at")),
                name="forums_registration_closes_after_it_opens",
                violation_error_message=_("Registration must close after it opens; change one of the two times."),
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("forums:gathering", args=[*self.cycle.address, self.pk])

    @property
    def register_path(self):
        """The open address of the registration, for posters and chat groups."""
        return reverse("forums:register", args=[*self.cycle.address, self.key])

    @property
    def is_forum(self):
        return self.stage == Stage.FORUMS

    @property
    def has_begun(self):
        return self.starts_at <= timezone.now()

    @property
    def takes_registrations(self):
        """Whether anyone may register now, by the open address."""
        now = timezone.now()
        is_open = (self.opens_at is None or self.opens_at <= now) and now < (self.closes_at or self.ends_at)
        return self.cancelled_at is None and is_open and not self.cycle.closed_at

    @property
    def door_is_open(self):
        """People are checked in on the day itself, and afterwards from the paper sheet."""
        return timezone.localdate() >= timezone.localtime(self.starts_at).date()

    @property
    def links_expire_at(self):
        return self.ends_at + LINK_OUTLIVES

    @property
    def about(self):
        """What its messages are about, so that they can be found and cancelled together."""
        return f"gathering:{self.pk}"

    @property
    def notices(self):
        return Notice.objects.filter(about=self.about)

    # ── Seats ──────────────────────────────────────────────────────────────────────────────────────────────────────
    def room(self):
        """The seats that are left, in all and of each quota. Three queries; true only while the row is held."""
        districts = dict(self.districts.values_list("district", "seats"))
        networks = dict(self.network_seats.values_list("network", "seats"))
        room = seats.Room(self.capacity, districts, networks)
        by_quota = self.registrations.seated().order_by().values_list("tambon__district", "network")
        for district, network, number in by_quota.annotate(number=Count("pk")):
            room.take(seats.Comer(0, district, network), number)
        return room

    def held_row(self):
        """The stored row, locked until the transaction ends, so that seats are given out one after another."""
        stored = Gathering.objects.select_for_update().get(pk=self.pk)
        if stored.cancelled_at is not None:
            raise refusals.GatheringCancelled(stored)
        return stored

    def fill_seats(self):
        """Whoever waits longest and fits the quotas moves up to the free seats, and is told. Under the lock."""
        if self.ends_at <= timezone.now():
            return 0
        line = self.registrations.in_line().comers()
        moving = seats.moving_up(line, self.room())
        return self.registrations.filter(pk__in=moving).seat(self)

    # ── Verbs ──────────────────────────────────────────────────────────────────────────────────────────────────────
    @retried
    @transaction.atomic
    def plan(self, *, by, event=None):
        """Save a new gathering, with every district of the province expected, by its number of tambons.

        event: the planned event that becomes this gathering; refused when it has become something already.
        """
        self.require_open()
        Cycle.objects.select_for_update().get(pk=self.cycle_id)  # one a stage, whoever else plans
        alike = Gathering.objects.standing().filter(cycle=self.cycle, stage=self.stage).first()
        if alike:
            raise refusals.AlreadyPlanned(alike)
        if event is not None:
            event.become(by=by)
        self.planned_at, self.planned_by = timezone.now(), by
        self.save()
        tambons = dict(
            self.cycle.province.districts.order_by().annotate(number=Count("tambons")).values_list("pk", "number")
        )
        expected = self.districts.model
        shares = seats.spread(self.capacity, tambons)
        expected.objects.bulk_create(
            [expected(gathering=self, district_id=code, seats=n) for code, n in shares.items()]
        )
        return self

    @retried
    @transaction.atomic
    def register(self, person, *, by=None, consents=False, key=None, walks_in=False, **fields):
        """Register a person, new or known, with a seat if there is one for them, else at the end of the line.

        fields: tambon, network, organisation. key: of the form that asks. by: who registers someone else. consents:
        they agreed themselves, on the page. Who is registered already keeps that registration.
        """
        self.require_open()
        here = self.held_row()
        known = self.registrations.known(person, key)
        if known is not None:
            return known
        if by is None and not here.takes_registrations:
            raise refusals.RegistrationShut(
                _("Registration is not open now; look at its days on the page of the gathering.")
            )
        if person.pk is None:
            person = copy(person)  # a try that is rolled back leaves no key behind
            person.set_unusable_password()
            person.save()
        registration = self.registrations.enter(here, person, by=by, key=key, walks_in=walks_in, **fields)
        if consents:
            registration.give_consent()
        return registration

    @retried
    @transaction.atomic
    def walk_in(self, person, *, by, beyond=False, **fields):
        """Register and check in at once: over a quota if need be, over the seats only when `beyond` says so."""
        registration = self.register(person, by=by, walks_in=True, **fields)
        registration.check_in(by=by, beyond=beyond)
        return registration

    @retried
    @transaction.atomic
    def move(self, *, starts_at, ends_at, venue, by):
        """Give it a new time or place: the programme moves along, and everyone who has a seat is told once."""
        self.require_open()
        stored = self.held_row()
        if stored.has_begun:
            raise refusals.GatheringBegun
        if starts_at <= timezone.now():
            raise refusals.NotAhead
        self.items.all().update(starts_at=F("starts_at") + (starts_at - stored.starts_at))
        self.starts_at, self.ends_at, self.venue = starts_at, ends_at, venue
        self.moves = stored.moves + 1
        self.save(update_fields=["starts_at", "ends_at", "venue", "moves"])
        for rows in (self.registrations, self.invitations):
            links = Link.objects.filter(pk__in=rows.values("link"), expires_at__lt=self.links_expire_at)
            links.update(expires_at=self.links_expire_at)
        self.notices.cancel(_("The gathering was moved."))
        self.registrations.seated().tell("forums_moved", self, key=f"moved:{self.moves}", by=by)

    @retried
    @transaction.atomic
    def cancel(self, *, by, reason):
        """Call it off, once, with the reason; everyone registered is told. Refused once it was held."""
        self.require_open()
        stored = self.held_row()
        if stored.held_at is not None:
            raise refusals.GatheringHeld(stored)
        ended = {"cancelled_at": timezone.now(), "cancelled_by": by, "cancelled_reason": reason}
        Gathering.objects.filter(pk=self.pk).update(**ended)
        self.refresh_from_db()
        self.notices.cancel(_("The gathering was cancelled."))
        self.registrations.standing().tell("forums_cancelled", self, key="cancelled", by=by)

    @retried
    @transaction.atomic
    def hold(self, *, by):
        """Record that it was held: once, after it began, with someone checked in."""
        self.require_open()
        stored = self.held_row()
        if not stored.has_begun:
            raise refusals.GatheringAhead
        if not self.registrations.checked_in().exists():
            raise refusals.NobodyCame
        if not Gathering.objects.filter(pk=self.pk, held_at=None).update(held_at=timezone.now(), held_by=by):
            raise refusals.GatheringHeld(stored)
        self.refresh_from_db()
