from django.utils.translation import gettext_lazy as _

from welfare_movement.notices.kinds import kind

kind("pilot_areas_thanks", _("Thanks, with the certificate"))
