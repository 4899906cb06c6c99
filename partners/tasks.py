from celery import shared_task

from partners import reminders
from partners.models import CommitmentReminder
from welfare_movement.notices import promises


@shared_task
def remind_of_homework():
    """Every minute: queues what is owed, so a reminder leaves as soon as its day begins and the quiet hours end."""
    reminders.remind()


@shared_task
def remind_of_commitments():
    """Every minute: likewise, of what partners promised."""
    promises.remind(CommitmentReminder, "partners_commitment")
