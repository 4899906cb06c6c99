from django.utils.translation import gettext_lazy as _

from pilot_areas.models import AreaPerson
from welfare_movement.people.models import User
from welfare_movement.process.audiences import audience


def people_of_areas(cycle):
    standing = AreaPerson.objects.standing().filter(area__nomination__cycle=cycle)
    return User.objects.filter(pk__in=standing.values("person"))


audience("pilot_areas.areas", _("People of all pilot areas"), people=people_of_areas)

audience(
    "pilot_areas.judges",
    _("Judges of the selection panel"),
    people=lambda cycle: User.objects.filter(panel_seats__cycle=cycle),
)
