from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from welfare_movement.process.models import PlannedEvent
from welfare_movement.process.todos import row, runs, todo

NEAR = timedelta(days=14)  # ahead of its day, in which people still have time to come


def events(user, cycle):
    """Planned events whose day is near or over and whose stage is open, and that have not become anything."""
    near = PlannedEvent.objects.ready().filter(runs(user, "cycle__"), cycle=cycle, on__lte=timezone.localdate() + NEAR)
    return row(near.distinct(), title="title", due="on")


todo("process.event", _("Planned event to make a meeting or gathering of"), page="process:event", rows=events)
