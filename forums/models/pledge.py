from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from forums import refusals
from forums.models.gathering import Gathering
from forums.models.registration import Registration
from partners.models import Commitment, Participation
from welfare_movement.people.records import now, when, who, who_and_when
from welfare_movement.places.models import District, Tambon
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.process.retry import retried
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody, TextLine


class PledgeQuerySet(BoundQuerySet):
    def for_wall(self):
        """With who promised each, and whether it was kept."""
        promised = ("participation__partner", "tambon__district", "commitment")
        return self.select_related(*promised).order_by("-pledged_at", "-pk")


class Pledge(StageBoundChild):
    """What a partner, or a tambon, promised at the forum; each is a commitment from the moment it is made."""

    bound_through = "gathering"
    named_through = ("participation__partner", "tambon")
    within = ("participation", "tambon")
    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="pledges", verbose_name=_("gathering"))
    participation = models.ForeignKey(
        Participation, models.PROTECT, null=True, blank=True, related_name="pledges", verbose_name=_("partner")
    )
    tambon = models.ForeignKey(
        Tambon, models.PROTECT, null=True, blank=True, related_name="pledges", verbose_name=_("tambon")
    )
    text = TextBody(_("pledge"))
    pledged_at = models.DateTimeField(_("pledged at"), default=now)
    # NULL when it was made by the personal link of a registration, which is no sign-in.
    pledged_by = who(_("recorded by"))
    registration = models.ForeignKey(
        Registration, models.PROTECT, null=True, editable=False, related_name="pledges", verbose_name=_("registration")
    )
    commitment = models.OneToOneField(
        Commitment, models.PROTECT, editable=False, related_name="pledge", verbose_name=_("commitment")
    )

    objects = PledgeQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        constraints = [
            models.CheckConstraint(
                condition=Q(participation=None, tambon__isnull=False) | Q(participation__isnull=False, tambon=None),
                name="forums_pledged_by_one",
                violation_error_message=_("Say who promises: one partner, or one tambon."),
            )
        ]

    def __str__(self):
        return f"{self.pledger}: {self.text}"

    def get_absolute_url(self):
        return reverse("forums:pledges", args=[*self.gathering.cycle.address, self.gathering_id])

    @property
    def pledger(self):
        """The partner or the tambon that pledged."""
        return self.participation or self.tambon

    @classmethod
    @retried
    @transaction.atomic
    def make(cls, gathering, *, text, kind, due_on=None, participation=None, tambon=None, by=None, registration=None):
        """Pledge, and thereby commit oneself, in one. by: None when by the link of `registration`."""
        if not gathering.is_forum:
            raise refusals.NotOfTheForum
        if not text.strip():
            raise Refused(_("Write what is promised."))
        here = gathering.held_row()
        promised = {"participation": participation, "tambon": tambon}
        commitment = Commitment.objects.create(
            cycle=gathering.cycle, kind=kind, what=text, due_on=due_on, made_by=by, **promised
        )
        return cls.objects.create(
            gathering=here, text=text, pledged_by=by, registration=registration, commitment=commitment, **promised
        )


class Proposal(StageBoundChild):
    """What a breakout room, or someone at the forum, proposed; and what was decided about it."""

    bound_through = "gathering"
    within = ("district",)
    gathering = models.ForeignKey(Gathering, models.PROTECT, related_name="proposals", verbose_name=_("gathering"))
    zone = TextLine(_("zone"), max_length=100, blank=True)
    district = models.ForeignKey(
        District, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("district")
    )
    text = TextBody(_("proposal"))
    said_by = TextLine(_("by whom, in words"), max_length=200, blank=True)
    written_at = models.DateTimeField(_("written at"), default=now, editable=False)
    written_by = who(_("recorded by"))
    registration = models.ForeignKey(
        Registration,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="proposals",
        verbose_name=_("registration"),
    )
    answer = TextBody(_("what was decided"), blank=True, editable=False)
    answered_at = when(_("decided at"))
    answered_by = who(_("recorded by"))

    class Meta(StageBoundChild.Meta):
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["zone", "written_at", "pk"]
        constraints = [
            who_and_when("answered"),
            models.CheckConstraint(
                condition=Q(answered_at=None, answer="") | (Q(answered_at__isnull=False) & ~Q(answer="")),
                name="forums_proposal_answer_has_words",
            ),
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        proposals = reverse("forums:proposals", args=[*self.gathering.cycle.address, self.gathering_id])
        return f"{proposals}#p{self.pk}"

    def take_up(self, answer, *, by):
        """Note what was decided about it; a later decision replaces the words, and says who took it."""
        if not answer.strip():
            raise Refused(_("Write what was decided."))
        self.answer, self.answered_at, self.answered_by = answer, now(), by
        self.save(update_fields=["answer", "answered_at", "answered_by"])
