"""Loads the demo: the story of a finished cycle, and that of the next one up to this moment; or nothing of them."""

from django.db import transaction
from django.utils import timezone

from welfare_movement.demo.cast import Cast
from welfare_movement.demo.chapters import (
    answers,
    areas,
    celebration,
    coming,
    driven,
    forum,
    journal,
    meetings,
    opening,
    partners,
    promises,
    selection,
    surveys,
    teams,
)
from welfare_movement.demo.data.calendar import LOADED_ON, YEAR
from welfare_movement.demo.story import Story
from welfare_movement.places.load import load_places
from welfare_movement.places.models import Province, Tambon
from welfare_movement.thai.dates import fiscal_year

PROVINCE = "80"  # Nakhon Si Thammarat
CHAPTERS = (
    opening,
    partners,
    meetings,
    surveys,
    answers,
    teams,
    forum,
    promises,
    selection,
    areas,
    coming,
    driven,
    celebration,
    journal,
)


@transaction.atomic
def load(say, *, loaded_on=LOADED_ON, with_finished=True):
    """Play all chapters, telling `say` how far it is. Returns the cast, with everyone and everything in it.

    loaded_on: the day of the cycle that is under way. with_finished: whether a finished cycle comes before it.
    """
    if not Tambon.objects.filter(district__province=PROVINCE).exists():
        say("Loading the places …")
        load_places()
    loaded_at = timezone.now()
    year = fiscal_year(timezone.localdate(loaded_at))
    cast = Cast(Province.objects.get(code=PROVINCE), is_earlier=with_finished)
    if with_finished:
        say("Playing the cycle of the year before …")
        tell(Story(loaded_at, loaded_on=loaded_on + YEAR, year=year - 1), cast)
        cast = cast.of_next_cycle()
    say(f"Playing {loaded_on} days of the cycle under way …")
    tell(Story(loaded_at, loaded_on=loaded_on, year=year), cast)
    return cast


def tell(story, cast):
    for chapter in CHAPTERS:
        chapter.tell(story, cast)
    story.play()
