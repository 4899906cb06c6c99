from datetime import datetime, time, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pilot_areas.models.criteria import DECIDED, DECIDED_SAYS, CriteriaSet
from pilot_areas.models.nomination import Nomination
from pilot_areas.refusals import InConflict, NoCriteria, ScoringClosed
from welfare_movement.notices.models import Notice
from welfare_movement.people.models import Link
from welfare_movement.people.records import now, when
from welfare_movement.process.models import BoundQuerySet, Cycle, StageBound, StageBoundChild
from welfare_movement.process.retry import retried
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody, TextLine

LINK_LASTS = timedelta(days=120)
REMINDED_BEFORE = timedelta(days=3)  # the day by which scores are asked
CLOSED_SAYS = _("The scoring is closed; what is still to be said goes before the meeting that selects.")


def require_ahead(day):
    """Refused when scores would be asked by a day that is over."""
    if day and day < timezone.localdate():
        raise Refused(_("This day has passed; choose today or later."))


class JudgeQuerySet(BoundQuerySet):
    def for_list(self):
        """With how many candidates each has scored in whole, and may not score; never with what they gave."""
        standing = Q(scores__nomination__withdrawn_at=None, scores__in=PanelScore.objects.counting())
        return (
            self.with_cycle()
            .select_related("person", "link")
            .prefetch_related("conflicts__nomination__tambon")
            .annotate(scored=Count("scores", filter=standing, distinct=True))
            .order_by("person__sort_key", "pk")
        )

    def unfinished(self):
        """Who still has a candidate to score, where there is something to score by and the scoring is open."""
        here = {"judge": OuterRef(OuterRef("pk")), "nomination": OuterRef("pk")}
        given = PanelScore.objects.filter(**here).exclude(completed_at=None)
        left = Nomination.objects.standing().filter(
            ~Exists(given), ~Exists(Conflict.objects.filter(**here)), cycle=OuterRef("cycle")
        )
        basis = CriteriaSet.objects.filter(cycle=OuterRef("cycle"))
        return self.filter(Exists(left), Exists(basis), cycle__selection=None, cycle__closed_at=None)

    def to_remind(self, now):
        """Those of them whose day is near and who were not reminded of it, nor appointed within a day."""
        today = timezone.localdate(now)
        near = self.filter(due_on__range=(today, today + REMINDED_BEFORE), appointed_at__lte=now - timedelta(days=1))
        fresh = near.filter(Q(reminded_for=None) | ~Q(reminded_for=F("due_on")))
        return fresh.unfinished().with_cycle().select_related("person", "link")

    def day_asked(self, cycle):
        """The day by which the judges of this cycle are asked to have scored; None where none was named."""
        return self.filter(cycle=cycle).aggregate(day=models.Max("due_on"))["day"]

    @retried
    @transaction.atomic
    def ask_by(self, cycle, day):
        """Ask the scores of all judges by this day; whoever was reminded of another one is reminded anew."""
        require_ahead(day)
        cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
        judges = self.filter(cycle=cycle)
        judges.require_open()
        if hasattr(cycle, "selection"):
            raise ScoringClosed(cycle.selection)
        reminders = Notice.objects.filter(kind="pilot_areas_scores", link__in=judges.values("link"))
        reminders.cancel(_("The scores are asked by another day."))
        judges.update(due_on=day)

    @retried
    @transaction.atomic
    def appoint(self, cycle, person, *, by, capacity="", due_on=None):
        """A seat on the panel, with its personal link and a notice that brings it; who sits there already is named.

        due_on: the day by which the scores are asked, if there is one.
        """
        require_ahead(due_on)
        cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
        if self.filter(cycle=cycle, person=person).exists():
            raise Refused(_("%(person)s sits on the panel already.") % {"person": person})
        judge = self.model(cycle=cycle, person=person, capacity=capacity, due_on=due_on, appointed_by=by)
        judge.require_open()
        judge.link = Link.objects.issue("pilot_areas.Judge", by=by, expires_at=timezone.now() + LINK_LASTS)
        judge.save()
        Notice.objects.queue([judge.notice()])
        return judge


