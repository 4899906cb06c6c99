from django.utils import timezone

from benchmarks.inside import InsideWork
from benchmarks.reminders import OWED, forget_reminders, owing_meeting, remove
from benchmarks.work import Goal
from welfare_movement.meetings.models import Invitation, Reminder
from welfare_movement.meetings.reminders import remind, reminder
from welfare_movement.notices.models import Notice


class RemindersQueued(InsideWork):
    """5,000 reminders owed at once: found, put into words in each reader's language, and queued."""

    name = "meetings.reminders_queued"
    goal = Goal(6, "the same rows, in words already, stored by plain bulk inserts; queries for a thousand", queries=4)
    number = OWED
    rounds = 3

    def begin(self):
        self.meeting = owing_meeting()

    def end(self):
        remove(self.meeting)

    def ready(self):
        forget_reminders(self.meeting)

    def do(self, site=None):
        if remind() != OWED:
            raise RuntimeError("Not everyone who is owed a reminder was found.")

    def ready_theirs(self):
        forget_reminders(self.meeting)
        owed = list(Invitation.objects.owed(timezone.now()))
        self.notices = [reminder(invitation, invitation.due_lead) for invitation in owed]
        self.facts = [
            Reminder(invitation=each, starts_at=each.meeting.starts_at, lead=each.due_lead, notice_id=notice.pk)
            for each, notice in zip(owed, self.notices, strict=True)
        ]

    def do_theirs(self, site=None):
        Notice.objects.bulk_create(self.notices, batch_size=1000)
        Reminder.objects.bulk_create(self.facts, batch_size=1000)
