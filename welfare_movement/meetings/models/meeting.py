from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, Exists, F, Max, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models.door import Door
from welfare_movement.meetings.refusals import DoorClosed, MeetingBegun, MeetingCancelled, MovedToThePast
from welfare_movement.meetings.timing import timed
from welfare_movement.notices.models import Notice
from welfare_movement.people.records import now, when, who, who_and_when
from welfare_movement.process.models import BoundQuerySet, Cycle, StageBound
from welfare_movement.process.retry import retried
from welfare_movement.process.stages import Stage
from welfare_movement.thai.fields import TextBody, TextLine

LINK_OUTLIVES = timedelta(days=30)


class MeetingQuerySet(BoundQuerySet):
    def standing(self):
        return self.filter(cancelled_at=None)

    def coming(self):
        return self.standing().filter(starts_at__gt=timezone.now())

    def begun(self):
        return self.standing().filter(starts_at__lte=timezone.now())

    def recorded(self):
        """Those that were held and whose minutes are adopted."""
        return self.begun().filter(minutes__adopted_at__isnull=False)

    def for_list(self):
        """With what a list shows of each: how many are invited and have accepted, and how far the minutes are."""
        invited = Count("invitations", distinct=True)
        accepted = Count("invitations", distinct=True, filter=~Q(invitations__answer__in=["", "declined"]))
        return (
            self.select_related("cycle__province", "minutes")
            .annotate(invited=invited, accepted=accepted)
            .order_by("-starts_at", "-pk")
        )


