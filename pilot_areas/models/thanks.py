from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models import Participation, Representative
from surveys.models import Assignment, CommunityOrganisation, Respondent
from welfare_movement.notices.models import Notice
from welfare_movement.people.models import Link
from welfare_movement.people.records import now
from welfare_movement.process.models import BoundQuerySet, Cycle, StageBound
from welfare_movement.process.retry import retried
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused

LINK_LASTS = timedelta(days=365)


class ThanksQuerySet(BoundQuerySet):
    def to_organisations(self):
        return self.filter(organisation__isnull=False)

    def to_partners(self):
        return self.filter(participation__isnull=False)

    def for_list(self):
        """With what a list and a certificate show of each: organisations by district, then partners."""
        return (
            self.with_cycle()
            .select_related("organisation__tambon__district", "participation__partner")
            .order_by(
                "organisation__tambon__district__sort_key",
                "organisation__sort_key",
                "participation__partner__sort_key",
                "pk",
            )
        )


class Thanks(StageBound):
    """A surveyed organisation, or a partner that joined, was thanked; its personal link opens the certificate."""

    stage = Stage.CELEBRATION
    named_through = ("organisation", "participation__partner")
    within = ("organisation", "participation")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="thanks", verbose_name=_("cycle"))
    organisation = models.ForeignKey(
        CommunityOrganisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="thanks",
        verbose_name=_("organisation"),
    )
    participation = models.ForeignKey(
        Participation, models.PROTECT, null=True, blank=True, related_name="thanks", verbose_name=_("partner")
    )
    thanked_at = models.DateTimeField(_("thanked at"), default=now, editable=False)
    thanked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("thanked by")
    )
    link = models.OneToOneField(Link, models.PROTECT, editable=False, verbose_name=_("personal link"))

    objects = ThanksQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("thanks")
        verbose_name_plural = _("thanks")
        constraints = [
            models.UniqueConstraint("cycle", "organisation", name="pilot_areas_thanked_once"),
            models.UniqueConstraint("cycle", "participation", name="pilot_areas_partner_thanked_once"),
            models.CheckConstraint(
                condition=Q(organisation=None, participation__isnull=False)
                | Q(organisation__isnull=False, participation=None),
                name="pilot_areas_thanks_to_one",
            ),
        ]

    def __str__(self):
        return f"{self.organisation or self.participation}"

    def get_absolute_url(self):
        return reverse("pilot_areas:certificate", args=[*self.cycle.address, self.pk])

    @classmethod
    @retried
    @transaction.atomic
    def give(cls, cycle, *, by):
        """Thank everyone who is to be thanked and was not yet, and tell their people. Returns how many were new.

        Safe to press again: nobody is thanked twice. Refused while there is nobody to thank at all.
        """
        cls(cycle=cycle).require_open()
        # The cycle is held, so that of two presses the second finds what the first one did.
        Cycle.objects.select_for_update().get(pk=cycle.pk)
        assignments, participations = owed_thanks(cycle)
        new = [cls(cycle=cycle, organisation=each.organisation, thanked_by=by) for each in assignments]
        new += [cls(cycle=cycle, participation=each, thanked_by=by) for each in participations]
        if not new and not cycle.thanks.exists():
            raise Refused(_("There is nobody to thank yet; verify the surveys of the organisations first."))
        _give_links(new, by=by)
        cls.objects.bulk_create(new)
        Notice.objects.queue([each._notice(person) for each, person in _told(new)])
        return len(new)

    def _notice(self, person):
        return Notice.drawn(
            "pilot_areas_thanks",
            key=f"thanks:{self.pk}:{person.pk}",
            to=person,
            context={"thanks": self},
            cycle=self.cycle,
            about=f"thanks:{self.pk}",
            link=self.link,
        )


def _give_links(thanks, *, by):
    until = timezone.now() + LINK_LASTS
    drawn = [Link.drawn("pilot_areas.Thanks", by=by, expires_at=until) for _each in thanks]
    for each, link in zip(thanks, Link.objects.bulk_create(drawn), strict=True):
        each.link = link


def owed_thanks(cycle):
    """Who is to be thanked in this cycle and was not yet: assignments of surveyed organisations, joined partners."""
    given = Thanks.objects.filter(cycle=cycle)
    surveyed = Assignment.objects.baseline().verified().filter(round__cycle=cycle)
    assignments = surveyed.filter(~Exists(given.filter(organisation=OuterRef("organisation"))))
    joined = Participation.objects.joined().filter(cycle=cycle)
    participations = joined.filter(~Exists(given.filter(participation=OuterRef("pk"))))
    return (
        assignments.select_related("organisation__tambon__district").order_by("organisation__sort_key", "pk"),
        participations.select_related("partner").order_by("partner__sort_key", "pk"),
    )


def _told(thanks):
    """(thanks, person) for everyone who answers for an organisation or a partner that was thanked. Two queries."""
    by_organisation = {each.organisation_id: each for each in thanks if each.organisation_id}
    by_partner = {each.participation.partner_id: each for each in thanks if each.participation_id}
    for each in Respondent.objects.filter(organisation__in=by_organisation).select_related("user"):
        yield by_organisation[each.organisation_id], each.user
    for each in Representative.objects.filter(partner__in=by_partner).select_related("user"):
        yield by_partner[each.partner_id], each.user
