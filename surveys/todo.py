from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from surveys.access import REVIEWERS
from surveys.models import Assignment, Response
from welfare_movement.process.roles import Role
from welfare_movement.process.todos import row, todo

TO_ANSWER = Q(response=None) | Q(response__sent_at=None) | Q(response__returned_at__isnull=False)


def answers(user, cycle):
    """Surveys to fill in, or returned, of the organisations that this person answers for."""
    mine = Assignment.objects.filter(TO_ANSWER, round__cycle=cycle, organisation__respondents__user_id=user.pk)
    return row(mine.distinct(), title="organisation__name", due="round__due_on")


def reviews(user, cycle):
    """Responses to look through, in the districts of this person."""
    held = cycle.memberships.filter(user_id=user.pk, role__in=[Role.ADMINISTRATOR, *REVIEWERS])
    districts = Q(assignment__organisation__tambon__district__in=held.exclude(district=None).values("district"))
    everywhere = Q(assignment__round__cycle__in=held.filter(district=None).values("cycle"))
    waiting = Response.objects.sent().filter(districts | everywhere, assignment__round__cycle=cycle)
    return row(waiting, title="assignment__organisation__name", due="sent_at")


todo("surveys.answer", _("Survey to fill in"), page="surveys:assignment", rows=answers)
todo("surveys.review", _("Response to look through"), page="surveys:response", rows=reviews)
