from django.utils.translation import gettext_lazy as _

from welfare_movement.notices.kinds import kind

kind("sign_in", _("Sign-in"), is_urgent=True, is_forgotten=True, is_essential=True)
