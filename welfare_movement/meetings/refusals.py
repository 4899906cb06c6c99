"""What a meeting refuses, each with the sentence that names the remedy."""

from django.utils.translation import gettext_lazy as _

from welfare_movement.refusals import Refused


class MeetingCancelled(Refused):
    def __init__(self, meeting):
        says = _("This meeting was cancelled by %(person)s; plan a new one.")
        super().__init__(says % {"person": meeting.cancelled_by})


class MeetingBegun(Refused):
    def __init__(self):
        super().__init__(_("This meeting has begun already; write what happened into its minutes."))


class MovedToThePast(Refused):
    def __init__(self):
        super().__init__(_("A meeting cannot be moved into the past; choose a time ahead."))


class DoorClosed(Refused):
    def __init__(self):
        says = _(
            "The door is open on the day of the meeting only; record later from the paper, on the page of attendance."
        )
        super().__init__(says)


class StandardItem(Refused):
    def __init__(self):
        super().__init__(_("The five standard items stay; only items below them are moved or deleted."))


class HasResolutions(Refused):
    def __init__(self):
        super().__init__(_("This item has a resolution, which others may refer to; it cannot be deleted any more."))


class ReferredTo(Refused):
    def __init__(self):
        super().__init__(_("Something else refers to this item, so it stays; change its subject instead."))


class MeetingAhead(Refused):
    def __init__(self):
        super().__init__(_("This meeting has not begun yet; wait until it has, then record it."))


class NobodyAttended(Refused):
    def __init__(self):
        super().__init__(_("Record first who attended; minutes without anyone present are no evidence."))


class AlreadyCirculated(Refused):
    def __init__(self, minutes):
        says = _("%(person)s circulated these minutes already; nothing more is needed.")
        super().__init__(says % {"person": minutes.circulated_by})


class NotCirculated(Refused):
    def __init__(self):
        super().__init__(_("Circulate the minutes to those who attended first; then they can be adopted."))


class AlreadyAdopted(Refused):
    def __init__(self, minutes):
        says = _("%(person)s recorded the adoption of these minutes already; corrections are addenda.")
        super().__init__(says % {"person": minutes.adopted_by})


class NotLater(Refused):
    def __init__(self):
        super().__init__(_("Minutes are adopted at a later meeting that has begun; choose one, or wait for it."))


class StillOpen(Refused):
    """Adoption by circulation, before its days are over or with an objection open."""


class AlreadyStarted(Refused):
    def __init__(self):
        super().__init__(_("The meeting has begun, so an answer is no longer needed; just come."))
