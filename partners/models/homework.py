from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.homework import day_of
from partners.models.linkage import Linkage
from partners.models.participation import Stance
from partners.models.partner import Representative
from welfare_movement.notices.models import Notice
from welfare_movement.notices.models.promise_reminder import begins
from welfare_movement.people.models import Link
from welfare_movement.people.records import now
from welfare_movement.process.models import BoundQuerySet, StageBoundChild

OPENS = "partners.HomeworkRecipient"


class RecipientQuerySet(BoundQuerySet):
    def standing(self):
        """Those who still answer for the partner."""
        answers = Representative.objects.filter(
            partner=OuterRef("linkage__participation__partner"), user=OuterRef("person")
        )
        return self.filter(Exists(answers))

    def for_list(self):
        reminders = models.Prefetch("reminders", HomeworkReminder.objects.order_by("-queued_at", "-pk"))
        return self.standing().select_related("person", "link").prefetch_related(reminders).order_by("person__sort_key")

    def to_remind(self):
        """Whose homework has a day and is to do, unless the partner declined or the cycle is closed."""
        declined = Q(linkage__participation__stance=Stance.DECLINED)
        sheets = Linkage.objects.to_do().filter(participation__cycle__closed_at=None, due_on__isnull=False)
        return self.standing().filter(~declined, linkage__in=sheets)

    def owed(self, due_on, step):
        """Those to remind for this day at this step: not reminded yet, and given the homework before its day began."""
        began = begins(day_of(due_on, step))
        reminded = HomeworkReminder.objects.filter(recipient=OuterRef("pk"), due_on=due_on, step__gte=step)
        returned_later = Q(linkage__returned_at__gte=began)
        owed = self.to_remind().filter(~Exists(reminded), ~returned_later, linkage__due_on=due_on, given_at__lt=began)
        return owed.select_related(
            "person", "link", "linkage__participation__cycle__province", "linkage__participation__partner"
        )

    def reach(self, linkage, *, by):
        """Whoever answers for the partner gets a personal link, where they have none that is good.

        Called on the recipients of this sheet, by a verb that asked its guard.
        """
        answering = [each.user_id for each in linkage.participation.partner.representatives.all()]
        known = {each.person_id: each for each in self.select_related("link")}
        expires_at = timezone.now() + settings.SURVEY_LINK_LASTS
        for person in answering:
            if person in known and known[person].link.is_usable:
                continue
            link = Link.objects.issue(OPENS, by=by, expires_at=expires_at)
            if person in known:
                self.filter(pk=known[person].pk).update(link=link)
            else:
                self.create(linkage=linkage, person_id=person, link=link)

    def tell(self, linkage, kind, what):
        """Queue this news of the sheet for each of its recipients; the same news once."""
        told = self.standing().select_related("person", "link")
        Notice.objects.queue([each.notice(linkage, kind, f"{kind}:{what}") for each in told])

    def close(self, partner, person, *, by):
        """Whoever answers for the partner no longer: their links to its sheets open nothing from now on."""
        for each in self.filter(linkage__participation__partner=partner, person=person).select_related("link"):
            each.link.revoke(by=by)


class HomeworkRecipient(StageBoundChild):
    """A person to whom the homework of their agency was brought, with the personal link by which they fill it in."""

    bound_through = "linkage"
    named_through = ("linkage__participation__partner",)
    linkage = models.ForeignKey(Linkage, models.PROTECT, related_name="recipients", verbose_name=_("linkage sheet"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person"))
    link = models.OneToOneField(Link, models.PROTECT, editable=False, verbose_name=_("personal link"))
    given_at = models.DateTimeField(_("given at"), default=now, editable=False)

    objects = RecipientQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("recipient of homework")
        verbose_name_plural = _("recipients of homework")
        constraints = [models.UniqueConstraint("linkage", "person", name="partners_homework_given_once")]

    def __str__(self):
        return f"{self.linkage}"

    def get_absolute_url(self):
        return self.linkage.get_absolute_url()

    def notice(self, linkage, kind, key, **when):
        """News of the sheet for this person, not queued yet."""
        return Notice.drawn(
            kind,
            key=f"{linkage.about}:{key}:{self.pk}",
            to=self.person,
            context={"sheet": linkage},
            cycle=linkage.participation.cycle,
            about=linkage.about,
            link=self.link,
            **when,
        )


class HomeworkReminder(models.Model):
    """A fact: for this due day, this step before or after it, a reminder was queued. Never a plan."""

    recipient = models.ForeignKey(HomeworkRecipient, models.PROTECT, related_name="reminders")
    due_on = models.DateField(_("day it was for"))
    step = models.SmallIntegerField(_("days after it"))
    queued_at = models.DateTimeField(_("queued at"), default=now)
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("reminder of homework")
        verbose_name_plural = _("reminders of homework")
        constraints = [models.UniqueConstraint("recipient", "due_on", "step", name="partners_reminded_once")]

    def __str__(self):
        return f"{self.recipient} {self.due_on} {self.step:+}"
