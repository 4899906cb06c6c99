from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models import Commitment, Participation
from pilot_areas.models.area import PilotArea
from pilot_areas.refusals import InTheFuture, PlanAdopted, PlanAlreadyAdopted
from welfare_movement.meetings.models import Resolution
from welfare_movement.people.records import when, who, who_and_when
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.process.retry import retried
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody, TextLine


class Source(models.TextChoices):
    """Where money of an area comes from."""

    MEMBERS = "members", _("Members of the funds")
    LAO = "lao", _("Local government")
    STATE = "state", _("State or central agency")
    PARTNER = "partner", _("Partner")
    DONATION = "donation", _("Donation")
    OTHER = "other", _("Other source")


class AreaPlanQuerySet(BoundQuerySet):
    def adopted(self):
        return self.exclude(adopted_at=None)


class AreaPlan(StageBoundChild):
    """What is to be done in a pilot area; what was adopted stays as it is."""

    bound_through = "area"
    named_through = ("area__nomination__tambon",)
    within = ("resolution",)
    area = models.OneToOneField(PilotArea, models.PROTECT, related_name="plan", verbose_name=_("pilot area"))
    goal = TextBody(
        _("goal"), blank=True, help_text=_("What will be different in the tambon, in one or two sentences.")
    )
    text = TextBody(_("plan"), help_text=_("How it is done: who, with whom, in which villages first."))
    adopted_at = models.DateTimeField(_("adopted at"), null=True, blank=True)
    adopted_by = who(_("adopted by"), blank=True, editable=True)
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)
    adopted_where = TextLine(_("adopted by which meeting of the area"), max_length=200, blank=True)
    resolution = models.ForeignKey(
        Resolution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by the resolution")
    )

    objects = AreaPlanQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("plan of an area")
        verbose_name_plural = _("plans of areas")
        constraints = [
            who_and_when("adopted"),
            models.CheckConstraint(
                condition=Q(adopted_at__isnull=False) | Q(adopted_on=None, adopted_where="", resolution=None),
                name="pilot_areas_adopted_with_its_day",
            ),
        ]

    def __str__(self):
        return f"{self.area}"

    def get_absolute_url(self):
        return reverse("pilot_areas:plan", args=[*self.area.cycle.address, self.area_id])

    @retried
    @transaction.atomic
    def write(self, *, goal, text):
        """Keep the words of a plan that is not adopted yet. Returns the plan as it is stored."""
        self.require_open()
        held = self.area.held()
        plan = AreaPlan.objects.filter(area=held).first() or AreaPlan(area=held)
        if plan.adopted_at is not None:
            raise PlanAdopted
        plan.goal, plan.text = goal, text
        plan.save()
        return plan

    @retried
    @transaction.atomic
    def adopt(self, *, by, on, where="", resolution=None):
        """Adopt once, by a meeting of the area or a resolution. Raises PlanAlreadyAdopted, naming who was first.

        on: the day of the meeting. where: which meeting of the area, in words.
        """
        self.require_open()
        if on > timezone.localdate():
            raise InTheFuture
        if not where.strip() and resolution is None:
            raise Refused(_("Write which meeting adopted it, or choose the resolution."))
        area = self.area.held()
        if not area.milestones.exists():
            raise Refused(_("Add at least one milestone first; a plan without any cannot be followed."))
        adopted = {"adopted_at": timezone.now(), "adopted_by": by, "adopted_on": on}
        waiting = AreaPlan.objects.filter(pk=self.pk, adopted_at=None)
        if not waiting.update(**adopted, adopted_where=where, resolution=resolution):
            raise PlanAlreadyAdopted(AreaPlan.objects.select_related("adopted_by").get(pk=self.pk))
        self.refresh_from_db()


class BudgetLineQuerySet(BoundQuerySet):
    def secured(self):
        return self.exclude(secured_at=None)

    def for_list(self):
        return self.select_related("participation__partner", "commitment", "secured_by").order_by("source", "pk")

    def by_source(self):
        """[(source, planned, secured)] in whole baht, in the order of the sources, of those that have a line."""
        found = {source: each for source, *each in self._sums("source")}
        return [(source, *found[source.value]) for source in Source if source.value in found]

    def by_area(self):
        """(area, source) -> (planned, secured) in whole baht."""
        return {(area, source): tuple(each) for area, source, *each in self._sums("plan__area", "source")}

    def _sums(self, *names):
        """Rows of these names, with what is planned and what of it is secured."""
        secured = Coalesce(Sum("amount", filter=Q(secured_at__isnull=False)), 0)
        return self.order_by().values_list(*names).annotate(planned=Sum("amount"), secured=secured)


class BudgetLine(StageBoundChild):
    """Money of an area's plan from one source: asked for, until it is recorded as secured."""

    bound_through = "plan"
    within = ("participation", "commitment")
    plan = models.ForeignKey(AreaPlan, models.PROTECT, related_name="budget", verbose_name=_("plan"))
    source = models.CharField(_("source"), max_length=10, choices=Source)
    amount = models.PositiveIntegerField(_("amount in baht"), validators=[MinValueValidator(1)])
    participation = models.ForeignKey(
        Participation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("from the partner")
    )
    commitment = models.ForeignKey(
        Commitment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("promised by the commitment"),
    )
    note = TextLine(_("note"), max_length=200, blank=True)
    secured_at = when(_("secured at"))
    secured_by = who(_("recorded by"))

    objects = BudgetLineQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("line of the budget")
        verbose_name_plural = _("lines of the budget")
        ordering = ["plan", "source", "pk"]
        constraints = [
            who_and_when("secured"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="pilot_areas_budget_of_a_baht"),
        ]

    def __str__(self):
        return f"{self.get_source_display()}"

    @transaction.atomic
    def secure(self, *, by):
        """Record once that this money is there, or firmly promised."""
        self.require_open()
        asked = BudgetLine.objects.filter(pk=self.pk, secured_at=None)
        if not asked.update(secured_at=timezone.now(), secured_by=by):
            raise Refused(_("This money is recorded as secured already; nothing more is needed."))
        self.refresh_from_db()

    @retried
    @transaction.atomic
    def remove(self):
        """Take the line out again, while the plan is not adopted."""
        self.plan.area.held()
        if AreaPlan.objects.adopted().filter(pk=self.plan_id).exists():
            raise PlanAdopted
        self.delete()
