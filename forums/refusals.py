"""What a gathering refuses, each with the sentence that names the remedy."""

from django.utils.translation import gettext_lazy as _

from welfare_movement.refusals import Refused
from welfare_movement.thai.dates import show_datetime


class AlreadyPlanned(Refused):
    def __init__(self, gathering):
        says = _("“%(title)s” is planned for this stage already; change or move that one.")
        super().__init__(says % {"title": gathering.title})


class GatheringCancelled(Refused):
    def __init__(self, gathering):
        super().__init__(
            _("This gathering was cancelled by %(person)s; plan a new one.") % {"person": gathering.cancelled_by}
        )


class GatheringBegun(Refused):
    def __init__(self):
        super().__init__(_("This gathering has begun already; record what happened there."))


class GatheringAhead(Refused):
    def __init__(self):
        super().__init__(_("This gathering has not begun yet; wait until it has, then record it."))


class GatheringHeld(Refused):
    def __init__(self, gathering):
        says = _("%(person)s recorded this gathering as held already; nothing more is needed.")
        super().__init__(says % {"person": gathering.held_by})


class NobodyCame(Refused):
    def __init__(self):
        super().__init__(_("Check in first who came; a gathering without anyone there is no evidence."))


class NotAhead(Refused):
    def __init__(self):
        super().__init__(_("A gathering cannot be moved into the past; choose a time ahead."))


class RegistrationShut(Refused):
    """Before registration opens, or after it closed."""


class RegisteredAlready(Refused):
    def __init__(self):
        super().__init__(
            _("Someone of this name and phone is registered already; use the link that you got, or come to the door.")
        )


class SeatsTaken(Refused):
    """Fewer seats than people who have one."""


class Full(Refused):
    def __init__(self):
        super().__init__(_("Every seat is taken; tick “beyond the seats” if this person is let in all the same."))


class AlreadyHere(Refused):
    def __init__(self, registration):
        says = _("%(name)s was checked in already, %(at)s, by %(person)s; nothing more is needed.")
        words = {"name": registration, "at": show_datetime(registration.checked_in_at)}
        super().__init__(says % {**words, "person": registration.checked_in_by})


class NotToday(Refused):
    def __init__(self):
        super().__init__(_("The door opens on the day of the gathering; check people in then."))


class RegistrationOver(Refused):
    def __init__(self):
        super().__init__(_("This registration was cancelled; register anew, or as a walk-in at the door."))


class NotHere(Refused):
    def __init__(self):
        super().__init__(_("This person is not checked in, so there is nothing to take back."))


class CameAlready(Refused):
    def __init__(self):
        super().__init__(_("Whoever was checked in has come; a registration is cancelled only before that."))


class AlreadyAdopted(Refused):
    def __init__(self, declaration):
        says = _("%(person)s recorded the adoption of this declaration already; its wording is final.")
        super().__init__(says % {"person": declaration.adopted_by})


class NotOfTheForum(Refused):
    def __init__(self):
        super().__init__(
            _("Declarations and pledges belong to the forum, not to the celebration; open the page of the forum.")
        )
