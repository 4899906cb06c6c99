"""The site's own settings, with what only tests need."""

from welfare_movement.settings import *  # noqa: F403
from welfare_movement.settings import INSTALLED_APPS, VAR_DIR

INSTALLED_APPS = [*INSTALLED_APPS, "tests.toy.apps.ToyConfig"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, and only here
MEDIA_ROOT = VAR_DIR / "test-media"
WHITENOISE_AUTOREFRESH = True  # files are served as they stand; nothing is collected for tests
