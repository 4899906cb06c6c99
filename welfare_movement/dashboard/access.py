from django.http import Http404

from pilot_areas.models import CycleReport
from welfare_movement.process.access import has_role, public_cycle


def report_for(user, province, year):
    """(cycle, report): for everyone once it is published, until then for members of the cycle; or 404."""
    cycle = public_cycle(province, year)
    report = CycleReport.of(cycle)
    if report.published_at is None and not has_role(user, cycle):
        raise Http404
    return cycle, report
