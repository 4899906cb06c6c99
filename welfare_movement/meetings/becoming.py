from django.utils.translation import gettext_lazy as _

from welfare_movement.process.becoming import becoming

becoming("meetings", _("Make it a meeting"), page="meetings:plan")
