from django.utils.translation import gettext_lazy as _

from welfare_movement.process.becoming import becoming
from welfare_movement.process.stages import Stage

becoming("forums", _("Make it a gathering"), page="forums:plan", stages=[Stage.FORUMS, Stage.CELEBRATION])
