"""Reminders are owed, not planned: what is owed now is read from the rows, whatever happened in between."""

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from welfare_movement.meetings.models import Invitation, Reminder
from welfare_movement.notices.models import Notice

AT_ONCE = 500


def remind(*, now=None) -> int:
    """Queue every reminder that is owed now, the shortest lead first so that it covers the longer ones.

    Safe to run late, twice, or twice at once: the notice's key and the reminder's constraint keep each one single.
    Returns how many were found. Four queries for 500 reminders.
    """
    now = now or timezone.now()
    found = 0
    for lead in sorted(settings.REMINDER_LEADS):
        while owed := list(Invitation.objects.owed(lead, now).order_by("pk")[:AT_ONCE]):
            _queue(owed, lead)
            found += len(owed)
    return found


@transaction.atomic
def _queue(owed, lead):
    notices = Notice.objects.queue([_notice(invitation, lead) for invitation in owed])
    Reminder.objects.bulk_create(
        [
            Reminder(invitation=invitation, starts_at=invitation.meeting.starts_at, lead=lead, notice=notice)
            for invitation, notice in zip(owed, notices, strict=True)
        ],
        ignore_conflicts=True,
    )


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