class Judge(StageBound):
    """A seat on the panel that scores the candidates; its holder signs in, or comes by the personal link."""

    stage = Stage.PILOT_AREAS
    sealed_when = DECIDED
    seal_says = DECIDED_SAYS
    named_through = ("person",)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="judges", verbose_name=_("cycle"))
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="panel_seats", verbose_name=_("person")
    )
    capacity = TextLine(_("sits there as"), max_length=200, blank=True)
    due_on = models.DateField(_("scores asked by"), null=True, blank=True)
    reminded_for = models.DateField(_("reminded of the day"), null=True, editable=False)
    link = models.OneToOneField(Link, models.PROTECT, editable=False, verbose_name=_("personal link"))
    appointed_at = models.DateTimeField(_("appointed at"), default=now, editable=False)
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("appointed by")
    )

    objects = JudgeQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("judge")
        verbose_name_plural = _("judges")
        constraints = [models.UniqueConstraint("cycle", "person", name="pilot_areas_one_seat_a_person")]

    def __str__(self):
        return f"{self.person}"

    def get_absolute_url(self):
        return reverse("pilot_areas:scores", args=[*self.cycle.address, self.pk])

    @property
    def about(self):
        """As the outbox knows it."""
        return f"pilot_areas.judge:{self.pk}"

    def notice(self):
        """The news of the seat, with the link; not queued yet."""
        return self._drawn("pilot_areas_judge", "appointed")

    def reminder(self):
        """The reminder of what is still to be scored, worthless once the day is over; not queued yet."""
        over = datetime.combine(self.due_on + timedelta(days=1), time())
        over = timezone.make_aware(over, timezone.get_default_timezone())
        return self._drawn("pilot_areas_scores", f"reminder:{self.due_on}", not_after=over)

    def _drawn(self, kind, what, **when):
        key = f"{self.about}:{what}"
        context = {"judge": self, "cycle": self.cycle}
        to = {"to": self.person, "link": self.link, "cycle": self.cycle, "about": self.about}
        return Notice.drawn(kind, key=key, context=context, **to, **when)

    def has_conflict(self, nomination):
        return self.conflicts.filter(nomination=nomination).exists()

    @retried
    @transaction.atomic
    def score(self, nomination, *, points, note=None):
        """Give points for these judged criteria; those given earlier for others stay, and so does the note without one.

        Two browsers of one judge come after each other, so that neither loses what the other gave.
        """
        Judge.objects.select_for_update().get(pk=self.pk)
        nomination.require_standing()
        if self.has_conflict(nomination):
            raise InConflict
        criteria = CriteriaSet.objects.basis(self.cycle_id)
        if criteria is None:
            raise NoCriteria
        most = {each.code: each.points for each in criteria.criteria.judged}
        if any(code not in most or not 0 <= given <= most[code] for code, given in points.items()):
            raise Refused(_("Give whole points, from 0 to the most of each criterion."))
        score = self.scores.filter(nomination=nomination).first() or PanelScore(judge=self, nomination=nomination)
        score.points = {**score.points, **points}
        score.note = score.note if note is None else note
        score.scored_at = timezone.now()
        score.completed_at = score.scored_at if criteria.criteria.accepts(score.points) else None
        score.save()
        return score

    @retried
    @transaction.atomic
    def declare_conflict(self, nomination, *, reason, by=None):
        """Say why this judge may not score this candidate, once. by: the account; None when it came by the link."""
        Judge.objects.select_for_update().get(pk=self.pk)
        if not reason.strip():
            raise Refused(_("Write what ties the judge to this candidate."))
        if self.has_conflict(nomination):
            raise Refused(_("This conflict of interest is recorded already; nothing more is needed."))
        return self.conflicts.create(nomination=nomination, reason=reason, declared_by=by)

    @transaction.atomic
    def step_down(self, *, by):
        """Give the seat up; not once something was scored, since then the count of judges would change behind it.

        The link opens nothing from now on, and what still waits to be sent is not sent.
        """
        if self.scores.exists():
            raise Refused(_("This judge has scored already, so the seat stays; the scores count like all others."))
        about = self.about
        self.conflicts.all().delete()
        self.delete()
        self.link.revoke(by=by)
        Notice.objects.filter(about=about).cancel(_("They no longer sit on the panel."))


class Conflict(StageBoundChild):
    """A judge is tied to a candidate, and so does not score it."""

    bound_through = "judge"
    sealed_when = Q(cycle__selection__isnull=False)
    seal_says = CLOSED_SAYS
    named_through = ("judge__person",)
    within = ("nomination",)
    judge = models.ForeignKey(Judge, models.PROTECT, related_name="conflicts", verbose_name=_("judge"))
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="conflicts", verbose_name=_("nomination"))
    reason = TextBody(_("what ties the judge to this candidate"))
    declared_at = models.DateTimeField(_("declared at"), default=now, editable=False)
    # NULL when it came by the judge's personal link, which is no sign-in.
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("recorded by"),
    )

    class Meta(StageBoundChild.Meta):
        verbose_name = _("conflict of interest")
        verbose_name_plural = _("conflicts of interest")
        constraints = [models.UniqueConstraint("judge", "nomination", name="pilot_areas_conflict_once")]

    def __str__(self):
        return f"{self.judge}"


class PanelScoreQuerySet(BoundQuerySet):
    def counting(self):
        """Whole scores of judges without a conflict."""
        tied = Conflict.objects.filter(judge=OuterRef("judge"), nomination=OuterRef("nomination"))
        return self.exclude(completed_at=None).filter(~Exists(tied))


class PanelScore(StageBoundChild):
    """What one judge gave one candidate: points by judged criterion, seen by that judge alone until scoring is closed.

    One row with the points in it, and not a row for each: a score is given, counted and sealed as a whole, its
    criteria are themselves data, and whether it is whole stands in one column that the gate can count.
    """

    bound_through = "nomination"
    sealed_when = Q(cycle__selection__isnull=False)
    seal_says = CLOSED_SAYS
    within = ("judge",)
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="scores", verbose_name=_("nomination"))
    judge = models.ForeignKey(Judge, models.PROTECT, related_name="scores", verbose_name=_("judge"))
    points = models.JSONField(_("points"), default=dict)
    note = TextBody(_("note"), blank=True)
    scored_at = models.DateTimeField(_("scored at"), default=now)
    completed_at = when(_("complete since"))

    objects = PanelScoreQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("judge's score")
        verbose_name_plural = _("judges' scores")
        constraints = [models.UniqueConstraint("nomination", "judge", name="pilot_areas_judged_once")]

    def __str__(self):
        # Never the points: they are the judge's own until scoring is closed.
        return f"{self.nomination}"

    def clean(self):
        super().clean()
        if self.judge_id and self.nomination_id and self.judge.has_conflict(self.nomination):
            raise ValidationError(str(InConflict()))
