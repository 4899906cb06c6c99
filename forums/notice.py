from django.db.models import CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models import Gathering, Registration, Reminder
from welfare_movement.notices.kinds import kind


def still_stands(notices):
    """The gathering that it is about stands, and is not over."""
    ahead = Gathering.objects.standing().filter(ends_at__gt=timezone.now())
    about = ahead.annotate(about=Concat(Value("gathering:"), Cast("pk", CharField())))
    return notices.filter(about__in=about.values("about"))


def still_seated(notices):
    """Its reader has not cancelled meanwhile."""
    seated = Registration.objects.seated().filter(link=OuterRef("link"))
    return still_stands(notices).filter(Exists(seated))


def still_reminds(notices):
    """The gathering stands and still begins when the reminder says, and its reader still has a seat to take."""
    seated = Registration.objects.seated().absent().filter(pk=OuterRef("registration"))
    owed = Reminder.objects.filter(
        Exists(seated),
        notice=OuterRef("pk"),
        starts_at=F("registration__gathering__starts_at"),
        registration__gathering__cancelled_at=None,
        registration__gathering__cycle__closed_at=None,
    )
    return notices.filter(Exists(owed))


kind("forums_invitation", _("Invitation to a gathering"), still_owed=still_stands)
kind("forums_seat", _("A seat became free"), still_owed=still_seated)
kind("forums_moved", _("A gathering was moved"), still_owed=still_seated)
kind("forums_cancelled", _("A gathering was cancelled"))
kind("forums_reminder", _("Reminder of a gathering"), still_owed=still_reminds)
