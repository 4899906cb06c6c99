from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Count, F
from django.utils.translation import gettext_lazy as _

from welfare_movement.meetings.models import Resolution
from welfare_movement.people.records import now, who, who_and_when
from welfare_movement.places.models import Tambon
from welfare_movement.process.models import BoundQuerySet, Cycle, StageBound, StageBoundChild
from welfare_movement.process.stages import Stage
from welfare_movement.thai.fields import TextBody

JUDGES_NEEDED = 3


class CriteriaSetQuerySet(BoundQuerySet):
    def adopted(self):
        """By a resolution that agreed, of a meeting of this cycle."""
        return self.exclude(adopted_at=None).filter(
            resolution__outcome__in=Resolution.AGREEING, resolution__item__meeting__cycle=F("cycle")
        )


class CriteriaSet(StageBound):
    """The criteria by which pilot areas are chosen, adopted by a resolution."""

    stage = Stage.PILOT_AREAS
    within = ("resolution",)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="criteria_sets", verbose_name=_("cycle"))
    text = TextBody(_("criteria"))
    resolution = models.ForeignKey(
        Resolution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("adopted by the resolution")
    )
    adopted_at = models.DateTimeField(_("adopted at"), null=True, blank=True)
    adopted_by = who(_("recorded by"), blank=True, editable=True)

    objects = CriteriaSetQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("set of criteria")
        verbose_name_plural = _("sets of criteria")
        constraints = [
            who_and_when("adopted"),
            models.CheckConstraint(
                condition=models.Q(adopted_at=None) | models.Q(resolution__isnull=False),
                name="pilot_areas_criteria_by_resolution",
                violation_error_message=_("Criteria are adopted by a resolution; choose it."),
            ),
        ]

    def __str__(self):
        return f"{self.cycle}"

    def clean(self):
        super().clean()
        if self.resolution_id and self.resolution.outcome not in Resolution.AGREEING:
            raise ValidationError({"resolution": _("Choose a resolution that agreed to it; this one did not.")})


class NominationQuerySet(BoundQuerySet):
    def scored(self):
        """By at least three judges."""
        return self.annotate(judges=Count("scores")).filter(judges__gte=JUDGES_NEEDED)


class Nomination(StageBound):
    """A tambon that stands for selection."""

    stage = Stage.PILOT_AREAS
    named_through = ("tambon",)
    within = ("tambon",)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="nominations", verbose_name=_("cycle"))
    tambon = models.ForeignKey(Tambon, models.PROTECT, related_name="nominations", verbose_name=_("tambon"))
    nominated_at = models.DateTimeField(_("nominated at"), default=now)

    objects = NominationQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        constraints = [models.UniqueConstraint("cycle", "tambon", name="pilot_areas_nominated_once")]

    def __str__(self):
        return f"{self.tambon}"


class PanelScore(StageBoundChild):
    """What one judge gave one candidate, out of 100."""

    bound_through = "nomination"
    nomination = models.ForeignKey(Nomination, models.PROTECT, related_name="scores", verbose_name=_("nomination"))
    judge = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("judge"))
    points = models.PositiveSmallIntegerField(_("points"), validators=[MaxValueValidator(100)])
    scored_at = models.DateTimeField(_("scored at"), default=now)

    class Meta(StageBoundChild.Meta):
        verbose_name = _("judge's score")
        verbose_name_plural = _("judges' scores")
        constraints = [
            models.UniqueConstraint("nomination", "judge", name="pilot_areas_judged_once"),
            models.CheckConstraint(condition=models.Q(points__lte=100), name="pilot_areas_points_of_100"),
        ]

    def __str__(self):
        return f"{self.points}"
