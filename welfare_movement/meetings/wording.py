from datetime import timedelta

from django.utils.translation import ngettext

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def lead_in_words(lead: timedelta) -> str:
    """7 days before; in the largest unit that fits without a rest."""
    if not lead % DAY:
        return ngettext("%(number)s day before", "%(number)s days before", lead // DAY) % {"number": lead // DAY}
    if not lead % HOUR:
        return ngettext("%(number)s hour before", "%(number)s hours before", lead // HOUR) % {"number": lead // HOUR}
    minutes = lead // timedelta(minutes=1)
    return ngettext("%(number)s minute before", "%(number)s minutes before", minutes) % {"number": minutes}
