from celery import shared_task

from welfare_movement.meetings import missing, reminders


@shared_task
def remind():
    """Every minute: queues what is owed, so a reminder leaves within about a minute of its time."""
    reminders.remind()
    missing.remind()
