"""Reminders are owed, not planned: what is owed now is read from the rows, whatever happened in between."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from welfare_movement.meetings.models import Invitation, Reminder, ReminderLead
from welfare_movement.notices.models import Notice, OptOut
from welfare_movement.notices.models.notice import waking

AT_ONCE = 1000
KIND = "meetings_reminder"


def remind(*, now=None) -> int:
    """Queue every reminder that is owed now, by the shortest lead that has begun, which covers the longer ones.

    Safe to run late, twice, or twice at once: the notice's key and the reminder's constraint keep each one single.
    Returns how many were found. Three queries for a thousand, and one that finds no more.
    """
    now = now or timezone.now()
    found = 0
    while owed := list(Invitation.objects.owed(now).order_by("pk")[:AT_ONCE]):
        _queue(owed)
        found += len(owed)
    return found


@transaction.atomic
def _queue(owed):
    notices = Notice.objects.queue([reminder(invitation, invitation.due_lead) for invitation in owed])
    Reminder.objects.bulk_create(
        [
            Reminder(
                invitation=invitation,
                starts_at=invitation.meeting.starts_at,
                lead=invitation.due_lead,
                notice=notice,
            )
            for invitation, notice in zip(owed, notices, strict=True)
        ],
        ignore_conflicts=True,
    )


def reminder(invitation, lead):
    """The message that reminds this invitation, in its reader's language, not queued."""
    meeting = invitation.meeting
    return Notice.drawn(
        KIND,
        key=f"{meeting.about}:reminder:{invitation.pk}:{meeting.starts_at.isoformat()}:{int(lead.total_seconds())}",
        to=invitation.person,
        context={"meeting": meeting, "invitation": invitation},
        cycle=meeting.cycle,
        about=meeting.about,
        link=invitation.link,
        not_after=meeting.starts_at,
    )


@dataclass(frozen=True)
class Coming:
    """When the reminder of this lead leaves, after the quiet hours; None when its time has gone by."""

    lead: ReminderLead
    leaves_at: datetime | None


@dataclass(frozen=True)
class Foreseen:
    """Who gets what and when, as things stand now.

    by_email, by_hand, spared: invitations; spared are those whose people want no reminders by e-mail. texts: for each
    language among the readers, the reminder as the first of them gets it.
    """

    coming: list[Coming]
    by_email: list[Invitation]
    by_hand: list[Invitation]
    spared: list[Invitation]
    texts: list[Notice]


def foresee(meeting) -> Foreseen:
    """Three queries, whatever the number of people."""
    now, leads = timezone.now(), list(meeting.leads.all())
    asked = list(meeting.invitations.to_remind().for_list().select_related("link"))
    opted_out = OptOut.objects.filter(kind=KIND, person__invitations__meeting=meeting)
    unwanted = set(opted_out.values_list("person", flat=True))
    first = {}
    for invitation in asked:
        invitation.meeting = meeting
        first.setdefault(invitation.person.language, invitation)
    return Foreseen(
        coming=[Coming(lead, _leaves(meeting.starts_at - lead.lead, meeting, now)) for lead in leads],
        by_email=[each for each in asked if each.person.email and each.person_id not in unwanted],
        by_hand=[each for each in asked if not each.person.email],
        spared=[each for each in asked if each.person.email and each.person_id in unwanted],
        texts=[reminder(invitation, leads[-1].lead) for invitation in first.values()] if leads else [],
    )


def _leaves(begins, meeting, now):
    return waking(KIND, begins, meeting.starts_at) if begins > now else None
