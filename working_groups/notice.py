from django.db.models import CharField, Q, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from welfare_movement.notices.kinds import kind
from working_groups.models import CommitteeSeat, TeamMember


def still_asks(notices):
    """The seat stands, and whoever sits there has not answered yet."""
    return notices.filter(Q(about__in=_unanswered(TeamMember)) | Q(about__in=_unanswered(CommitteeSeat)))


def _unanswered(seats):
    open_cycle = {f"{seats.cycle_path()}__closed_at": None}
    about = Concat(Value(f"{seats._meta.label_lower}:"), Cast("pk", CharField()))
    return seats.objects.unanswered().filter(**open_cycle).annotate(asks=about).values("asks")


kind("working_groups_seat", _("Question whether one will serve in a team"), still_owed=still_asks)
