from django.db.models import DateField, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pilot_areas.models import AreaPerson, Milestone, PilotArea, ProgressReport
from pilot_areas.months import due_on, month_before
from welfare_movement.process.todos import row, runs, todo

NAME = "nomination__tambon__name_th"


def reports_to_write(user, cycle):
    """The report of the month that has ended, of the areas that this person leads."""
    month = month_before(timezone.localdate())
    mine = AreaPerson.objects.to_report(month).filter(area__nomination__cycle=cycle, person_id=user.pk)
    dated = mine.annotate(due=Value(due_on(month), DateField()))
    return row(dated, title=f"area__{NAME}", due="due", argument="area_id")


def reports_returned(user, cycle):
    """Reports that came back with a comment, of the areas that this person leads."""
    leads = AreaPerson.objects.leads().filter(person_id=user.pk)
    back = ProgressReport.objects.filter(
        area__nomination__cycle=cycle, area__people__in=leads, sent_at=None, returned_at__isnull=False
    )
    return row(back, title=f"area__{NAME}", due="returned_at", argument="area_id")


def reports_to_read(user, cycle):
    unread = ProgressReport.objects.unread().filter(
        runs(user, "area__nomination__cycle__"), area__nomination__cycle=cycle
    )
    return row(unread.distinct(), title=f"area__{NAME}", due="sent_at", argument="area_id")


def late_milestones(user, cycle):
    """Of all areas for those who coordinate, of their own for those who lead one."""
    led = Q(area__in=AreaPerson.objects.leads().filter(person_id=user.pk).values("area"))
    late = Milestone.objects.late().filter(runs(user, "area__nomination__cycle__") | led, area__nomination__cycle=cycle)
    return row(late.distinct(), title="title", due="due_on", argument="area_id")


def plans_to_adopt(user, cycle):
    """Areas without an adopted plan, whether it is begun or not."""
    waiting = PilotArea.objects.filter(
        runs(user, "nomination__cycle__"), nomination__cycle=cycle, plan__adopted_at=None
    )
    return row(waiting.distinct(), title=NAME, due="selected_at")


todo("pilot_areas.report", _("Progress report to write"), page="pilot_areas:area", rows=reports_to_write)
todo("pilot_areas.returned", _("Returned report to change"), page="pilot_areas:area", rows=reports_returned)
todo("pilot_areas.read", _("Progress report to read"), page="pilot_areas:area", rows=reports_to_read)
todo("pilot_areas.milestone", _("Milestone is late"), page="pilot_areas:area", rows=late_milestones)
todo("pilot_areas.plan", _("Plan of an area to adopt"), page="pilot_areas:area", rows=plans_to_adopt)
