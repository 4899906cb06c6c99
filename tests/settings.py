"""The site's own settings, with what only tests need."""

from welfare_movement.settings import *  # noqa: F403
from welfare_movement.settings import CELERY_BEAT_SCHEDULE, DATABASES, INSTALLED_APPS, VAR_DIR

INSTALLED_APPS = [*INSTALLED_APPS, "tests.toy.apps.ToyConfig"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick, and only here
MEDIA_ROOT = VAR_DIR / "test-media"
CELERY_BEAT_SCHEDULE["remind"]["schedule"] = 2  # seconds, so that a test need not wait a minute for its tick
QUIET_HOURS = ["00:00", "00:00"]  # the suite may run at night; what is about them says so itself
WHITENOISE_AUTOREFRESH = True  # files are served as they stand; nothing is collected for tests

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: races are run by connections of their own.
    # In this checkout's own folder, so that two checkouts can be tested at once.
    VAR_DIR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
