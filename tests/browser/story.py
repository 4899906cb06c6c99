"""The demo at a day of one's choice: with STORY_DATE in the environment, this process and its site live on that day.

    STORY_DATE=2027-04-01 gunicorn tests.browser.story:application

Pictures are made so; they look the same whenever they are made.
"""

import os
from datetime import datetime

from django.utils import timezone

HOUR = 10  # o'clock, in Bangkok: the demo plays what lies before


def begin():
    """Let the whole process live at the moment that is named, if one is."""
    if "STORY_DATE" in os.environ:
        day = datetime.fromisoformat(os.environ["STORY_DATE"])  # noqa: DTZ007 - made aware in the next line
        moment = timezone.make_aware(day.replace(hour=HOUR), timezone.get_default_timezone())
        timezone.now = lambda: moment


def now():
    return timezone.now()


def __getattr__(name):
    """What gunicorn asks for, made then."""
    if name != "application":
        raise AttributeError(name)
    from welfare_movement.wsgi import application  # noqa: PLC0415 - it sets Django up

    begin()
    return application
