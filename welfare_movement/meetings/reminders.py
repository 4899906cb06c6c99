"""The reminders before a meeting: queued when they are owed, and foreseen."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from welfare_movement.meetings.models import Invitation, Reminder, ReminderLead
from welfare_movement.notices.models import Notice, OptOut
from welfare_movement.notices.models.notice import waking
from welfare_movement.notices.reminders import queue_owed

KIND = "meetings_reminder"


def remind(*, now=None) -> int:
    """Queue every reminder that is owed now, by the shortest lead that has begun, which covers the longer ones."""
    owed = Invitation.objects.owed(now or timezone.now())
    return queue_owed(owed, drawn=lambda invitation: reminder(invitation, invitation.due_lead), noted=_noted)


def _noted(invitation, notice):
    starts_at = invitation.meeting.starts_at
    return Reminder(invitation=invitation, starts_at=starts_at, lead=invitation.due_lead, notice=notice)


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
