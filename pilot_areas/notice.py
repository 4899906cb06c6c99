from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from pilot_areas.models import AreaPerson, Judge, ProgressReport, ReportReminder
from welfare_movement.notices.kinds import kind


def still_missing(notices):
    """The report has not come since, its reader still leads the area, and the cycle is not closed."""
    sent = ProgressReport.objects.sent().filter(area=OuterRef("area"), month=OuterRef("month"))
    owed = ReportReminder.objects.filter(
        notice=OuterRef("pk"), lead__left_at=None, area__nomination__cycle__closed_at=None
    )
    return notices.filter(Exists(owed.filter(~Exists(sent))))


def still_stands(notices):
    """Whoever reads it still answers for the area."""
    return notices.filter(Exists(AreaPerson.objects.standing().filter(link=OuterRef("link"))))


def still_judges(notices):
    """Whoever reads it still has the seat, and the scoring is not closed."""
    seats = Judge.objects.filter(link=OuterRef("link"), cycle__selection=None, cycle__closed_at=None)
    return notices.filter(Exists(seats))


def still_unscored(notices):
    """They have not scored everyone meanwhile, and still can."""
    return notices.filter(Exists(Judge.objects.filter(link=OuterRef("link")).unfinished()))


kind("pilot_areas_person", _("Someone answers for a pilot area"), still_owed=still_stands)
kind("pilot_areas_report", _("Reminder of a progress report"), still_owed=still_missing)
kind("pilot_areas_returned", _("A progress report was returned"), still_owed=still_stands)
kind("pilot_areas_judge", _("Someone was appointed as a judge"), still_owed=still_judges)
kind("pilot_areas_scores", _("Reminder of scores to give"), still_owed=still_unscored)
kind("pilot_areas_thanks", _("Thanks, with the certificate"))
