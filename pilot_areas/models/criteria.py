from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pilot_areas.refusals import AlreadyAdopted, ScoresGiven
from pilot_areas.selection import BadCriteria, load_criteria, shipped_criteria
from pilot_areas.selection.words import lines_of, rules_of
from welfare_movement.meetings.models import Resolution
from welfare_movement.people.records import when, who, who_and_when
from welfare_movement.places.models import District
from welfare_movement.process.models import BoundQuerySet, Cycle, StageBound
from welfare_movement.process.refusals import Sealed
from welfare_movement.process.retry import retried
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody

DECIDED = Q(selection__decided_at__isnull=False)
DECIDED_SAYS = _("The areas of this cycle are selected; criteria, nominations and scores stay as they were then.")


def require_agreed(cycle, resolution):
    """Refused unless the resolution agreed, at a meeting of this cycle that was held."""
    meeting = resolution.item.meeting
    if meeting.cycle_id != cycle.pk or not meeting.has_begun or meeting.cancelled_at is not None:
        raise Refused(_("Choose a resolution of a meeting of this cycle that was held."))
    if resolution.outcome not in Resolution.AGREEING:
        raise Refused(_("Choose a resolution that agreed to it; this one did not."))


class CriteriaSetQuerySet(BoundQuerySet):
    def adopted(self):
        """By a resolution that agreed, of a meeting of this cycle."""
        return self.exclude(adopted_at=None).filter(
            resolution__outcome__in=Resolution.AGREEING, resolution__item__meeting__cycle=F("cycle")
        )

    def in_force(self, cycle):
        """The set of this cycle that was adopted last; None before any was."""
        sets = self.adopted().filter(cycle=cycle).select_related("resolution__item__meeting__cycle", "adopted_by")
        return sets.order_by("-adopted_at", "-pk").first()

    def basis(self, cycle):
        """What the judges score by: what is in force, or else the draft that goes before the meeting; None without."""
        return self.in_force(cycle) or self.filter(cycle=cycle, adopted_at=None).first()

    def draft(self, cycle):
        """The set that is not adopted yet; a new one, not saved, where there is none: what holds, or what ships."""
        held = self.filter(cycle=cycle, adopted_at=None).order_by("-pk").first()
        if held:
            return held
        before = self.in_force(cycle)
        definition = before.definition if before else _for_province(cycle.province)
        return self.model(cycle=cycle, definition=definition, text=before.text if before else "")

    @retried
    @transaction.atomic
    def write(self, cycle, definition, *, text=""):
        """Keep this as the one draft of the cycle. Raises BadCriteria with what is to be mended."""
        load_criteria(definition, districts_of(cycle.province_id))
        draft = self.draft(Cycle.objects.select_for_update(of=["self"]).select_related("province").get(pk=cycle.pk))
        draft.definition, draft.text = definition, text
        draft.save()
        return draft


class CriteriaSet(StageBound):
    """The criteria by which pilot areas are chosen, as data, adopted by a resolution.

    Never changed once adopted, nor once a judge scored by them: a meeting may adopt them before, or with the selection.
    """

    stage = Stage.PILOT_AREAS
    sealed_when = DECIDED
    seal_says = DECIDED_SAYS
    within = ("resolution",)
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="criteria_sets", verbose_name=_("cycle"))
    definition = models.JSONField(_("criteria"), default=shipped_criteria)
    text = TextBody(_("remarks"), blank=True)
    resolution = models.ForeignKey(
        Resolution,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("adopted by the resolution"),
    )
    adopted_at = when(_("adopted at"))
    adopted_by = who(_("recorded by"))

    objects = CriteriaSetQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("set of criteria")
        verbose_name_plural = _("sets of criteria")
        constraints = [
            who_and_when("adopted"),
            models.UniqueConstraint("cycle", condition=Q(adopted_at=None), name="pilot_areas_one_draft"),
            models.CheckConstraint(
                condition=models.Q(adopted_at=None) | models.Q(resolution__isnull=False),
                name="pilot_areas_criteria_by_resolution",
                violation_error_message=_("Criteria are adopted by a resolution; choose it."),
            ),
        ]

    def __str__(self):
        return f"{self.cycle}"

    def get_absolute_url(self):
        return reverse("pilot_areas:criteria_paper", args=[*self.cycle.address, self.pk])

    def clean(self):
        super().clean()
        if self.resolution_id and self.resolution.outcome not in Resolution.AGREEING:
            raise ValidationError({"resolution": _("Choose a resolution that agreed to it; this one did not.")})

    @property
    def criteria(self):
        """As the rule takes them. Raises BadCriteria."""
        return load_criteria(self.definition)

    def in_words(self, digits=str):
        """{lines, rules, zones} as a page shows them, in the reader's language. digits: how a paper writes them."""
        criteria = self.criteria
        names = {each.pk: each.name for each in District.objects.filter(province=self.cycle.province_id)}
        zones = [
            (zone.name.said(get_language()), [names[code] for code in zone.districts if code in names])
            for zone in criteria.zones
        ]
        lines = [
            {
                **line,
                "number": digits(str(number)),
                "points": digits(str(line["points"])),
                "how": digits(str(line["how"])),
            }
            for number, line in enumerate(lines_of(criteria), start=1)
        ]
        return {"lines": lines, "rules": [digits(str(rule)) for rule in rules_of(criteria)], "zones": zones}

    def save(self, **kwargs):
        self.require_writable()
        super().save(**kwargs)

    def delete(self, *args, **kwargs):
        self.require_writable()
        return super().delete(*args, **kwargs)

    def require_writable(self):
        """Raise unless this is a draft, and nobody has scored yet."""
        self.require_open()
        if self.pk and CriteriaSet.objects.filter(pk=self.pk, adopted_at__isnull=False).exists():
            raise Sealed(_("Criteria that were adopted stay as they are; write the change into a new draft."))
        if self._has_scores():
            raise ScoresGiven

    @retried
    @transaction.atomic
    def adopt(self, *, by, resolution):
        """Adopt once, as a meeting of this cycle agreed; complete, and where judges scored, what they scored by."""
        self.require_open()
        Cycle.objects.select_for_update().get(pk=self.cycle_id)
        stored = CriteriaSet.objects.select_related("adopted_by").get(pk=self.pk)
        if stored.adopted_at is not None:
            raise AlreadyAdopted(stored)
        require_agreed(self.cycle, resolution)
        if self._has_scores() and CriteriaSet.objects.basis(self.cycle) != self:
            raise ScoresGiven
        try:
            load_criteria(stored.definition, districts_of(self.cycle.province_id))
        except BadCriteria as wrong:
            raise Refused(str(wrong)) from wrong
        adopted = {"adopted_at": timezone.now(), "adopted_by": by, "resolution": resolution}
        CriteriaSet.objects.filter(pk=self.pk).update(**adopted)
        self.refresh_from_db()

    def _has_scores(self):
        return Cycle.objects.filter(pk=self.cycle_id, nominations__scores__isnull=False).exists()


def districts_of(province):
    """The codes of the districts of this province, in the order of their names."""
    return list(District.objects.filter(province=province).order_by("sort_key").values_list("code", flat=True))


def _for_province(province):
    """The shipped set; in a province that its zones do not know, with one zone for the whole of it."""
    definition, codes = shipped_criteria(), districts_of(province.pk)
    if set(codes) <= {code for zone in definition["zones"] for code in zone["districts"]}:
        return definition
    whole = {"code": "z1", "th": province.name_th, "en": province.name_en, "districts": codes}
    return {**definition, "zones": [whole]}
