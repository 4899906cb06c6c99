from django.utils.translation import gettext_lazy as _

from partners.models import Hesitation
from welfare_movement.meetings.origins import Origin, origin


def doubts(meeting):
    """The doubts that were put on the agenda of this meeting."""
    brought = Hesitation.objects.filter(item__meeting=meeting).for_links()
    return {each.item_id: Origin(_("the doubt of this partner"), each.get_absolute_url()) for each in brought}


origin("partners.doubts", doubts)
