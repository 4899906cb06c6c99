from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.explain import REASONS
from surveys.grading import UNKNOWN
from surveys.models.grade import Grade
from surveys.models.response import Response
from surveys.models.round import SurveyRound
from surveys.refusals import AlreadyPublished, NothingVerified
from surveys.tambons import GradedOrganisation, grade_tambon
from welfare_movement.meetings.models import Resolution
from welfare_movement.people.records import now
from welfare_movement.places.models import Tambon
from welfare_movement.process.models import BoundQuerySet, StageBoundChild
from welfare_movement.process.retry import retried


class PublicationQuerySet(BoundQuerySet):
    def current(self):
        return self.filter(superseded_at=None)


class Publication(StageBoundChild):
    """A decision that pins one grade for each verified response of a round; a later one supersedes it."""

    bound_through = "round"
    round = models.ForeignKey(SurveyRound, models.PROTECT, related_name="publications", verbose_name=_("round"))
    published_at = models.DateTimeField(_("published at"), default=now, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("published by")
    )
    resolution = models.ForeignKey(
        Resolution, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("agreed by the resolution")
    )
    superseded_at = models.DateTimeField(_("superseded at"), null=True, editable=False)

    objects = PublicationQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("publication")
        verbose_name_plural = _("publications")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                "round", condition=models.Q(superseded_at=None), name="surveys_one_current_publication"
            )
        ]

    def __str__(self):
        return f"{self.round}"

    # ── Verbs ──────────────────────────────────────────────────────────────────────────────────────────────────────
    @classmethod
    @retried
    @transaction.atomic
    def publish(cls, survey_round, *, by, resolution=None):
        """Pin the latest grade of every verified response, grade the tambons by them, and supersede what was shown.

        resolution: agreed at a meeting of this cycle that was held, or None.
        Raises NothingVerified, or AlreadyPublished naming who was first when nothing has changed since.
        """
        survey_round.require_open()
        if resolution is not None:
            survey_round.require_agreed(resolution)
        survey_round = SurveyRound.objects.select_for_update().get(pk=survey_round.pk)
        grades = list(cls._verified(survey_round))
        if not grades:
            raise NothingVerified
        current = cls.objects.current().filter(round=survey_round).select_related("published_by").first()
        grades += current._kept(grades) if current else []
        tambons = list(_graded_tambons(survey_round, grades))
        if current and current._shows(grades, tambons):
            raise AlreadyPublished(current)
        cls.objects.current().filter(round=survey_round).update(superseded_at=timezone.now())
        publication = cls.objects.create(round=survey_round, published_by=by, resolution=resolution)
        PinnedGrade.objects.bulk_create(
            [PinnedGrade(publication=publication, response_id=grade.response_id, grade=grade) for grade in grades]
        )
        for tambon in tambons:
            tambon.publication = publication
        TambonGrade.objects.bulk_create(tambons)
        return publication

    @staticmethod
    def _verified(survey_round):
        latest = Grade.objects.last_of_each().filter(
            response__assignment__round=survey_round, response__verified_at__isnull=False
        )
        return latest.select_related("response__assignment__organisation").order_by("pk")

    def _kept(self, grades):
        """What was pinned for responses that are being corrected now: it stays until they are verified again."""
        pins = self.pins.exclude(response__in=[grade.response_id for grade in grades])
        return list(Grade.objects.filter(pins__in=pins).select_related("response__assignment__organisation"))

    def _shows(self, grades, tambons):
        pinned = set(self.pins.values_list("grade", flat=True))
        # PostgreSQL keeps no order of keys in a JSON value, so objects are compared, never their text.
        shown = dict(self.tambon_grades.values_list("tambon", "result"))
        return pinned == {grade.pk for grade in grades} and shown == {each.tambon_id: each.result for each in tambons}


class PinnedGradeQuerySet(BoundQuerySet):
    def current(self):
        return self.filter(publication__superseded_at=None)


class PinnedGrade(StageBoundChild):
    """The grade of a response that a publication shows."""

    bound_through = "publication"
    named_through = ("grade",)
    publication = models.ForeignKey(Publication, models.PROTECT, related_name="pins", verbose_name=_("publication"))
    response = models.ForeignKey(Response, models.PROTECT, related_name="pins", verbose_name=_("response"))
    grade = models.ForeignKey(Grade, models.PROTECT, related_name="pins", verbose_name=_("grade"))

    objects = PinnedGradeQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("published grade")
        verbose_name_plural = _("published grades")
        constraints = [models.UniqueConstraint("publication", "response", name="surveys_pinned_once")]

    def __str__(self):
        return f"{self.grade}"


class TambonGradeQuerySet(BoundQuerySet):
    def current(self):
        """As they are shown now, each with its round."""
        return self.filter(publication__superseded_at=None).select_related("publication__round")


class TambonGrade(StageBoundChild):
    """The grade of a tambon as a publication shows it, with everything it was reckoned from."""

    bound_through = "publication"
    publication = models.ForeignKey(
        Publication, models.PROTECT, related_name="tambon_grades", verbose_name=_("publication")
    )
    tambon = models.ForeignKey(Tambon, models.PROTECT, related_name="grades", verbose_name=_("tambon"))
    letter = models.CharField(_("grade"), max_length=1)
    reason = models.CharField(_("reason for no grade"), max_length=40, blank=True)
    score = models.DecimalField(_("score"), max_digits=5, decimal_places=2, null=True)
    is_provisional = models.BooleanField(_("provisional"))
    result = models.JSONField(_("result"))

    objects = TambonGradeQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("tambon grade")
        verbose_name_plural = _("tambon grades")
        constraints = [models.UniqueConstraint("publication", "tambon", name="surveys_tambon_graded_once")]

    def __str__(self):
        return self.letter

    @property
    def reason_words(self):
        """Why there is no letter of the scale, in the language that is active."""
        return REASONS.get(self.reason, "")


def _graded_tambons(survey_round, grades):
    """A grade, not saved yet, for each tambon in which the round expects an organisation."""
    profiles = {each.tambon_id: each.profile for each in survey_round.tambon_profiles.all()}
    expected = {}
    for code in survey_round.assignments.values_list("organisation__tambon", flat=True):
        expected[code] = expected.get(code, 0) + 1
    organisations = {}
    for grade in grades:
        organisations.setdefault(grade.response.assignment.organisation.tambon_id, []).append(_as_graded(grade))
    for code, number in sorted(expected.items()):
        grading = grade_tambon(organisations.get(code, []), profiles.get(code), number, survey_round.method.method)
        yield TambonGrade(
            tambon_id=code,
            letter=grading.letter,
            reason=grading.reason or "",
            score=grading.score,
            is_provisional=grading.provisional,
            result=grading.as_dict(),
        )


def _as_graded(grade):
    return GradedOrganisation(
        letter=grade.letter,
        score=grade.score,
        members=_known(grade.inputs.get("members_total")),
        villages_covered=_known(grade.inputs.get("villages_covered")),
    )


def _known(answer):
    return None if answer == UNKNOWN else answer
