from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from surveys.models.response import Response, Submission
from surveys.models.versions import GradingMethod
from welfare_movement.people.records import now, when, who, who_and_when
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.refusals import Refused
from welfare_movement.thai.fields import TextBody


class GradeQuerySet(BoundQuerySet):
    def last_of_each(self):
        """The last grade of each response."""
        later = Grade.objects.filter(response=OuterRef("response"), pk__gt=OuterRef("pk"))
        return self.filter(~Exists(later))

    def for_list(self):
        """With its organisation, and whether a current publication shows it."""
        pins = apps.get_model("surveys.PinnedGrade").objects.current()
        organisation = "response__assignment__organisation__tambon__district"
        return (
            self.with_cycle()
            .select_related(organisation)
            .annotate(is_pinned=Exists(pins.filter(grade=OuterRef("pk"))))
            .order_by("response__assignment__organisation__sort_key", "pk")
        )


class Grade(StageBoundChild):
    """The grade of one submission by one version of the method, with everything it was reckoned from. Never changed."""

    bound_through = "response"
    response = models.ForeignKey(Response, models.PROTECT, related_name="grades", verbose_name=_("response"))
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="+", verbose_name=_("submission"))
    method = models.ForeignKey(GradingMethod, models.PROTECT, related_name="+", verbose_name=_("method"))
    letter = models.CharField(_("grade"), max_length=1)
    reason = models.CharField(_("reason for no grade"), max_length=40, blank=True)
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2, null=True)
    completeness = models.DecimalField(_("completeness"), max_digits=5, decimal_places=2, null=True)
    # What the method said in full, and what it was told: enough to reckon it again by hand.
    result = models.JSONField(_("result"))
    inputs = models.JSONField(_("inputs"))
    graded_at = models.DateTimeField(_("graded at"), default=now)

    objects = GradeQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("grade")
        verbose_name_plural = _("grades")
        ordering = ["-pk"]

    def __str__(self):
        return self.letter

    def get_absolute_url(self):
        return reverse("surveys:grade", args=[*self.response.assignment.round.cycle.address, self.pk])

    def save(self, **kwargs):
        if not self._state.adding:
            raise Refused(_("A grade never changes; a corrected answer is graded anew."))
        super().save(**kwargs)

    @classmethod
    def record(cls, response, submission, method, inputs, grading):
        """The grade of a submission of this response, in a verb that asked the response's guard."""
        made = cls(
            response=response,
            submission=submission,
            method=method,
            letter=grading.letter,
            reason=grading.reason or "",
            score=grading.score,
            completeness=grading.completeness,
            result=grading.as_dict(),
            inputs=inputs,
        )
        made.save(guarded_by=response)
        return made


class Objection(StageBoundChild):
    """An organisation says that its grade is not right; answered by a corrected answer or a written reason."""

    bound_through = "grade"
    grade = models.ForeignKey(Grade, models.PROTECT, related_name="objections", verbose_name=_("grade"))
    text = TextBody(_("what is not right"))
    raised_at = models.DateTimeField(_("raised at"), default=now, editable=False)
    answer = TextBody(_("answer"), blank=True)
    resolved_at = when(_("resolved at"))
    resolved_by = who(_("by"))

    class Meta(StageBoundChild.Meta):
        verbose_name = _("objection to a grade")
        verbose_name_plural = _("objections to grades")
        ordering = ["raised_at", "pk"]
        constraints = [who_and_when("resolved")]

    def __str__(self):
        return self.text
