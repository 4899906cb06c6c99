"""Reminders of promises are owed, not planned: what is owed now is read from the rows."""

from django.db import transaction
from django.utils import timezone

from welfare_movement.notices.models import Notice
from welfare_movement.notices.models.promise_reminder import begins
from welfare_movement.process.steps import day_after, due_days, step_on

AT_ONCE = 500


def remind(reminders, kind, *, now=None) -> int:
    """Queue the reminders of promises that are owed now, at the last step whose day has come.

    reminders: the model of the facts, a PromiseReminder. kind: that of the message, whose template gets `promise`.
    Safe to run late, twice, or twice at once: the notice's key and the reminder's constraint keep each one single.
    Returns how many promises were found. One query, and two for each day on which something is due.
    """
    today = timezone.localdate(now or timezone.now())
    first, last = due_days(today)
    days = reminders.promises().filter(due_on__range=(first, last)).order_by("due_on").values_list("due_on", flat=True)
    found = 0
    for due_on in days.distinct():
        step = step_on(due_on, today)
        while owed := list(reminders.owed(due_on, step).for_reminding().order_by("pk")[:AT_ONCE]):
            _queue(reminders, kind, owed, step)
            found += len(owed)
    return found


@transaction.atomic
def _queue(reminders, kind, owed, step):
    told = [(promise, person) for promise in owed for person in promise.reminded]
    notices = Notice.objects.queue([_notice(kind, promise, person, step) for promise, person in told])
    reminders.objects.bulk_create(
        [
            reminders(promise=promise, person=person, due_on=promise.due_on, step=step, notice=notice)
            for (promise, person), notice in zip(told, notices, strict=True)
        ],
        ignore_conflicts=True,
    )


def _notice(kind, promise, person, step):
    return Notice.drawn(
        kind,
        key=f"{promise.about}:reminder:{promise.due_on}:{step}:{person.pk}",
        to=person,
        context={"promise": promise, "is_late": step > 0},
        cycle=promise.within_cycle,
        about=promise.about,
        not_after=begins(day_after(promise.due_on, step)),
    )
