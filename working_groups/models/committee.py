from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welfare_movement.people.records import when, who, who_and_when
from welfare_movement.process.models import Cycle, StageBound
from welfare_movement.process.retry import retried
from welfare_movement.process.stages import Stage
from welfare_movement.thai.fields import TextLine
from working_groups.models.seat import Seat, SeatQuerySet
from working_groups.models.team import TeamMember, WorkingGroup
from working_groups.refusals import AlreadyFounded
from working_groups.wording import COMMITTEE_TITLE, MANDATES


class Committee(StageBound):
    """The one committee of a cycle: its chair and advisers stand above the three teams."""

    stage = Stage.WORKING_GROUPS
    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="committee", verbose_name=_("cycle"))
    title = TextLine(_("title"), max_length=300, default=COMMITTEE_TITLE)
    founded_at = when(_("founded at"))
    founded_by = who(_("founded by"))

    class Meta(StageBound.Meta):
        verbose_name = _("committee")
        verbose_name_plural = _("committees")
        constraints = [who_and_when("founded")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("working_groups:index", args=self.cycle.address)

    @classmethod
    @retried
    @transaction.atomic
    def found(cls, cycle, *, by):
        """Found the committee with its three teams and their usual mandates, once; a team that stands already stays.

        Raises AlreadyFounded naming who was first.
        """
        Cycle.objects.select_for_update().get(pk=cycle.pk)
        if first := cls.objects.filter(cycle=cycle).select_related("founded_by").first():
            raise AlreadyFounded(first)
        committee = cls.objects.create(cycle=cycle, founded_at=timezone.now(), founded_by=by)
        known = set(cycle.working_groups.values_list("team", flat=True))
        missing = [team for team in WorkingGroup.Team.values if team not in known]
        WorkingGroup.objects.bulk_create(
            [WorkingGroup(cycle=cycle, team=team, mandate=MANDATES[team]) for team in missing]
        )
        return committee

    def seats_to_ask(self):
        """The seats of the committee and of its teams whose people were not asked yet: two querysets."""
        teams = TeamMember.objects.to_ask().filter(group__cycle=self.cycle_id)
        return self.seats.to_ask(), teams

    @retried
    @transaction.atomic
    def ask(self, *, by):
        """Ask everyone who was not asked yet whether they will serve. Returns how many; safe to press twice."""
        self.require_open()
        Committee.objects.select_for_update().get(pk=self.pk)  # so that two who press at once do not both ask
        return sum(seats.ask(by=by) for seats in self.seats_to_ask())


class CommitteeSeat(Seat):
    """A seat in the committee itself: an adviser, its chair; often a post alone."""

    class Role(models.TextChoices):
        ADVISER = "adviser", _("Adviser")
        CHAIR = "chair", _("Chair")
        VICE_CHAIR = "vice_chair", _("Vice chair")
        SECRETARY = "secretary", _("Secretary")

    bound_through = "committee"
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="seats", verbose_name=_("committee"))
    role = models.CharField(_("role"), max_length=20, choices=Role)

    objects = SeatQuerySet.as_manager()

    class Meta(Seat.Meta):
        verbose_name = _("seat in the committee")
        verbose_name_plural = _("seats in the committee")
        ordering = ["committee", "pk"]

    def get_absolute_url(self):
        """Where whoever is asked answers."""
        return reverse("working_groups:committee_seat", args=[*self.committee.cycle.address, self.pk])

    @property
    def home(self):
        """Where the seat is listed."""
        return self.committee.get_absolute_url()

    @property
    def body(self):
        """What one is asked to serve in."""
        return self.committee

    @property
    def mandate(self):
        return ""
