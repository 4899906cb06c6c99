from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from forums.models import Gathering, Registration
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


kind("forums_invitation", _("Invitation to a gathering"), still_owed=still_stands)
kind("forums_seat", _("A seat became free"), still_owed=still_seated, is_essential=True)
kind("forums_moved", _("A gathering was moved"), still_owed=still_seated, is_essential=True)
kind("forums_cancelled", _("A gathering was cancelled"), is_essential=True)
