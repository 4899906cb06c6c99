from django.utils.translation import gettext_lazy as _

from forums.models import Registration
from welfare_movement.people.models import User
from welfare_movement.process.audiences import audience
from welfare_movement.process.stages import Stage


def _people(cycle, registrations):
    here = registrations.filter(gathering__cycle=cycle, gathering__stage=Stage.FORUMS, gathering__cancelled_at=None)
    return User.objects.filter(pk__in=here.values("person"))


audience(
    "forums.registered",
    _("Everyone registered for the forum"),
    people=lambda cycle: _people(cycle, Registration.objects.standing()),
)
audience(
    "forums.checked_in",
    _("Everyone who came to the forum"),
    people=lambda cycle: _people(cycle, Registration.objects.checked_in()),
)
