from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from forums.models import Declaration, ExpectedDistrict, Gathering, Pledge
from partners.models import Participation
from welfare_movement.process.gates import Share, requirement
from welfare_movement.process.stages import Stage

requirement(
    Stage.FORUMS,
    "held",
    _("Forums held"),
    remedy=_("Hold the large provincial forum."),
    page="forums:index",
    evidence=lambda: Gathering.objects.forum().held(),
    need=1,
    most=1,
)
requirement(
    Stage.FORUMS,
    "districts",
    _("Districts with someone checked in"),
    remedy=_("Have someone of more districts come to the forum."),
    page="forums:index",
    of=lambda: ExpectedDistrict.objects.forum(),
    evidence=lambda: ExpectedDistrict.objects.forum().present(),
    need=Share(80),
)
requirement(
    Stage.FORUMS,
    "declaration",
    _("Declarations adopted"),
    remedy=_("Have the forum adopt its declaration."),
    page="forums:index",
    evidence=lambda: Declaration.objects.adopted().filter(gathering__in=Gathering.objects.forum().held()),
    need=1,
    most=1,
)
requirement(
    Stage.FORUMS,
    "pledges",
    _("Joined partners with a pledge"),
    remedy=_("Ask the joined partners for their pledges."),
    page="forums:index",
    of=lambda: Participation.objects.joined(),
    evidence=lambda: Participation.objects.joined().filter(
        Exists(
            Pledge.objects.filter(
                participation=OuterRef("pk"),
                gathering__cycle=OuterRef("cycle"),
                gathering__stage=Stage.FORUMS,
                gathering__cancelled_at=None,
            )
        )
    ),
    need=Share(80),
)
