from datetime import datetime, time

from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from surveys.models.organisation import CommunityOrganisation
from surveys.models.versions import GradingMethod, QuestionnaireVersion
from surveys.refusals import AlreadyOpened
from welfare_movement.meetings.models import Resolution
from welfare_movement.people.models import Link
from welfare_movement.people.records import who_and_when
from welfare_movement.process.models import BoundQuerySet, Cycle, StageBound, StageBoundChild
from welfare_movement.process.retry import retried
from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused


class SurveyRoundQuerySet(BoundQuerySet):
    def baseline(self):
        return self.filter(stage=Stage.SURVEYS)

    def published(self):
        current = apps.get_model("surveys.Publication").objects.current()
        return self.filter(Exists(current.filter(round=OuterRef("pk"))))

    def last_of(self, cycle):
        """The round that was opened last, in this cycle or in the one that it started from; None without one."""
        asked = self.filter(cycle__in=[cycle.pk, cycle.previous_id]).select_related("questionnaire", "method")
        return asked.order_by("-opened_at", "-pk").first()

    def undisputed(self):
        """Without an open objection to any of its grades."""
        objections = apps.get_model("surveys.Objection").objects.filter(resolved_at=None)
        return self.filter(~Exists(objections.filter(grade__response__assignment__round=OuterRef("pk"))))


