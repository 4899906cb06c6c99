from django.utils.translation import gettext_lazy as _

from partners.models import CommitmentReminder
from welfare_movement.notices.kinds import kind

kind("partners_commitment", _("Reminder of a commitment"), still_owed=CommitmentReminder.still_owed)
