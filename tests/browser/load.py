"""Fills an empty database with the demo, as it stood on some day, and says in one line of JSON how one gets in.

    DATABASE_URL=… python -m tests.browser.load 240 both

Run in a process of its own: with STORY_DATE it lives at that moment.
"""

import argparse
import json
import os
import sys

import django
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from tests.browser import story

STEPS = (
    ["compile_translations"],
    ["migrate", "--verbosity", "0"],
    ["createcachetable", "--verbosity", "0"],
    ["load_places"],
)


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("day", type=int)
    asked.add_argument("told", choices=["now", "both", "earlier"])
    asked = asked.parse_args()
    django.setup()
    story.begin()
    for step in STEPS:
        call_command(*step, stdout=sys.stderr)
    play(asked.day, asked.told)
    json.dump(ways_in(), sys.stdout)


def play(day, told):
    """The cycle of now up to this day; or both, the finished one whole; or the earlier one, before it is finished."""
    # Models cannot be imported before Django is set up.
    from welfare_movement.demo.cast import Cast  # noqa: PLC0415
    from welfare_movement.demo.load import PROVINCE, load, tell  # noqa: PLC0415
    from welfare_movement.demo.story import Story  # noqa: PLC0415
    from welfare_movement.places.models import Province  # noqa: PLC0415
    from welfare_movement.thai.dates import fiscal_year  # noqa: PLC0415

    if told == "earlier":
        year = fiscal_year(timezone.localdate(story.now()))
        cast = Cast(Province.objects.get(code=PROVINCE), is_earlier=True)
        with transaction.atomic():
            tell(Story(story.now(), loaded_on=day, year=year), cast)
    else:
        load(lambda words: print(words, file=sys.stderr), loaded_on=day, with_finished=told == "both")  # noqa: T201


def ways_in():
    """The addresses of the cycles, that under way first; a session of each sign-in of the demo; and personal links."""
    # Models cannot be imported before Django is set up.
    from welfare_movement.demo.people import SIGN_INS  # noqa: PLC0415
    from welfare_movement.process.models import Cycle  # noqa: PLC0415

    cycles = Cycle.objects.order_by("-year").values_list("province__slug", "year")
    return {
        "cycles": [f"/{province}/{year}/" for province, year in cycles],
        "sessions": {email.partition("@")[0]: _session(email) for email, _password, _role in SIGN_INS},
        "links": _links(),
    }


def _links():
    """One personal link of each kind: to a survey and a meeting the first of someone who has no e-mail address."""
    from surveys.models import Assignment  # noqa: PLC0415
    from welfare_movement.meetings.models import Invitation  # noqa: PLC0415
    from welfare_movement.people.models import Link  # noqa: PLC0415

    usable = Link.objects.usable(story.now())
    links = {link.opens: link for link in usable.order_by("pk")}
    by_phone = Invitation.objects.filter(person__email=None, meeting__starts_at__gt=story.now(), link__in=usable)
    unsent = Assignment.objects.unsent().filter(organisation__respondents__user__email=None, link__in=usable)
    for first in (unsent.order_by("pk").first(), by_phone.order_by("pk").first()):
        if first is not None:
            links[first.link.opens] = first.link
    return {opens: f"/l/{link.token}/" for opens, link in links.items()}


def _session(email):
    from tests.faults.conftest import signed_in  # noqa: PLC0415
    from welfare_movement.people.models import User  # noqa: PLC0415

    return signed_in(User.objects.get(email=email))


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "welfare_movement.settings"
    main()
