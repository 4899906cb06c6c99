from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DashboardConfig(AppConfig):
    name = "welfare_movement.dashboard"
    verbose_name = _("Dashboard")
