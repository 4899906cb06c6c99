"""What partners refuse, each with the sentence that names the remedy."""

from django.utils.translation import gettext_lazy as _

from welfare_movement.refusals import Refused


class StanceMoved(Refused):
    """Someone else recorded another stance while this one was being written."""

    def __init__(self, participation):
        says = _("%(person)s recorded “%(stance)s” for %(partner)s meanwhile; look at it, then record yours again.")
        last = participation.changes.select_related("taken_by").first()
        words = {"stance": participation.get_stance_display(), "partner": participation.partner.shown}
        super().__init__(says % {"person": last and last.taken_by, **words})


class NoMeetingAhead(Refused):
    def __init__(self):
        super().__init__(_("No meeting of this cycle is planned ahead; plan one first, then press again."))


class OnAgendaAlready(Refused):
    def __init__(self, doubt):
        says = _("%(person)s put this doubt on the agenda of “%(meeting)s” already; find it there.")
        super().__init__(says % {"person": doubt.brought_by, "meeting": doubt.item.meeting})


class AnsweredAlready(Refused):
    def __init__(self, doubt):
        says = _("%(person)s answered this doubt already; write down a new one if something is still open.")
        super().__init__(says % {"person": doubt.answered_by})
