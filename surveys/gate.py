from django.utils.translation import gettext_lazy as _

from surveys.models import Assignment, ExpectedNetwork, SurveyRound
from welfare_movement.meetings.models import Meeting, Minutes
from welfare_movement.process.gates import Share, requirement
from welfare_movement.process.stages import Stage

requirement(
    Stage.SURVEYS,
    "joint",
    _("Joint meetings with adopted minutes"),
    remedy=_("Hold a joint meeting of partners and network representatives and have its minutes adopted."),
    page="meetings:index",
    evidence=lambda: Minutes.objects.adopted().filter(meeting__kind=Meeting.Kind.JOINT, meeting__stage=Stage.SURVEYS),
    need=1,
)
requirement(
    Stage.SURVEYS,
    "networks",
    _("Networks represented at the joint meeting"),
    remedy=_("Invite a representative of every network to a joint meeting, and record who came."),
    page="surveys:networks",
    of=lambda: ExpectedNetwork.objects.all(),
    evidence=lambda: ExpectedNetwork.objects.represented(),
    need=Share(100),
)
requirement(
    Stage.SURVEYS,
    "round",
    _("Baseline round opened by a resolution"),
    remedy=_("Open the survey round by a resolution of the joint meeting."),
    page="surveys:coverage",
    evidence=lambda: SurveyRound.objects.baseline(),
    need=1,
    most=1,
)
requirement(
    Stage.SURVEYS,
    "coverage",
    _("Organisations verified, in the least covered network"),
    remedy=_("Have more surveys sent and verified."),
    page="surveys:coverage",
    of=lambda: Assignment.objects.baseline(),
    evidence=lambda: Assignment.objects.baseline().verified(),
    per="organisation__networks",
    need=Share(80),
)
requirement(
    Stage.SURVEYS,
    "grades",
    _("Grades published"),
    remedy=_("Publish the grades."),
    page="surveys:grades",
    evidence=lambda: SurveyRound.objects.baseline().published(),
    need=1,
    most=1,
)
