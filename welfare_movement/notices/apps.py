from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "welfare_movement.notices"
    verbose_name = _("Messages")

    def ready(self):
        autodiscover_modules("notice", "job")
