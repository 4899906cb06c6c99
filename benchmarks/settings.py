"""The site's settings in production, as `make bench` runs them."""

from welfare_movement.settings import *  # noqa: F403
from welfare_movement.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE, STATIC_ROOT, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks", "benchmarks.floor"]
MIDDLEWARE = ["benchmarks.counting.CountingMiddleware", *MIDDLEWARE]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # nothing is collected
DATABASES["default"]["CONN_MAX_AGE"] = None  # a session that is renewed in the middle would be missed by the count
STATIC_ROOT.mkdir(exist_ok=True)
REGISTRATIONS_FROM_ONE_ADDRESS = 1_000_000  # everyone here comes from the same one
