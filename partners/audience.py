from django.utils.translation import gettext_lazy as _

from partners.models.participation import JOINED
from welfare_movement.people.models import User
from welfare_movement.process.audiences import audience

audience(
    "partners.all",
    _("Representatives of all partners asked in"),
    people=lambda cycle: User.objects.filter(representations__partner__participations__cycle=cycle),
)
audience(
    "partners.joined",
    _("Representatives of joined partners"),
    people=lambda cycle: User.objects.filter(
        representations__partner__participations__cycle=cycle,
        representations__partner__participations__stance__in=JOINED,
    ),
)
