from celery import shared_task

from welfare_movement.meetings import missing, reminders
from welfare_movement.meetings.models import ActionReminder
from welfare_movement.notices import promises


@shared_task
def remind():
    """Every minute: queues what is owed, so a reminder leaves within about a minute of its time."""
    reminders.remind()
    missing.remind()


@shared_task
def remind_of_actions():
    """Every minute: queues what is owed, so a reminder leaves as soon as its day begins and the quiet hours end."""
    promises.remind(ActionReminder, "meetings_action")
