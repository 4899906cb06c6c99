"""Reminders of homework are owed, not planned: what is owed now is read from the rows."""

from django.db import transaction
from django.utils import timezone

from partners.homework import day_of, next_step, step_on
from partners.models import HomeworkRecipient, HomeworkReminder
from welfare_movement.notices.models import Notice
from welfare_movement.notices.models.promise_reminder import begins

AT_ONCE = 500


def remind(*, now=None) -> int:
    """Queue the reminder of each sheet that is to do, at the last step whose day has come, to whoever writes it.

    Safe to run late, twice, or twice at once: the notice's key and the reminder's constraint keep each one single.
    Returns how many were found. One query, and one for each day on which some homework is due.
    """
    today = timezone.localdate(now or timezone.now())
    found = 0
    days = HomeworkRecipient.objects.to_remind().order_by("linkage__due_on").values_list("linkage__due_on", flat=True)
    for due_on in days.distinct():
        step = step_on(due_on, today)
        while step is not None and (
            owed := list(HomeworkRecipient.objects.owed(due_on, step).order_by("pk")[:AT_ONCE])
        ):
            _queue(owed, due_on, step)
            found += len(owed)
    return found


@transaction.atomic
def _queue(owed, due_on, step):
    until = begins(day_of(due_on, next_step(step)))
    notices = Notice.objects.queue(
        [
            each.notice(each.linkage, "partners_homework_reminder", f"reminder:{due_on}:{step}", not_after=until)
            for each in owed
        ]
    )
    HomeworkReminder.objects.bulk_create(
        [
            HomeworkReminder(recipient=each, due_on=due_on, step=step, notice=notice)
            for each, notice in zip(owed, notices, strict=True)
        ],
        ignore_conflicts=True,
    )
