from django.utils.translation import gettext_lazy as _

from welfare_movement.people.models import User
from welfare_movement.process.audiences import audience
from welfare_movement.process.roles import Role

audience(
    "process.coordinators",
    _("Coordinators and administrators"),
    people=lambda cycle: User.objects.filter(
        memberships__cycle=cycle, memberships__role__in=[Role.ADMINISTRATOR, Role.COORDINATOR]
    ),
)
audience(
    "process.members", _("All members of the cycle"), people=lambda cycle: User.objects.filter(memberships__cycle=cycle)
)