class Meeting(Door, StageBound):
    """A meeting of one stage: planned, invited to, moved, held or cancelled; numbered within its kind and cycle."""

    class Kind(models.TextChoices):
        CONSULTATION = "consultation", _("Consultation of support partners")
        JOINT = "joint", _("Joint meeting of partners and network representatives")
        DATA_RETURN = "data_return", _("Return of the survey's results")
        TEAM = "team", _("Meeting of a working team")
        OTHER = "other", _("Other meeting")

    class Reminds(models.TextChoices):
        ALL = "all", _("Everyone invited who has not declined")
        UNANSWERED = "unanswered", _("Only those who have not answered yet")

    class Unit(models.TextChoices):
        PEOPLE = "people", _("people")
        PERCENT = "percent", _("per cent of those invited")

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="meetings", verbose_name=_("cycle"))
    stage = models.PositiveSmallIntegerField(_("stage"), choices=Stage)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    number = models.PositiveSmallIntegerField(_("number"))
    title = TextLine(_("title"), max_length=200)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    venue = TextLine(_("venue"), max_length=200)
    chair = TextLine(_("chair"), max_length=200, blank=True)
    quorum = models.PositiveSmallIntegerField(
        _("quorum"),
        null=True,
        blank=True,
        help_text=_("How many must come for it to resolve anything; empty: no quorum."),
    )
    quorum_unit = models.CharField(_("counted in"), max_length=10, choices=Unit, default=Unit.PEOPLE)
    planned_at = models.DateTimeField(_("planned at"), default=now, editable=False)
    planned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("planned by")
    )
    reminds = models.CharField(_("who is reminded"), max_length=20, choices=Reminds, default=Reminds.ALL)
    reminder_text = TextBody(_("what the reminders say besides"), blank=True)
    # Counts the times it was moved; part of the keys of its messages, so that each move tells everyone once.
    moves = models.PositiveSmallIntegerField(default=0, editable=False)
    cancelled_at = when(_("cancelled at"))
    cancelled_by = who(_("by"))
    cancelled_reason = TextBody(_("reason"), blank=True, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["-starts_at", "-pk"]
        constraints = [
            who_and_when("cancelled"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")),
                name="meetings_ends_after_it_begins",
                violation_error_message=_("The meeting must end after it begins; change one of the two times."),
            ),
            models.CheckConstraint(
                condition=Q(quorum=None) | (Q(quorum__gte=1) & (Q(quorum_unit="people") | Q(quorum__lte=100))),
                name="meetings_quorum_is_a_number_or_a_share",
                violation_error_message=_("A quorum is at least 1, and as a share at most 100 per cent."),
            ),
            models.UniqueConstraint(
                "cycle", "kind", "number", condition=~Q(kind="team"), name="meetings_number_once_a_kind"
            ),
        ]

    def __str__(self):
        return str(_("%(title)s %(number)s") % {"title": self.title, "number": self.full_number})

    def get_absolute_url(self):
        return reverse("meetings:meeting", args=[*self.cycle.address, self.pk])

    @property
    def full_number(self):
        """As papers write it, with the year of the cycle: 1/2570."""
        return f"{self.number}/{self.cycle.year}"

    @property
    def links_expire_at(self):
        """The personal links outlive the meeting, since they also show the minutes that are circulated after it."""
        return self.ends_at + LINK_OUTLIVES

    @property
    def has_begun(self):
        return self.starts_at <= timezone.now()

    @property
    def took_place(self):
        """It began, and someone recorded who came, or wrote the minutes."""
        return self.has_begun and (hasattr(self, "minutes") or self.attendances.exists())

    @property
    def is_editable(self):
        """Whether agenda, attendance and resolutions may still be written: until the minutes are adopted."""
        minutes = getattr(self, "minutes", None)
        return self.cancelled_at is None and (minutes is None or minutes.adopted_at is None)

    def timing(self, items):
        """The clock times of these items of its agenda, each written on its item too."""
        timing = timed([(item.pk, item.duration) for item in items], self.starts_at, self.ends_at)
        for item in items:
            item.begins_at = timing.begins.get(item.pk)
        return timing

    @property
    def about(self):
        """What its messages are about, so that they can be found and cancelled together."""
        return f"meeting:{self.pk}"

    @property
    def notices(self):
        return Notice.objects.filter(about=self.about)

    # ── Verbs ──────────────────────────────────────────────────────────────────────────────────────────────────────
    @retried
    @transaction.atomic
    def plan(self, *, by, event=None, alike=None):
        """Save a new meeting with the next number, the five standard items of the agenda, and what is open below them.

        event: the planned event that becomes this meeting; refused when it has become something already.
        alike: the meetings among which it is numbered, as those of one team; else those of its kind in the cycle.
        """
        Cycle.objects.select_for_update().get(pk=self.cycle_id)  # one number is given out after another
        if event is not None:
            event.become(by=by)
        if alike is None:
            alike = Meeting.objects.filter(cycle=self.cycle, kind=self.kind)
        self.planned_by = by
        self.number = self.number or (alike.aggregate(last=Max("number"))["last"] or 0) + 1
        self.save()
        items = self.items.model
        items.objects.bulk_create([items(meeting=self, section=section, title="") for section in items.Section])
        self._set_leads(settings.REMINDER_LEADS, by=by)
        self.bring_open(by=by)
        return self

    def bring_open(self, *, by):
        """Put onto the agenda what is open: earlier actions, doubts, proposals. Returns how many are new."""
        return self.items.model.objects.bring_open(self, by=by)

    @retried
    @transaction.atomic
    def move(self, *, starts_at, ends_at, venue, by):
        """Give it a new time or place: waiting messages are cancelled, and everyone still invited is told once.

        The reminders for the new time are owed by themselves.
        """
        stored = self._held_ahead()
        if starts_at <= timezone.now():
            raise MovedToThePast
        self.starts_at, self.ends_at, self.venue = starts_at, ends_at, venue
        self.moves = stored.moves + 1
        self.save(update_fields=["starts_at", "ends_at", "venue", "moves"])
        self.keep_links_until(self.links_expire_at)
        self.notices.cancel(_("The meeting was moved."))
        self._tell("meetings_moved", key=f"moved:{self.moves}", by=by)

    @retried
    @transaction.atomic
    def cancel(self, *, by, reason):
        """Call it off, once, with the reason; everyone who was told of it is told. Also one that did not take place."""
        self.require_open()
        if self.hold().took_place:
            raise MeetingBegun
        ended = {"cancelled_at": timezone.now(), "cancelled_by": by, "cancelled_reason": reason}
        if not Meeting.objects.standing().filter(pk=self.pk).update(**ended):
            raise MeetingCancelled(self)
        self.refresh_from_db()
        self.notices.cancel(_("The meeting was cancelled."))
        self._tell("meetings_cancelled", key="cancelled", by=by, only_told=True)

    @retried
    @transaction.atomic
    def invite(self, people, *, by):
        """Invite these people; who is invited already is left as is. Returns how many invitations are new."""
        self._held_ahead()
        return self.invitations.model.objects.invite(self, people, by=by)

    @retried
    @transaction.atomic
    def remind_by(self, leads, *, reminds, text, by):
        """Set how long before it begins whom is reminded, and what is said besides.

        A lead whose time has gone by owes nothing any more; one that stood already stands on.
        """
        self._held_ahead()
        self.reminds, self.reminder_text = reminds, text
        self.save(update_fields=["reminds", "reminder_text"])
        self.leads.exclude(lead__in=leads).delete()
        standing = set(self.leads.values_list("lead", flat=True))
        self._set_leads([lead for lead in leads if lead not in standing], by=by)

    def keep_links_until(self, moment):
        """The personal links of those invited are good until then, where they would end sooner."""
        self.invitations.all().keep_links_until(moment)

    def arrive(self, person, *, by):
        """Someone is at the door: they are present. by: the keeper, or the person themselves.

        Returns (the attendance, is it new); who stands on the record as present or represented already stays so.
        """
        if not self.door_is_open:
            raise DoorClosed
        came = self.attendances.filter(person=person).represented().select_related("recorded_by").first()
        return (came, False) if came else (self.attend(person, "present", by=by), True)

    @transaction.atomic
    def record_accepted(self, *, by):
        """All who accepted came, and whoever others sent: recorded, but for those on the record already.

        Returns how many were recorded.
        """
        self.require_open()
        on_record = self.attendances.filter(person=OuterRef("person"))
        accepted = self.invitations.filter(~Exists(on_record), answer__in=["accepted", "substitute"])
        attendance = self.attendances.model
        rows = [attendance.of(invitation, by=by) for invitation in accepted]
        attendance.objects.bulk_create(rows, ignore_conflicts=True)  # two at once record each person once
        return len(rows)

    def attend(self, person, status, *, by, substitute=""):
        """Record whether this person was there, or correct the record."""
        recorded = {"status": status, "substitute": substitute, "recorded_at": timezone.now(), "recorded_by": by}
        return self.attendances.update_or_create(person=person, defaults=recorded)[0]

    def _set_leads(self, leads, *, by):
        rows = self.leads.model
        rows.objects.bulk_create([rows(meeting=self, lead=lead, set_by=by) for lead in leads])

    def hold(self):
        """The stored row, locked until the transaction ends, so that invitations, moves and the end follow one another.

        A form may have put the new times on this one already.
        """
        stored = Meeting.objects.select_for_update().get(pk=self.pk)
        if stored.cancelled_at is not None:
            raise MeetingCancelled(stored)
        return stored

    def _held_ahead(self):
        stored = self.hold()
        if stored.has_begun:
            raise MeetingBegun
        return stored

    def _tell(self, kind, *, key, by, only_told=False):
        told = self.invitations.not_declined().select_related("person", "link")
        if only_told:
            # Nobody gets a mail of the end of what they never heard of; who has none may have been told by mouth. What
            # a worker has taken in hand may be on its way.
            out = Q(sent_at__isnull=False) | Q(tries__gt=0)
            heard = Exists(self.notices.filter(out, to=OuterRef("person")))
            told = told.filter(heard | Q(person__email=None))
        context = {"meeting": self, "by": by}
        Notice.objects.queue(
            [
                Notice.drawn(
                    kind,
                    key=f"{self.about}:{key}:{invitation.pk}",
                    to=invitation.person,
                    context=context,
                    cycle=self.cycle,
                    about=self.about,
                    link=invitation.link,
                    not_after=self.ends_at,
                )
                for invitation in told
            ]
        )
