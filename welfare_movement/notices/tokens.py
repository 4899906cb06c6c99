"""What an address carries so that only one of ours does what it does: derived from the site's secret, not stored.

Each purpose has a salt of its own, so that what was made for one opens nothing of another.
"""

import base64

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

LENGTH = 12  # bytes: 96 bits, which nobody guesses


def token(purpose: str, value: object) -> str:
    return _derived(purpose, value, settings.SECRET_KEY)


def is_token(candidate: str, purpose: str, value: object) -> bool:
    """Whether we made it, with the secret of today or one that was put aside (SECRET_KEY_FALLBACKS)."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return any(constant_time_compare(candidate, _derived(purpose, value, secret)) for secret in secrets)


def _derived(purpose: str, value: object, secret: str) -> str:
    mac = salted_hmac(f"welfare_movement.notices.{purpose}", str(value), secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(mac[:LENGTH]).decode()
