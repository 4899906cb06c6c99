from django.utils.translation import gettext_lazy as _

from welfare_movement.process.gates import requirement
from welfare_movement.process.stages import Stage
from working_groups.models import AppointmentOrder, WorkingGroup

requirement(
    Stage.WORKING_GROUPS,
    "teams",
    _("Teams of at least five, a chair and a secretary among them"),
    remedy=_("Fill each of the three teams: at least five people, a chair and a secretary among them."),
    page="working_groups:index",
    of=lambda: WorkingGroup.objects.all(),
    evidence=lambda: WorkingGroup.objects.manned(),
    need=3,
    most=3,
)
requirement(
    Stage.WORKING_GROUPS,
    "order",
    _("Appointment orders signed"),
    remedy=_("Have the appointment order signed."),
    page="working_groups:index",
    evidence=lambda: AppointmentOrder.objects.signed(),
    need=1,
)
requirement(
    Stage.WORKING_GROUPS,
    "plans",
    _("Teams with an adopted work plan"),
    remedy=_("Have every team adopt its work plan."),
    page="working_groups:index",
    of=lambda: WorkingGroup.objects.all(),
    evidence=lambda: WorkingGroup.objects.planned(),
    need=3,
    most=3,
)
requirement(
    Stage.WORKING_GROUPS,
    "met",
    _("Teams that met, with adopted minutes"),
    remedy=_("Have every team meet and adopt its minutes."),
    page="working_groups:index",
    of=lambda: WorkingGroup.objects.all(),
    evidence=lambda: WorkingGroup.objects.met(),
    need=3,
    most=3,
)
