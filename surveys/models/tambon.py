from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.models.round import SurveyRound
from surveys.tambons import Profile
from welfare_movement.people.records import when, who, who_and_when
from welfare_movement.places.models import Tambon
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.thai.fields import TextBody

PLAN_ITEMS = ("plan_exists", "villages_took_part", "welfare_section", "adopted_locally", "reviewed")


class PlanPoints(models.IntegerChoices):
    NONE = 0, _("No")
    PARTLY = 10, _("Partly")
    FULL = 20, _("Yes")


def plan_item(words):
    return models.PositiveSmallIntegerField(words, choices=PlanPoints, null=True, blank=True)


NOTHING_ENTERED = dict.fromkeys(("villages", "villages_covered", *PLAN_ITEMS))


class TambonProfileQuerySet(BoundQuerySet):
    def in_districts(self, codes):
        """Limited to these districts; None is the whole province."""
        return self if codes is None else self.filter(tambon__district__in=codes)

    def for_list(self):
        shown = self.with_cycle().select_related("tambon__district")
        return shown.order_by("tambon__district__sort_key", "tambon__sort_key", "tambon")


class TambonProfile(StageBoundChild):
    """What no other source says of a tambon in a round: its villages and its community plan, with the evidence.

    Empty until someone enters it; until then the tambon has no grade, never a 0.
    """

    bound_through = "round"
    named_through = ("tambon",)
    within = ("tambon",)
    round = models.ForeignKey(SurveyRound, models.PROTECT, related_name="tambon_profiles", verbose_name=_("round"))
    tambon = models.ForeignKey(Tambon, models.PROTECT, related_name="profiles", verbose_name=_("tambon"))
    villages = models.PositiveSmallIntegerField(
        _("villages"), null=True, blank=True, help_text=_("0 where the tambon is wholly municipal.")
    )
    villages_covered = models.PositiveSmallIntegerField(
        _("villages covered"),
        null=True,
        blank=True,
        help_text=_("Empty: the largest figure of one graded organisation there."),
    )
    plan_exists = plan_item(_("A community plan of the tambon, not older than 5 years"))
    villages_took_part = plan_item(_("At least 75 % of the villages took part"))
    welfare_section = plan_item(_("The plan has a welfare section"))
    adopted_locally = plan_item(_("Adopted in the local government's plan"))
    reviewed = plan_item(_("Reviewed in the last 12 months"))
    evidence = TextBody(_("evidence"), blank=True, help_text=_("Which papers or people these answers come from."))
    entered_at = when(_("entered at"))
    entered_by = who(_("entered by"))

    objects = TambonProfileQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("tambon profile")
        verbose_name_plural = _("tambon profiles")
        constraints = [
            who_and_when("entered"),
            models.UniqueConstraint("round", "tambon", name="surveys_profile_once"),
            models.CheckConstraint(
                condition=Q(villages_covered=None) | Q(villages=None) | Q(villages_covered__lte=F("villages")),
                name="surveys_covered_of_villages",
                violation_error_message=_("The villages covered cannot be more than the villages."),
            ),
            models.CheckConstraint(
                condition=Q(entered_at__isnull=False) & ~Q(evidence="") | Q(**NOTHING_ENTERED),
                name="surveys_entered_with_evidence",
                violation_error_message=_("Write which papers or people these answers come from."),
            ),
            *(
                models.CheckConstraint(
                    condition=Q((name, None)) | Q((f"{name}__in", PlanPoints.values)), name=f"surveys_points_{name}"
                )
                for name in PLAN_ITEMS
            ),
        ]

    def __str__(self):
        return f"{self.tambon}"

    def get_absolute_url(self):
        return self.round.at("tambon", self.tambon_id)

    @property
    def plan_items(self):
        return [getattr(self, name) for name in PLAN_ITEMS]

    @property
    def profile(self):
        """As the method takes it; None until someone entered the villages and all plan items."""
        if self.villages is None or None in self.plan_items:
            return None
        return Profile(self.villages, tuple(self.plan_items), self.villages_covered)

    def in_words(self):
        """(what was asked, what was entered) of each item; None where nothing was."""
        for name in (*NOTHING_ENTERED, "evidence"):
            value = getattr(self, name)
            shown = PlanPoints(value).label if name in PLAN_ITEMS and value is not None else value
            yield self._meta.get_field(name).verbose_name, shown

    def of_each_round(self):
        """The profiles of this tambon in the rounds of the cycle, the baseline first."""
        alike = TambonProfile.objects.filter(round__cycle=self.round.cycle_id, tambon=self.tambon_id)
        return list(alike.with_cycle().order_by("round__stage"))

    def enter(self, *, by):
        """Save what was entered, with who entered it and when; what is blank again was entered by nobody."""
        is_blank = all(getattr(self, name) is None for name in NOTHING_ENTERED) and not self.evidence
        self.entered_at, self.entered_by = (None, None) if is_blank else (timezone.now(), by)
        self.save()

    def clean(self):
        super().clean()
        entered = [getattr(self, name) for name in NOTHING_ENTERED]
        if any(value is not None for value in entered) and not self.evidence:
            raise ValidationError({"evidence": _("Write which papers or people these answers come from.")})
