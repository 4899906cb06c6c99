from django.utils.translation import gettext_lazy as _

from forums.models import Declaration, Gathering
from welfare_movement.process.todos import row, runs, todo


def waiting(user, cycle):
    """Gatherings ahead at which somebody waits although seats are left: the quotas hold them up."""
    held_up = Gathering.objects.with_free_seats_and_people_waiting().filter(cycle=cycle, held_at=None)
    return row(held_up.filter(runs(user, "cycle__")).distinct(), title="title", due="starts_at")


def to_hold(user, cycle):
    """Gatherings that began and are not recorded as held."""
    begun = Gathering.objects.begun().filter(runs(user, "cycle__"), cycle=cycle, held_at=None)
    return row(begun.distinct(), title="title", due="ends_at")


def to_adopt(user, cycle):
    """Declarations of a forum that began, not adopted yet."""
    begun = Gathering.objects.begun().filter(cycle=cycle)
    drafts = Declaration.objects.filter(runs(user, "gathering__cycle__"), gathering__in=begun, adopted_at=None)
    return row(drafts.distinct(), title="gathering__title", due="gathering__ends_at", argument="gathering_id")


todo("forums.waiting", _("People wait although seats are free"), page="forums:seats", rows=waiting)
todo("forums.hold", _("Gathering to record as held"), page="forums:gathering", rows=to_hold)
todo("forums.declaration", _("Declaration to adopt"), page="forums:declaration", rows=to_adopt)
