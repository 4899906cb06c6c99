from django.utils.translation import gettext_lazy as _

from welfare_movement.people.models import User
from welfare_movement.process.audiences import audience

audience(
    "surveys.network_representatives",
    _("Representatives of the networks expected"),
    people=lambda cycle: User.objects.filter(network_representations__network__expectations__cycle=cycle),
)
audience(
    "surveys.respondents",
    _("Those who answer for the organisations of the round"),
    people=lambda cycle: User.objects.filter(respondings__organisation__assignments__round__cycle=cycle),
)
