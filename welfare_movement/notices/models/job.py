import uuid
from datetime import timedelta

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welfare_movement.people.records import now
from welfare_movement.process.models import Cycle
from welfare_movement.thai.fields import TextBody

LEASE = timedelta(minutes=2)
TRIES = 3


class JobQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(finished_at=None, failed_at=None)

    def due(self, now):
        return self.waiting().filter(Q(claimed_at=None) | Q(claimed_at__lte=now - LEASE))

    def claim(self, now, kinds=None):
        """Take the oldest job that nobody works on; None when there is none. kinds: those that this worker can do.

        A job whose worker died in each of its tries is given up, and says so.
        """
        dead = self.due(now).filter(tries__gte=TRIES)
        dead.update(failed_at=now, reason=str(_("Each worker that took it was stopped; ask for a smaller part.")))
        with transaction.atomic():
            rows = self.due(now).order_by("created_at", "pk")
            if kinds is not None:
                rows = rows.filter(kind__in=kinds)
            if connection.features.has_select_for_update_skip_locked:
                rows = rows.select_for_update(skip_locked=True)
            taken = rows.values_list("pk", flat=True).first()
            claim = uuid.uuid4()
            if not self.due(now).filter(pk=taken).update(claim=claim, claimed_at=now, tries=F("tries") + 1):
                return None
        return self.get(claim=claim)


class Job(models.Model):
    """Long work, taken from the database like a notice, with its progress; a killed worker's job is taken again.

    `cursor` is where the work stands, kept with every step, so that it goes on and does not begin anew.
    """

    kind = models.CharField(_("kind"), max_length=60)
    cycle = models.ForeignKey(Cycle, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("cycle"))
    asks = models.JSONField(_("what is asked"), default=dict, blank=True)
    created_at = models.DateTimeField(_("asked at"), default=now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    total = models.PositiveIntegerField(_("of"), default=0)
    done = models.PositiveIntegerField(_("done"), default=0)
    cursor = models.JSONField(null=True, editable=False)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    claim = models.UUIDField(null=True, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(_("finished at"), null=True, editable=False)
    failed_at = models.DateTimeField(_("failed at"), null=True, editable=False)
    reason = TextBody(_("reason"), blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("long work")
        verbose_name_plural = _("long works")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(finished_at=None) | Q(failed_at=None), name="notices_job_one_end")
        ]

    def __str__(self):
        return f"{self.kind} {self.done}/{self.total}"

    @property
    def _mine(self):
        return Job.objects.waiting().filter(pk=self.pk, claim=self.claim)

    def keep(self, done, cursor, *, total=None):
        """Keep how far the work has come, and the claim fresh. Raises Lost when another worker took over."""
        self.done, self.cursor = done, cursor
        self.total = self.total if total is None else total
        kept = {"done": self.done, "cursor": self.cursor, "total": self.total, "claimed_at": timezone.now()}
        if not self._mine.update(**kept):
            raise Lost

    def finish(self):
        self._mine.update(finished_at=timezone.now())

    def fail(self, reason):
        """Free it for another try; after the third it stays failed, with the reason in words."""
        end = {"failed_at": timezone.now()} if self.tries >= TRIES else {"claim": None, "claimed_at": None}
        self._mine.update(reason=reason, **end)


class Lost(Exception):
    """Another worker holds this job now."""
