"""What an area that is driven refuses, each with the sentence that names the remedy."""

from django.utils.translation import gettext_lazy as _

from welfare_movement.refusals import Refused


class PlanAdopted(Refused):
    def __init__(self):
        super().__init__(_("This plan is adopted and stays as it is; add a milestone, or move a day with the reason."))


class AlreadyAdopted(Refused):
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
