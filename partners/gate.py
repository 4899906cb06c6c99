from django.utils.translation import gettext_lazy as _

from partners.models import Participation
from welfare_movement.meetings.models import Meeting, Minutes
from welfare_movement.process.gates import Share, requirement
from welfare_movement.process.stages import Stage

requirement(
    Stage.PARTNERS,
    "consultation",
    _("Consultations with adopted minutes"),
    remedy=_("Hold a consultation of the support partners and have its minutes adopted."),
    page="meetings:index",
    evidence=lambda: Minutes.objects.adopted().filter(
        meeting__kind=Meeting.Kind.CONSULTATION, meeting__stage=Stage.PARTNERS
    ),
    need=1,
)
requirement(
    Stage.PARTNERS,
    "provincial",
    _("Provincial partners joined"),
    remedy=_("Win over more provincial agencies."),
    page="partners:board",
    evidence=lambda: Participation.objects.joined().provincial(),
    need=5,
)
requirement(
    Stage.PARTNERS,
    "central",
    _("Central partners joined"),
    remedy=_("Win over one central agency."),
    page="partners:board",
    evidence=lambda: Participation.objects.joined().central(),
    need=1,
)
requirement(
    Stage.PARTNERS,
    "linkages",
    _("Joined partners with a complete linkage sheet"),
    remedy=_("Help every joined partner to complete its linkage sheet."),
    page="partners:board",
    of=lambda: Participation.objects.joined(),
    evidence=lambda: Participation.objects.joined().linked(),
    need=Share(100),
)
requirement(
    Stage.PARTNERS,
    "decided",
    _("Partners that have decided"),
    remedy=_("Talk to those who are still considering until they join, or decline with a reason."),
    page="partners:board",
    of=lambda: Participation.objects.all(),
    evidence=lambda: Participation.objects.decided(),
    need=Share(80),
)
