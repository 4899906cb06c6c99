"""The gates of PILOT_AREAS and of CELEBRATION."""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from forums.models import Gathering
from pilot_areas.models import CriteriaSet, CycleReport, Nomination, PilotArea, Thanks
from surveys.models import Assignment, SurveyRound
from welfare_movement.process.gates import Share, requirement
from welfare_movement.process.stages import Stage


def in_areas():
    """The organisations of the baseline that were graded, in the pilot areas of their cycle."""
    areas = PilotArea.objects.filter(
        nomination__cycle=OuterRef("round__cycle"), nomination__tambon=OuterRef("organisation__tambon")
    )
    return Assignment.objects.baseline().graded().filter(Exists(areas))


def thanked():
    """The surveyed organisations that were thanked."""
    return (
        Assignment.objects.baseline()
        .verified()
        .filter(Exists(Thanks.objects.filter(cycle=OuterRef("round__cycle"), organisation=OuterRef("organisation"))))
    )


requirement(
    Stage.PILOT_AREAS,
    "criteria",
    _("Sets of criteria adopted"),
    remedy=_("Have the criteria of the selection adopted by a resolution."),
    page="pilot_areas:criteria",
    evidence=lambda: CriteriaSet.objects.adopted(),
    need=1,
)
requirement(
    Stage.PILOT_AREAS,
    "scored",
    _("Candidates scored by at least three judges"),
    remedy=_("Have every candidate scored by three judges."),
    page="pilot_areas:panel",
    of=lambda: Nomination.objects.standing(),
    evidence=lambda: Nomination.objects.standing().scored(),
    need=Share(100),
)
requirement(
    Stage.PILOT_AREAS,
    "selected",
    _("Areas selected, with published reasons"),
    remedy=_("Select at least one area and publish the reasons."),
    page="pilot_areas:ranking",
    evidence=lambda: PilotArea.objects.explained(),
    need=1,
)
requirement(
    Stage.PILOT_AREAS,
    "plans",
    _("Areas with an adopted plan"),
    remedy=_("Have the plan of every area adopted."),
    page="pilot_areas:index",
    of=lambda: PilotArea.objects.all(),
    evidence=lambda: PilotArea.objects.planned(),
    need=Share(100),
)
requirement(
    Stage.PILOT_AREAS,
    "milestones",
    _("Areas whose milestones are reached, or decided otherwise with a reason"),
    remedy=_("Reach the milestones of every area, or decide otherwise with a reason."),
    page="pilot_areas:index",
    of=lambda: PilotArea.objects.all(),
    evidence=lambda: PilotArea.objects.settled(),
    need=Share(100),
)
requirement(
    Stage.PILOT_AREAS,
    "regraded",
    _("Graded organisations of the areas that are graded again"),
    remedy=_("Survey the organisations of the areas again, and publish their grades."),
    page="pilot_areas:follow_up",
    of=in_areas,
    evidence=lambda: in_areas().graded_again(),
    need=Share(80),
)
requirement(
    Stage.CELEBRATION,
    "held",
    _("Celebrations held"),
    remedy=_("Hold the celebration."),
    page="pilot_areas:celebration",
    evidence=lambda: Gathering.objects.celebration().held(),
    need=1,
    most=1,
)
requirement(
    Stage.CELEBRATION,
    "stories",
    _("Pilot areas with a story and a lesson"),
    remedy=_("Publish a story and a lesson of every pilot area."),
    page="pilot_areas:stories",
    of=lambda: PilotArea.objects.all(),
    evidence=lambda: PilotArea.objects.told(),
    need=Share(100),
)
requirement(
    Stage.CELEBRATION,
    "thanked",
    _("Surveyed organisations thanked"),
    remedy=_("Thank every organisation that was surveyed."),
    page="pilot_areas:thanks",
    of=lambda: Assignment.objects.baseline().verified(),
    evidence=thanked,
    need=Share(100),
)
requirement(
    Stage.CELEBRATION,
    "report",
    _("Reports of the cycle published"),
    remedy=_("Publish the report of the cycle."),
    page="dashboard:report",
    evidence=lambda: CycleReport.objects.published(),
    need=1,
    most=1,
)
requirement(
    Stage.CELEBRATION,
    "objections",
    _("Survey rounds without an open objection"),
    remedy=_("Resolve every objection to a grade."),
    page="process:ladder",
    of=lambda: SurveyRound.objects.all(),
    evidence=lambda: SurveyRound.objects.undisputed(),
    need=Share(100),
)
