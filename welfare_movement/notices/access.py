from django.http import Http404

from welfare_movement.notices.models import Notice
from welfare_movement.process.access import cycle_for
from welfare_movement.process.roles import Role


def notice_for(user, province, year, pk):
    """A message of the cycle, for its coordinators; or 404, or 403. Those of the sign-in belong to no cycle."""
    cycle = cycle_for(user, province, year, Role.COORDINATOR)
    found = Notice.objects.filter(cycle=cycle, pk=pk).select_related("to", "link", "passed_on_by").first()
    if found is None:
        raise Http404
    return cycle, found
