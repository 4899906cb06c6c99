from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _

from pilot_areas.figures import figures_for, figures_of
from pilot_areas.models.area import PilotArea
from pilot_areas.models.criteria import CriteriaSet, require_agreed
from pilot_areas.models.nomination import Nomination
from pilot_areas.models.panel import PanelScore
from pilot_areas.refusals import (
    AlreadyDecided,
    AlreadyPublished,
    NobodyStands,
    NoCriteria,
    NotAdopted,
    ScoringClosed,
    StillScoring,
)
from pilot_areas.selection import NotScored, Score, select
from pilot_areas.selection.words import Told
from welfare_movement.meetings.models import Resolution
from welfare_movement.people.records import now, when, who, who_and_when
from welfare_movement.places.models import Tambon
from welfare_movement.process.models import BoundQuerySet, Cycle, StageBound
from welfare_movement.process.retry import retried
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused


class SelectionQuerySet(BoundQuerySet):
    def of(self, cycle):
        """The selection of this cycle; None while the judges still score."""
        people = ("closed_by", "decided_by", "published_by")
        shown = self.select_related("cycle__province", "criteria", "resolution__item__meeting__cycle", *people)
        return shown.filter(cycle=cycle).first()

    @retried
    @transaction.atomic
    def close(self, cycle, *, by):
        """Close the scoring, once, when every candidate has whole scores of three judges. From then on ranks show."""
        cycle = Cycle.objects.select_for_update().get(pk=cycle.pk)
        return self.create(cycle=cycle, criteria=self.require_scored(cycle), closed_by=by)

    def require_scored(self, cycle):
        """The criteria that were scored by. Raises what still stands before the closing, or who closed it already."""
        if first := self.of(cycle):
            raise ScoringClosed(first)
        criteria = CriteriaSet.objects.basis(cycle)
        if criteria is None:
            raise NoCriteria
        standing = Nomination.objects.standing().filter(cycle=cycle)
        if not standing.exists():
            raise NobodyStands
        if lacking := standing.exclude(pk__in=standing.scored().values("pk")).for_list():
            raise StillScoring(lacking)
        return criteria


