from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PilotAreasConfig(AppConfig):
    name = "pilot_areas"
    verbose_name = _("Pilot areas")
