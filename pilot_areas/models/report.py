from django.core.validators import MinValueValidator
from django.db import models, transaction
from django.db.models import Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pilot_areas.models.area import PilotArea
from pilot_areas.models.person import AreaPerson
from pilot_areas.models.plan import Source
from pilot_areas.months import due_on
from pilot_areas.refusals import NotReportable, ReportSent
from welfare_movement.notices.models import Notice
from welfare_movement.people.records import when, who, who_and_when
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.process.retry import retried
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody

WORDS = ("done", "members", "beneficiaries", "obstacles", "help_wanted", "needs_central_support", "next_month")


def asked(needs_central_support):
    """The names of what a report must say before it is sent; who needs central support says for what."""
    return ("done", "members", "beneficiaries", "next_month", *(["help_wanted"] if needs_central_support else []))


class ProgressReportQuerySet(BoundQuerySet):
    def sent(self):
        return self.exclude(sent_at=None)

    def unread(self):
        return self.sent().filter(read_at=None)

    def for_list(self):
        return self.select_related("sent_by", "read_by").order_by("-month")


class ProgressReport(StageBoundChild):
    """What an area did in one month: a draft, sent, returned once with a comment at most, read."""

    bound_through = "area"
    named_through = ("area__nomination__tambon",)
    area = models.ForeignKey(PilotArea, models.PROTECT, related_name="reports", verbose_name=_("pilot area"))
    month = models.DateField(_("month"))
    done = TextBody(_("what was done"), blank=True)
    members = models.PositiveIntegerField(_("members now"), null=True, blank=True)
    beneficiaries = models.PositiveIntegerField(_("people helped this month"), null=True, blank=True)
    obstacles = TextBody(_("obstacles"), blank=True)
    help_wanted = TextBody(_("help wanted"), blank=True)
    needs_central_support = models.BooleanField(_("beyond what the area can do; needs central support"), default=False)
    next_month = TextBody(_("what is done next month"), blank=True)
    saved_at = models.DateTimeField(_("saved at"), null=True, editable=False)
    sent_at = models.DateTimeField(_("sent at"), null=True, editable=False)
    # NULL when it was sent by a personal link, which is no sign-in.
    sent_by = who(_("sent by"))
    first_sent_at = models.DateTimeField(_("first sent at"), null=True, editable=False)
    returned_at = when(_("returned at"))
    returned_by = who(_("returned by"))
    comment = TextBody(_("comment"), blank=True, editable=False)
    read_at = when(_("read at"))
    read_by = who(_("read by"))

    objects = ProgressReportQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["-month", "pk"]
        constraints = [
            who_and_when("returned"),
            who_and_when("read"),
            models.UniqueConstraint("area", "month", name="pilot_areas_one_report_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="pilot_areas_month_by_its_first_day"),
            models.CheckConstraint(
                condition=Q(sent_at__isnull=False, first_sent_at__isnull=False)
                | Q(sent_at=None, sent_by=None, read_at=None),
                name="pilot_areas_sent_before_read",
            ),
            models.CheckConstraint(
                condition=Q(returned_at=None, comment="") | (Q(returned_at__isnull=False) & ~Q(comment="")),
                name="pilot_areas_returned_with_comment",
            ),
        ]

    def __str__(self):
        return f"{self.area} {self.month:%m/%Y}"

    def get_absolute_url(self):
        return reverse("pilot_areas:report", args=[*self.area.cycle.address, self.area_id, self.slug])

    @property
    def slug(self):
        """The month as it stands in the address."""
        return f"{self.month:%Y-%m}"

    @property
    def state(self):
        """none, draft, returned, sent or read."""
        if self.sent_at:
            return "read" if self.read_at else "sent"
        return "returned" if self.returned_at else "draft" if self.pk else "none"

    @property
    def is_writable(self):
        return self.sent_at is None

    @property
    def due_on(self):
        return due_on(self.month)

    @property
    def is_late(self):
        """Sent for the first time after its day, or not at all although that has gone by."""
        return timezone.localdate(self.first_sent_at or timezone.now()) > self.due_on

    @property
    def receipt(self):
        """A number to note down."""
        return f"{self.month:%y%m}-{self.pk:04}"

    @property
    def about(self):
        """As the outbox knows it."""
        return f"pilot_areas.report:{self.area_id}:{self.slug}"

    def spent_by_source(self):
        """[(source, baht)] in the order of the sources."""
        spent = dict(self.spending.values_list("source", "amount")) if self.pk else {}
        return [(source, spent[source.value]) for source in Source if source.value in spent]

    # ── Verbs ──────────────────────────────────────────────────────────────────────────────────────────────────────
    @retried
    @transaction.atomic
    def keep(self, words, spent):
        """Save as a draft what was written so far. Returns the report as it is stored.

        words: any of WORDS -> value. spent: source -> whole baht, or None where nothing was written.
        """
        self.require_open()
        if not self.area.may_report(self.month):
            raise NotReportable
        report = self._held()
        for name, value in words.items():
            setattr(report, name, value)
        report.saved_at = timezone.now()
        report.save()
        kept = dict(report.spending.values_list("source", "amount")) | spent
        report.spending.all().delete()
        ReportSpending.objects.bulk_create(
            [ReportSpending(report=report, source=source, amount=amount) for source, amount in kept.items() if amount]
        )
        return report

    @retried
    @transaction.atomic
    def send(self, *, by=None):
        """Send it, once. by: the account; None when it is sent by a personal link."""
        self.require_open()
        report = self._held()
        if lacking := report.lacking():
            words = ", ".join(str(self._meta.get_field(name).verbose_name) for name in lacking)
            raise Refused(_("The report still lacks: %(lacking)s.") % {"lacking": words})
        now = timezone.now()
        report.sent_at, report.sent_by, report.first_sent_at = now, by, report.first_sent_at or now
        report.save(update_fields=["sent_at", "sent_by", "first_sent_at"])
        Notice.objects.filter(about=self.about).cancel(_("The report has come."))
        self.refresh_from_db()

    def lacking(self):
        """The names of what must be written before it is sent."""
        return [name for name in asked(self.needs_central_support) if getattr(self, name) in ("", None)]

    @transaction.atomic
    def read(self, *, by):
        """A coordinator has read it. Who reads it again changes nothing."""
        self.require_open()
        ProgressReport.objects.unread().filter(pk=self.pk).update(read_at=timezone.now(), read_by=by)
        self.refresh_from_db()

    @retried
    @transaction.atomic
    def give_back(self, *, by, comment):
        """Return it once with a comment, so that it is sent again; those who lead the area are told."""
        if not comment.strip():
            raise Refused(_("Write what is to be changed."))
        self.require_open()
        back = {"sent_at": None, "sent_by": None, "read_at": None, "read_by": None, "comment": comment}
        sent = ProgressReport.objects.sent().filter(pk=self.pk, returned_at=None)
        if not sent.update(returned_at=timezone.now(), returned_by=by, **back):
            raise Refused(_("A report is returned only once, after it was sent; talk to those who wrote it."))
        self.refresh_from_db()
        Notice.objects.queue([self._news(lead) for lead in self.area.people.leads().select_related("person", "link")])

    # ── How ────────────────────────────────────────────────────────────────────────────────────────────────────────
    def _held(self):
        """The stored report, locked until the transaction ends. Raises ReportSent."""
        stored, _made = ProgressReport.objects.get_or_create(area=self.area, month=self.month)
        report = ProgressReport.objects.select_for_update().get(pk=stored.pk)
        if report.sent_at is not None:
            raise ReportSent
        report.area = self.area
        self.pk = report.pk
        return report

    def _news(self, lead):
        return Notice.drawn(
            "pilot_areas_returned",
            key=f"{self.about}:returned:{lead.pk}",
            to=lead.person,
            context={"report": self},
            cycle=self.area.cycle,
            about=self.about,
            link=lead.link,
        )


class ReportSpendingQuerySet(BoundQuerySet):
    def counted(self):
        """Of reports that are sent."""
        return self.exclude(report__sent_at=None)

    def by_source(self):
        """source -> whole baht."""
        return dict(self.order_by().values_list("source").annotate(total=Sum("amount")))

    def by_area(self):
        """(area, source) -> whole baht."""
        sums = self.order_by().values_list("report__area", "source").annotate(total=Sum("amount"))
        return {(area, source): total for area, source, total in sums}


class ReportSpending(StageBoundChild):
    """Money of one source that an area spent in one month."""

    bound_through = "report"
    report = models.ForeignKey(ProgressReport, models.PROTECT, related_name="spending", verbose_name=_("report"))
    source = models.CharField(_("source"), max_length=10, choices=Source)
    amount = models.PositiveIntegerField(_("amount in baht"), validators=[MinValueValidator(1)])

    objects = ReportSpendingQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("money spent")
        verbose_name_plural = _("money spent")
        constraints = [
            models.UniqueConstraint("report", "source", name="pilot_areas_spent_once_a_source"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="pilot_areas_spent_a_baht"),
        ]

    def __str__(self):
        return f"{self.get_source_display()}"


class ReportReminder(models.Model):
    """A fact: for the report of this month, a reminder to this lead of the area was queued. Never a plan."""

    area = models.ForeignKey(PilotArea, models.PROTECT, related_name="report_reminders", verbose_name=_("pilot area"))
    month = models.DateField(_("month"))
    lead = models.ForeignKey(AreaPerson, models.PROTECT, related_name="reminders", verbose_name=_("who leads the area"))
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("reminder of a report")
        verbose_name_plural = _("reminders of reports")
        constraints = [models.UniqueConstraint("area", "month", "lead", name="pilot_areas_reminded_once")]

    def __str__(self):
        return f"{self.lead} {self.month:%m/%Y}"
