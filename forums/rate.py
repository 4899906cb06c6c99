"""How often the open page of registration may be used: kept in the database cache, as the limits of the sign-in are."""

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from welfare_movement.refusals import Refused

WINDOW = 10 * 60  # seconds


class TooMany(Refused):
    status = 429

    def __init__(self):
        super().__init__(_("Very many registrations came from here just now; wait ten minutes, then go on."))


def require_calm(request):
    """Count this registration to its address. Raises TooMany when there were too many within ten minutes.

    Generous, since a whole village may stand behind one address; roughly counted, since the cache does not lock.
    """
    key = f"forums:registrations:{salted_hmac('forums.rate', _address(request)).hexdigest()}"
    if cache.add(key, 1, WINDOW):
        return
    try:
        number = cache.incr(key)
    except ValueError:  # it ran out between the two calls
        return
    if number > settings.REGISTRATIONS_FROM_ONE_ADDRESS:
        raise TooMany


def _address(request):
    """Where it comes from; behind a socket that says nothing of it, everyone comes from one place."""
    try:
        return get_adapter().get_client_ip(request)
    except PermissionDenied:
        return ""
