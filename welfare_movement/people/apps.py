from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "welfare_movement.people"
    verbose_name = _("People")

    def ready(self):
        autodiscover_modules("erase")
