from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac


class Door:
    """The door of a meeting: when it is open, and the address that is photographed there."""

    @property
    def door_is_open(self):
        """People are checked in at the door on the day itself; afterwards from the paper."""
        first, last = (timezone.localtime(moment).date() for moment in (self.starts_at, self.ends_at))
        return self.cancelled_at is None and first <= timezone.localdate() <= last

    @property
    def door_key(self):
        """Known only to who was at the door, or was sent a picture of its code."""
        return salted_hmac("meetings.door", str(self.pk), algorithm="sha256").hexdigest()[:20]

    @property
    def door_url(self):
        return settings.SITE_URL + reverse("meetings:presence", args=[*self.cycle.address, self.pk, self.door_key])
