from django.apps import AppConfig
from django.core import checks
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class ProcessConfig(AppConfig):
    name = "welfare_movement.process"
    verbose_name = _("Process")

    def ready(self):
        from welfare_movement.process.checks import check_gates, check_guard  # noqa: PLC0415 - needs the models

        autodiscover_modules("gate", "audience", "todo", "handover", "becoming")
        checks.register(check_gates)
        checks.register(check_guard)
