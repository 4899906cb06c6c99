from celery import shared_task

from forums import reminders


@shared_task
def remind():
    """Every minute: queues what is owed, so a reminder leaves within about a minute of its lead."""
    reminders.remind()
