from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef
from django.http import Http404

from pilot_areas.models import AreaPerson, PilotArea
from pilot_areas.months import read_month
from welfare_movement.people.access import Visitor
from welfare_movement.process.access import cycle_for, has_role, public_cycle
from welfare_movement.process.roles import Role


def area_for(visitor, province, year, pk):
    """A pilot area, to read: for members of the cycle, and for its own people, signed in or by their link; or 404."""
    cycle = public_cycle(province, year)
    areas = PilotArea.objects.filter(nomination__cycle=cycle, pk=pk)
    if not cycle.memberships.filter(visitor.stands("user")).exists():
        areas = areas.filter(Exists(_people(visitor).filter(area=OuterRef("pk"))))
    return _found(areas)


def area_run_by(user, province, year, pk):
    """The same, to run: for coordinators only; or 404, or 403."""
    cycle = cycle_for(user, province, year, Role.COORDINATOR)
    return _found(PilotArea.objects.filter(nomination__cycle=cycle, pk=pk))


def area_told_by(visitor, province, year, pk):
    """The same, to tell of it: for coordinators, and for those who lead it, signed in or by link; or 404, or 403."""
    found = area_for(visitor, province, year, pk)
    if not may_lead(visitor, found):
        raise PermissionDenied
    return found


def area_led_by(user, province, year, pk):
    """The same, to record what was reached: for coordinators, and for those who lead it, signed in; or 404, or 403."""
    return area_told_by(Visitor(user), province, year, pk)


def report_for(visitor, province, year, pk, month):
    """The report of one month of an area, stored or not yet, to read; or 404."""
    area = area_for(visitor, province, year, pk)
    read = read_month(month)
    if read is None or not area.may_report(read):
        raise Http404
    return area.report_of(read)


def report_written_by(visitor, province, year, pk, month):
    """The same, to write: for those who lead the area, signed in or by link, and for coordinators; or 404, or 403."""
    report = report_for(visitor, province, year, pk, month)
    if not may_lead(visitor, report.area):
        raise PermissionDenied
    return report


def report_run_by(user, province, year, pk, month):
    """A report that was begun, for coordinators only; or 404, or 403."""
    area_run_by(user, province, year, pk)
    report = report_for(Visitor(user), province, year, pk, month)
    if report.pk is None:
        raise Http404
    return report


def may_lead(visitor, area):
    """Whether to offer what `report_written_by` would allow."""
    return has_role(visitor.user, area.cycle, Role.COORDINATOR) or leads(visitor).filter(area=area).exists()


def leads(visitor):
    """Where this visitor leads an area, signed in or by link."""
    return _people(visitor).filter(role=AreaPerson.Role.LEAD)


def teller_of(visitor, area):
    """In whose name something is told of an area by one who may: the account or, by a link, whom it was given to."""
    if may_record(visitor.user, area):
        return visitor.user
    return leads(visitor).select_related("person").filter(area=area).first().person


def may_record(user, area):
    """Whether to offer what `area_led_by` would allow: a link is no sign-in."""
    return user.is_authenticated and may_lead(Visitor(user), area)


def _people(visitor):
    theirs = visitor.stands() | visitor.holds()
    return AreaPerson.objects.standing().filter(theirs)


def _found(areas):
    found = areas.with_letter().select_related("nomination__cycle__province", "nomination__tambon__district").first()
    if found is None:
        raise Http404
    return found
