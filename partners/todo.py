from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models import Commitment, Hesitation, Linkage, Participation
from welfare_movement.process.models import Membership
from welfare_movement.process.todos import row, runs, todo

SOON = timedelta(days=14)


def homework(user, cycle):
    """Sheets not handed in yet, or returned, of the partners that this person answers for."""
    mine = Linkage.objects.to_do().filter(
        participation__cycle=cycle, participation__partner__representatives__user_id=user.pk
    )
    return row(mine, title="participation__partner__name", due="due_on", argument="participation_id")


def touches(user, cycle):
    """Partners whose next touch has come, for whoever takes it; for all coordinators where no member is named."""
    takers = Membership.objects.filter(cycle=cycle, user=OuterRef("next_touch_by"))
    due = Participation.objects.touched(timezone.localdate()).filter(
        Q(Exists(takers), next_touch_by_id=user.pk) | Q(~Exists(takers), runs(user, "cycle__")), cycle=cycle
    )
    return row(due.distinct(), title="partner__name", due="next_touch_on")


def doubts(user, cycle):
    """Doubts that nobody has answered yet and that no meeting ahead is to consider."""
    waiting = Hesitation.objects.waiting().filter(runs(user, "participation__cycle__"), participation__cycle=cycle)
    return row(waiting.distinct(), title="participation__partner__name", due="raised_at", argument="participation_id")


def late_homework(user, cycle):
    late = Linkage.objects.late().filter(runs(user, "participation__cycle__"), participation__cycle=cycle)
    return row(late.distinct(), title="participation__partner__name", due="due_on", argument="participation_id")


def handed_in(user, cycle):
    """Sheets that were handed in, to be accepted or returned; the longest waiting first."""
    waiting = Linkage.objects.to_read().filter(runs(user, "participation__cycle__"), participation__cycle=cycle)
    return row(waiting.distinct(), title="participation__partner__name", argument="participation_id")


def promises(user, cycle):
    """Promises due within two weeks, or late, of the partners that this person answers for."""
    soon = Commitment.objects.open().filter(
        cycle=cycle,
        due_on__lte=timezone.localdate() + SOON,
        participation__partner__representatives__user_id=user.pk,
    )
    return row(soon.distinct(), title="what", due="due_on")


def late_promises(user, cycle):
    late = Commitment.objects.late().filter(runs(user, "cycle__"), cycle=cycle)
    return row(late.distinct(), title="what", due="due_on")


todo("partners.promise", _("Promise to keep"), page="partners:commitment", rows=promises)
todo(
    "partners.late_promise",
    _("A promise is late"),
    page="partners:commitment",
    rows=late_promises,
    all_page="partners:commitments",
    query="show=late",
)
todo("partners.homework", _("Linkage sheet to hand in"), page="partners:linkage", rows=homework)
todo("partners.touch", _("Partner to talk to"), page="partners:participation", rows=touches)
todo("partners.doubt", _("Doubt to answer"), page="partners:participation", rows=doubts)
todo("partners.late", _("Partner's homework is late"), page="partners:participation", rows=late_homework)
todo("partners.handed_in", _("Linkage sheet to read"), page="partners:ledger", rows=handed_in)
