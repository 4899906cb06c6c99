from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "welfare_movement.meetings"
    verbose_name = _("Meetings")

    def ready(self):
        autodiscover_modules("origin")
