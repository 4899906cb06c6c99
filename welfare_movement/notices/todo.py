from uuid import UUID

from django.utils.translation import gettext_lazy as _

from welfare_movement.notices.models import Notice
from welfare_movement.process.todos import row, runs, todo


def failed(user, cycle):
    mine = Notice.objects.failed().filter(runs(user, "cycle__"), cycle=cycle)
    return row(mine.distinct(), title="subject", due="failed_at")


def to_copy(user, cycle):
    mine = Notice.objects.to_copy().filter(runs(user, "cycle__"), cycle=cycle)
    return row(mine.distinct(), title="subject", due="not_before")


todo("notices.failed", _("Message that could not be sent"), page="notices:notice", rows=failed, argument=UUID)
todo("notices.copy", _("Text to pass on by hand"), page="notices:notice", rows=to_copy, argument=UUID)
