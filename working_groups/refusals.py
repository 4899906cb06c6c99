"""What committee and teams refuse, each with the sentence that names the remedy."""

from django.utils.translation import gettext_lazy as _

from welfare_movement.refusals import Refused


class AlreadyFounded(Refused):
    def __init__(self, committee):
        says = _("%(person)s founded the committee of this cycle already; fill its teams.")
        super().__init__(says % {"person": committee.founded_by})


class NotFounded(Refused):
    def __init__(self):
        super().__init__(_("Found the committee and its three teams first."))


class SeatedAlready(Refused):
    def __init__(self, seat):
        says = _("%(person)s has a seat here already; change their role instead.")
        super().__init__(says % {"person": seat})


class ChairTaken(Refused):
    def __init__(self, seat):
        says = _("%(person)s is the chair already; change their role first.")
        super().__init__(says % {"person": seat})


class SeatEnded(Refused):
    def __init__(self):
        super().__init__(_("This seat has ended; ask a coordinator to enter the person anew."))


class AlreadyDrafted(Refused):
    def __init__(self):
        super().__init__(_("A draft order stands open already; have it signed before you draft a further one."))


class NobodyToAppoint(Refused):
    def __init__(self):
        super().__init__(_("Everyone is appointed already; enter the members that the order is to appoint first."))


class AlreadySigned(Refused):
    def __init__(self, order):
        says = _("The order %(number)s is signed and stays as it is; draft a further order for what changes.")
        super().__init__(says % {"number": order.number})


class AlreadyAdoptedPlan(Refused):
    def __init__(self, plan):
        says = _("%(person)s recorded the adoption of this plan already; write what changes as a task.")
        super().__init__(says % {"person": plan.adopted_by})


class PlanWithoutTask(Refused):
    def __init__(self):
        super().__init__(_("Write at least one task into the plan first; a plan without any cannot be adopted."))


class TaskMoved(Refused):
    """Someone else was first; says who, and what they did."""
