"""The reminders before a gathering."""

from functools import partial

from django.conf import settings
from django.utils import timezone

from forums.models import Registration, Reminder
from welfare_movement.notices.models import Notice
from welfare_movement.notices.reminders import queue_owed


def remind(*, now=None) -> int:
    """Queue every reminder that is owed now, the shortest lead first so that it covers the longer ones."""
    now = now or timezone.now()
    return sum(
        queue_owed(
            Registration.objects.owed(lead, now), drawn=partial(_notice, lead=lead), noted=partial(_reminder, lead=lead)
        )
        for lead in sorted(settings.GATHERING_REMINDER_LEADS)
    )


def _reminder(registration, notice, lead):
    return Reminder(registration=registration, starts_at=registration.gathering.starts_at, lead=lead, notice=notice)


def _notice(registration, lead):
    here = registration.gathering
    return Notice.drawn(
        "forums_reminder",
        key=f"{here.about}:reminder:{registration.pk}:{here.starts_at.isoformat()}:{int(lead.total_seconds())}",
        to=registration.person,
        context={"gathering": here, "registration": registration},
        cycle=here.cycle,
        about=here.about,
        link=registration.link,
        not_after=here.starts_at,
    )
