from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models.agenda import ADOPTED_SAYS
from welfare_movement.meetings.models.meeting import LINK_OUTLIVES, Meeting
from welfare_movement.meetings.refusals import (
    AlreadyAdopted,
    AlreadyCirculated,
    MeetingAhead,
    MeetingCancelled,
    NobodyAttended,
    NotCirculated,
    NotLater,
    StillOpen,
)
from welfare_movement.notices.models import Notice
from welfare_movement.people.models import User
from welfare_movement.people.records import now, when, who, who_and_when
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.process.retry import retried
from welfare_movement.thai.dates import show_date
from welfare_movement.thai.fields import TextBody, TextLine

SILENCE = timedelta(days=7)  # minutes adopted by circulation: this long without an open objection


class MinutesQuerySet(BoundQuerySet):
    def adopted(self):
        return self.exclude(adopted_at=None)


class Minutes(StageBoundChild):
    """What was said and resolved at one meeting; locked once adopted (corrections are addenda).

    Drafted beside the agenda, circulated to those who attended, then adopted at a later meeting, or by circulation.
    """

    bound_through = "meeting"
    sealed_when = Q(minutes__adopted_at__isnull=False)
    seal_says = ADOPTED_SAYS
    meeting = models.OneToOneField(Meeting, models.PROTECT, verbose_name=_("meeting"))
    summary = TextBody(_("summary"), blank=True)
    taken_by = TextLine(_("minutes taken by"), max_length=200, blank=True)
    drafted_at = models.DateTimeField(_("drafted at"), default=now, editable=False)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("drafted by")
    )
    circulated_at = when(_("circulated at"))
    circulated_by = who(_("by"))
    adopted_at = when(_("adopted at"))
    adopted_by = who(_("by"))
    # The meeting that adopted them; none when they were adopted by circulation.
    adopting_meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("adopted at the meeting")
    )

    objects = MinutesQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("minutes")
        verbose_name_plural = _("minutes")
        constraints = [
            who_and_when("circulated"),
            who_and_when("adopted"),
            models.CheckConstraint(
                condition=Q(adopted_at=None) | Q(circulated_at__isnull=False), name="meetings_adopted_after_circulated"
            ),
        ]

    def __str__(self):
        return f"{self.meeting}"

    def get_absolute_url(self):
        return self.meeting.get_absolute_url()

    @property
    def may_be_adopted_from(self):
        """The moment from which silence is consent; None before they were circulated."""
        return self.circulated_at and self.circulated_at + SILENCE

    @retried
    @transaction.atomic
    def circulate(self, *, by):
        """Send them to everyone who attended, once, to look through and object to."""
        self.require_open()
        if self.meeting.cancelled_at is not None:
            raise MeetingCancelled(self.meeting)
        if not self.meeting.has_begun:
            raise MeetingAhead
        if not self.meeting.attendances.represented().exists():
            raise NobodyAttended
        if not Minutes.objects.filter(pk=self.pk, circulated_at=None).update(
            circulated_at=timezone.now(), circulated_by=by
        ):
            raise AlreadyCirculated(Minutes.objects.select_related("circulated_by").get(pk=self.pk))
        self.refresh_from_db()
        self.meeting.keep_links_until(self.circulated_at + LINK_OUTLIVES)
        self._tell_those_present(by)

    @retried
    @transaction.atomic
    def adopt(self, *, by, at=None):
        """Adopt once, at a later meeting that has begun, or by circulation when `at` is None. Then they are locked.

        Raises NotCirculated, NotLater, StillOpen, or AlreadyAdopted naming who was first.
        """
        stored = Minutes.objects.select_for_update().get(pk=self.pk)
        if stored.adopted_at is not None:
            raise AlreadyAdopted(stored)
        self.require_open()
        if stored.circulated_at is None:
            raise NotCirculated
        if at is None:
            stored._require_silence()
        elif not stored.later_meetings().contains(at):
            raise NotLater
        adopted = {"adopted_at": timezone.now(), "adopted_by": by, "adopting_meeting": at}
        self.objections.filter(settled_at=None).update(settled_at=adopted["adopted_at"], settled_by=by)
        if not Minutes.objects.filter(pk=self.pk, adopted_at=None).update(**adopted):
            raise AlreadyAdopted(Minutes.objects.select_related("adopted_by").get(pk=self.pk))
        self.refresh_from_db()

    @transaction.atomic
    def object_to(self, *, by, text):
        """Say that circulated minutes are not right. This and the adoption wait for each other."""
        stored = Minutes.objects.select_for_update().get(pk=self.pk)
        if stored.circulated_at is None:
            raise NotCirculated
        return self.objections.create(person=by, text=text)

    def later_meetings(self):
        """Those that have begun after this one and can adopt its minutes, or agree to a correction."""
        return self.meeting.cycle.meetings.begun().filter(starts_at__gt=self.meeting.starts_at)

    def _require_silence(self):
        if self.objections.filter(settled_at=None).exists():
            raise StillOpen(_("An objection to these minutes is open; settle it first, or adopt them at a meeting."))
        if timezone.now() < self.may_be_adopted_from:
            day = show_date(timezone.localtime(self.may_be_adopted_from).date())
            says = _("By circulation they can be adopted from %(day)s, when seven days have passed without objection.")
            raise StillOpen(says % {"day": day})

    def _tell_those_present(self, by):
        links = dict(self.meeting.invitations.values_list("person_id", "link_id"))
        present = User.objects.filter(attendances__in=self.meeting.attendances.represented())
        drafts = []
        for person in present:
            drawn = Notice.drawn(
                "meetings_minutes",
                key=f"{self.meeting.about}:minutes:{person.pk}",
                to=person,
                context={"meeting": self.meeting, "minutes": self, "has_link": person.pk in links},
                cycle=self.meeting.cycle,
                about=self.meeting.about,
            )
            drawn.link_id = links.get(person.pk)
            drafts.append(drawn)
        Notice.objects.queue(drafts)


class MinutesObjection(StageBoundChild):
    """Someone who attended says that circulated minutes are not right; it is settled before silence is consent.

    One that is still open when a meeting adopts the minutes is settled by that meeting.
    """

    bound_through = "minutes"
    seal_says = ADOPTED_SAYS
    minutes = models.ForeignKey(Minutes, models.PROTECT, related_name="objections", verbose_name=_("minutes"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    text = TextBody(_("what is not right"))
    raised_at = models.DateTimeField(_("raised at"), default=now, editable=False)
    settled_at = when(_("settled at"))
    settled_by = who(_("by"))

    class Meta(StageBoundChild.Meta):
        verbose_name = _("objection to minutes")
        verbose_name_plural = _("objections to minutes")
        ordering = ["raised_at", "pk"]
        constraints = [who_and_when("settled")]

    def __str__(self):
        return self.text

    def settle(self, *, by):
        """The minutes were corrected, or the objection answered. Safe to repeat."""
        self.require_open()
        MinutesObjection.objects.filter(pk=self.pk, settled_at=None).update(settled_at=timezone.now(), settled_by=by)
