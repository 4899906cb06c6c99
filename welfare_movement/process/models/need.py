from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from welfare_movement.people.records import now
from welfare_movement.process import gates
from welfare_movement.process.models.bound import CycleBound
from welfare_movement.process.models.cycle import Cycle


class GateNeed(CycleBound):
    """What one cycle needs in place of a requirement's default; never nothing: that would be a waiver in silence."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="needs", verbose_name=_("cycle"))
    requirement = models.CharField(_("requirement"), max_length=80)
    need = models.PositiveIntegerField(_("needed"))
    set_at = models.DateTimeField(_("set at"), default=now, editable=False)
    set_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("set by"))

    class Meta(CycleBound.Meta):
        verbose_name = _("need of a gate")
        verbose_name_plural = _("needs of gates")
        constraints = [
            models.UniqueConstraint("cycle", "requirement", name="process_one_need_a_requirement"),
            models.CheckConstraint(condition=models.Q(need__gte=1), name="process_need_at_least_one"),
        ]

    def __str__(self):
        return f"{self.requirement} {self.need}"

    def clean(self):
        super().clean()
        known = gates.requirements.get(self.requirement)
        if known is None:
            raise ValidationError({"requirement": _("No gate asks for this; choose one of the requirements.")})
        if self.need is not None and self.need > known.most:
            says = (
                _("A share is between 1 and 100 per cent.") if known.is_share else _("There can be %(most)s at most.")
            )
            raise ValidationError({"need": says % {"most": known.most}})
