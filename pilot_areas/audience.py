from django.utils.translation import gettext_lazy as _

from welfare_movement.people.models import User
from welfare_movement.process.audiences import audience

audience(
    "pilot_areas.judges",
    _("Judges of the selection panel"),
    people=lambda cycle: User.objects.filter(panel_seats__cycle=cycle),
)
