"""What the journal refuses, each with the sentence that names the remedy."""

from django.utils.translation import gettext_lazy as _

from welfare_movement.refusals import Refused


class AlreadyPublished(Refused):
    def __init__(self, entry):
        says = _("%(person)s already published this entry; nothing more is needed.")
        super().__init__(says % {"person": entry.published_by})


class AlreadyWithdrawn(Refused):
    def __init__(self, entry):
        says = _("%(person)s took this entry back; write a new one.")
        super().__init__(says % {"person": entry.withdrawn_by})


class NotPublished(Refused):
    def __init__(self):
        super().__init__(_("This is a draft, which only its author and the coordinators read; it can be changed."))


class ReasonMissing(Refused):
    status = 422

    def __init__(self):
        super().__init__(_("Write the reason; the author reads it."))
