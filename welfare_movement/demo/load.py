"""Loads the demo: the whole story played up to this moment, or nothing of it."""

from django.db import transaction
from django.utils import timezone

from welfare_movement.demo.cast import Cast
from welfare_movement.demo.chapters import answers, journal, meetings, opening, partners, surveys, teams
from welfare_movement.demo.data.calendar import LOADED_ON
from welfare_movement.demo.story import Story
from welfare_movement.places.load import load_places
from welfare_movement.places.models import Province, Tambon

PROVINCE = "80"  # Nakhon Si Thammarat
CHAPTERS = (opening, partners, meetings, surveys, answers, teams, journal)


@transaction.atomic
def load(say):
    """Play all chapters, telling `say` how far it is. Returns the cast, with everyone and everything in it."""
    if not Tambon.objects.filter(district__province=PROVINCE).exists():
        say("Loading the places …")
        load_places()
    say(f"Playing the {LOADED_ON} days of the demo …")
    story = Story(timezone.now(), loaded_on=LOADED_ON)
    cast = Cast(Province.objects.get(code=PROVINCE))
    for chapter in CHAPTERS:
        chapter.tell(story, cast)
    story.play()
    return cast
