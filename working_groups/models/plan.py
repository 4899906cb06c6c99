from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welfare_movement.people.records import when, who, who_and_when
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.process.retry import retried
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody, TextLine
from working_groups.models.team import TeamMember, WorkingGroup
from working_groups.refusals import AlreadyAdoptedPlan, PlanWithoutTask, TaskMoved


class WorkPlanQuerySet(BoundQuerySet):
    def adopted(self):
        return self.exclude(adopted_at=None)


class WorkPlan(StageBoundChild):
    """What a team will do, in words; its tasks stand beside it. Once adopted, the words stay."""

    bound_through = "group"
    group = models.OneToOneField(WorkingGroup, models.PROTECT, related_name="plan", verbose_name=_("team"))
    text = TextBody(_("plan"), help_text=_("Aim, steps and what is needed, in a few lines. Tasks are written apart."))
    adopted_at = when(_("adopted at"))
    adopted_by = who(_("adopted by"))

    objects = WorkPlanQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("work plan")
        verbose_name_plural = _("work plans")
        constraints = [who_and_when("adopted")]

    def __str__(self):
        return f"{self.group}"

    @retried
    @transaction.atomic
    def write(self, text):
        """Write the words of the plan, new or anew, until it is adopted."""
        self.require_open()
        if self.pk is not None:
            self._held()
        self.text = text
        self.save(update_fields=["text"] if self.pk else None)

    @retried
    @transaction.atomic
    def adopt(self, *, by):
        """Record that the team adopted it, once. Raises PlanWithoutTask, or AlreadyAdoptedPlan naming who was first."""
        self.require_open()
        self._held()
        if not Task.objects.undropped().filter(group=self.group_id).exists():
            raise PlanWithoutTask
        WorkPlan.objects.filter(pk=self.pk).update(adopted_at=timezone.now(), adopted_by=by)
        self.refresh_from_db()

    def _held(self):
        """Locked until the transaction ends, and not adopted yet."""
        stored = WorkPlan.objects.select_for_update().get(pk=self.pk)
        if stored.adopted_at is not None:
            raise AlreadyAdoptedPlan(stored)


class TaskQuerySet(BoundQuerySet):
    def undropped(self):
        return self.filter(dropped_at=None)

    def open(self):
        return self.undropped().filter(done_at=None)

    def late(self):
        return self.open().filter(due_on__lt=timezone.localdate())

    def for_board(self):
        """With who does each; what is due first stands first, and what was done or dropped last comes first."""
        ended = Coalesce("dropped_at", "done_at")
        state = Case(When(Q(done_at=None, dropped_at=None), then=Value(0)), default=Value(1))
        people = ("owner__person", "done_by", "dropped_by")
        return self.with_cycle().select_related(*people).order_by(state, ended.desc(), F("due_on"), "pk")


class Task(StageBoundChild):
    """One task of a team: to do, doing, done, or dropped with the reason; each step with who and when."""

    bound_through = "group"
    group = models.ForeignKey(WorkingGroup, models.PROTECT, related_name="tasks", verbose_name=_("team"))
    title = TextLine(_("what is to be done"), max_length=200)
    owner = models.ForeignKey(
        TeamMember,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
        verbose_name=_("who does it"),
    )
    due_on = models.DateField(_("due on"))
    started_at = when(_("started at"))
    started_by = who(_("by"))
    done_at = when(_("done at"))
    done_by = who(_("by"))
    dropped_at = when(_("dropped at"))
    dropped_by = who(_("by"))
    dropped_reason = TextBody(_("reason"), blank=True, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["due_on", "pk"]
        constraints = [
            who_and_when("started"),
            who_and_when("done"),
            who_and_when("dropped"),
            models.CheckConstraint(condition=Q(done_at=None) | Q(dropped_at=None), name="working_groups_task_one_end"),
            models.CheckConstraint(
                condition=Q(dropped_at=None, dropped_reason="") | (Q(dropped_at__isnull=False) & ~Q(dropped_reason="")),
                name="working_groups_task_dropped_with_reason",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("working_groups:tasks", args=[*self.group.cycle.address, self.group_id])

    @property
    def state(self):
        """todo, doing, done or dropped."""
        if self.dropped_at:
            return "dropped"
        return "done" if self.done_at else "doing" if self.started_at else "todo"

    @property
    def is_late(self):
        return self.done_at is None and self.dropped_at is None and self.due_on < timezone.localdate()

    @property
    def days_late(self):
        return (timezone.localdate() - self.due_on).days if self.is_late else 0

    def clean(self):
        super().clean()
        if self.owner_id and self.owner.group_id != self.group_id:
            raise ValidationError({"owner": _("Choose someone of this team.")})

    # ── Verbs ──────────────────────────────────────────────────────────────────────────────────────────────────────
    @retried
    @transaction.atomic
    def start(self, *, by):
        """Someone begins with it. Who comes second is told who was first, and with what."""
        self._record(Task.objects.open().filter(started_at=None), started_at=timezone.now(), started_by=by)

    @retried
    @transaction.atomic
    def finish(self, *, by):
        """It is done; what was never begun began at that moment."""
        now = timezone.now()
        Task.objects.open().filter(pk=self.pk, started_at=None).update(started_at=now, started_by=by)
        self._record(Task.objects.open(), done_at=now, done_by=by)

    @retried
    @transaction.atomic
    def drop(self, *, by, reason):
        """It will not be done, for this reason."""
        if not reason.strip():
            raise Refused(_("Write why it will not be done."))
        self._record(Task.objects.open(), dropped_at=timezone.now(), dropped_by=by, dropped_reason=reason)

    @retried
    @transaction.atomic
    def reopen(self):
        """It is to be done after all; it stands again where it stood before it ended."""
        ended = Task.objects.exclude(done_at=None, dropped_at=None)
        cleared = {"done_at": None, "done_by": None, "dropped_at": None, "dropped_by": None, "dropped_reason": ""}
        self._record(ended, **cleared)

    def _record(self, rows, **columns):
        self.require_open()
        if not rows.filter(pk=self.pk).update(**columns):
            raise TaskMoved(self._told())
        self.refresh_from_db()

    def _told(self):
        """Who was first, and what they did."""
        now = Task.objects.select_related("started_by", "done_by", "dropped_by").get(pk=self.pk)
        if now.done_at:
            return _("%(person)s recorded this task as done already.") % {"person": now.done_by}
        if now.dropped_at:
            return _("%(person)s dropped this task already; take it up again first.") % {"person": now.dropped_by}
        if now.started_at:
            return _("%(person)s began with this task already.") % {"person": now.started_by}
        return _("This task is still to be done; begin with it.")