class Selection(StageBound):
    """How the pilot areas of a cycle were chosen: scoring closed, decided by a meeting, published with all reasons."""

    stage = Stage.PILOT_AREAS
    within = ("criteria", "resolution")
    cycle = models.OneToOneField(Cycle, models.PROTECT, related_name="selection", verbose_name=_("cycle"))
    criteria = models.ForeignKey(CriteriaSet, models.PROTECT, related_name="+", verbose_name=_("criteria"))
    closed_at = models.DateTimeField(_("scoring closed at"), default=now, editable=False)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("closed by")
    )
    resolution = models.ForeignKey(
        Resolution,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("decided by the resolution"),
    )
    decided_at = when(_("decided at"))
    decided_by = who(_("recorded by"))
    # What the rule said of everyone, and where the meeting decided otherwise, as it was then.
    result = models.JSONField(_("result"), default=dict, editable=False)
    published_at = when(_("published at"))
    published_by = who(_("published by"))

    objects = SelectionQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("selection")
        verbose_name_plural = _("selections")
        constraints = [
            who_and_when("decided"),
            who_and_when("published"),
            models.CheckConstraint(
                condition=models.Q(decided_at=None, resolution=None)
                | models.Q(decided_at__isnull=False, resolution__isnull=False),
                name="pilot_areas_decided_by_resolution",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at=None) | models.Q(decided_at__isnull=False),
                name="pilot_areas_published_after_decided",
            ),
        ]

    def __str__(self):
        return f"{self.cycle}"

    def get_absolute_url(self):
        return reverse("pilot_areas:selection", args=self.cycle.address)

    @property
    def standing(self):
        return Nomination.objects.standing().filter(cycle=self.cycle_id).for_list()

    def ranked(self):
        """What the rule says now, as a result keeps it. Raises StillScoring when a score no longer counts."""
        nominations = list(self.standing)
        known = figures_for(nominations, figures_of(self.cycle))
        scores = PanelScore.objects.counting().filter(nomination__in=nominations).select_related("nomination")
        given = [Score(each.judge_id, each.nomination.tambon_id, each.points) for each in scores]
        try:
            outcome = select(
                self.criteria.criteria, [figures.candidate(each.matching) for each, figures in known], given
            )
        except NotScored as lacking:
            raise StillScoring([each for each in nominations if each.tambon_id in lacking.codes]) from lacking
        return outcome.as_dict()

    def told(self, result):
        """Who says this result in the reader's language."""
        codes = [each["tambon"] for each in result["standings"]]
        names = {each.code: each.name for each in Tambon.objects.filter(code__in=codes)}
        return Told(self.criteria.criteria, names)

    def require_undecided(self):
        """Raise unless it may be decided now: once, by criteria that were adopted."""
        self.require_open()
        if self.decided_at is not None:
            raise AlreadyDecided(self)
        if self.criteria.adopted_at is None:
            raise NotAdopted

    # ── Verbs ──────────────────────────────────────────────────────────────────────────────────────────────────────
    @retried
    @transaction.atomic
    def decide(self, *, by, resolution, departures=None):
        """Select by the rule, once, as a meeting agreed, and keep the whole explained result.

        departures: tambon code -> why the meeting decided otherwise there than the rule. At least one is selected.
        Raises AlreadyDecided naming who was first.
        """
        # No join: PostgreSQL reads again the row it waited for, but not what was joined to it before.
        stored = Selection.objects.select_for_update().get(pk=self.pk)
        stored.require_undecided()
        require_agreed(stored.cycle, resolution)
        result = _departed(self.ranked(), departures or {})
        self._make_areas(result, by)
        decided = {"decided_at": timezone.now(), "decided_by": by, "resolution": resolution, "result": result}
        Selection.objects.filter(pk=self.pk, decided_at=None).update(**decided)
        self.refresh_from_db()

    @retried
    @transaction.atomic
    def publish(self, *, by):
        """Show to everyone who was selected, who was not, and why, once."""
        self.require_open()
        moment = timezone.now()
        waiting = Selection.objects.filter(pk=self.pk, decided_at__isnull=False, published_at=None)
        if not waiting.update(published_at=moment, published_by=by):
            stored = Selection.objects.select_related("published_by").get(pk=self.pk)
            if stored.decided_at is None:
                raise Refused(_("Record first what the meeting selected; then it can be published."))
            raise AlreadyPublished(stored)
        areas = PilotArea.objects.filter(nomination__cycle=self.cycle_id, published_at=None)
        areas.update(published_at=moment, published_by=by)
        self.refresh_from_db()

    def _make_areas(self, result, by):
        nominations = {each.tambon_id: each for each in self.standing}
        # An area's reasons are a text of the record, in the language of the site; pages say them in the reader's.
        with translation.override(settings.LANGUAGE_CODE):
            told = self.told(result)
            for each in result["standings"]:
                if each["is_selected"]:
                    nomination = nominations[each["tambon"]]
                    PilotArea.objects.create(nomination=nomination, selected_by=by, reasons=told.reason(each))


def _departed(result, departures):
    """The result with what the meeting decided otherwise; who serves a zone is then who is selected there."""
    known = {each["tambon"] for each in result["standings"]}
    if not set(departures) <= known or not all(text.strip() for text in departures.values()):
        raise Refused(_("For each candidate of whom the meeting decided otherwise, write why."))
    for each in result["standings"]:
        departs = each["tambon"] in departures
        each["is_selected"] = each["by_rule"] != departs
        if departs:
            each["departure"] = {"is_selected": each["is_selected"], "text": departures[each["tambon"]]}
    if not any(each["is_selected"] for each in result["standings"]):
        raise Refused(_("Select at least one area."))
    for each in result["standings"]:
        if departures and "served_by" in each["reason"]:
            here = [one for one in result["standings"] if one["is_selected"] and one["zone"] == each["zone"] != ""]
            each["reason"]["served_by"] = [one["tambon"] for one in here]
    return result
