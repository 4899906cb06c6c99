"""The reminders before a meeting."""

from functools import partial

from django.conf import settings
from django.utils import timezone

from welfare_movement.meetings.models import Invitation, Reminder
from welfare_movement.notices.models import Notice
from welfare_movement.notices.reminders import queue_owed


def remind(*, now=None) -> int:
    """Queue every reminder that is owed now, the shortest lead first so that it covers the longer ones."""
    now = now or timezone.now()
    return sum(
        queue_owed(
            Invitation.objects.owed(lead, now), drawn=partial(_notice, lead=lead), noted=partial(_reminder, lead=lead)
        )
        for lead in sorted(settings.REMINDER_LEADS)
    )


def _reminder(invitation, notice, lead):
    return Reminder(invitation=invitation, starts_at=invitation.meeting.starts_at, lead=lead, notice=notice)


def _notice(invitation, lead):
    meeting = invitation.meeting
    return Notice.drawn(
        "meetings_reminder",
        key=f"{meeting.about}:reminder:{invitation.pk}:{meeting.starts_at.isoformat()}:{int(lead.total_seconds())}",
        to=invitation.person,
        context={"meeting": meeting, "invitation": invitation},
        cycle=meeting.cycle,
        about=meeting.about,
        link=invitation.link,
        not_after=meeting.starts_at,
    )
