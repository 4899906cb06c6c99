"""Fills an empty database with the demo, as it stood on an earlier day, and says in one line of JSON how one gets in.

    DATABASE_URL=… python -m tests.browser.load

Run in a process of its own: with STORY_DATE it lives at that moment.
"""

import json
import os
import sys

import django
from django.core.management import call_command

from tests.browser import story

STEPS = (
    ["compile_translations"],
    ["migrate", "--verbosity", "0"],
    ["createcachetable", "--verbosity", "0"],
    ["load_places"],
)
STOOD_ON = 128  # the day before the pass of SURVEYS, with a survey to answer and a gate to pass


def main():
    django.setup()
    story.begin()
    for step in STEPS:
        call_command(*step, stdout=sys.stderr)
    from welfare_movement.demo.load import load  # noqa: PLC0415 - models cannot be imported before Django is set up

    load(lambda words: print(words, file=sys.stderr), loaded_on=STOOD_ON, with_finished=False)  # noqa: T201
    json.dump(ways_in(), sys.stdout)


def ways_in():
    """The cycle's address; for each sign-in of the demo a session; and two personal links of people without e-mail."""
    # Models cannot be imported before Django is set up.
    from surveys.models import Assignment  # noqa: PLC0415
    from welfare_movement.demo.people import SIGN_INS  # noqa: PLC0415
    from welfare_movement.meetings.models import Invitation  # noqa: PLC0415
    from welfare_movement.process.models import Cycle  # noqa: PLC0415

    cycle = Cycle.objects.get()
    by_phone = {"person__email": None, "meeting__starts_at__gt": story.now()}
    unsent = Assignment.objects.unsent().filter(organisation__respondents__user__email=None)
    return {
        "cycle": f"/{cycle.province.slug}/{cycle.year}/",
        "sessions": {email.partition("@")[0]: _session(email) for email, _password, _role in SIGN_INS},
        "links": {
            "survey": f"/l/{unsent.order_by('pk').first().link.token}/",
            "invitation": f"/l/{Invitation.objects.filter(**by_phone).order_by('pk').first().link.token}/",
        },
    }


def _session(email):
    from tests.faults.conftest import signed_in  # noqa: PLC0415
    from welfare_movement.people.models import User  # noqa: PLC0415

    return signed_in(User.objects.get(email=email))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "welfare_movement.settings"
    main()