class SurveyRound(StageBound):
    """One round of the survey: the baseline of a cycle in SURVEYS, its follow-up in PILOT_AREAS.

    Opened by a resolution, with an assignment for each organisation expected then; later registrations do not move it.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="rounds", verbose_name=_("cycle"))
    stage = models.PositiveSmallIntegerField(
        _("stage"),
        choices=[(Stage.SURVEYS.value, Stage.SURVEYS.label), (Stage.PILOT_AREAS.value, Stage.PILOT_AREAS.label)],
    )
    reference_month = models.DateField(
        _("survey month"), help_text=_("“12 months” are the 12 full months before it, the same for everyone.")
    )
    due_on = models.DateField(_("answers until"))
    questionnaire = models.ForeignKey(QuestionnaireVersion, models.PROTECT, verbose_name=_("questionnaire"))
    method = models.ForeignKey(GradingMethod, models.PROTECT, verbose_name=_("grading method"))
    resolution = models.ForeignKey(
        Resolution, models.PROTECT, related_name="opened_rounds", verbose_name=_("opened by the resolution")
    )
    opened_at = models.DateTimeField(_("opened at"), editable=False)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False, verbose_name=_("opened by")
    )

    objects = SurveyRoundQuerySet.as_manager()

    class Meta(StageBound.Meta):
        verbose_name = _("survey round")
        verbose_name_plural = _("survey rounds")
        ordering = ["cycle", "stage"]
        constraints = [
            who_and_when("opened"),
            models.UniqueConstraint("cycle", "stage", name="surveys_one_round_a_stage"),
            models.CheckConstraint(
                condition=models.Q(stage__in=[Stage.SURVEYS.value, Stage.PILOT_AREAS.value]), name="surveys_round_stage"
            ),
        ]

    def __str__(self):
        return str(_("Baseline survey") if self.stage == Stage.SURVEYS else _("Follow-up survey"))

    def get_absolute_url(self):
        return reverse("surveys:coverage", args=self.cycle.address)

    @property
    def closes_at(self):
        """The last moment of the last day, by the clock of Bangkok; later answers are taken, and marked late."""
        end = datetime.combine(self.due_on, time(23, 59, 59))
        return timezone.make_aware(end, timezone.get_default_timezone())

    @retried
    @transaction.atomic
    def open(self, organisations, *, by):
        """Open a new round for these organisations, each with an assignment and its personal link.

        Refused unless its resolution was agreed at a meeting of this cycle that has begun, and unless every
        organisation is of the cycle's province and still stands. Raises AlreadyOpened naming who was first.
        """
        self.require_open()
        self.require_agreed(self.resolution)
        # The cycle is held, so that whoever comes second is told who was first.
        cycle = Cycle.objects.select_for_update().get(pk=self.cycle_id)
        if first := SurveyRound.objects.filter(cycle=cycle, stage=self.stage).select_related("opened_by").first():
            raise AlreadyOpened(first)
        organisations = list(dict.fromkeys(organisations))
        if not organisations:
            raise Refused(_("Register the community organisations first; a round without any has nobody to ask."))
        if any(each.province_id != cycle.province_id or each.dissolved_on for each in organisations):
            raise Refused(_("Choose organisations of this province that still stand."))
        self.opened_at, self.opened_by = timezone.now(), by
        self.save()
        links = Link.objects.bulk_create(
            [Link.drawn("surveys.Assignment", by=by, expires_at=self._links_expire) for _organisation in organisations]
        )
        self.assignments.bulk_create(
            [
                Assignment(round=self, organisation=organisation, link=link)
                for organisation, link in zip(organisations, links, strict=True)
            ]
        )
        tambons = {organisation.tambon_id for organisation in organisations}
        profiles = self.tambon_profiles.model
        self.tambon_profiles.bulk_create([profiles(round=self, tambon_id=code) for code in sorted(tambons)])
        return self

    def publish(self, *, by, resolution=None):
        """Pin one grade for each verified response, and grade the tambons; see Publication.publish."""
        return self.publications.model.publish(self, by=by, resolution=resolution)

    @property
    def _links_expire(self):
        # Past the due day: late answers, corrections and the grade are still read by the same link.
        return timezone.now() + settings.SURVEY_LINK_LASTS

    def require_agreed(self, resolution):
        """Refused unless the resolution agreed, at a meeting of this cycle that was held."""
        meeting = resolution.item.meeting
        if meeting.cycle_id != self.cycle_id or not meeting.has_begun or meeting.cancelled_at is not None:
            raise Refused(_("Choose a resolution of a meeting of this cycle that was held."))
        if resolution.outcome not in Resolution.AGREEING:
            raise Refused(_("Choose a resolution that agreed to it; this one did not."))


class AssignmentQuerySet(BoundQuerySet):
    def baseline(self):
        return self.filter(round__stage=Stage.SURVEYS)

    def verified(self):
        return self.exclude(response__verified_at=None)

    def unsent(self):
        return self.filter(response__sent_at=None)

    def graded(self):
        """With a published grade of the scale; one with a reason for no grade is none."""
        pins = apps.get_model("surveys.PinnedGrade").objects.current().filter(grade__reason="")
        return self.filter(Exists(pins.filter(response__assignment=OuterRef("pk"))))

    def graded_again(self):
        """Whose organisation has a published grade in the follow-up round of the same cycle too."""
        again = Assignment.objects.graded().filter(
            round__stage=Stage.PILOT_AREAS,
            round__cycle=OuterRef("round__cycle"),
            organisation=OuterRef("organisation"),
        )
        return self.filter(Exists(again))

    def in_districts(self, codes):
        """Limited to these districts; None is the whole province."""
        return self if codes is None else self.filter(organisation__tambon__district__in=codes)

    def for_coverage(self):
        """With what the coverage list shows of each."""
        return (
            self.with_cycle()
            .select_related("response", "organisation__tambon__district", "link")
            .order_by("organisation__tambon__district__sort_key", "organisation__sort_key", "pk")
        )


class Assignment(StageBoundChild):
    """One organisation expected to answer in one round: the denominator of coverage."""

    bound_through = "round"
    named_through = ("organisation",)
    within = ("organisation",)
    round = models.ForeignKey(SurveyRound, models.PROTECT, related_name="assignments", verbose_name=_("round"))
    organisation = models.ForeignKey(
        CommunityOrganisation, models.PROTECT, related_name="assignments", verbose_name=_("organisation")
    )
    link = models.OneToOneField(Link, models.PROTECT, editable=False, verbose_name=_("personal link"))

    objects = AssignmentQuerySet.as_manager()

    class Meta(StageBoundChild.Meta):
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints = [models.UniqueConstraint("round", "organisation", name="surveys_assigned_once")]

    def __str__(self):
        return f"{self.organisation}"

    def get_absolute_url(self):
        return reverse("surveys:assignment", args=[*self.round.cycle.address, self.pk])

    @property
    def state(self):
        """not_started, draft, sent, returned or verified."""
        return self.response.state if hasattr(self, "response") else "not_started"

    @property
    def is_late(self):
        """Not sent when the round closed, or sent for the first time after it."""
        first = self.response.first_sent_at if hasattr(self, "response") else None
        return (first or timezone.now()) > self.round.closes_at
