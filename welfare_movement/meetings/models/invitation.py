from django.conf import settings
from django.db import models, transaction
from django.db.models import DateTimeField, Exists, ExpressionWrapper, F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models.meeting import Meeting
from welfare_movement.meetings.models.reminder import Reminder, ReminderLead
from welfare_movement.meetings.refusals import AlreadyStarted, MeetingCancelled
from welfare_movement.notices.models import Notice
from welfare_movement.people.codes import free_codes
from welfare_movement.people.models import Link
from welfare_movement.people.records import now, who
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody, TextLine


class InvitationQuerySet(BoundQuerySet):
    def not_declined(self):
        return self.exclude(answer=Invitation.Answer.DECLINED)

    def unanswered(self):
        return self.filter(answered_at=None)

    def for_list(self):
        return self.select_related("person", "answered_by").order_by("person__sort_key", "pk")

    def keep_links_until(self, moment):
        """Let the personal links of these invitations be good until then, where they would end sooner."""
        return Link.objects.filter(pk__in=self.values("link"), expires_at__lt=moment).update(expires_at=moment)

    def to_remind(self):
        """Those whom their meeting reminds, as it was set there."""
        only_unanswered = Q(meeting__reminds=Meeting.Reminds.UNANSWERED)
        return self.not_declined().filter(~only_unanswered | Q(answered_at=None))

    def owed(self, now):
        """Those to be reminded now, each with the shortest lead of its meeting that has begun, as `due_lead`.

        The meeting stands and is still ahead; the invitation was made before that lead began; and no reminder for this
        start, with this lead or a shorter one, was queued.
        """
        begun = ReminderLead.objects.begun(now).filter(meeting=OuterRef("meeting")).order_by("lead")
        began = ExpressionWrapper(F("meeting__starts_at") - F("due_lead"), DateTimeField())
        reminded = Reminder.objects.filter(
            invitation=OuterRef("pk"), starts_at=OuterRef("meeting__starts_at"), lead__lte=OuterRef("due_lead")
        )
        return (
            self.to_remind()
            .annotate(due_lead=Subquery(begun.values("lead")[:1]))
            .filter(
                ~Exists(reminded),
                meeting__cancelled_at=None,
                meeting__cycle__closed_at=None,
                meeting__starts_at__gt=now,
                invited_at__lte=began,
            )
            .select_related("meeting__cycle__province", "person", "link")
        )

    @transaction.atomic
    def invite(self, meeting, people, *, by):
        """One invitation with its personal link and its notice for each of these people not invited yet."""
        known = dict(meeting.invitations.values_list("person_id", "code"))
        new = {person.pk: person for person in people if person.pk not in known}.values()
        expires_at = meeting.links_expire_at
        links = Link.objects.bulk_create(
            [Link.drawn("meetings.Invitation", by=by, expires_at=expires_at) for _person in new]
        )
        codes = free_codes(known.values(), len(new))
        invitations = self.bulk_create(
            [
                Invitation(meeting=meeting, person=person, link=link, code=code, invited_by=by)
                for person, link, code in zip(new, links, codes, strict=True)
            ]
        )
        Notice.objects.queue([invitation.notice(by=by) for invitation in invitations])
        return len(invitations)


class Invitation(StageBoundChild):
    """One person invited to one meeting, and what they answered, by link or signed in."""

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("Will come")
        DECLINED = "declined", _("Cannot come")
        SUBSTITUTE = "substitute", _("Sends someone else")

    bound_through = "meeting"
    named_through = ("person",)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="invitations", verbose_name=_("meeting"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations", verbose_name=_("person")
    )
    link = models.OneToOneField(Link, models.PROTECT, editable=False, verbose_name=_("personal link"))
    code = models.CharField(_("code for the door"), max_length=6, blank=True, editable=False)
    invited_at = models.DateTimeField(_("invited at"), default=now, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("invited by")
    )
    answered_at = models.DateTimeField(_("answered at"), null=True, editable=False)
    # NULL when the answer came by the personal link, which is no sign-in.
    answered_by = who(_("answered by"))
    answer = models.CharField(_("answer"), max_length=20, choices=Answer, blank=True)
    substitute = TextLine(_("who comes instead"), max_length=200, blank=True)
    reason = TextBody(_("reason"), blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint("meeting", "person", name="meetings_invited_once"),
            models.UniqueConstraint("meeting", "code", condition=~Q(code=""), name="meetings_code_once"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="meetings_answer_has_time",
            ),
        ]

    def __str__(self):
        return f"{self.person}"

    def get_absolute_url(self):
        return reverse("meetings:invitation", args=[*self.meeting.cycle.address, self.pk])

    @property
    def door_url(self):
        """The whole address that the keeper of the door opens by photographing the code of this person."""
        return settings.SITE_URL + reverse("meetings:arrival", args=[*self.meeting.cycle.address, self.pk])

    @property
    def is_answered_for(self):
        """Whether someone else answered on behalf of the person, and who: `answered_by`."""
        return self.answered_by_id not in {None, self.person_id}

    def notice(self, *, by):
        """The invitation as a message, not queued yet."""
        return Notice.drawn(
            "meetings_invitation",
            key=f"{self.meeting.about}:invitation:{self.pk}",
            to=self.person,
            context={"meeting": self.meeting, "by": by},
            cycle=self.meeting.cycle,
            about=self.meeting.about,
            link=self.link,
            not_after=self.meeting.starts_at,
        )

    def reply(self, answer, *, by=None, substitute="", reason=""):
        """Answer, or answer anew, until the meeting begins. by: the account; None when it came by the personal link."""
        if self.meeting.cancelled_at is not None:
            raise MeetingCancelled(self.meeting)
        if self.meeting.has_begun:
            raise AlreadyStarted
        if answer == Invitation.Answer.SUBSTITUTE and not substitute.strip():
            raise Refused(_("Write who comes instead of you."))
        self.answer, self.answered_at, self.answered_by = answer, timezone.now(), by
        self.substitute = substitute if answer == Invitation.Answer.SUBSTITUTE else ""
        self.reason = reason if answer == Invitation.Answer.DECLINED else ""
        self.save(update_fields=["answer", "answered_at", "answered_by", "substitute", "reason"])
