from celery import shared_task

from pilot_areas import reminders


@shared_task
def remind():
    """Every minute: queues what is owed, so on the sixth a reminder leaves as soon as the quiet hours are over."""
    reminders.remind()
    reminders.remind_judges()
