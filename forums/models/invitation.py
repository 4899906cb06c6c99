from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forums.models.gathering import Gathering
from forums.refusals import GatheringBegun
from welfare_movement.notices.models import Notice
from welfare_movement.people.models import Link
from welfare_movement.people.records import now
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.process.retry import retried


class InvitationQuerySet(BoundQuerySet):
    def for_list(self):
        return self.select_related("person").order_by("person__sort_key", "pk")


class Invitation(StageBoundChild):
    """A person the movement knows, invited to a gathering; they register by their link, without typing their name."""

    bound_through = "gathering"
    named_through = ("person",)
    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="invitations", verbose_name=_("gathering"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="gathering_invitations", verbose_name=_("person")
    )
    link = models.OneToOneField(
        Link, models.PROTECT, editable=False, related_name="gathering_invitation", verbose_name=_("personal link")
    )
    invited_at = models.DateTimeField(_("invited at"), default=now, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("invited by")
    )

    objects = InvitationQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("invitation to a gathering")
        verbose_name_plural = _("invitations to gatherings")
        constraints = [models.UniqueConstraint("gathering", "person", name="forums_invited_once")]

    def __str__(self):
        return f"{self.person}"

    def get_absolute_url(self):
        return reverse("forums:invitation", args=[*self.gathering.cycle.address, self.pk])

    @classmethod
    @retried
    @transaction.atomic
    def invite(cls, gathering, people, *, by):
        """One invitation with its link and its message for each of these who is neither invited nor registered yet.

        Returns how many are new.
        """
        gathering.require_open()
        here = gathering.held_row()
        if here.has_begun:
            raise GatheringBegun
        known = {*gathering.invitations.values_list("person_id", flat=True)}
        known |= {*gathering.registrations.standing().values_list("person_id", flat=True)}
        new = {person.pk: person for person in people if person.pk not in known}.values()
        drawn = [Link.drawn("forums.Invitation", by=by, expires_at=here.links_expire_at) for _person in new]
        links = Link.objects.bulk_create(drawn)
        made = cls.objects.bulk_create(
            [
                cls(gathering=gathering, person=person, link=link, invited_by=by)
                for person, link in zip(new, links, strict=True)
            ]
        )
        Notice.objects.queue([invitation.notice(by=by) for invitation in made])
        return len(made)

    def notice(self, *, by):
        """The invitation as a message, not queued yet."""
        return Notice.drawn(
            "forums_invitation",
            key=f"{self.gathering.about}:invitation:{self.pk}",
            to=self.person,
            context={"gathering": self.gathering, "by": by},
            cycle=self.gathering.cycle,
            about=self.gathering.about,
            link=self.link,
            not_after=self.gathering.starts_at,
        )
