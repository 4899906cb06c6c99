"""What areas and their selection refuse, each with the sentence that names the remedy."""

from django.utils.translation import gettext_lazy as _

from welfare_movement.refusals import Refused


class PlanAdopted(Refused):
    def __init__(self):
        super().__init__(_("This plan is adopted and stays as it is; add a milestone, or move a day with the reason."))


class PlanAlreadyAdopted(Refused):
    def __init__(self, plan):
        says = _("%(person)s recorded the adoption of this plan already; nothing more is needed.")
        super().__init__(says % {"person": plan.adopted_by})


class MilestoneSettled(Refused):
    def __init__(self, milestone):
        if milestone.dropped_at:
            says = _("%(person)s recorded already that this milestone was given up; add a new one to go on.")
            super().__init__(says % {"person": milestone.dropped_by})
        else:
            says = _("%(person)s recorded already that this milestone is reached; take that back first if it is wrong.")
            super().__init__(says % {"person": milestone.reached_by})


class ReportSent(Refused):
    def __init__(self):
        super().__init__(_("This report is sent; to change it, ask a coordinator to return it."))


class NotReportable(Refused):
    def __init__(self):
        super().__init__(_("Reports are written from the month of the selection to this month; choose one of them."))


class InTheFuture(Refused):
    def __init__(self):
        super().__init__(_("This day has not come yet; write the day on which it was done."))


class AlreadyAdopted(Refused):
    def __init__(self, criteria):
        says = _("%(person)s recorded the adoption of these criteria already; what is to change goes into a new draft.")
        super().__init__(says % {"person": criteria.adopted_by})


class ScoresGiven(Refused):
    def __init__(self):
        super().__init__(_("Judges have scored by these criteria, so these stay until the areas are selected."))


class NoCriteria(Refused):
    def __init__(self):
        super().__init__(_("Write the criteria first; the judges score by them."))


class NotAdopted(Refused):
    def __init__(self):
        super().__init__(_("Have the criteria adopted by a meeting first; then the areas are selected by them."))


class ScoringClosed(Refused):
    def __init__(self, selection):
        says = _("%(person)s closed the scoring; what is still to be said goes before the meeting that selects.")
        super().__init__(says % {"person": selection.closed_by})


class StillScoring(Refused):
    def __init__(self, nominations):
        says = _("Scored by fewer than three judges: %(names)s. Ask the judges, or record what keeps a candidate out.")
        super().__init__(says % {"names": ", ".join(map(str, nominations))})


class NobodyStands(Refused):
    def __init__(self):
        super().__init__(_("Nominate a tambon first; nobody stands for selection."))


class Withdrawn(Refused):
    def __init__(self, nomination):
        says = _("This nomination was withdrawn by %(person)s; nominate the tambon anew.")
        super().__init__(says % {"person": nomination.withdrawn_by})


class InConflict(Refused):
    def __init__(self):
        says = _("A judge with a conflict of interest does not score this candidate; the others do.")
        super().__init__(says)


class AlreadyDecided(Refused):
    def __init__(self, selection):
        says = _("%(person)s recorded the selection already; nothing more is needed.")
        super().__init__(says % {"person": selection.decided_by})


class AlreadyPublished(Refused):
    def __init__(self, selection):
        says = _("%(person)s published the selection already; nothing more is needed.")
        super().__init__(says % {"person": selection.published_by})
