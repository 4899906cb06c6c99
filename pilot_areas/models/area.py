from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pilot_areas.models.nomination import Nomination
from pilot_areas.months import first_owed, last_owed, month_of
from surveys.models import TambonGrade
from welfare_movement.journal.models import Entry
from welfare_movement.people.records import now, who, who_and_when
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.process.stages import Stage
from welfare_movement.thai.fields import TextBody


class PilotAreaQuerySet(BoundQuerySet):
    def explained(self):
        """With reasons that everyone can read."""
        return self.exclude(published_at=None)

    def planned(self):
        return self.filter(plan__adopted_at__isnull=False)

    def settled(self):
        """With milestones, each of them reached, or decided otherwise with a reason."""
        milestones = _rows("Milestone").filter(area=OuterRef("pk"))
        return self.filter(Exists(milestones), ~Exists(milestones.open()))

    def for_stories(self):
        """With everything that was told of each, in the order of their tambons."""
        told = Prefetch("entries", _rows("AreaEntry").for_list())
        return (
            self.with_cycle()
            .select_related("nomination__tambon__district")
            .prefetch_related(told)
            .order_by("nomination__tambon__district__sort_key", "nomination__tambon__sort_key", "pk")
        )

    def told(self):
        """With a published story and a published lesson of the journal of this cycle."""
        entries = _rows("AreaEntry").filter(
            area=OuterRef("pk"),
            entry__in=Entry.objects.published(),
            entry__cycle=OuterRef("nomination__cycle"),
        )
        return self.filter(
            Exists(entries.filter(entry__kind=Entry.Kind.STORY)), Exists(entries.filter(entry__kind=Entry.Kind.LESSON))
        )

    def in_order(self):
        """With all of a name and an address, in the order of the dictionary."""
        named = self.for_links().select_related("nomination__tambon__district")
        return named.order_by("nomination__tambon__district__sort_key", "nomination__tambon__sort_key", "pk")

    def with_letter(self):
        """With the published grade of the tambon in the baseline of the cycle; "" without one."""
        grades = TambonGrade.objects.filter(
            publication__superseded_at=None,
            publication__round__stage=Stage.SURVEYS,
            publication__round__cycle=OuterRef("nomination__cycle"),
            tambon=OuterRef("nomination__tambon"),
        )
        return self.annotate(letter=Coalesce(Subquery(grades.values("letter")[:1]), models.Value("")))

    def for_board(self, today=None):
        """With what the overview shows of each area: plan, milestones, money in baht, and its reports."""
        today = today or timezone.localdate()
        sent = _rows("ProgressReport").sent().filter(area=OuterRef("pk"))
        last = sent.order_by("-month")
        late = Q(milestones__reached_at=None, milestones__dropped_at=None, milestones__due_on__lt=today)
        return (
            self.in_order()
            .with_letter()
            .select_related("plan")
            .annotate(
                milestones_all=Count("milestones"),
                milestones_reached=Count("milestones", filter=Q(milestones__reached_at__isnull=False)),
                milestones_dropped=Count("milestones", filter=Q(milestones__dropped_at__isnull=False)),
                milestones_late=Count("milestones", filter=late),
                budget=_total(_rows("BudgetLine"), "plan__area"),
                secured=_total(_rows("BudgetLine").secured(), "plan__area"),
                spent=_total(_rows("ReportSpending").counted(), "report__area"),
                last_month=Subquery(last.values("month")[:1]),
                asks_help=Coalesce(Subquery(last.values("needs_central_support")[:1]), False),
                has_reported=Exists(sent.filter(month=last_owed(today))),
            )
        )


class PilotArea(StageBoundChild):
    """A tambon that was selected and is driven."""

    bound_through = "nomination"
    sealed_with_parent = False  # the selection finishes the nomination; the area begins with it
    named_through = ("nomination__tambon",)
    nomination = models.OneToOneField(Nomination, models.PROTECT, related_name="area", verbose_name=_("nomination"))
    selected_at = models.DateTimeField(_("selected at"), default=now)
    selected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    reasons = TextBody(_("reasons"), blank=True)
    published_at = models.DateTimeField(_("reasons published at"), null=True, blank=True)
    published_by = who(_("published by"), blank=True, editable=True)

    objects = PilotAreaQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("pilot area")
        verbose_name_plural = _("pilot areas")
        constraints = [
            who_and_when("published"),
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(reasons=""),
                name="pilot_areas_published_with_reasons",
                violation_error_message=_("Write the reasons before they are published."),
            ),
        ]

    def __str__(self):
        return f"{self.nomination}"

    def get_absolute_url(self):
        return reverse("pilot_areas:area", args=[*self.cycle.address, self.pk])

    @property
    def cycle(self):
        return self.nomination.cycle

    @property
    def tambon(self):
        return self.nomination.tambon

    @property
    def place(self):
        """Its tambon and district in words."""
        return _("Tambon %(tambon)s, %(district)s") % {"tambon": self.tambon, "district": self.tambon.district}

    @property
    def first_month(self):
        """The first month that may be reported: that of the selection."""
        return month_of(timezone.localdate(self.selected_at))

    @property
    def first_month_owed(self):
        return first_owed(timezone.localdate(self.selected_at))

    def may_report(self, month, today=None):
        return self.first_month <= month <= month_of(today or timezone.localdate())

    def plan_sheet(self):
        """Its plan, stored or not yet."""
        plans = apps.get_model("pilot_areas.AreaPlan")
        return plans.objects.filter(area=self).first() or plans(area=self)

    def report_of(self, month):
        """The report of a month, stored or not yet."""
        reports = apps.get_model("pilot_areas.ProgressReport")
        known = reports.objects.filter(area=self, month=month).select_related("sent_by", "read_by", "returned_by")
        report = known.first() or reports(area=self, month=month)
        report.area = self
        return report

    def held(self):
        """This area, locked until the transaction ends, so that what is decided of it comes one after another."""
        return PilotArea.objects.select_for_update().get(pk=self.pk)


def _rows(model):
    """The rows of a model that stands below the area."""
    return apps.get_model(f"pilot_areas.{model}").objects


def _total(lines, area):
    """The sum of the amounts of these lines, of each area."""
    sums = lines.filter(**{area: OuterRef("pk")}).order_by().annotate(of=F(area)).values("of")
    return Coalesce(
        Subquery(sums.annotate(total=Sum("amount")).values("total")), 0, output_field=models.BigIntegerField()
    )
