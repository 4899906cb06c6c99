"""What the ladder refuses, each with the sentence that names the remedy."""

from django.utils.translation import gettext_lazy as _

from welfare_movement.process.stages import Stage
from welfare_movement.refusals import Refused


class CycleClosed(Refused):
    def __init__(self):
        super().__init__(_("This cycle is closed and can only be read; go on in the cycle that follows it."))


class StageLocked(Refused):
    def __init__(self, stage: Stage):
        self.stage = stage
        says = _("“%(stage)s” is not open yet; it opens when the gate of “%(before)s” is passed.")
        super().__init__(says % {"stage": stage.label, "before": stage.previous.label})


class Moved(Refused):
    def __init__(self):
        super().__init__(_("A record stays in the cycle and stage where it was made; make a new one where it belongs."))


class Sealed(Refused):
    """A row whose parent is finished, such as an agenda whose minutes are adopted."""


class GateClosed(Refused):
    """Carries the findings that are not met; says their remedies."""

    def __init__(self, stage: Stage, findings):
        self.stage = stage
        self.unmet = [finding for finding in findings if not finding.is_met]
        super().__init__(_("This gate is still closed."))

    def __str__(self):
        return " ".join([str(self.says), *(str(finding.requirement.remedy) for finding in self.unmet)])


class AlreadyPassed(Refused):
    def __init__(self, gate_pass):
        self.gate_pass = gate_pass
        says = _("%(person)s already passed this gate; nothing more is needed.")
        super().__init__(says % {"person": gate_pass.passed_by})


class NotClosedYet(Refused):
    def __init__(self):
        super().__init__(_("The next cycle starts from this one once it is closed; pass the gate of the last stage."))


class AlreadyBegun(Refused):
    def __init__(self, cycle):
        says = _("The next cycle has begun already: %(cycle)s. Nothing more is needed.")
        super().__init__(says % {"cycle": cycle})


class AlreadyBecame(Refused):
    def __init__(self, event):
        says = _("%(person)s already made a meeting or gathering of “%(event)s”; find it among them.")
        super().__init__(says % {"person": event.became_by, "event": event})


class NothingToRevoke(Refused):
    def __init__(self):
        super().__init__(_("Only the latest pass of a cycle can be revoked, once; look at the history of the gates."))


class NothingToWaive(Refused):
    def __init__(self):
        super().__init__(_("The evidence is complete, so there is nothing to waive; pass the gate."))


class ReasonMissing(Refused):
    status = 422

    def __init__(self):
        super().__init__(_("Write the reason; it is shown to everyone."))


class ProofMissing(Refused):
    """A promise is closed only with proof."""

    status = 422


class AlreadyKept(Refused):
    def __init__(self, promise):
        says = _("%(person)s recorded already that this was kept; nothing more is needed.")
        super().__init__(says % {"person": promise.kept_by})


class Busy(Refused):
    """The database was too busy, three times in a row."""

    status = 503

    def __init__(self):
        super().__init__(_("Many people are working at this moment; nothing was lost. Please press again."))
