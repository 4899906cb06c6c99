from celery import shared_task

from partners import reminders


@shared_task
def remind():
    """Every minute: queues what is owed, so a reminder leaves as soon as its day begins and the quiet hours end."""
    reminders.remind()
